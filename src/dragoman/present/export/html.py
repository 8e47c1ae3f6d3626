"""One self-contained page of all readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.model import Reading
from dragoman.present.export import Options


def write(readings: Iterable[Reading], options: Options) -> Iterator[str]:
    """The page, whole: its head counts what its body holds."""
    from dragoman.present.page import render

    yield render(list(readings))
