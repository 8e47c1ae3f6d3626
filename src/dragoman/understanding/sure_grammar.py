"""Small questions of grammar that every step of the climb asks."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.sure_words import Operator, words

VERBAL = ("VERB", "AUX")
SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def op(name: str) -> Operator:
    return words().operators[name]


def is_verbal(sentence: Sentence, token: Token) -> bool:
    return (token.pos in VERBAL and token.dep not in ("amod", "compound")) or bool(
        sentence.children(token, "aux", "cop")
    )


def is_infinitive(sentence: Sentence, verb: Token) -> bool:
    helpers = {c.lower for c in sentence.children(verb, "auxpass", "aux")}
    if verb.tag != "VB" and not (verb.tag in ("VBN", "VBG") and helpers & {"be", "have"}):
        return False
    return any(c.lower == "to" for c in sentence.children(verb, "aux")) or (
        verb.dep == "conj" and is_infinitive(sentence, sentence.head(verb))
    )


def mark_of(sentence: Sentence, verb: Token) -> str:
    mark = sentence.child(verb, "mark")
    if mark is not None:
        return mark.lower
    if any(c.lower == "provided" for c in sentence.children(verb)):
        return "provided"
    first = next((c for c in sentence.children(verb, "advmod") if c.i < verb.i), None)
    if first is not None and first.lower in words().conjunctions:
        return first.lower
    subject = sentence.child(verb, "nsubj", "nsubjpass")
    should = next((c for c in sentence.children(verb, "aux") if c.lower in ("should", "were", "had")), None)
    if should is not None and subject is not None and should.i < subject.i and sentence.tokens[-1].text != "?":
        return "should"
    return ""


def lemma_of(sentence: Sentence, word: Token) -> str:
    """The word's dictionary form, with its particle where the two are known together: "call off"."""
    for child in sentence.children(word, "prt", "advmod", "prep"):
        if child.i > word.i and f"{word.lemma.lower()} {child.lower}" in words().phrasal:
            return f"{word.lemma.lower()} {child.lower}"
    return word.lemma.lower()


def is_definite(sentence: Sentence, noun: Token) -> bool:
    return any(c.lower in ("the", "this", "that", "these", "those") for c in sentence.children(noun, "det")) or bool(
        sentence.children(noun, "poss")
    )


def preposition_of(sentence: Sentence, preposition: Token) -> str:
    """The preposition, or the word before it that gives it its sense: "instead of", "ahead of", "rather than"."""
    before = sentence.tokens[preposition.i - 1].lower if preposition.i else ""
    return (
        before
        if before in words().prepositions
        and before in ("ahead", "instead", "rather", "short", "due", "owing", "thanks")
        else preposition.lower
    )
