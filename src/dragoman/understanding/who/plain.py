"""Text without a parser: words with guessed tags, enough for names and titles."""

from __future__ import annotations

import re

from dragoman.model import Sentence, Span, Token
from dragoman.understanding.who.items import find_items
from dragoman.understanding.who.memory import Memory
from dragoman.understanding.who.owners import nation_of

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|['’]s\b|[^\W_]+(?:[.'’](?!s\b)[^\W_]+)*\.?|\S")


def hear(memory: Memory, text: str) -> None:
    """Notes the countries that a text beside the story names: its title, or a context given by hand."""
    for item in find_items(plain_sentence(text), memory.registry):
        if item.kind in ("nation", "capital", "metonym") and (ref := nation_of(memory, item)[0]) is not None:
            memory.nations[ref] += 1


def plain_sentence(text: str) -> Sentence:
    """A sentence with guessed tags: capitals are names, the last word is the head of all."""
    spans = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    head = max(0, len(spans) - 1)
    tokens = tuple(
        Token(i, start, end, word, word.lower(), _tag(word), _pos(word), "nsubj" if i == head else "compound", head)
        for i, (start, end, word) in enumerate(spans)
    )
    return Sentence(0, Span(0, len(text), text), tokens)


def _tag(word: str) -> str:
    if word in ("'s", "’s"):
        return "POS"
    if not word[0].isalnum():
        return "," if word == "," else "HYPH" if word == "-" else "SYM"
    if word[0].isdigit():
        return "CD"
    if word.lower() in ("the", "a", "an"):
        return "DT"
    if word.lower() in ("of", "in", "at", "for", "to", "from", "on", "with", "by"):
        return "IN"
    if word.lower() == "and":
        return "CC"
    plural = word.endswith("s") and not word.endswith("ss")
    return "NNP" if word[0].isupper() else "NNS" if plural else "NN"


def _pos(word: str) -> str:
    return "PROPN" if word[0].isupper() else "NOUN"
