"""The dossier for the terminal, or the sources of each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.model import Reading
from dragoman.present.export import Options


def write(readings: Iterable[Reading], options: Options) -> Iterator[str]:
    """One dossier a reading, with a rule between two."""
    from dragoman.present.text import dossier, sources

    draw = sources if options.view == "sources" else dossier
    for number, reading in enumerate(readings):
        if number:
            yield "\n" + "═" * options.width + "\n\n"
        yield draw(reading, width=options.width, color=options.color)
