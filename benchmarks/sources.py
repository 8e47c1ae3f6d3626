"""Kinds of source on our own marked reports: named, anonymous, hearsay, author.

    python -m benchmarks.sources [--misses]

`benchmarks/sources/reports.txt` has 36 reports with every source marked by one hand; `second.tsv` has the kinds that a
second hand gave the same words without seeing the first's. Where the two differ the span is not scored; their agreement
is printed. A span is found when a source or its cue shares a character with it; its kind is that of the best overlap.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dragoman
from dragoman.model import Reading

FOLDER = Path(__file__).resolve().parent / "sources"
_MARK = re.compile(r"\[\[([^|\]]+)\|([a-z]+)\]\]")


@dataclass(frozen=True)
class Marked:
    """One marked source: its place in the text and the kind that each of two hands gave it."""

    start: int
    end: int
    first: str
    second: str


def reports() -> Iterator[tuple[str, date, str, list[Marked]]]:
    """Id, date, text and marked sources of each report."""
    with (FOLDER / "second.tsv").open(encoding="utf-8", newline="") as handle:
        again = {(r["report"], int(r["number"])): r["kind"] for r in csv.DictReader(handle, delimiter="\t")}
    for raw in re.split(r"^===\s*$", (FOLDER / "reports.txt").read_text(encoding="utf-8"), flags=re.M):
        head, marked = re.findall(r"^# (\w+): (.+)$", raw, flags=re.M), re.sub(r"^# .*\n", "", raw.strip("\n"), flags=re.M)
        known = dict(head)
        text, found, last = "", [], 0
        for number, match in enumerate(_MARK.finditer(marked), start=1):
            text += marked[last : match.start()]
            second = again[known["id"], number]
            found.append(Marked(len(text), len(text) + len(match[1]), match[2], second))
            text, last = text + match[1], match.end()
        yield known["id"], date.fromisoformat(known["date"]), text + marked[last:], found


def kind_at(reading: Reading, start: int, end: int) -> str | None:
    """The kind of the source that covers most of the stretch; None where none touches it."""
    best: tuple[int, str] | None = None
    for statement in reading.statements:
        for source in statement.sources:
            for span in (source.span, source.cue if source.kind in ("hearsay", "author") else None):
                shared = min(end, span.end) - max(start, span.start) if span else 0
                if shared > 0 and (best is None or shared > best[0]):
                    best = (shared, source.kind)
    return best[1] if best else None


def main() -> None:
    """Print agreement of the two hands, and how many kinds are right."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    pairs: Counter[tuple[str, str]] = Counter()
    agreed = total = 0
    for ident, day, text, marked in reports():
        reading = dragoman.read(text, date=day.isoformat())
        for item in marked:
            total += 1
            if item.first != item.second:
                continue
            agreed += 1
            told = kind_at(reading, item.start, item.end)
            pairs[item.first, told or "not found"] += 1
            if chosen.misses and told != item.first:
                around = text[max(0, item.start - 60) : item.start], text[item.start : item.end], text[item.end :][:60]
                print(f"{ident}  {item.first} → {told}:  …{around[0]}⟦{around[1]}⟧{around[2]}…".replace("\n", " "))
    right = sum(n for (gold, told), n in pairs.items() if gold == told)
    found = sum(n for (_, told), n in pairs.items() if told != "not found")
    print(f"two hands agree {agreed / total:.3f} of {total}")
    print(f"found {found / agreed:.3f}  kind right of those found {right / found:.3f}  found and right {right / agreed:.3f}")
    for gold in ("named", "anonymous", "hearsay", "author"):
        print(f"  {gold:10}", {told: n for (g, told), n in pairs.most_common() if g == gold})


if __name__ == "__main__":
    main()
