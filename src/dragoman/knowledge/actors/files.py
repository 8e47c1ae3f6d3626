"""Where the tables are, and how to tell whether a compiled file is of these tables."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
#: Raise with every change of the layout of the compiled file, so that no stale one is opened.
LAYOUT = 6
TABLES = ("countries", "people", "terms", "metonyms", "bodies", "agents")


def tables(folder: Path = FOLDER) -> list[Path]:
    """The CSV files that the compiled file is made of."""
    return [folder / f"{name}.csv" for name in TABLES]


def stamp() -> str:
    """Changes with every change of the layout or of the size of a table: tells a stale file that came with a wheel."""
    return repr((LAYOUT, [(path.name, path.stat().st_size) for path in tables()]))
