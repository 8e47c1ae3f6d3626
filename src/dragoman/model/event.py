"""Events: from the words that tell of one, through the judgement on it, to the finished fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dragoman.model.place import PlaceMention
from dragoman.model.span import Span
from dragoman.model.statement import Source
from dragoman.model.time import Time

Status = Literal["occurred", "ongoing", "planned", "proposed", "conditional", "cancelled", "denied", "hypothetical"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "U"]
STATUSES: tuple[Status, ...] = (
    "occurred", "ongoing", "planned", "proposed", "conditional", "cancelled", "denied", "hypothetical",
)
FACTUALITIES: tuple[Factuality, ...] = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "U")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event of a type, and who fills its parts. `token` is the head word within the sentence.

    `actors` and `recipients` are actor ids of the cast. `score` is raw, 0 to 1; `why` names rules and scores."""

    sentence: int
    token: int
    span: Span
    type: str
    mode: str | None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    score: float = 0.5
    why: tuple[str, ...] = ()
    #: A negation belongs to the meaning of the words: "no willingness" tells of a refusal that took place.
    negated: bool = False
    #: The chance that the actors are right, where it was weighed.
    parts: float = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the report says of an event's reality: its status and, from the outermost source, its factuality."""

    status: Status = "occurred"
    factuality: Factuality = "CT+"
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """What one marked party does to another: the chance of each event type, the likeliest first."""

    chances: dict[str, float]

    @property
    def type(self) -> str:
        """The likeliest type."""
        return next(iter(self.chances))


@dataclass(frozen=True, slots=True)
class Event:
    """One document's report of one event. `confidence` is the calibrated chance that type, actors and status are
    right; `factuality` is how sure the report is."""

    id: str
    story: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    anchor: Span
    sentence: Span
    date: Time | None
    place: PlaceMention | None
    status: Status
    factuality: Factuality
    sources: tuple[Source, ...]
    confidence: float
    why: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "story": self.story, "type": self.type, "mode": self.mode, "contexts": list(self.contexts),
            "cameo": self.cameo, "actors": list(self.actors), "recipients": list(self.recipients),
            "anchor": self.anchor.to_dict(),
            "sentence": {"start": self.sentence.start, "end": self.sentence.end},
            "date": self.date.to_dict() if self.date else None,
            "place": self.place.to_dict() if self.place else None,
            "status": self.status, "factuality": self.factuality,
            "sources": [s.to_dict() for s in self.sources],
            "confidence": round(self.confidence, 2), "why": list(self.why),
        }
