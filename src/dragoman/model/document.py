"""A document as handed over: its text as printed, and what is known about it from outside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a reading must know: what was missing, skipped or doubtful. `code` is stable."""

    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `text` is never changed after this point: every offset in a reading counts its code points."""

    text: str
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    #: Day of publication as the user, the page or the feed gives it; never the clock of the machine.
    published: date | None = None
    language: str | None = None
    url: str | None = None
    external_id: str | None = None
    #: Keys of a JSON Lines input that Dragoman has no use for, handed back as they came.
    extra: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def id(self) -> str:
        """SHA-256 of the text: the same report has the same id wherever it came from."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "external_id": self.external_id,
            "source": self.source,
            "url": self.url,
            "title": self.title,
            "publisher": self.publisher,
            "published": self.published.isoformat() if self.published else None,
            "language": self.language,
            "text": self.text,
        } | ({"extra": dict(self.extra)} if self.extra else {})


@dataclass(frozen=True, slots=True)
class Setting:
    """What every step of understanding may know about the report besides its story."""

    published: date | None = None
    title: str | None = None
    publisher: str | None = None
