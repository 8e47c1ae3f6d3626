"""Meetings → life-lines."""

from __future__ import annotations

from dragoman.model import Event, Meeting, MeetingStep, Negotiation, Reading
from dragoman.present.dossier.certainty import of_meeting, of_step
from dragoman.present.dossier.dates import UNKNOWN, moment
from dragoman.present.dossier.names import Names, joined
from dragoman.present.dossier.view import Lane, Mark, Talks
from dragoman.present.dossier.wording import Words

_KIND = {"summit": 4, "talks": 3, "meeting": 2, "visit": 2, "call": 1}
_STATUS = {"cancelled": 3, "postponed": 3, "refused": 3, "scheduled": 3, "agreed": 2, "proposed": 2, "held": 1}


def weight(meeting: Meeting) -> tuple[float, int, int]:
    """How much a meeting tells of the state of things; compare to find the most important."""
    told = min(len(meeting.history), 3)
    worth = _KIND[meeting.kind] + _STATUS[meeting.status] + told + 2 * meeting.confidence
    return worth, len(meeting.parties), -meeting.span.start


def lanes_of(reading: Reading, names: Names) -> list[Lane]:
    """The life-lines, the most telling meeting first."""
    events = {event.id: event for event in reading.events}
    return [_lane(m, events, names) for m in sorted(reading.meetings, key=weight, reverse=True)]


def talks_of(reading: Reading, names: Names) -> list[Talks]:
    """The negotiations, by their parties."""
    return [
        Talks(
            n.id, " – ".join(dict.fromkeys(names.party(p)[1] for p in n.parties)), n.matter or "", n.state,
            Words.shown(n.span) if n.span else "", n.span, _told_by_meeting(n, reading, names),
        )
        for n in reading.negotiations
        # Talks that simply go on are told by their meetings.
        if n.state != "active" or not n.meetings
    ]


def _told_by_meeting(talks: Negotiation, reading: Reading, names: Names) -> bool:
    """True where talks of the same parties stand among the meetings as put off or called off already."""
    parties = {names.party(p)[0] for p in talks.parties}
    off = (m for m in reading.meetings if m.status in ("cancelled", "postponed", "refused") and m.kind == "talks")
    return any({names.party(p)[0] for p in m.parties} == parties for m in off)


def _lane(meeting: Meeting, events: dict[str, Event], names: Names) -> Lane:
    place = meeting.place.place.name if meeting.place else ""
    marks: list[Mark] = []
    for step in meeting.history:
        mark = _mark(step, events.get(step.event or ""))
        if not marks or marks[-1].status != mark.status or mark.moment not in ("", marks[-1].moment):
            marks.append(mark)
    parties = " – ".join(dict.fromkeys(names.short(p) for p in meeting.parties))
    return Lane(
        meeting.id, f"{meeting.kind.capitalize()}{f', {place}' if place else ''}", parties,
        joined([names.short(m) for m in meeting.mediators]), moment(meeting.date), meeting.status,
        of_meeting(meeting, events), tuple(marks), meeting.span, meeting.confidence,
    )


def _mark(step: MeetingStep, event: Event | None) -> Mark:
    known = moment(step.date)
    return Mark(step.status, of_step(step, event), "" if known == UNKNOWN else known, step.span, step.event)
