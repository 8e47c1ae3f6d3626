"""The exam: 24 reports of another hand, with positions, meetings, negotiations, sources, key events and dates marked.

    python -m benchmarks.exam [--misses]

Events are scored by `benchmarks.events --part exam`. Nothing may be tuned on these reports.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import dragoman
from benchmarks.corpus import EXAM, Report, parse_report
from benchmarks.events import codes
from dragoman.model import Document, Reading


@dataclass
class Tally:
    gold: int = 0
    found: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * self.right / max(self.gold + self.found, 1)
        return f"{name:34} F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  gold {self.gold} found {self.found}"

    def share(self, name: str) -> str:
        return f"{name:34} right {self.right / max(self.gold, 1):.3f}  of {self.gold}"


def marked() -> Iterator[tuple[Report, dict[str, list[list[str]]]]]:
    """Each report with the cells of its header lines, by key."""
    for path in sorted(EXAM.glob("e[0-9]*.txt")):
        for raw in re.split(r"^===\s*$", path.read_text(encoding="utf-8"), flags=re.M):
            if not raw.strip():
                continue
            head: dict[str, list[list[str]]] = {}
            for line in raw.strip("\n").split("\n"):
                if not line.startswith("# "):
                    break
                key, _, value = line[2:].partition(":")
                head.setdefault(key.strip(), []).append([cell.strip() for cell in value.split("|")])
            yield parse_report(raw), head


def _codes(cell: str) -> set[str]:
    return {code.strip() for code in cell.split(",") if code.strip() not in ("", "-", "?")}


def _pair(gold: list[list[str]], found: list[object], fits: Iterable[Iterable[bool]], tally: Tally, where: str) -> None:
    """Pairs each gold row with the first unused finding that fits it."""
    used: set[int] = set()
    for row, flags in zip(gold, fits, strict=True):
        hit = next((k for k, good in enumerate(flags) if good and k not in used), None)
        if hit is None:
            tally.misses.append(f"{where}: {' | '.join(row)}")
        else:
            used.add(hit)
            tally.right += 1
    tally.gold += len(gold)
    tally.found += len(found)


def score(reading: Reading, report: Report, head: dict[str, list[list[str]]], tallies: dict[str, Tally]) -> None:
    """Adds one report to the tallies."""
    positions = head.get("position", [])
    _pair(positions, list(reading.positions), (
        [bool(codes(reading, [p.actor]) & _codes(g[0])) and p.issue == g[1] and p.stance == g[2] for p in reading.positions]
        for g in positions), tallies["position: who, issue, stance"], report.id)
    _pair(positions, list(reading.positions), (
        [bool(codes(reading, [p.actor]) & _codes(g[0])) and p.issue == g[1] for p in reading.positions]
        for g in positions), tallies["position: who, issue"], report.id)
    meetings = head.get("meeting", [])
    for name, same_status in (("meeting: parties, status", True), ("meeting: parties", False)):
        _pair(meetings, list(reading.meetings), (
            [len(codes(reading, m.parties) & _codes(g[1])) >= min(2, len(_codes(g[1])))
             and (not same_status or m.status == g[2]) for m in reading.meetings]
            for g in meetings), tallies[name], report.id)
    negotiations = head.get("negotiation", [])
    _pair(negotiations, list(reading.negotiations), (
        [len(codes(reading, n.parties) & _codes(g[0])) >= min(2, len(_codes(g[0]))) and n.state == g[1]
         for n in reading.negotiations] for g in negotiations), tallies["negotiation: parties, state"], report.id)
    _sources(reading, head.get("source", []), tallies["source: words and kind"], report)
    _events(reading, report, head, tallies)


def _sources(reading: Reading, gold: list[list[str]], tally: Tally, report: Report) -> None:
    found = [
        (span.text.lower(), link.kind)
        for s in reading.statements for link in s.sources if (span := link.span or link.cue) is not None
    ]
    for words, kind in (row[:2] for row in gold):
        tally.gold += 1
        good = any(kind == k and (words.lower() in text or text in words.lower()) for text, k in found)
        tally.right += good
        if not good:
            tally.misses.append(f"{report.id}: source {words} | {kind}")


def _events(reading: Reading, report: Report, head: dict[str, list[list[str]]], tallies: dict[str, Tally]) -> None:
    for name, rows in (("key event found", head.get("key", [])), ("event date", [r for r in head.get("date", []) if len(r) > 1])):
        for row in rows:
            gold = next((e for e in report.events if report.text[e.start : e.end] == row[0]), None)
            if gold is None:
                continue
            near = [e for e in reading.events if e.type == gold.type and e.sentence.start <= gold.start < e.sentence.end]
            if name == "event date":
                if not near:
                    continue  # dates are asked of events that were found
                good = any(e.date is not None and e.date.edtf == row[1] for e in near)
            else:
                good = bool(near)
            tallies[name].gold += 1
            tallies[name].right += good
            if not good:
                told = [e.date.edtf if e.date else None for e in near]
                tallies[name].misses.append(f"{report.id}: {' | '.join(row)} {gold.type} {told}")


F1 = ("position: who, issue, stance", "position: who, issue", "meeting: parties, status", "meeting: parties",
      "negotiation: parties, state")
SHARES = ("source: words and kind", "key event found", "event date")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rows = list(marked())
    tallies = {name: Tally() for name in (*F1, *SHARES)}
    documents = (Document(report.text, published=report.published) for report, _ in rows)
    for (report, head), reading in zip(rows, dragoman.read_many(documents), strict=True):
        score(reading, report, head, tallies)
    for name in F1:
        print(tallies[name].line(name))
    for name in SHARES:
        print(tallies[name].share(name))
    if options.misses:
        for name, tally in tallies.items():
            print("\n".join(f"[{name}] {miss}" for miss in tally.misses))


if __name__ == "__main__":
    main()
