"""The rules' judgement and the encoder's scores put together; both show in `why`.

Status: the rules are better on words of every kind, the encoder helps on the triggers of political events, where it was
trained. Factuality: the encoder's number may turn the rules' polarity; its degrees fit other scales than the reports'.
Figures: `benchmarks/status.py` and `benchmarks/factuality.py` with and without `--signals`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from dragoman.model import Judgement
from dragoman.model.event import STATUSES, Factuality, Status
from dragoman.understanding.signals import Signals, labels
from dragoman.understanding.sure_words import words

_UNREAL = ("planned", "proposed", "conditional", "hypothetical")
_VALUE: dict[str, float] = {"CT+": 3, "PR+": 2, "PS+": 1, "U": 0, "PS-": -1, "PR-": -2, "CT-": -3}


def with_status(judgement: Judgement, hints: Signals, token: int) -> Judgement:
    """For the trigger of an event: the status that both readings together favour, the rules' weighing `rules` nats."""
    fusion = words().fusion
    scores = hints.event_statuses[token]
    if not scores.any():
        return judgement
    names = labels()["event_statuses"]
    total = np.log(scores + 1e-4) + fusion["rules"] * np.array([name == judgement.status for name in names])
    best = names[int(total.argmax())]
    # "weighs sanctions": those that there are go on, not those that are weighed
    of_others = best == "ongoing" and judgement.status in _UNREAL
    if best == judgement.status or best not in STATUSES or of_others:
        return judgement
    why = (*judgement.why, f"model:{best} {float(scores[names.index(best)]):.2f}")
    return Judgement(best, cast(Factuality, words().usual[best]), why)


def with_factuality(judgement: Judgement, hints: Signals, token: int) -> Judgement:
    """For any word: the polarity that the rules' and the encoder's mean value speaks for, where it is the contrary."""
    if not hints.attribution[token].any():
        return judgement
    fusion = words().fusion
    seen = float(hints.factuality[token])
    value = fusion["share"] * _VALUE[judgement.factuality] + (1 - fusion["share"]) * seen
    status, factuality = _weighed(judgement, value)
    if (status, factuality) == (judgement.status, judgement.factuality):
        return judgement
    return replace(
        judgement,
        status=cast(Status, status),
        factuality=cast(Factuality, factuality),
        why=(*judgement.why, f"model:factuality {seen:+.1f}"),
    )


def _weighed(judgement: Judgement, value: float) -> tuple[str, str]:
    """Only the polarity turns, and only where the value says the contrary; degrees stay the rules'."""
    fusion, status, held = words().fusion, judgement.status, judgement.factuality
    if held in ("CT+", "PR+", "PS+") and value < fusion["turn"]:
        return ("denied" if status in ("occurred", "ongoing", "planned") else status), _negative(value)
    if held.endswith("-") and value > -fusion["turn"]:
        return ("occurred" if status == "denied" else status), ("CT+" if value > fusion["certain"] else "PR+")
    return status, held


def _negative(value: float) -> str:
    return "CT-" if value <= -2.5 else "PR-" if value <= -1.5 else "PS-"
