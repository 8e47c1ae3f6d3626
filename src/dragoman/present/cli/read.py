"""`dragoman read`: reports in, readings out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date as Day
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer


class Format(StrEnum):
    """What a reading is written as."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    csv = "csv"


class View(StrEnum):
    """What the text shows."""

    dossier = "dossier"
    sources = "sources"


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL|-...", help="Text, Markdown, HTML, PDF, JSON Lines or a feed; - is standard input."),
    ],
    date: Annotated[str | None, typer.Option(metavar="DAY", help="Day of publication, such as 2025-11-01.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the report.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Feeds only: fetch the pages behind summaries.")] = False,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What to write; by default text, or as the -o file ends.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to this file.")] = None,
    view: Annotated[View, typer.Option(help="Text only: the dossier, or each source and its words.")] = View.dossier,
    at_least: Annotated[float, typer.Option(min=0, max=1, help="Leave out facts of lower confidence.")] = 0.0,
    no_color: Annotated[bool, typer.Option("--no-color", help="Text only: no colour.")] = False,
) -> None:
    """Read reports: a dossier for people, or JSON, CSV or a page.

    A document that cannot be read is named on standard error and the others are still read; exit status 1 then.
    """
    from dragoman.present.cli.inputs import Batch, Given
    from dragoman.present.export import Options, write

    batch = Batch(inputs, Given(parse_day(date, "--date"), title, publisher), follow)
    chosen = format or _by_ending(out)
    with _opened(out) as target:
        options = Options(view=view.value, at_least=at_least, color=_colored(target, no_color), width=_width(target))
        for piece in write(chosen.value, batch.readings(), options):
            target.write(piece)
    if code := batch.code():
        raise typer.Exit(code)


def parse_day(value: str | None, option: str) -> Day | None:
    """The day that an option gives. Raises a usage error where it is none."""
    from dragoman.errors import InputError
    from dragoman.sources.dates import day

    try:
        return day(value)
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def _by_ending(out: Path | None) -> Format:
    ending = out.suffix.lower().lstrip(".") if out else ""
    known = {"htm": "html", "ndjson": "jsonl"}.get(ending, ending)
    return Format(known) if known in {f.value for f in Format} else Format.text


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    from dragoman.errors import DragomanError

    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise DragomanError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _colored(target: TextIO, no_color: bool) -> bool:
    import os

    return target.isatty() and not no_color and not os.environ.get("NO_COLOR")


def _width(target: TextIO) -> int:
    """80 columns in a pipe or a file; a terminal's own width within what is good to read."""
    from shutil import get_terminal_size

    return max(60, min(get_terminal_size((80, 24)).columns, 100)) if target.isatty() else 80
