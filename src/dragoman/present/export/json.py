"""JSON, indented: the object of one reading, or a list of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.model import Reading
from dragoman.present.export import Options
from dragoman.present.export.jsonl import line


def write(readings: Iterable[Reading], options: Options) -> Iterator[str]:
    """One reading as an object; any other number as a list."""
    found = [reading.to_dict() for reading in readings]
    yield line(found[0] if len(found) == 1 else found, indent=1) + "\n"
