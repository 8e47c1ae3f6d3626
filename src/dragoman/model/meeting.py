"""Meetings with their life-lines, and negotiations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dragoman.model.place import PlaceMention
from dragoman.model.span import Span
from dragoman.model.time import Time

MeetingKind = Literal["summit", "visit", "call", "talks", "meeting"]
MeetingStatus = Literal["proposed", "agreed", "scheduled", "held", "postponed", "cancelled", "refused"]
NegotiationState = Literal["active", "stalled", "suspended", "collapsed", "concluded"]


@dataclass(frozen=True, slots=True)
class MeetingStep:
    """One step of a meeting's life-line and the words behind it; `event` is the id of the event, where there is one."""

    status: MeetingStatus
    span: Span
    event: str | None = None
    date: Time | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"status": self.status, "event": self.event, **self.span.to_dict(),
                "date": self.date.to_dict() if self.date else None}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A summit, visit, call or round of talks. `history` is in the order of the meeting's life, not of the text."""

    id: str
    story: str
    kind: MeetingKind
    parties: tuple[str, ...]
    place: PlaceMention | None
    date: Time | None
    status: MeetingStatus
    history: tuple[MeetingStep, ...]
    span: Span
    #: Actor ids who bring the parties together without being one.
    mediators: tuple[str, ...] = ()
    confidence: float = 0.5
    why: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        place = self.place.to_dict() if self.place else None
        date = None
        if self.date:
            date = {"edtf": self.date.edtf, **self.date.span.to_dict()}
        return {
            "id": self.id, "story": self.story, "kind": self.kind, "parties": list(self.parties),
            "mediators": list(self.mediators), "place": place, "date": date, "status": self.status,
            "history": [step.to_dict() for step in self.history], **self.span.to_dict(),
            "confidence": round(self.confidence, 2), "why": list(self.why),
        }


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Meetings, positions and pressure among the same parties over the same matter."""

    id: str
    story: str
    parties: tuple[str, ...]
    matter: str | None
    state: NegotiationState
    meetings: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    #: The words that tell the state, where one sentence does.
    span: Span | None = None
    why: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "story": self.story, "parties": list(self.parties), "matter": self.matter,
            "state": self.state, "meetings": list(self.meetings), "positions": list(self.positions),
            "events": list(self.events), "evidence": self.span.to_dict() if self.span else None,
            "why": list(self.why),
        }
