"""Tables of persons and offices: CSV or TSV, one office (or one body) a row; everypolitician's and Popolo's too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import InputError
from dragoman.knowledge.actors.found import Found, FoundBody, FoundPerson, FoundTerm, Problem
from dragoman.knowledge.actors.offices import imports
from dragoman.sources.actors.files import opened


def read_table(path: Path, _extra: Path | None = None) -> Iterator[Found]:
    """A person or body a row; rows of one person meet in the tables by id, or by name and country.

    Raises InputError where the file has no column of names."""
    with opened(path) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")
        head = text.readline()
        columns = [name.strip().lower() for name in next(csv.reader([head], delimiter=_delimiter(head)), [])]
        if not set(columns) & set(imports()["columns"]["name"]):
            raise InputError(f"{path}: no column of names: one of {', '.join(imports()['columns']['name'])}")
        rows = csv.reader(text, delimiter=_delimiter(head))
        while True:
            where = f"line {rows.line_num + 2}"
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(where, str(error))
                continue
            if len(cells) == len(columns):
                yield _found(dict(zip(columns, map(str.strip, cells), strict=True)), where, path.name)
            elif cells:
                yield Problem(where, f"{len(cells)} cells under {len(columns)} columns")


def _delimiter(head: str) -> str:
    return next((mark for mark in "\t,;" if mark in head), ",")


def _found(row: dict[str, str], where: str, file: str) -> Found:
    def cell(meaning: str) -> str:
        return next((row[name] for name in imports()["columns"][meaning] if row.get(name)), "")

    name, kind, country = cell("name"), cell("type").lower(), cell("country")
    if not name:
        return Problem(where, "no name")
    aliases = tuple(alias.strip() for alias in cell("aliases").split("|") if alias.strip())
    strong = tuple(alias for alias in aliases if not alias.startswith("~"))
    weak = tuple(alias[1:] for alias in aliases if alias.startswith("~"))
    countries = (country,) if country else ()
    wikidata = cell("qid") if cell("qid")[1:].isdigit() else ""
    if kind not in imports()["person_types"]:
        if kind not in imports()["body_kinds"]:
            return Problem(where, f"{kind}: no such type; person or one of {', '.join(imports()['body_kinds'])}")
        return FoundBody(_key(cell("id"), name, country, file), name, kind, cell("sector").upper(), strong, weak,
                         countries, wikidata, cell("start"), cell("end"))
    terms = (FoundTerm(cell("role"), countries, cell("body"), cell("sector").upper(), cell("start"), cell("end"),
                       "stated" if cell("end") else ""),) if cell("role") else ()
    return FoundPerson(_key(cell("id"), name, country, file), name, strong, weak, "", countries,
                       cell("gender")[:1].lower(), wikidata, terms)


def _key(id: str, name: str, country: str, file: str) -> str:
    """A number of one file is no id for another file."""
    return id if id[:1] == "Q" and id[1:].isdigit() else f"{file}:{id or f'{name}/{country}'}"
