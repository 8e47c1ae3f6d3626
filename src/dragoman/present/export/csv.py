"""CSV: a row an event."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from dragoman.model import Event, Reading
from dragoman.present.export import Options

COLUMNS = (
    "document", "external_id", "source", "title", "publisher", "published", "story", "event", "type", "mode",
    "contexts", "cameo", "actors", "actor_countries", "recipients", "recipient_countries", "status", "factuality",
    "date", "place", "place_country", "latitude", "longitude", "source_kinds", "source_texts", "confidence",
    "anchor", "anchor_start", "anchor_end", "sentence",
)


def write(readings: Iterable[Reading], options: Options) -> Iterator[str]:
    """The header, then the rows; several values of one cell are separated by "|"."""
    yield _row(COLUMNS)
    for reading in readings:
        for event in reading.events:
            yield _row(_cells(reading, event))


def _row(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(["" if cell is None else _plain(cell) for cell in cells])
    return buffer.getvalue()


def _plain(cell: object) -> object:
    """Text that no spreadsheet takes for a formula: reports are written by others."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in ("=", "+", "@", "\t", "\r") else cell


def _cells(reading: Reading, event: Event) -> tuple[object, ...]:
    document, place = reading.document, event.place.place if event.place else None
    words = [s.span or s.cue for s in event.sources]
    return (
        document.id, document.external_id, document.source, document.title, document.publisher,
        document.published.isoformat() if document.published else None,
        event.story, event.id, event.type, event.mode, "|".join(event.contexts), event.cameo,
        "|".join(event.actors), _countries(reading, event.actors),
        "|".join(event.recipients), _countries(reading, event.recipients),
        event.status, event.factuality, event.date.edtf if event.date else None,
        place.name if place else None, place.country if place else None,
        place.latitude if place else None, place.longitude if place else None,
        "|".join(s.kind for s in event.sources), "|".join(span.text if span else "" for span in words),
        round(event.confidence, 2), event.anchor.text, event.anchor.start, event.anchor.end,
        " ".join(event.sentence.text.split()),
    )


def _countries(reading: Reading, ids: tuple[str, ...]) -> str:
    known = {actor.id: actor.country or "" for actor in reading.actors}
    return "|".join(known.get(id, "") for id in ids)
