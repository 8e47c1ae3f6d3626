"""One language for certainty, everywhere the same four: sure, doubt, open, off (`phrases.yaml`, glyphs)."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Event, Meeting, MeetingStep, Position, Source
from dragoman.present.dossier.view import Told

_OFF = ("cancelled", "denied")
_OPEN = ("planned", "proposed", "conditional", "hypothetical")
_MEETING = {"proposed": "open", "agreed": "open", "scheduled": "open", "held": "sure", "postponed": "open",
            "cancelled": "off", "refused": "off"}


def of_event(event: Event) -> str:
    """The certainty of an event."""
    if event.status in _OFF or event.factuality.endswith("-"):
        return "off"
    if event.status in _OPEN:
        return "open"
    return "doubt" if event.factuality != "CT+" or shaky(event.sources) else "sure"


def of_position(position: Position) -> str:
    """The certainty that the actor wants this, whatever it is that is wanted."""
    if position.factuality.endswith("-"):
        return "off"
    return "doubt" if position.factuality != "CT+" or shaky(position.sources) else "sure"


def of_step(step: MeetingStep, event: Event | None) -> str:
    """The certainty of a step of a meeting's life; what is only reported of it shows."""
    known = _MEETING[step.status]
    hedged = event is not None and (event.factuality not in ("CT+", "CT-") or shaky(event.sources))
    return "doubt" if known == "sure" and hedged else known


def of_meeting(meeting: Meeting, events: dict[str, Event]) -> str:
    """The certainty of a meeting's present state: that of its last step."""
    last = next((s for s in reversed(meeting.history) if s.status == meeting.status), None)
    return of_step(last, events.get(last.event or "")) if last else _MEETING[meeting.status]


def shaky(sources: Sequence[Source]) -> bool:
    """True where the chain has a link that nobody answers for."""
    return any(source.kind in ("anonymous", "hearsay") for source in sources)


def relied_on(sources: Sequence[Source]) -> str:
    """What a fact rests on in the end: hearsay, anonymous, named, author or report. The weakest link counts."""
    kinds = [source.kind for source in sources]
    return next((kind for kind in ("anonymous", "hearsay", "named", "author") if kind in kinds), "report")


def told(sources: Sequence[Source], name: str) -> Told:
    """Who says so; `name` is the chain in words."""
    return Told(relied_on(sources), name, any(source.quote for source in sources))
