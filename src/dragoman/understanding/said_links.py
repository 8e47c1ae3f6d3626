"""Who hands on what within one sentence: cue words, the source they name, and the words that are the source's.

Grammar alone; quotations that run over sentences and chains are put together in `said`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.understanding.said_phrases import (
    of_according,
    of_adverb,
    of_clear,
    of_colon,
    of_noun,
    of_preposition,
    of_saying,
    of_sign,
)
from dragoman.understanding.said_pieces import Link
from dragoman.understanding.said_verbs import of_verb
from dragoman.understanding.said_words import cues


def find_links(sentence: Sentence) -> list[Link]:
    """All attributions of the sentence, in order of their cues, each cue at most once."""
    found: dict[int, Link] = {}
    for token in sentence.tokens:
        for link in _of_token(sentence, token):
            found.setdefault(token.i, replace(link, key=token.i))
            break
    if not found:
        found.update({link.cue[0]: link for link in of_colon(sentence)})
    return list(found.values())


def _of_token(sentence: Sentence, token: Token) -> Iterator[Link]:
    yield from of_saying(sentence, token)
    if token.lower == "according":
        yield from of_according(sentence, token)
    elif token.lower in cues().adverbs:
        yield from of_adverb(sentence, token)
    elif token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
        yield from of_verb(sentence, token)
    elif token.pos == "NOUN":
        yield from of_noun(sentence, token)
        yield from of_sign(sentence, token)
    elif token.pos == "ADP":
        yield from of_preposition(sentence, token)
    elif token.lower in cues().clear:
        yield from of_clear(sentence, token)
