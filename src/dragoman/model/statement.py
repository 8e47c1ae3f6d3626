"""Statements: attributed content, and the chain of sources it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dragoman.model.span import Span

SourceKind = Literal["named", "anonymous", "hearsay", "author"]


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a chain. `actor` is an actor id where the source is somebody in the cast; `span` and `cue` are
    None where the text has no such words ("reportedly" has a cue and no source). The `span` of a pronoun for somebody
    outside the cast is that of the words it stands for: "an aide", not "he"."""

    kind: SourceKind
    actor: str | None = None
    span: Span | None = None
    cue: Span | None = None
    #: The content is given in the source's own words, between quotation marks.
    quote: bool = False
    #: For anonymous sources: government, diplomat, military, industry, document ... or None; with its country.
    anonymous_class: str | None = None
    country: str | None = None

    def to_dict(self) -> dict[str, Any]:
        span = self.span or self.cue
        return {
            "kind": self.kind, "actor": self.actor, "quote": self.quote,
            "start": span.start if span else None, "end": span.end if span else None,
            "text": self.span.text if self.span else None if span is None else span.text,
            "cue": self.cue.to_dict() if self.cue else None,
        } | ({"class": self.anonymous_class, "country": self.country} if self.kind == "anonymous" else {})


@dataclass(frozen=True, slots=True)
class Statement:
    """Content that the text gives as somebody's word. The chain is outermost first; the document is implied.

    `sentence` is the one in which the content begins; content may run over several sentences."""

    span: Span
    sentence: int
    sources: tuple[Source, ...]
    quote: bool = False
    #: False for what the source only wants or feels ("wants to withdraw"): no word of its own that it is so.
    report: bool = True
    #: False where the text does not say that the source said or wanted it: "did not say", "declined to confirm", "if he says".
    actual: bool = True

    def to_dict(self) -> dict[str, Any]:
        return {**self.span.to_dict(), "quote": self.quote, "actual": self.actual, "sources": [s.to_dict() for s in self.sources]}
