"""A stretch of a document's text, with the words it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Code-point offsets into `Document.text`, end exclusive; `document.text[start:end] == text` always holds."""

    start: int
    end: int
    text: str

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def to_dict(self) -> dict[str, int | str]:
        return {"start": self.start, "end": self.end, "text": self.text}
