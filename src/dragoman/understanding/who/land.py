"""Towns and ground that act or are acted on: "Kharkiv refused", "struck targets in Syria", "an Indonesian island".

What is done to a place is done to the country it lies in; a town that acts speaks for those who live there. These
mentions stand for no government, and no pronoun looks back to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.model import Actor, Mention, Sentence, Story, Token
from dragoman.understanding.who.items import Item
from dragoman.understanding.who.lexicon import standing_words
from dragoman.understanding.who.memory import Memory
from dragoman.understanding.who.owners import nation_of
from dragoman.understanding.who.people import slug
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.towns import country_of, is_place

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "conj", "appos")
_STRUCK_BY = ("on", "against", "at")
_LIES = ("in", "across", "inside", "around", "near", "of", "outside", "along", "throughout")
_INNER = ("amod", "compound", "nmod", "poss")


def find_lands(memory: Memory, story: Story, rows: Sequence[list[Phrase]], held: list[Mention]) -> Iterator[Mention]:
    """The mentions of ground, of form "place", where no word is one of another actor's."""
    taken = {(m.sentence, i) for m in held for i in range(m.first, m.last + 1)}
    for sentence, phrases in zip(story.sentences, rows, strict=True):
        nations = {i: o for p in phrases for o in p.owners for i in range(o.first, o.last + 1)}
        for token in sentence.tokens:
            if (sentence.index, token.i) in taken or token.pos not in ("NOUN", "PROPN") or not _is_argument(sentence, token):
                continue
            actor = _town(sentence, token) if token.pos == "PROPN" else _ground(memory, sentence, token, nations)
            if actor is not None:
                first = token.i if token.pos == "NOUN" else _first(sentence, token)
                span = sentence.words(first, token.i)
                yield Mention(span, sentence.index, first, token.i, token.i, memory.keep(actor).id, "place", actor.why)


def _is_argument(sentence: Sentence, token: Token, depth: int = 0) -> bool:
    governor = sentence.head(token)
    if token.dep in ("conj", "appos"):
        return depth < 4 and governor.i != token.i and _is_argument(sentence, governor, depth + 1)
    if token.dep == "nsubj":
        words = standing_words()
        return governor.pos == "VERB" and governor.lemma not in words["befalls"] | words["lasting"]
    if token.dep == "dobj":
        return governor.lemma not in standing_words()["visits"]
    return token.dep == "nsubjpass" or (token.dep == "pobj" and governor.lower in _STRUCK_BY)


def _first(sentence: Sentence, token: Token) -> int:
    first = token.i
    while first and sentence.tokens[first - 1].tag == "NNP" and sentence.tokens[first - 1].head == token.i:
        first -= 1
    return first


def _town(sentence: Sentence, token: Token) -> Actor | None:
    first = _first(sentence, token)
    name = sentence.words(first, token.i).text
    if first == token.i and first and sentence.tokens[first - 1].lower == "the":
        return None  # "the West", "the Gulf"
    if token.ent not in ("GPE", "LOC") and not is_place(name):
        return None
    country = country_of(name)
    if country is None:
        return None
    return Actor(f"{country}-{slug(name)}", name, country, "CVL", "people", why="a town or province of the country")


def _ground(memory: Memory, sentence: Sentence, noun: Token, nations: dict[int, Item]) -> Actor | None:
    """The country in which the ground lies that the noun means."""
    if noun.lemma.lower() not in standing_words()["sites"]:
        return None

    def of(token: Token) -> str | None:
        item = nations.get(token.i)
        if item is not None and item.kind in ("nation", "capital"):
            return nation_of(memory, item)[0]
        return country_of(sentence.words(_first(sentence, token), token.i).text) if token.pos == "PROPN" else None

    country = _where(sentence, noun, of)
    known = memory.registry.country(country) if country is not None else None
    if country is None or known is None:
        return None
    return Actor(country, known.name, country, None, "country", why=f"{noun.lower}: ground of the country")


def _where(sentence: Sentence, noun: Token, of: Callable[[Token], str | None]) -> str | None:
    inner = [t for t in sentence.children(noun, *_INNER) if t.tag.startswith(("NNP", "JJ"))]
    after = sentence.tokens[noun.i + 1 : noun.i + 2]  # the parser may hang it on the verb: "struck targets in Syria"
    for preposition in dict.fromkeys([*sentence.children(noun, "prep"), *after]):
        if preposition.lower in _LIES:
            inner += sentence.children(preposition, "pobj")
    return next((country for token in inner if (country := of(token)) is not None), None)
