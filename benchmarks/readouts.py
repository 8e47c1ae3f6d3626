"""Scores meetings on White House readouts: the title, kept hidden, says whom the call or meeting was with.

    python -m benchmarks.readouts PATH/whitehouse_2021_2024.jsonl.gz [--count 100] [--seed 1] [--announced] [--misses]

A readout is right when its body was read as a meeting that was held, of the title's kind (call, or meeting and visit),
with a party of every country that the title names. `pair` leaves the kind aside; `first` asks it of the first meeting.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dragoman
from dragoman.model import Meeting, Reading

_TITLE = re.compile(
    r"^Readout\b.*?\b(call|calls|meeting|meetings|conversation|visit|lunch|dinner)\b(.*)$", re.IGNORECASE
)
_ANNOUNCED = re.compile(r"\b(visit|meeting|call|travel|trip|summit)\b(.*)$", re.IGNORECASE)
_CALL = ("call", "calls", "conversation")


@dataclass(frozen=True)
class Readout:
    """One release: what its title tells, and the body that is read."""

    id: str
    title: str
    day: date
    kind: str
    countries: frozenset[str]
    text: str
    status: str = "held"


def readouts(path: Path, announced: bool = False) -> Iterator[Readout]:
    """The readouts, or announcements, whose titles name the kind and one to three foreign countries."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            found = _ANNOUNCED.search(row["title"]) if announced else _TITLE.match(row["title"])
            if row["kind"] != ("visit_announce" if announced else "readout") or found is None:
                continue
            day = date.fromisoformat(row["date"])
            countries = named_in(found[2], day) - {"USA"}
            if 1 <= len(countries) <= 3:
                kind = "call" if found[1].lower() in _CALL else "meeting"
                yield Readout(
                    row["id"],
                    row["title"],
                    day,
                    kind,
                    frozenset(countries),
                    _unwrapped(row["text"]),
                    "scheduled" if announced else "held",
                )


def named_in(words: str, day: date) -> set[str]:
    """Countries of those whom the title's words after the kind name."""
    reading = dragoman.read(f"The talks were{words}.".replace("wereand", "were with"), date=day.isoformat())
    return {a.country for a in reading.actors if a.country}


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each: the releases are broken at 72 columns."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))


def fits(reading: Reading, meeting: Meeting, readout: Readout) -> bool:
    """True when the meeting was held (announced: lies ahead) with a party of every country of the title (announced:
    of one of them, each journey being a visit of its own)."""
    sides = {reading.actor(i).country for i in meeting.parties}
    if meeting.place is not None and readout.status == "scheduled":
        sides.add(meeting.place.place.country)  # a visit's host may be named as a place alone
    wanted = readout.countries if readout.status == "held" else readout.countries & sides
    return meeting.status == readout.status and bool(wanted) and wanted <= sides


def same_kind(meeting: Meeting, readout: Readout) -> bool:
    return (meeting.kind == "call") == (readout.kind == "call")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--announced", action="store_true", help="announcements of visits instead of readouts")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    chosen = list(readouts(given.path, given.announced))
    random.Random(given.seed).shuffle(chosen)
    chosen = chosen[: given.count]
    right = pair = first = total = 0
    for readout in chosen:
        reading = dragoman.read(readout.text, date=readout.day.isoformat())
        fitting = [m for m in reading.meetings if fits(reading, m, readout)]
        pair += bool(fitting)
        right += (good := any(same_kind(m, readout) for m in fitting))
        first += bool(reading.meetings and reading.meetings[0] in fitting and same_kind(reading.meetings[0], readout))
        total += len(reading.meetings)
        if given.misses and not good:
            told = [(m.kind, m.parties, m.status) for m in reading.meetings]
            print(f"{readout.title}\n  wanted {readout.kind} {sorted(readout.countries)}; found {told}")
            print(f"  {readout.text[:240]}\n")
    count = max(len(chosen), 1)
    print(
        f"{len(chosen)} readouts: right {right / count:.3f}  pair {pair / count:.3f}  first {first / count:.3f}  "
        f"meetings a readout {total / count:.2f}"
    )


if __name__ == "__main__":
    main()
