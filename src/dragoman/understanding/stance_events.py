"""Positions that the event step carries: it knows more verbs of asking, granting and refusing than the word lists."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Event, Sentence, Token
from dragoman.model.position import Stance
from dragoman.understanding.stance_parts import cue_at
from dragoman.understanding.stance_sure import negated
from dragoman.understanding.stance_words import carried, stance_words

_STATUSES = frozenset({"occurred", "ongoing", "planned"})


def carried_stance(sentence: Sentence, event: Event) -> tuple[Token, Stance] | None:
    """The head word of the event and the stance it tells of; None where it tells of none or the cues know it."""
    stance = carried().get(event.type)
    if stance is None or event.mode == "meet" or event.status not in _STATUSES:
        return None
    inside = {t.i: t for t in sentence.tokens if event.anchor.start <= t.start < event.anchor.end}
    token = next((t for t in inside.values() if t.head not in inside or t.head == t.i), None)
    if token is None or token.lemma.lower() in stance_words()["uncarried"]:
        return None
    if cue_at(sentence, token) is not None or (negated(sentence, token) and stance != "refuses"):
        return None
    if any(c.lower in ("neither", "no") for o in sentence.children(token, "dobj") for c in sentence.children(o)):
        return None
    return token, "accepts" if event.type == "AGREE" and event.status != "planned" else stance


def wanted_of(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Head words of what is asked, granted or refused: infinitives first, then objects and phrases."""
    clauses = [c for c in sentence.children(token, "xcomp", "ccomp", "acl", "advcl") if c.tag == "VB" and c.i > token.i]
    if clauses:
        yield from clauses
        return
    if token.pos == "VERB":
        yield from sentence.children(token, "dobj", "nsubjpass")
    for preposition in sentence.children(token, "prep", "prt"):
        if preposition.lower in stance_words()["carried_via"]:
            yield from sentence.children(preposition, "pobj", "pcomp")
