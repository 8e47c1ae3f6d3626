"""A reading: everything one report was found to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from dragoman.model.actor import Actor, Mention
from dragoman.model.document import Document, Note
from dragoman.model.event import Event
from dragoman.model.meeting import Meeting, Negotiation
from dragoman.model.place import PlaceMention
from dragoman.model.position import Position
from dragoman.model.statement import Statement
from dragoman.model.story import Story
from dragoman.model.time import Time

FORMAT = "0.1.0"


@dataclass(frozen=True, slots=True)
class Reading:
    """The finished reading of one document, in the order of its text."""

    document: Document
    stories: tuple[Story, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    negotiations: tuple[Negotiation, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    notes: tuple[Note, ...] = ()
    #: Draws a reading as HTML. The nouns know no page: the door of the package hangs it here.
    page: ClassVar[Callable[[Reading], str] | None] = None

    def actor(self, id: str) -> Actor:
        """The actor with this id. Raises KeyError where the reading has none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman schema` describes."""
        by_actor: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            if mention.actor is not None:
                by_actor.setdefault(mention.actor, []).append(mention)
        return {
            "dragoman": FORMAT,
            "document": self.document.to_dict(),
            "stories": [s.to_dict() for s in self.stories],
            "actors": [a.to_dict(tuple(by_actor.get(a.id, ()))) for a in self.actors],
            "events": [e.to_dict() for e in self.events],
            "positions": [p.to_dict() for p in self.positions],
            "meetings": [m.to_dict() for m in self.meetings],
            "negotiations": [n.to_dict() for n in self.negotiations],
            "statements": [s.to_dict() for s in self.statements],
            "times": [t.to_dict() for t in self.times],
            "places": [p.to_dict() for p in self.places],
            "notes": [n.to_dict() for n in self.notes],
        }

    def _repr_html_(self) -> str | None:
        """The reading as a notebook shows it; None, and so its plain repr, where nobody has hung up a page."""
        return Reading.page(self) if Reading.page else None
