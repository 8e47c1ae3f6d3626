"""Factuality against the UW (or UDS) scale from -3 to 3: Pearson's r and mean absolute error.

python -m benchmarks.factuality DATA/status/uw/dev.jsonl [--signals] [--misses N]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.status import judged
from dragoman.model import Judgement, Story

VALUE = {"CT+": 3.0, "PR+": 2.0, "PS+": 1.0, "U": 0.0, "PS-": -1.0, "PR-": -2.0, "CT-": -3.0}


def value(judgement: Judgement) -> float:
    return VALUE[judgement.factuality]


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    n = len(one)
    a, b = sum(one) / n, sum(other) / n
    over = sum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    under = (sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other)) ** 0.5
    return float(over / under) if under else 0.0


def rows(path: Path) -> list[tuple[str, list[tuple[int, int]], list[float]]]:
    """(text, spans in characters, labels) of each sentence; the set is tokenised, words joined by blanks."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        starts, at = [], 0
        words = raw["text"].split(" ")
        for word in words:
            starts.append(at)
            at += len(word) + 1
        targets = [t for t in raw["targets"] if t["span1"][0] < len(words)]
        spans = [(starts[t["span1"][0]], starts[t["span1"][0]] + len(words[t["span1"][0]])) for t in targets]
        found.append((raw["text"], spans, [float(t["label"]) for t in targets]))
    return found


def report(
    data: Sequence[tuple[str, list[tuple[int, int]], list[float]]],
    signals: bool,
    misses: int,
    parsed: Sequence[list[Story]] | None = None,
) -> None:
    gold, found, missed = [], [], []
    for i, (text, spans, labels) in enumerate(data):
        for span, label, answer in zip(
            spans, labels, judged(text, spans, signals, parsed[i] if parsed else None), strict=True
        ):
            gold.append(label)
            found.append(value(answer))
            missed.append(
                (
                    abs(label - found[-1]),
                    f"{label:+.1f} → {answer.factuality} {answer.status} {answer.why}: "
                    f"{text[max(0, span[0] - 80) : span[0]]}[{text[slice(*span)]}]{text[span[1] : span[1] + 50]}",
                )
            )
    error = sum(abs(g - f) for g, f in zip(gold, found, strict=True)) / len(gold)
    print(f"r {pearson(gold, found):.3f}  mean absolute error {error:.3f}  of {len(gold)}")
    for _, line in sorted(missed, reverse=True)[:misses]:
        print(line)


def main() -> None:
    """Print r and the worst misses."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--signals", action="store_true")
    options.add_argument("--misses", type=int, default=0)
    chosen = options.parse_args()
    report(rows(chosen.file), chosen.signals, chosen.misses)


if __name__ == "__main__":
    main()
