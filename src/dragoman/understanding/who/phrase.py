"""One phrase on its own, without a parser: what `dragoman actors find` asks."""

from __future__ import annotations

import re
from datetime import date

from dragoman.knowledge.actors import registry
from dragoman.model import Actor, Sentence, Span, Token
from dragoman.understanding.who.items import find_items
from dragoman.understanding.who.memory import Found, Memory
from dragoman.understanding.who.owners import nation_of
from dragoman.understanding.who.phrases import Phrase, find_phrases
from dragoman.understanding.who.resolve import resolve

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|['’]s\b|[^\W_]+(?:[.'’](?=[^\W_])[^\W_]+)*\.?|\S")


def resolve_phrase(text: str, context: str | None = None, on: date | None = None) -> Actor | None:
    """The actor that a phrase names on a day, or None. `context` is text that may tell shared names apart."""
    memory = Memory(registry(), on, bare=True)
    if context:
        sentence = _tokens(context)
        for item in find_items(sentence, memory.registry):
            if item.kind in ("nation", "capital") and (ref := nation_of(memory, item)[0]) is not None:
                memory.nations[ref] += 1
    sentence = _tokens(text)
    phrases = find_phrases(sentence, find_items(sentence, memory.registry))
    found = [(p, f) for p in phrases if (f := resolve(memory, sentence, p, phrases)) is not None and f.actor is not None]
    if not found:
        name = _name(sentence)
        return None if name is None else name
    chosen = max(found, key=_weight)[1].actor
    return memory.actors[chosen] if chosen is not None else None


def _weight(entry: tuple[Phrase, Found]) -> tuple[bool, bool, int]:
    """A person before what stands beside it; then the phrase that comes first, as heads of names do."""
    phrase, _found = entry
    return phrase.name is not None, phrase.core is not None, -phrase.first


def _name(sentence: Sentence) -> Actor | None:
    return None


def _tokens(text: str) -> Sentence:
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
    return ("NNPS" if False else "NNP") if word[0].isupper() else "NNS" if plural else "NN"


def _pos(word: str) -> str:
    return "PROPN" if word[0].isupper() else "NOUN"
