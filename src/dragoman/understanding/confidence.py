"""How likely a fact is right as a whole: a logistic model over what was seen while finding it.

The weights are fitted on reports kept from training (`training/confidence/fit.py`) and lie in `weights/confidence.yaml`.
"""

from __future__ import annotations

import math
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.model import Cast, Judgement, Trigger

EVENT_FEATURES = (
    "bias", "score", "no_actor", "known_actor", "many_actors", "both_readers", "status_plain", "hedged",
    "parts",
)
_WEIGHTS = "weights/confidence.yaml"


@cache
def _weights(kind: str) -> dict[str, float]:
    given = check_keys(_WEIGHTS, read_yaml(_WEIGHTS), required=["events", "positions"])[kind]
    if kind == "events":
        check_keys(f"{_WEIGHTS} events", given, required=EVENT_FEATURES)
    return {name: float(value) for name, value in given.items()}


def event_features(trigger: Trigger, judgement: Judgement, cast: Cast) -> dict[str, float]:
    """What the confidence of an event is computed from, each between -6 and 6."""
    score = min(max(trigger.score, 0.01), 0.99)
    parts = min(max(trigger.parts, 0.01), 0.99)
    known = [cast.actors[id] for id in trigger.actors if id in cast.actors]
    return {
        "bias": 1.0,
        "score": math.log(score / (1 - score)),
        "no_actor": float(not trigger.actors),
        "known_actor": float(any(actor.country or actor.sector == "IGO" for actor in known)),
        "many_actors": float(len(trigger.actors) > 2),
        "both_readers": float(len({reason.split(":")[0] for reason in trigger.why}) > 1),
        "status_plain": float(judgement.status == "occurred"),
        "parts": math.log(parts / (1 - parts)),
        "hedged": float(judgement.factuality not in ("CT+", "CT-")),
    }


def logistic(features: dict[str, float], weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in features.items())))


def event_confidence(trigger: Trigger, judgement: Judgement, cast: Cast) -> float:
    """The chance that type, actors and status of the event are all right."""
    return logistic(event_features(trigger, judgement, cast), _weights("events"))
