"""Words that the parse hangs on the wrong one, as grammar alone shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.knowledge.load import read_yaml
from dragoman.model import Token

#: Tags of a verb that a subject may stand before, with an auxiliary between them or without.
_PREDICATES = ("VBD", "VBZ", "VBP", "VB", "VBN")
_SUBJECTS = ("nsubj", "nsubjpass")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_yaml("lexicon/control.yaml")[name])


@cache
def _persons() -> frozenset[str]:
    entry = read_yaml("lexicon/sources.yaml")
    named = {word for words in entry["anonymous"].values() for word in words}
    return frozenset(named | {word for name in ("spokesmen", "offices", "collectives") for word in entry[name]})


@cache
def _documents() -> frozenset[str]:
    return frozenset(read_yaml("lexicon/sources.yaml")["documents"])


def mended(tokens: Sequence[Token], token: Token) -> Token:
    """The token with its right head, where its own is plainly wrong."""
    if token.dep == "conj" and token.pos == "PROPN":
        return _with_predicate(tokens, token)
    if token.dep == "advcl" and token.lemma in _words("speaking"):
        return _with_speaker(tokens, token)
    if token.dep == "relcl":
        return _with_antecedent(tokens, token)
    return token


def _with_speaker(tokens: Sequence[Token], token: Token) -> Token:
    """ "Said that X held, warning of more", "said X held, while Chad said it had not": the second word of speaking stands
    beside the first, not inside what was said."""
    clause = tokens[token.head]
    above = tokens[clause.head]
    if clause.dep != "ccomp" or above.lemma not in _words("speaking") or not above.i < clause.i < token.i:
        return token
    owned = any(t.head == token.i and t.dep in _SUBJECTS for t in tokens)
    marks = [t for t in tokens if t.head == token.i and t.lower in _words("against") and t.i < token.i]
    first = marks[0] if owned and marks else token if token.tag == "VBG" and not owned else None
    if first is None or first.i == 0 or tokens[first.i - 1].text != ",":
        return token
    return replace(token, head=above.i)


def _with_antecedent(tokens: Sequence[Token], token: Token) -> Token:
    """ "A director of the firm, who …", "a letter to the council, which says …": who is somebody, and letters say."""
    opening = next((t for t in tokens if t.head == token.i and t.dep in _SUBJECTS), None)
    noun = tokens[token.head]
    if opening is None or opening.lower not in ("who", "which") or _is_fit(noun, opening.lower, token):
        return token
    above = noun
    while above.dep in ("pobj", "prep", "acl", "agent", "dative") and above.head != above.i:
        above = tokens[above.head]
        if above.pos == "NOUN" and above.lemma.lower() in (_persons() if opening.lower == "who" else _documents()):
            return replace(token, head=above.i)
    return token


def _is_fit(noun: Token, pronoun: str, verb: Token) -> bool:
    """Whether the noun may be what the relative pronoun stands for."""
    if pronoun == "who":
        return noun.ent == "PERSON" or noun.lemma.lower() in _persons()
    return verb.lemma not in _words("speaking") or noun.ent not in ("ORG", "GPE")


def _with_predicate(tokens: Sequence[Token], token: Token) -> Token:
    """ "Signed on Monday and Peru followed": a name that the parse joins to the day is the subject of the verb behind it."""
    if token.i + 1 >= len(tokens):
        return token
    day, after = tokens[token.head], tokens[token.i + 1]
    verb = tokens[after.head] if after.pos == "AUX" else after
    if day.ent not in ("DATE", "TIME") or token.ent in ("DATE", "TIME") or verb.tag not in _PREDICATES:
        return token
    if any(other.head == verb.i and other.dep in _SUBJECTS for other in tokens):
        return token
    above = verb
    while above.head != above.i and above.i != token.i:
        above = tokens[above.head]
    if above.i == token.i:  # the verb hangs on the name itself
        return token
    return replace(token, head=verb.i, dep="nsubj")
