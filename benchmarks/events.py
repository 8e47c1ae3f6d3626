"""Scores events against annotated reports: type and sentence; with an actor and the status; false events in decoys.

    python -m benchmarks.events [--part dev|held|all|exam] [--misses]
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import dragoman
from benchmarks.corpus import GoldEvent, Report, reports
from dragoman.model import Document, Event, Reading


@dataclass
class Tally:
    gold: int = 0
    found: int = 0
    right: int = 0
    strict: int = 0
    status: int = 0
    factual: int = 0
    actor: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    clean: int = 0
    decoys: int = 0
    by_type: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def line(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * self.right / max(self.found + self.gold, 1)
        strict = 2 * self.strict / max(self.found + self.gold, 1)
        matched = max(self.right, 1)
        return (
            f"type F1 {f1:.3f} (P {precision:.3f} R {recall:.3f})  strict F1 {strict:.3f}  "
            f"status {self.status / matched:.3f}  factuality {self.factual / matched:.3f}  actor {self.actor / matched:.3f}  "
            f"parts told that are right: actors {self._share('actors')}, recipients {self._share('recipients')} "
            f"(gold ones found {self._share('found')})  "
            f"events/sentence {self.found / max(self.sentences, 1):.2f} (gold {self.gold / max(self.sentences, 1):.2f})  "
            f"clean decoys {self.clean}/{self.decoys}"
        )

    def _share(self, part: str) -> str:
        return f"{self.parts[f'{part} right'] / max(self.parts[part], 1):.2f}"


def codes(reading: Reading, ids: Sequence[str]) -> set[str]:
    """Country codes and body ids of actor ids, as the annotation writes them."""
    found = set(ids)
    for actor in reading.actors:
        if actor.id in ids:
            found.update(code for code in (actor.country, actor.body) if code)
    return found


def match(reading: Reading, report: Report, tally: Tally) -> None:
    """Pairs events of the same type in the same sentence, nearest trigger first, each once."""
    sentences = [s.span for story in reading.stories for s in story.sentences]

    def place(offset: int) -> int:
        return next((k for k, span in enumerate(sentences) if span.start <= offset < span.end), -1)

    taken: set[str] = set()
    for gold in report.events:
        where = place(gold.start)
        rivals = [
            e for e in reading.events
            if e.id not in taken and e.type == gold.type and place(e.anchor.start) == where
        ]
        tally.by_type[gold.type]["gold"] += 1
        if not rivals:
            told = [e for e in reading.events if e.anchor.start < gold.end and gold.start < e.anchor.end]
            others = [f"{e.type}:{e.anchor.text}" for e in told]
            words = report.text[gold.start : gold.end]
            tally.misses.append(f"MISS {gold.type}.{gold.mode} [{words}] {others} :: {_around(report, gold)}")
            continue
        best = min(rivals, key=lambda e: abs(e.anchor.start - gold.start))
        taken.add(best.id)
        _score(reading, gold, best, tally, report)
    for event in reading.events:
        tally.by_type[event.type]["found"] += 1
        if event.id not in taken:
            said = report.text[event.sentence.start : event.sentence.end]
            tally.misses.append(f"FALSE {event.type} [{event.anchor.text}] {event.why} :: {said}")
    tally.gold += len(report.events)
    tally.found += len(reading.events)
    tally.sentences += len(sentences)


def _around(report: Report, gold: GoldEvent) -> str:
    return report.text[max(gold.start - 70, 0) : gold.end + 60].replace("\n", " ")


def _score(reading: Reading, gold: GoldEvent, event: Event, tally: Tally, report: Report) -> None:
    tally.right += 1
    tally.by_type[gold.type]["right"] += 1
    tally.status += event.status == gold.status
    tally.factual += event.factuality == gold.factuality
    tally.statuses[gold.status, event.status] += 1
    if event.status != gold.status:
        tally.misses.append(f"STATUS {gold.status}->{event.status} [{event.anchor.text}] {event.why} :: {_around(report, gold)}")
    actor = bool(codes(reading, event.actors) & set(gold.actors)) if gold.actors else not event.actors
    tally.actor += actor
    for part, ids, wanted in (("actors", event.actors, gold.actors), ("recipients", event.recipients, gold.recipients)):
        tally.parts[part] += len(ids)
        tally.parts[f"{part} right"] += sum(bool(codes(reading, [id]) & set(wanted)) for id in ids)
    tally.parts["found"] += len(gold.recipients)
    tally.parts["found right"] += len(set(gold.recipients) & codes(reading, event.recipients))
    if not actor:
        told = f"{gold.actors}->{event.actors}/{event.recipients} [{event.anchor.text}]"
        tally.misses.append(f"ACTOR {told} :: {_around(report, gold)}")
    tally.strict += actor and event.status == gold.status


def score(part: str) -> Tally:
    chosen = list(reports(part))
    tally = Tally()
    documents = [Document(r.text, published=r.published) for r in chosen]
    for report, reading in zip(chosen, dragoman.read_many(documents), strict=True):
        match(reading, report, tally)
        if report.kind == "decoy":
            tally.decoys += 1
            tally.clean += not reading.events
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="dev", choices=["dev", "held", "all", "exam"])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    tally = score(options.part)
    print(tally.line())
    for kind, counts in sorted(tally.by_type.items()):
        f1 = 2 * counts["right"] / max(counts["gold"] + counts["found"], 1)
        print(f"  {kind:10} F1 {f1:.3f}  gold {counts['gold']:4} found {counts['found']:4} right {counts['right']:4}")
    print("  status", {f"{g}->{f}": n for (g, f), n in tally.statuses.most_common(20) if g != f})
    if options.misses:
        print("\n".join(tally.misses))


if __name__ == "__main__":
    main()
