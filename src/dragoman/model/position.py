"""Positions: what an actor wants on an issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dragoman.model.event import Factuality
from dragoman.model.span import Span
from dragoman.model.statement import Source

Stance = Literal["demands", "offers", "supports", "accepts", "refuses", "opposes", "conditions"]


@dataclass(frozen=True, slots=True)
class Position:
    """`span` is the words that say what is wanted; `toward` are the actor ids it is wanted of or about."""

    id: str
    story: str
    actor: str
    toward: tuple[str, ...]
    issue: str
    stance: Stance
    span: Span
    sentence: Span
    factuality: Factuality
    sources: tuple[Source, ...]
    confidence: float = 0.5
    why: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "story": self.story, "actor": self.actor, "toward": list(self.toward), "issue": self.issue,
            "stance": self.stance, **self.span.to_dict(),
            "sentence": {"start": self.sentence.start, "end": self.sentence.end},
            "factuality": self.factuality, "sources": [s.to_dict() for s in self.sources],
            "confidence": round(self.confidence, 2), "why": list(self.why),
        }
