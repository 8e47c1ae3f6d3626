"""Dragoman reads news reports into a structured, sourced, queryable record of diplomacy.

    >>> import dragoman
    >>> reading = dragoman.read("Kenya hosted talks between ...", date="2025-11-01")
    >>> for event in reading.events: print(event.type, event.status, event.anchor.text)

The verbs: `read` one text, `read_many` documents as a stream, `assess` how real a text says the words you mark are,
`relate` what one party that you mark does to another.
Everything is imported on first use, so that `import dragoman` costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as _date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.model import Document, Judgement, Reading, Relation

__version__ = "0.1.0"
__all__ = ["Document", "Reading", "__version__", "assess", "read", "read_many", "relate"]


def read(text: str, *, date: str | _date | None = None, title: str | None = None, publisher: str | None = None) -> Reading:
    """The reading of one report.

    `date` is the day of publication (ISO 8601); without it years and relative dates stay open. Raises InputError for
    a date that cannot be read.
    """
    from dragoman.model import Document
    from dragoman.sources.dates import day

    return next(read_many([Document(text, title=title, publisher=publisher, published=day(date))]))


def read_many(documents: Iterable[Document]) -> Iterator[Reading]:
    """The readings of many documents, in order, as a stream; parses across documents in batches."""
    from dragoman.flow import read_documents
    from dragoman.model import Reading

    Reading.page = _page
    return read_documents(documents)


def assess(text: str, spans: Sequence[tuple[int, int]]) -> list[Judgement]:
    """Status and factuality of each marked word, political or not: `spans` are (start, end) offsets into `text`."""
    from dragoman.flow import assess_spans

    return assess_spans(text, spans)


def relate(text: str, pairs: Sequence[tuple[tuple[int, int] | None, tuple[int, int] | None]]) -> list[Relation | None]:
    """What one party does to another: `pairs` are the marked words of (actor, recipient), each (start, end) in `text`.

    Either may be None. Gives for each pair a `Relation` with the chance of each of PLOVER's sixteen types, None where
    no sentence holds the words. Meant for coding given pairs; `read` finds parties and events by itself.
    """
    from dragoman.flow import relate_spans

    return relate_spans(text, pairs)


def _page(reading: Reading) -> str:
    from dragoman.present.page import framed

    return framed(reading)


def __getattr__(name: str) -> Any:
    if name in ("Document", "Reading", "Event", "Position", "Meeting", "Negotiation", "Actor", "Statement", "Span"):
        from dragoman import model

        model.Reading.page = _page
        return getattr(model, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
