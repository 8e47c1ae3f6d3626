"""Findings of all stories of a document → one reading: ids over the whole document, actors met, notes added."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dragoman.model import (
    Actor,
    Document,
    Event,
    Meeting,
    Mention,
    Negotiation,
    Note,
    Position,
    Reading,
    Story,
)


def gather(document: Document, stories: tuple[Story, ...], found: list[dict[str, Any]], notes: tuple[Note, ...]) -> Reading:
    """The reading of a document from what `understand` found in each of its stories, in order of the text."""
    actors: dict[str, Actor] = {}
    mentions: list[Mention] = []
    events: list[Event] = []
    positions: list[Position] = []
    meetings: list[Meeting] = []
    negotiations: list[Negotiation] = []
    for findings in found:
        for id, actor in findings["cast"].actors.items():
            actors.setdefault(id, actor)
        mentions.extend(findings["cast"].mentions)
        names = _number(findings, len(events), len(positions), len(meetings), len(negotiations))
        events.extend(replace(e, id=names[e.id]) for e in findings["events"])
        positions.extend(replace(p, id=names[p.id]) for p in findings["positions"])
        meetings.extend(_meeting(m, names) for m in findings["meetings"])
        negotiations.extend(_negotiation(n, names) for n in findings["negotiations"])
    used = _used(events, positions, meetings, negotiations) | {m.actor for m in mentions if m.actor}
    return Reading(
        document, stories,
        actors=tuple(actor for id, actor in actors.items() if id in used),
        mentions=tuple(sorted(mentions, key=lambda m: (m.span.start, m.span.end))),
        events=tuple(events), positions=tuple(positions), meetings=tuple(meetings), negotiations=tuple(negotiations),
        statements=tuple(s for f in found for s in f["statements"]),
        times=tuple(t for f in found for t in f["times"]),
        places=tuple(p for f in found for p in f["places"]),
        notes=(*notes, *_own_notes(stories, events)),
    )


def _number(findings: dict[str, Any], events: int, positions: int, meetings: int, negotiations: int) -> dict[str, str]:
    """Id within the story → id within the document."""
    names: dict[str, str] = {}
    for letter, kind, start in (
        ("e", "events", events), ("p", "positions", positions), ("m", "meetings", meetings),
        ("n", "negotiations", negotiations),
    ):
        for number, fact in enumerate(findings[kind], start + 1):
            names[fact.id] = f"{letter}{number}"
    return names


def _meeting(meeting: Meeting, names: dict[str, str]) -> Meeting:
    history = tuple(replace(step, event=names.get(step.event or "")) for step in meeting.history)
    return replace(meeting, id=names[meeting.id], history=history)


def _negotiation(negotiation: Negotiation, names: dict[str, str]) -> Negotiation:
    return replace(
        negotiation, id=names[negotiation.id],
        meetings=tuple(names[i] for i in negotiation.meetings), positions=tuple(names[i] for i in negotiation.positions),
        events=tuple(names[i] for i in negotiation.events),
    )


def _used(
    events: list[Event], positions: list[Position], meetings: list[Meeting], negotiations: list[Negotiation]
) -> set[str]:
    """Every actor id that a fact names."""
    ids: set[str] = set()
    for event in events:
        ids.update(event.actors, event.recipients)
    for position in positions:
        ids.update((position.actor,), position.toward)
    for meeting in meetings:
        ids.update(meeting.parties, meeting.mediators)
    for negotiation in negotiations:
        ids.update(negotiation.parties)
    return ids


def _own_notes(stories: tuple[Story, ...], events: list[Event]) -> list[Note]:
    notes = []
    strays = [s for s in stories if s.kind == "headline" and s.readable]
    if strays:
        many = "s" * (len(strays) > 1)
        notes.append(Note("other-story", f"{len(strays)} short text{many} of another story found beside the article"))
    if repeats := [s for s in stories if s.repeats]:
        notes.append(Note("repeat", f"{len(repeats)} passage{'s' * (len(repeats) > 1)} said again word for word; read once"))
    if stories and not events:
        notes.append(Note("no-events", "no political event was found in this text"))
    return notes
