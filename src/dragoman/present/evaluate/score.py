"""Pairs → figures: per type, overall, confusions, and how far chance alone would move them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dragoman.model import Event, Reading
from dragoman.present.evaluate.pairs import Pair, shares

_SEED = 20_250_101
_DRAWS = 1000
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One type. `precision`, `recall` and `f1` are 0 where nothing was found or wanted."""

    type: str
    gold: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; `share` is None of none."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures of one run. An interval is (lower, upper), or None for a single document."""

    documents: int
    sentences: int
    #: All events that the readings hold; `found` are those that count: where rows ask, one a row.
    events: int
    gold: int
    found: int
    types: tuple[Row, ...]
    macro_f1: float
    micro_f1: float
    accuracy: float
    strict_f1: float
    actor: Share
    recipient: Share
    status: Share
    confusions: dict[tuple[str, str], int] = field(default_factory=dict)
    statuses: dict[tuple[str, str], int] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; figures to four places."""
        return {
            "documents": self.documents, "sentences": self.sentences, "events": self.events,
            "gold": self.gold, "found": self.found,
            "events_per_sentence": round(self.events / max(self.sentences, 1), 4),
            "gold_per_sentence": round(self.gold / max(self.sentences, 1), 4),
            **{name: round(getattr(self, name), 4) for name in ("macro_f1", "micro_f1", "accuracy", "strict_f1")},
            **{name: {"right": share.right, "of": share.of, "accuracy": None if share.of == 0 else
                      round(share.right / share.of, 4)}
               for name, share in (("actor", self.actor), ("recipient", self.recipient), ("status", self.status))},
            "interval_95": {name: [round(v, 4) for v in pair] for name, pair in self.intervals.items()},
            "types": [{k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(row).items()}
                      for row in self.types],
            "confusion": _listed(self.confusions), "status_confusion": _listed(self.statuses),
        }


def score(read: Sequence[tuple[Reading, list[Pair]]]) -> Scores:
    """The figures of these texts and their pairs."""
    pairs = [(reading, pair) for reading, found in read for pair in found]
    both = [(reading, p) for reading, p in pairs if p.gold and p.found and p.wanted == p.given]
    confusions = Counter((p.wanted, p.given) for _, p in pairs)
    gold, found = sum(p.gold is not None for _, p in pairs), sum(p.found is not None for _, p in pairs)
    rows = tuple(_row(kind, confusions) for kind in sorted({k for pair in confusions for k in pair} - {"NONE"}))
    actors = [shares(reading, p.found.actors, p.gold.actors) for reading, p in both
              if p.gold and p.found and p.gold.actors]
    recipients = [shares(reading, _towards(p.found), p.gold.recipients) for reading, p in both
                  if p.gold and p.found and p.gold.recipients]
    statuses = Counter((p.gold.status, p.found.status) for _, p in both if p.gold and p.found and p.gold.status)
    return Scores(
        len(read), sum(len(story.sentences) for reading, _ in read for story in reading.stories),
        sum(len(reading.events) for reading, _ in read), gold, found, rows,
        _macro([(row.gold, row.found, row.right) for row in rows]), 2 * len(both) / max(gold + found, 1),
        len(both) / max(gold, 1), 2 * sum(_strict(reading, p) for reading, p in both) / max(gold + found, 1),
        Share(sum(actors), len(actors)), Share(sum(recipients), len(recipients)),
        Share(sum(n for (g, f), n in statuses.items() if g == f), statuses.total()),
        dict(confusions), {(g or "", f): n for (g, f), n in statuses.items()},
        _intervals([found for _, found in read], [row.type for row in rows]),
    )


def _row(kind: str, confusions: Counter[tuple[str, str]]) -> Row:
    gold = sum(n for (wanted, _), n in confusions.items() if wanted == kind)
    found = sum(n for (_, given), n in confusions.items() if given == kind)
    right = confusions[kind, kind]
    return Row(kind, gold, found, right, right / max(found, 1), right / max(gold, 1),
               2 * right / max(gold + found, 1))


def _macro(counts: Sequence[tuple[float, float, float]]) -> float:
    """The mean F1 of the types that the gold has."""
    scores = [2 * right / (gold + found) for gold, found, right in counts if gold]
    return sum(scores) / max(len(scores), 1)


def _strict(reading: Reading, pair: Pair) -> bool:
    """Type right, and an actor and the status too as far as the gold tells them."""
    if pair.gold is None or pair.found is None:
        return False
    actor = not pair.gold.actors or shares(reading, pair.found.actors, pair.gold.actors)
    return actor and pair.gold.status in (None, pair.found.status)


def _towards(found: Event) -> tuple[str, ...]:
    """The recipients; of a reciprocal event, which lists all its parties as actors, those."""
    return found.recipients or (found.actors if len(found.actors) > 1 else ())


def _intervals(texts: Sequence[Sequence[Pair]], types: Sequence[str]) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals from drawing documents with replacement; the seed is fixed, so they repeat."""
    import numpy as np

    if len(texts) < 2 or not types:
        return {}
    at = {kind: i for i, kind in enumerate(types)}
    counts = np.zeros((3, len(texts), len(types)))
    for number, pairs in enumerate(texts):
        for p in pairs:
            for layer, kind in enumerate((p.wanted, p.given, p.wanted if p.wanted == p.given else "NONE")):
                if kind in at:
                    counts[layer, number, at[kind]] += 1
    random = np.random.default_rng(_SEED)
    drawn: dict[str, list[float]] = {"macro_f1": [], "micro_f1": [], "accuracy": []}
    for _ in range(_DRAWS // _AT_ONCE):
        weights = random.multinomial(len(texts), np.full(len(texts), 1 / len(texts)), size=_AT_ONCE)
        gold, found, right = (weights @ layer for layer in counts)
        f1 = 2 * right / np.maximum(gold + found, 1)
        drawn["macro_f1"] += list((f1 * (gold > 0)).sum(1) / np.maximum((gold > 0).sum(1), 1))
        drawn["micro_f1"] += list(2 * right.sum(1) / np.maximum((gold + found).sum(1), 1))
        drawn["accuracy"] += list(right.sum(1) / np.maximum(gold.sum(1), 1))
    return {name: (float(np.quantile(v, 0.025)), float(np.quantile(v, 0.975))) for name, v in drawn.items()}


def _listed(counts: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [{"gold": gold, "found": found, "count": n} for (gold, found), n in sorted(counts.items())]
