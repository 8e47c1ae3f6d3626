"""Readings → text of one format. A new format is one file and one line of `_WRITERS`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from dragoman.model import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """How to write; each format takes what it knows."""

    view: str = "dossier"
    at_least: float = 0.0
    color: bool = False
    width: int = 80


#: Format → the module whose `write(readings, options)` streams it. By name, so that no format loads another's parts.
_WRITERS = {
    "text": "dragoman.present.export.text",
    "json": "dragoman.present.export.json",
    "jsonl": "dragoman.present.export.jsonl",
    "html": "dragoman.present.export.html",
    "csv": "dragoman.present.export.csv",
}


def write(format: str, readings: Iterable[Reading], options: Options | None = None) -> Iterator[str]:
    """The readings in `format`, piece by piece. Raises KeyError for a format that does not exist."""
    from dragoman.present.export.trim import trim

    options = options or Options()
    trimmed = (trim(reading, options.at_least) for reading in readings)
    pieces: Iterator[str] = import_module(_WRITERS[format]).write(trimmed, options)
    return pieces
