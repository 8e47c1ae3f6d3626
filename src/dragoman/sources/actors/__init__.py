"""Files of people and their offices → what was found in them, as a stream. One file per format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.knowledge.actors.found import Found
from dragoman.sources.actors.ftm import read_ftm
from dragoman.sources.actors.popolo import read_popolo
from dragoman.sources.actors.table import read_table
from dragoman.sources.actors.wikidata import read_wikidata

#: Format → its reader: the file, and a second file where the format may need one.
FORMATS: dict[str, Callable[[Path, Path | None], Iterator[Found]]] = {
    "wikidata": read_wikidata, "ftm": read_ftm, "popolo": read_popolo, "csv": read_table,
}
