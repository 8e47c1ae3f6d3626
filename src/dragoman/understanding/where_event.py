"""Which of a sentence's places is an event's: the one its own word or clause is located at, not one merely named."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import PlaceMention, Sentence, Token
from dragoman.understanding.when_tense import top
from dragoman.understanding.where_names import place_words

_VERBAL = ("VERB", "AUX")
_GOAL = ("to", "into", "onto", "toward", "towards", "for")


def event_place(sentence: Sentence, places: list[PlaceMention], token: int) -> PlaceMention | None:
    """The place of the event told by `token`; of "Budapest, Hungary" the narrower one."""
    event = sentence.tokens[token]
    by_word: dict[int, list[PlaceMention]] = {}
    for place in places:
        word = _located_word(sentence, place)
        if word is not None:
            by_word.setdefault(word.i, []).append(place)
    for word in _carriers(sentence, event):
        held = by_word.get(word.i)
        if held:
            return min(held, key=lambda p: (abs(p.first - token), p.first))
    return None


def _located_word(sentence: Sentence, place: PlaceMention) -> Token | None:
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
        if token.dep in ("dobj", "nsubjpass") and above.lemma in words["place_objects"]:
            return above
        return None
    return None


def _through(sentence: Sentence, preposition: Token, above: Token) -> Token | None:
    """What a preposition locates: through a noun of place to what stands there ("in the city of X", "near a base in X")."""
    words = place_words()
    if preposition.lower == "of":
        if above.lemma in words["place_nouns"]:
            return _up(sentence, above)
        return None
    if preposition.lower not in words["locative"] and preposition.lower not in _GOAL and preposition.lower != "from":
        return None
    if preposition.lower == "from" and above.pos not in _VERBAL:
        return None
    if above.lemma in words["place_nouns"] and above.pos == "NOUN":
        return _up(sentence, above)
    return above


def _up(sentence: Sentence, noun: Token) -> Token | None:
    preposition = sentence.head(noun)
    if preposition is noun:
        return None
    if noun.dep == "pobj":
        return _through(sentence, preposition, sentence.head(preposition)) if preposition.pos == "ADP" else None
    if noun.dep in ("dobj", "nsubjpass", "appos") and preposition.lemma in place_words()["place_objects"]:
        return preposition
    return None


def _carriers(sentence: Sentence, event: Token) -> Iterator[Token]:
    """The words whose place is the event's, the closest tie first."""
    yield event
    carriers = place_words()["carriers"]
    if event.pos not in _VERBAL:
        for clause in sentence.children(event, "relcl", "acl"):
            if clause.lemma in carriers:
                yield clause
                yield from (inner for inner in sentence.children(clause, "xcomp", "dobj") if inner.lemma in (*carriers, "place"))
        for other in sentence.children(event, "conj"):
            yield other
    else:
        # "held talks in Doha", "carried out a raid in Jenin": the object's place is the verb's
        yield from sentence.children(event, "dobj", "dative", "attr")
        yield from sentence.children(event, "xcomp", "advcl")
    seen, word = {event.i}, event
    for _ in range(6):
        above = _above(sentence, word)
        if above is None or above.i in seen:
            return
        seen.add(above.i)
        yield above
        word = above


def _above(sentence: Sentence, word: Token) -> Token | None:
    above = sentence.head(word)
    carriers = place_words()["carriers"]
    if above is word:
        return None
    if word.pos in _VERBAL:
        if word.dep == "conj" and above.pos in _VERBAL and sentence.child(word, "nsubj", "nsubjpass") is None:
            return above
        if word.tag == "VBG" and word.dep in ("advcl", "xcomp"):
            return above
        if word.dep in ("xcomp", "relcl", "acl") and (above.lemma in carriers or word.lemma in carriers):
            return above
        return None
    if word.dep in ("compound", "amod", "nmod", "poss") or (word.dep == "conj" and above.pos not in _VERBAL):
        return above
    if word.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd") and above.pos in _VERBAL and above.lemma in carriers:
        return above
    if word.dep == "pobj":
        carrier = sentence.head(above)
        if above.lower == "of" and carrier.pos == "NOUN":
            return carrier
        if above.lower in ("for", "in", "with", "during", "at", "after", "to", "by") and carrier.pos in _VERBAL:
            return carrier if carrier.lemma in carriers or above.lower in ("in", "during", "by") else None
    return None
