"""Where an event took place that a sentence before has located: "A bomb exploded in X. The blast killed nine."

Only where the event's own sentence names no place at all, and only to a town, a building, a division: not to a country.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.ontology import classes_of
from dragoman.model import PlaceMention, Sentence, Story, Token
from dragoman.understanding.said_words import cues
from dragoman.understanding.when_tense import mode
from dragoman.understanding.when_words import time_words
from dragoman.understanding.where_event import event_place, width
from dragoman.understanding.where_hung import VERBAL, event_nouns
from dragoman.understanding.where_words import place_words

#: Sentences back in which "the blast" may have been told with its place.
_SAME_EVENT = 3
_LEAST_STEM = 4


@dataclass(frozen=True, slots=True)
class _Scene:
    story: Story
    places: tuple[PlaceMention, ...]

    def named(self, sentence: Sentence) -> list[PlaceMention]:
        return [place for place in self.places if place.sentence == sentence.index]

    def before(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentences just before, the last first, down to the last that names a place."""
        for other in reversed(self.story.sentences[max(0, sentence.index - _SAME_EVENT) : sentence.index]):
            yield other
            if self.named(other):
                return

    def own(self, sentence: Sentence, token: Token) -> PlaceMention | None:
        """The place, narrower than a country, that the sentence itself gives the event."""
        place = event_place(sentence, self.named(sentence), token.i)
        return place if place is not None and width(place) < 2 else None


def carried_place(story: Story, places: tuple[PlaceMention, ...], sentence: int, token: int) -> PlaceMention | None:
    """The place of the same event, or of what hurt these victims, told up to three sentences before."""
    told = story.sentences[sentence]
    scene, event = _Scene(story, places), told.tokens[token]
    if scene.named(told):
        return None
    noun = _event_noun(told, event)
    if noun is not None:
        return _same_event(scene, told, noun)
    return _of_victims(scene, told) if _tells_of_victims(told, event) and not _turns_elsewhere(told) else None


def _event_noun(sentence: Sentence, event: Token) -> Token | None:
    """ "the blast": the event itself, or what acts in it ("the blast killed nine")."""
    if event.pos not in VERBAL:
        noun: Token | None = event
    elif event.lemma in place_words()["elsewhere"] or mode(sentence, event) != "past":
        return None
    else:
        noun = sentence.child(event, "nsubj", "nsubjpass")
    if noun is None or noun.pos != "NOUN" or noun.lemma not in event_nouns() or noun.lemma in place_words()["contests"]:
        return None  # "the war" is wider than its last battle
    determiner = sentence.child(noun, "det")
    return noun if determiner is not None and determiner.lower in time_words().grammar["definite"] else None


def _same_event(scene: _Scene, sentence: Sentence, noun: Token) -> PlaceMention | None:
    for other in scene.before(sentence):
        for word in other.tokens:
            if word.pos in ("NOUN", "VERB") and mode(other, word) != "ahead" and _alike(word, noun):
                found = scene.own(other, word)
                if found is not None:
                    return found
    return None


def _alike(word: Token, noun: Token) -> bool:
    """The words may name one event: attack and attacked, exploded and blast, raid and attack."""
    a, b = sorted((word.lemma.lower().removesuffix("e"), noun.lemma.lower().removesuffix("e")), key=len)
    if len(a) >= _LEAST_STEM and b.startswith(a):
        return True
    if word.pos == "VERB" and word.lemma in place_words()["blasts"]:
        return noun.lemma in place_words()["blasts"]
    kinds = time_words().grammar["event_classes"]
    return word.pos == "NOUN" and bool(classes_of(word.lemma.lower()) & classes_of(noun.lemma.lower()) & kinds)


def _turns_elsewhere(sentence: Sentence) -> bool:
    """ "Elsewhere", "another", "had": the sentence leaves the scene."""
    return any(
        t.lower in place_words()["shifts"] or (t.dep == "aux" and t.lower == "had") for t in sentence.tokens
    )


def _tells_of_victims(sentence: Sentence, event: Token) -> bool:
    """ "At least 22 people were killed", told by the main verb in the past, of nobody by name."""
    told = sentence.head(event) if event.dep == "conj" else event
    if event.lemma not in place_words()["harms"] or mode(sentence, event) != "past" or told.i != _main(sentence).i:
        return False
    victims = sentence.child(event, "nsubjpass")
    return victims is not None and all(t.pos != "PROPN" for t in sentence.subtree(victims))


def _of_victims(scene: _Scene, sentence: Sentence) -> PlaceMention | None:
    """Where the harm was done of which the sentence before chiefly tells."""
    before = scene.story.sentences[sentence.index - 1] if sentence.index else None
    if before is None or sentence.paragraph - before.paragraph > 1:
        return None
    main = _main(before)
    if main.pos not in VERBAL or mode(before, main) != "past" or not _harmful(before, main):
        return None
    return scene.own(before, main)


def _harmful(sentence: Sentence, verb: Token) -> bool:
    """A deed of violence, by its verb or by the noun that it carries."""
    nouns = (t for t in sentence.children(verb, "dobj", "nsubj", "nsubjpass"))
    return any(
        t.lemma in place_words()["harms"]
        or t.lemma in place_words()["blasts"]
        or classes_of(t.lemma.lower()) & place_words()["violence"]
        for t in (verb, *nouns)
    )


def _main(sentence: Sentence) -> Token:
    """What a sentence chiefly tells: its main verb, or what somebody reports there."""
    root = sentence.root
    said = sentence.child(root, "ccomp") if cues().reports(root.lemma) else None
    return said or root
