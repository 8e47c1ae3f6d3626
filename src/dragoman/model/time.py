"""Expressions of time and their EDTF values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dragoman.model.span import Span

TimeKind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Time:
    """`edtf` is EDTF (ISO 8601-2): `2025-10-16`, `2025-10`, `XXXX-10-16`, `2025-10-01/2025-10-15`; durations are
    ISO 8601 (`P3W`), sets `P1W` and the like; None where no value can be given honestly. `lower` and `upper` bound
    the day for comparison and are None where open. Token numbers count within the sentence."""

    span: Span
    sentence: int
    first: int
    last: int
    kind: TimeKind
    edtf: str | None
    lower: date | None = None
    upper: date | None = None
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {**self.span.to_dict(), "kind": self.kind, "edtf": self.edtf}
