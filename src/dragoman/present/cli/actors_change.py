"""`dragoman actors import`, `add` and `check`: the user's own file of actors."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.knowledge.actors.write import Source

#: Problems named one by one; the rest is counted.
_NAMED = 20
_Into = Annotated[Path | None, typer.Option("--into", metavar="FILE", help="Your file of actors, if not the usual one.")]


def import_(
    format: Annotated[str, typer.Argument(metavar="wikidata|ftm|popolo|csv")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Plain, .gz or .bz2, of any size.")],
    into: _Into = None,
    posts: Annotated[Path | None, typer.Option(
        metavar="FILE", help="Wikidata only: a second file with the names of the posts.")] = None,
    licence: Annotated[str | None, typer.Option(help="The licence of the file, kept with its rows.")] = None,
) -> None:
    """Import people, offices and bodies into your own file beside the shipped tables.

    Rows that cannot be used are named on standard error, counted and left out.
    """
    from dragoman.knowledge.actors.write import UserFile
    from dragoman.sources.actors import FORMATS

    if format not in FORMATS:
        raise typer.BadParameter(f"{format}: no such format; there are {', '.join(FORMATS)}", param_hint="FORMAT")
    source = _source(format, file, licence)
    print(f"Licence: {source.licence}. {source.notice}")
    with UserFile(_path(into)) as desk:
        count, problems = desk.take(FORMATS[format](file, posts), source)
    for problem in problems[:_NAMED]:
        print(f"dragoman: {file}: {problem}", file=sys.stderr)
    if problems:
        print(f"dragoman: {file}: {len(problems)} rows left out", file=sys.stderr)
    if not (count.people or count.bodies):
        from dragoman.errors import DragomanError

        raise DragomanError(f"{file}: nothing in it could be taken; is it a file of {format}?")
    print(f"{count.people} people ({count.terms} offices) and {count.bodies} bodies, {count.known} of them known "
          f"before, into {_path(into)}")


def add(
    name: Annotated[str, typer.Argument(help="The full name; with --alias-of another name of somebody known.")],
    alias_of: Annotated[str | None, typer.Option(metavar="ID", help="Who else bears this name.")] = None,
    type: Annotated[str, typer.Option(help="person, or a kind of body such as party, igo, company.")] = "person",
    country: Annotated[str, typer.Option(help="ISO code or name.")] = "",
    sector: Annotated[str, typer.Option(help="PLOVER's, such as GOV.")] = "",
    office: Annotated[str, typer.Option(metavar="TITLE", help="A person's office.")] = "",
    body: Annotated[str, typer.Option(metavar="ID", help="The body that the office belongs to.")] = "",
    start: Annotated[str, typer.Option(metavar="DAY", help="Since when: 2025, 2025-03 or 2025-03-01.")] = "",
    end: Annotated[str, typer.Option(metavar="DAY", help="Until when.")] = "",
    alias: Annotated[list[str] | None, typer.Option(help="Another name; ~name for one that needs support.")] = None,
    wikidata: Annotated[str, typer.Option(metavar="QID")] = "",
    beside: Annotated[bool, typer.Option("--beside", help="The office has several holders: end nobody's term.")] = False,
    into: _Into = None,
) -> None:
    """Add a person with an office, a body, or another name; your rows win over all others."""
    from dragoman.knowledge.actors.found import FoundBody, FoundPerson, FoundTerm
    from dragoman.knowledge.actors.offices import imports
    from dragoman.knowledge.actors.succession import end_others
    from dragoman.knowledge.actors.write import UserFile

    source = _source("added", Path("-"), None)
    names = alias or []
    strong, weak = (tuple(n for n in names if not n.startswith("~")), tuple(n[1:] for n in names if n.startswith("~")))
    sector = sector.upper()
    if sector and sector not in imports()["sectors"]:
        raise typer.BadParameter(f"{sector}: no such sector; {', '.join(imports()['sectors'])}", param_hint="--sector")
    if type != "person" and type not in imports()["body_kinds"]:
        kinds = ", ".join(imports()["body_kinds"])
        raise typer.BadParameter(f"{type}: no such type; person, {kinds}", param_hint="--type")
    with _usage(), UserFile(_path(into)) as desk:
        for option, word, known in (("--country", country, desk.country), ("--body", body, desk.body)):
            if word and not known(word):
                raise typer.BadParameter(f"{word}: not in the tables", param_hint=option)
        if alias_of is not None:
            desk.alias(alias_of.upper(), name.lstrip("~"), name.startswith("~"), source)
            print(f"{alias_of.upper()} is also {name}")
            return
        countries = (country,) if country else ()
        if type == "person":
            term = FoundTerm(office, countries, body, sector, start, end, "stated" if end else "")
            ended = [] if beside or not office or not start else end_others(desk, name, term, source)
            _, problems = desk.take([FoundPerson(f"added:{name}/{country}", name, strong, weak, "", countries, "",
                                                 wikidata, (term,) if office else ())], source)
        else:
            ended = []
            _, problems = desk.take([FoundBody(f"added:{name}", name, type, sector, strong, weak, countries, wikidata,
                                               start, end)], source)
        if problems:
            raise typer.BadParameter(problems[0].reason)
        print(f"{desk.last}   {name}   {office or type}   {start} – {end}".rstrip(" –"))
        for line in ended:
            print(f"ended with it: {line}")


def check(into: _Into = None) -> None:
    """Check every row of the shipped tables and of your own file; exit status 1 where one is wrong."""
    from dragoman.knowledge.actors.check import checked, sources

    for line in sources(_path(into)):
        print(line)
    problems, rows = checked(_path(into))
    for problem in problems:
        print(problem)
    print(f"{rows} rows checked, {len(problems)} problems")
    if problems:
        raise typer.Exit(1)


@contextmanager
def _usage() -> Iterator[None]:
    """What the options say wrong is a wrong usage."""
    from dragoman.errors import InputError

    try:
        yield
    except InputError as error:
        raise typer.BadParameter(str(error)) from None


def _path(into: Path | None) -> Path:
    from dragoman.knowledge.actors.user import user_path

    return into or user_path()


def _source(format: str, file: Path, licence: str | None) -> Source:
    from datetime import date

    from dragoman.knowledge.actors.offices import imports
    from dragoman.knowledge.actors.write import Source

    words = imports()["licences"][format]
    return Source(format if format == "added" else f"{format}:{file.name}", format, licence or words["licence"],
                  words["notice"].strip(), file.name, date.today().isoformat(), format == "added")
