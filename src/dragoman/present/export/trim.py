"""A reading without the facts that are less sure than the user wants."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Meeting, Reading


def trim(reading: Reading, at_least: float) -> Reading:
    """The reading with only the events, positions and meetings of at least this confidence."""
    if at_least <= 0:
        return reading
    # Compared as written, with two digits: what shows 0.80 passes 0.8.
    events = tuple(e for e in reading.events if round(e.confidence, 2) >= at_least)
    positions = tuple(p for p in reading.positions if round(p.confidence, 2) >= at_least)
    kept = {e.id for e in events} | {p.id for p in positions}
    meetings = tuple(_without(m, kept) for m in reading.meetings if round(m.confidence, 2) >= at_least)
    kept |= {m.id for m in meetings}
    negotiations = tuple(
        replace(
            n, meetings=tuple(i for i in n.meetings if i in kept), positions=tuple(i for i in n.positions if i in kept),
            events=tuple(i for i in n.events if i in kept),
        )
        for n in reading.negotiations
    )
    return replace(reading, events=events, positions=positions, meetings=meetings, negotiations=negotiations)


def _without(meeting: Meeting, kept: set[str]) -> Meeting:
    """The meeting whose life-line names no event that was left out; its steps and their words stay."""
    steps = tuple(step if step.event in kept else replace(step, event=None) for step in meeting.history)
    return replace(meeting, history=steps)
