"""Event types on the PLV benchmark, from the sentence alone: macro-F1 over its fifteen roots.

    python -m benchmarks.plv DATA/events/plv_train.tsv [--misses]
    python -m benchmarks.plv DATA/events/plv_train.tsv --spans      actor and recipient given, by `dragoman.relate`

Of the events found in a sentence, the one counts whose actors or recipients share a word of three letters or more with
the spans given, else the surest; none is wrong. Scored on a fifth of the sentences, kept from the encoder's training
(the same fifth as in `training/encoder/prepare.py`). Events a sentence are told: who codes everything recalls all.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import Counter
from pathlib import Path

import dragoman
from dragoman.model import Document, Event, Reading

_SEED = 7
_ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_WORD = re.compile(r"\w{3,}")


def held_out(path: Path) -> list[dict[str, str]]:
    """The rows of the development fifth."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    texts = sorted({row["sentence"] for row in rows})
    random.Random(_SEED).shuffle(texts)
    held = set(texts[: len(texts) // 5])
    return [row for row in rows if row["sentence"] in held]


def chosen(reading: Reading, row: dict[str, str]) -> Event | None:
    """The event that the row asks about."""
    wanted = {word.lower() for word in _WORD.findall(f"{row['source']} {row['target']}")}

    def shares(event: Event) -> int:
        ids = {*event.actors, *event.recipients}
        words = {w.lower() for m in reading.mentions if m.actor in ids for w in _WORD.findall(m.span.text)}
        return len(words & wanted)

    return max(reading.events, key=lambda e: (shares(e) > 0, e.confidence), default=None)


def macro_f1(gold: list[str], found: list[str]) -> float:
    scores = []
    for kind in sorted(set(gold)):
        right = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        scores.append(2 * right / (gold.count(kind) + found.count(kind)))
    return sum(scores) / len(scores)


def with_spans(rows: list[dict[str, str]]) -> list[str]:
    """The root of each row, its actor and recipient given."""
    found = []
    for row in rows:
        relation = dragoman.relate(row["sentence"], [(_span(row, "source"), _span(row, "target"))])[0]
        merged: Counter[str] = Counter()
        for kind, chance in (relation.chances if relation else {}).items():
            merged[_ROOTS.get(kind, kind)] += chance  # type: ignore[assignment]
        found.append(merged.most_common(1)[0][0] if merged else "NONE")
    return found


def _span(row: dict[str, str], part: str) -> tuple[int, int] | None:
    start = row["sentence"].find(row[part]) if row[part] else -1
    return (start, start + len(row[part])) if start >= 0 else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--spans", action="store_true")
    options = parser.parse_args()
    rows = held_out(options.path)
    if options.spans:
        given, told = [row["gold_root"] for row in rows], with_spans(rows)
        right = sum(g == f for g, f in zip(given, told, strict=True))
        print(f"spans given: macro-F1 {macro_f1(given, told):.3f}  accuracy {right / len(rows):.3f}  rows {len(rows)}")
        return
    gold, found, events, sentences = [], [], 0, 0
    confusions: Counter[tuple[str, str]] = Counter()
    for row, reading in zip(rows, dragoman.read_many(Document(r["sentence"]) for r in rows), strict=True):
        event = chosen(reading, row)
        kind = _ROOTS.get(event.type, event.type) if event else "NONE"
        gold.append(row["gold_root"])
        found.append(kind)
        events += len(reading.events)
        sentences += sum(len(story.sentences) for story in reading.stories)
        confusions[row["gold_root"], kind] += row["gold_root"] != kind
        if options.misses and kind != row["gold_root"]:
            print(row["gold_root"], kind, event.anchor.text if event else "-", "|", row["sentence"])
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    print(f"end to end: macro-F1 {macro_f1(gold, found):.3f}  accuracy {right / len(rows):.3f}  "
          f"events a sentence {events / sentences:.2f}  rows {len(rows)}")
    print({f"{g}->{f}": n for (g, f), n in confusions.most_common(12)})


if __name__ == "__main__":
    main()
