"""Fits the confidence of events (`knowledge/weights/confidence.yaml`) and prints how well it is calibrated.

    PYTHONPATH=. python training/confidence/fit.py

An event is right when its type and sentence match the annotation, one of its actors does, and its status does. Fitted on
the held part of the annotated reports; the calibration error is by five folds over whole reports, so each report is
judged by weights that never saw it.
"""

from __future__ import annotations

import argparse
import hashlib

import numpy as np
from benchmarks.corpus import Report
from benchmarks.stories import findings

from dragoman.model import Cast, Event
from dragoman.understanding.confidence import EVENT_FEATURES, event_features
from training.logistic import fit

FOLDS = 5


def right(event: Event, cast: Cast, report: Report) -> bool:
    """Type, sentence, an actor and the status are as annotated."""
    known = set(event.actors)
    for actor in (cast.actors[id] for id in event.actors if id in cast.actors):
        known.update(code for code in (actor.country, actor.body) if code)
    for gold in report.events:
        near = event.sentence.start <= gold.start < event.sentence.end and abs(gold.start - event.anchor.start) < 80
        actor = bool(known & set(gold.actors)) if gold.actors else not event.actors
        if near and gold.type == event.type and actor and event.status == gold.status:
            return True
    return False


def calibration_error(chance: np.ndarray, hits: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    error = 0.0
    for low in np.arange(0, 1, 1 / bins):
        inside = (chance >= low) & (chance < low + 1 / bins)
        if inside.any():
            error += inside.mean() * abs(chance[inside].mean() - hits[inside].mean())
    return error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="held", choices=["held", "exam"])
    rows, truth, owner, told = [], [], [], []
    for report, found in findings(parser.parse_args().part):
        cast = found["cast"]
        for trigger, judgement, event in zip(found["triggers"], found["judgements"], found["events"], strict=True):
            values = event_features(trigger, judgement, cast)
            rows.append([values[name] for name in EVENT_FEATURES])
            truth.append(right(event, cast, report))
            owner.append(int(hashlib.sha256(report.id.encode()).hexdigest(), 16))
            told.append(event.confidence)
    features, hits, owners = np.array(rows), np.array(truth, dtype=float), np.array([o % FOLDS for o in owner])
    chance = np.zeros(len(hits))
    for fold in range(FOLDS):
        inside = owners == fold
        chance[inside] = 1 / (1 + np.exp(-features[inside] @ fit(features[~inside], hits[~inside])))
    print(f"# {len(hits)} events, {hits.mean():.3f} right as a whole")
    print(f"# as told now: calibration error {calibration_error(np.array(told), hits):.3f}")
    print(f"# refitted, by folds: calibration error {calibration_error(chance, hits):.3f}")
    for least in (0.5, 0.6, 0.7, 0.8):
        inside = np.array(told) >= least
        print(f"# told at least {least}: {int(inside.sum())} events, {hits[inside].mean() if inside.any() else 0:.3f} right")
    weights = dict(zip(EVENT_FEATURES, fit(features, hits), strict=True))
    print("events: {" + ", ".join(f"{name}: {weight:.2f}" for name, weight in weights.items()) + "}")


if __name__ == "__main__":
    main()
