"""Scores meetings against the annotated reports: every event marked there that tells of a meeting must be one.

    python -m benchmarks.meetings [--part dev|held|all] [--misses]

A marked event is found when a meeting of the reading has two of its parties (or all, where it has fewer) and a status of
its group: held, ahead, or off. `covered` are meetings of the reading that some marked event vouches for; the annotation
marks events and not meetings, so that what lies uncovered need not be wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.corpus import GoldEvent, Report
from benchmarks.stories import findings
from dragoman.model import Cast, Meeting, Story

_HELD = frozenset({"held"})
_OFF = frozenset({"refused", "cancelled", "postponed"})
_AHEAD = frozenset({"proposed", "agreed", "scheduled"})
_TALK = ("meet", "visit", "summit", "talks", "call", "negotiation", "dialogue", "conference", "trip", "round")


@dataclass(frozen=True)
class Wanted:
    """A meeting that a marked event tells of."""

    group: str
    statuses: frozenset[str]
    parties: frozenset[str]
    event: GoldEvent


@dataclass
class Tally:
    reports: int = 0
    gold: int = 0
    right: int = 0
    found: int = 0
    covered: int = 0
    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"recall {self.right / max(self.gold, 1):.3f} ({self.right}/{self.gold})  covered "
            f"{self.covered / max(self.found, 1):.3f}  meetings a report {self.found / max(self.reports, 1):.2f}"
        )


def wanted(report: Report) -> Iterator[Wanted]:
    """The meetings that the marks of a report tell of."""
    for event in report.events:
        kind = f"{event.type}.{event.mode}".rstrip(".")
        both = frozenset((*event.actors, *event.recipients))
        if event.type == "CONSULT" and event.status in ("occurred", "ongoing"):
            parties = frozenset(event.recipients) if event.mode == "third-party" and event.recipients else both
            yield Wanted(kind, _HELD, parties, event)
        elif kind == "REJECT.meet" and event.status == "occurred":
            yield Wanted(kind, _OFF, both, event)
        elif kind == "REQUEST.meet" and event.status == "occurred":
            yield Wanted(kind, _AHEAD | _OFF | _HELD, both, event)
        elif event.type == "AGREE" and event.status == "planned" and _of_meeting(report.text, event):
            yield Wanted("AGREE planned", _AHEAD | _OFF, both, event)


def _of_meeting(text: str, event: GoldEvent) -> bool:
    """True where the event's words or those right after them name a meeting."""
    near = text[event.start : event.end + 40].lower().split(".")[0]
    return any(word in near for word in _TALK)


def codes(cast: Cast, ids: Iterable[str]) -> set[str]:
    found = set(ids)
    return found | {c for i in found if (c := cast.actors[i].country) is not None}


def _sides(cast: Cast, meeting: Meeting) -> set[str]:
    found = codes(cast, (*meeting.parties, *meeting.mediators))
    if meeting.kind == "visit" and meeting.place is not None and meeting.place.place.country is not None:
        found.add(meeting.place.place.country)  # a visit's host may be named as a place alone
    return found


def score(read: Iterable[tuple[Report, dict[str, Any]]]) -> Tally:
    """The figures of what was read; several stories of a report are taken together."""
    by_report: dict[str, tuple[Report, list[tuple[Story, Cast, Meeting]]]] = {}
    for report, found in read:
        _, held = by_report.setdefault(report.id, (report, []))
        held += [(found["story"], found["cast"], m) for m in found["meetings"]]
    tally = Tally(reports=len(by_report))
    for report, held in by_report.values():
        _one(report, held, tally)
    return tally


def _one(report: Report, held: list[tuple[Story, Cast, Meeting]], tally: Tally) -> None:
    vouched: set[tuple[str, str]] = set()
    for want in wanted(report):
        need = max(min(2, len(want.parties)), 1)
        sure = [
            (s, m)
            for s, cast, m in held
            if len(_sides(cast, m) & want.parties) >= need or not want.parties
        ]
        fitting = [(s, m) for s, m in sure if want.statuses & {m.status, *(h.status for h in m.history)}]
        vouched |= {(s.id, m.id) for s, m in sure}
        tally.gold += 1
        tally.right += bool(fitting)
        tally.groups[want.group].update(gold=1, right=int(bool(fitting)))
        if not fitting:
            around = report.text[max(want.event.start - 110, 0) : want.event.end + 90].replace("\n", " ")
            words = report.text[want.event.start : want.event.end]
            why = f"status {[m.status for _, m in sure]}" if sure else "none"
            told = [(m.span.text, m.status, sorted(codes(c, m.parties))) for _, c, m in held]
            tally.misses.append(
                f"{report.id} {want.group} {sorted(want.parties)} {why} [{words}] "
                f":: {around}\n      {told}"
            )
    tally.found += len(held)
    tally.covered += len(vouched)
    for story, cast, meeting in held:
        if (story.id, meeting.id) not in vouched:
            s = story.sentence_at(meeting.span.start)
            tally.misses.append(
                f"{report.id} UNCOVERED {meeting.kind} {meeting.status} {sorted(codes(cast, meeting.parties))} "
                f"[{meeting.span.text}] :: {s.text if s else ''}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev", choices=["dev", "held", "all"])
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    tally = score(findings(given.part))
    print(tally.line())
    for group, counts in sorted(tally.groups.items()):
        print(f"  {group:24} {counts['right']:3}/{counts['gold']:3}")
    if given.misses:
        print("\n".join(tally.misses))


if __name__ == "__main__":
    main()
