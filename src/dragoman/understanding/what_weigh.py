"""The table's and the encoder's words put together: one chance for each word and type."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.knowledge.ontology import classes_of, event_types
from dragoman.model import Sentence, Token
from dragoman.understanding.signals import Signals, labels
from dragoman.understanding.what_table import Candidate

_NO_EVENT = "NONE"


@dataclass(frozen=True, slots=True)
class _Weighing:
    """How much the table's and the encoder's words count; `training/weighing/fit.py` fits it. Scores are chances."""

    keep: float
    bias: float
    model: float
    lexicon: float
    known: float
    other: float
    verb: float
    quiet: float


@cache
def _weighing() -> _Weighing:
    name = "weights/weighing.yaml"
    given = check_keys(name, read_yaml(name), required=[field.name for field in fields(_Weighing)])
    return _Weighing(**{key: float(value) for key, value in given.items()})


#: Below this the encoder's word for a type is not worth a candidate of its own.
FAINT = 0.08
#: Parts of speech that can tell of an event by themselves.
TELLING = ("VERB", "NOUN", "ADJ")
#: The encoder's chances spill over to the words around; within this many words only its best word counts.
_NEAR = 5


def weigh(
    sentence: Sentence, table: dict[int, list[Candidate]], blocked: set[int], hints: Signals | None, quiet: float
) -> list[Candidate]:
    """The best candidate of each word, where it is likely enough."""
    best: list[Candidate] = []
    chances = hints.types.tolist() if hints is not None else None
    names = labels()["types"] if hints is not None else ()
    for token in sentence.tokens:
        if token.i in blocked or not (token.i in table or _tells_alone(token)):
            continue
        options = best_by_type(table.get(token.i, []))
        if chances is not None and hints is not None:
            likely = _likely(token, options, zip(names, chances[token.i], strict=True))
            options = _weighed(sentence, token, options, likely, hints, quiet)
        elif quiet:
            continue
        if options:
            best.append(_praising(sentence, max(options.values(), key=lambda c: c.score)))
    kept = [c for c in best if c.score >= _weighing().keep]
    return [c for c in kept if not (_model_alone(c) and any(_outshines(r, c) for r in kept))]


def _praising(sentence: Sentence, candidate: Candidate) -> Candidate:
    """ "Called the deal a breakthrough" is praise, though "called" mostly goes before blame."""
    if candidate.type != "ACCUSE" or "naming" not in classes_of(candidate.token.lemma.lower()):
        return candidate
    below = sentence.subtree(candidate.token)
    said = {name for t in below if t.i > candidate.token.i for name in classes_of(t.lemma.lower())}
    if "praise" not in said or "blame_word" in said:
        return candidate
    return replace(candidate, type="SUPPORT", mode=None, why=(*candidate.why, "type:the words praise"))


def _model_alone(candidate: Candidate) -> bool:
    return not any(reason.startswith("lexicon:") for reason in candidate.why)


def _outshines(rival: Candidate, candidate: Candidate) -> bool:
    """True when the rival tells of the same type nearby, and a rule knows it or its chance is higher."""
    if rival is candidate or rival.type != candidate.type or abs(rival.token.i - candidate.token.i) > _NEAR:
        return False
    return not _model_alone(rival) or (rival.score, -rival.token.i) > (candidate.score, -candidate.token.i)


def best_by_type(candidates: list[Candidate]) -> dict[str, Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.score, c.last - c.first)):
        best[candidate.type] = candidate
    return best


def _tells_alone(token: Token) -> bool:
    """Whether the encoder's word is enough for it to tell of an event."""
    return token.pos in TELLING and not token.ent


def _likely(
    token: Token, options: dict[str, Candidate], chances: Iterable[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The types that a rule has, or that the encoder sees where no rule does, with the encoder's chances."""
    least = FAINT if _tells_alone(token) else math.inf
    return [(type, c) for type, c in chances if type in options or (c >= least and type != _NO_EVENT)]


def _weighed(
    sentence: Sentence,
    token: Token,
    options: dict[str, Candidate],
    chances: list[tuple[str, float]],
    hints: Signals,
    quiet: float,
) -> dict[str, Candidate]:
    """The candidates of one word with the encoder's chances put in; types that only the encoder sees are added."""
    weights = _weighing()
    found: dict[str, Candidate] = {}
    for type, chance in chances:
        held = options.get(type)
        value = (
            weights.bias
            + weights.model * math.log((chance + 1e-4) / (1 - chance + 1e-4))
            + weights.lexicon * (held.score if held is not None else 0.0)
            + weights.known * (held is not None)
            + weights.other * bool(options)
            + weights.verb * (token.pos == "VERB")
            + weights.quiet * quiet
        )
        score = 1 / (1 + math.exp(-value))
        if held is not None and held.negated and not quiet:
            score = held.score  # the encoder sees the promise, not the "no" before it
        why = (*(held.why if held is not None else ()), f"model:{type} {chance:.2f}")
        if held is None:
            mode = _model_mode(type, token, hints)
            found[type] = Candidate(token, *_own_extent(sentence, token), type, mode, score, why)
        else:
            found[type] = replace(held, mode=held.mode or _model_mode(type, token, hints), score=score, why=why)
    return found


def _own_extent(sentence: Sentence, token: Token) -> tuple[int, int]:
    """The word with its particle: "called off"."""
    after = sentence.child(token, "prt")
    return (token.i, after.i) if after is not None and after.i == token.i + 1 else (token.i, token.i)


def _model_mode(type: str, token: Token, hints: Signals) -> str | None:
    """The encoder's mode, where the type has such a mode and the encoder is sure of it."""
    allowed = event_types()[type].modes
    row = hints.modes[token.i].tolist()
    best = max(range(len(row)), key=row.__getitem__)
    name = labels()["modes"][best]
    return name if name in allowed and row[best] >= 0.5 else None
