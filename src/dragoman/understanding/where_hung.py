"""What a place's phrase hangs on: the verb or noun that it locates, and the preposition that leads to it."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.ontology import rules_by_head
from dragoman.model import PlaceMention, Sentence, Token
from dragoman.understanding.when_tense import top
from dragoman.understanding.where_words import place_words

VERBAL = ("VERB", "AUX")
#: Prepositions that lead to where a movement ends.
GOAL = ("to", "into", "onto", "toward", "towards", "for")


def located_word(sentence: Sentence, place: PlaceMention) -> Token | None:
    """The verb or noun that the place's phrase locates; None where the name only tells whose something is."""
    token = top(sentence, place.first, place.last)
    words = place_words()
    for _ in range(len(sentence.tokens)):
        above = sentence.head(token)
        if above is token:
            return None
        if token.dep == "prep":
            if above.pos == "ADP":
                token = above
                continue
            return _through(sentence, token, above)
        if token.dep in ("pobj", "conj", "appos", "pcomp"):
            token = above
            continue
        if token.dep in ("compound", "nmod", "amod", "poss", "npadvmod") and above.lemma in words["place_nouns"]:
            token = above
            continue
        if token.dep in ("compound", "npadvmod", "nmod"):
            return above  # "the Geneva talks"
        if token.dep in ("dobj", "nsubjpass") and above.lemma in words["place_objects"] | words["town_objects"]:
            return above
        return None
    return None


def _through(sentence: Sentence, preposition: Token, above: Token) -> Token | None:
    """What a preposition locates: through a noun of place to what stands there ("in the city of X")."""
    words = place_words()
    if preposition.lower == "of":
        if above.lemma in words["place_nouns"]:
            return _up(sentence, above)
        return above if above.lemma in words["struck_nouns"] else None
    if preposition.lower not in words["locative"] and preposition.lower not in GOAL and preposition.lower != "from":
        return None
    if preposition.lower == "from" and above.pos not in VERBAL:
        return None
    if above.lemma in words["place_nouns"] and above.pos == "NOUN":
        return _up(sentence, above) or above
    if above.pos in VERBAL and above.lemma in words["elsewhere"]:
        # "condemned the raid in Jenin": whatever the parser says, the raid was there
        told = sentence.child(above, "dobj")
        if told is not None and told.i < preposition.i and told.lemma in event_nouns():
            return told
    if above.pos == "PROPN" and above.dep in ("pobj", "dobj", "conj", "appos"):
        return _past_name(sentence, above)
    return above


def _past_name(sentence: Sentence, name: Token) -> Token | None:
    """ "talks with Lavrov in Doha": what the parser hangs on the person is said of the talks."""
    for _ in range(4):
        above = sentence.head(name)
        if above is name:
            return None
        if above.pos == "ADP":
            above = sentence.head(above)
        if above.pos != "PROPN":
            return above
        name = above
    return None


def _up(sentence: Sentence, noun: Token) -> Token | None:
    preposition = sentence.head(noun)
    if preposition is noun:
        return None
    if noun.dep == "pobj":
        return _through(sentence, preposition, sentence.head(preposition)) if preposition.pos == "ADP" else None
    words = place_words()
    if noun.dep in ("advmod", "npadvmod") and noun.lower in words["directions"]:
        return preposition  # "exploded south of X", "a village ten miles east of X"
    if noun.dep in ("dobj", "nsubjpass", "appos") and preposition.lemma in words["place_objects"] | words["spot_objects"]:
        return preposition
    return None


def leading_word(sentence: Sentence, place: PlaceMention) -> str:
    """The preposition that leads to the place's name; "" for none, and for one that "here" points to."""
    leading = _leading(sentence, place) if place.sentence == sentence.index else None
    return leading.lower if leading is not None else ""


def _leading(sentence: Sentence, place: PlaceMention) -> Token | None:
    token = top(sentence, place.first, place.last)
    for _ in range(4):
        above = sentence.head(token)
        if above is token:
            return None
        if above.pos == "ADP":
            return above
        if token.dep not in ("conj", "appos", "compound", "nmod", "poss"):
            return None
        token = above
    return None


def loosely_tied(sentence: Sentence, place: PlaceMention) -> bool:
    """A place left, or one at an end of the road: "near X, on the road from Y to Z" is at X."""
    if place.sentence != sentence.index:
        return False
    preposition = _leading(sentence, place)
    if preposition is None:
        return False
    ways = preposition.lower in ("to", "between") and sentence.head(preposition).lemma in place_words()["routes"]
    return preposition.lower == "from" or ways


@cache
def event_nouns() -> frozenset[str]:
    """Nouns that tell of an event themselves, as the ontology has them."""
    return frozenset(head for head, rules in rules_by_head().items() if any(r.pos == "noun" for r in rules))
