"""Checks the tables: every row valid, every reference alive, no two holders of one office at once unless stated."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dragoman.knowledge.actors.build import COLUMNS
from dragoman.knowledge.actors.offices import imports
from dragoman.knowledge.actors.rows import first_day, last_day
from dragoman.knowledge.actors.user import check_layout
from dragoman.knowledge.load import read_csv, split

_ID = re.compile(r"[A-Z0-9][A-Z0-9-]*")
_QID = re.compile(r"Q[1-9]\d*")
_DATES = {"people": (), "countries": (), "bodies": ("valid_from", "valid_to"), "terms": ("start", "end", "last_seen"),
          "metonyms": ("from", "to"), "agents": ()}
#: A week between two holders who both claim it: days of handover, swearing-in and publication differ.
_SLACK = timedelta(days=7)
Row = dict[str, str]


@dataclass(slots=True)
class _Tables:
    """Rows with where they stand, by table."""

    rows: dict[str, list[tuple[str, Row]]] = field(default_factory=lambda: defaultdict(list))

    def ids(self, table: str, column: str) -> set[str]:
        return {row[column] for _, row in self.rows[table]}


def checked(user: Path | None) -> tuple[list[str], int]:
    """The problems of the shipped tables and of the user's file where there is one, and how many rows were read.

    Raises KnowledgeError where a table has not the columns it must have."""
    tables = _Tables()
    for name, columns in COLUMNS.items():
        for number, row in enumerate(read_csv(f"actors/{name}.csv", columns.split(",")), 2):
            tables.rows[name].append((f"{name}.csv row {number}", row))
    problems = list(_twice(tables))
    if user is not None and user.is_file():
        _add_user(tables, user)
    problems += [*_values(tables), *_references(tables), *_holders(tables)]
    return problems, sum(map(len, tables.rows.values()))


def sources(user: Path) -> list[str]:
    """Where the rows of the user's file come from, with licence and day, a line each; none without a file."""
    if not user.is_file():
        return []
    db = sqlite3.connect(f"{user.absolute().as_uri()}?mode=ro", uri=True)
    check_layout(db, user)
    rows = db.execute("SELECT id, imported, licence FROM source ORDER BY id").fetchall()
    db.close()
    return [f"{id}, {imported}, licence: {licence}" for id, imported, licence in rows]


def _add_user(tables: _Tables, path: Path) -> None:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    check_layout(db, path)
    own: dict[str, dict[str, Row]] = defaultdict(dict)
    for kind, id, data in db.execute("SELECT kind, id, data FROM item ORDER BY kind, id"):
        own[kind][id] = json.loads(data)
    for table, rows in own.items():
        # A row of the user's stands in the place of the shipped one.
        tables.rows[table] = [(where, row) for where, row in tables.rows[table] if row.get("id") not in rows]
        tables.rows[table] += [(f"{path.name} {table} {id}", row) for id, row in rows.items()]
    written = [json.loads(data) for (data,) in db.execute("SELECT data FROM term ORDER BY rowid")]
    offices = {(row["person"], _office(row)) for row in written}
    tables.rows["terms"] = [(w, row) for w, row in tables.rows["terms"] if (row["person"], _office(row)) not in offices]
    tables.rows["terms"] += [(f"{path.name} term {number}", row) for number, row in enumerate(written, 1)]
    db.close()


def _twice(tables: _Tables) -> Iterator[str]:
    for table, column in (("countries", "iso3"), ("people", "id"), ("bodies", "id")):
        seen: dict[str, str] = {}
        for where, row in tables.rows[table]:
            if row[column] in seen:
                yield f"{where}: {row[column]} stands already in {seen[row[column]]}"
            seen.setdefault(row[column], where)


def _values(tables: _Tables) -> Iterator[str]:
    words = imports()
    for table, rows in tables.rows.items():
        for where, row in rows:
            if not row.get("source"):
                yield f"{where}: no source"
            if "id" in row and not _ID.fullmatch(row["id"]):
                yield f"{where}: {row['id']!r} is no id"
            if row.get("wikidata") and not _QID.fullmatch(row["wikidata"]):
                yield f"{where}: {row['wikidata']!r} is no Wikidata id"
            if row.get("sector") and row["sector"] not in words["sectors"]:
                yield f"{where}: {row['sector']}: no such sector"
            if table == "bodies" and row["kind"] not in words["body_kinds"]:
                yield f"{where}: {row['kind']}: no such kind of body"
            if table in ("people", "bodies") and not row["name"]:
                yield f"{where}: no name"
            if table == "terms" and not row["title"]:
                yield f"{where}: no title"
            yield from _dates(where, row, _DATES[table])


def _dates(where: str, row: Row, columns: tuple[str, ...]) -> Iterator[str]:
    days: list[date | None] = []
    for column in columns:
        try:
            days.append(first_day(row[column]) if row[column] else None)
        except ValueError:
            yield f"{where}: {column} {row[column]!r} is no date"
            return
    if len(days) >= 2 and days[0] and days[1] and last_day(row[columns[1]]) < days[0]:
        yield f"{where}: ends on {row[columns[1]]}, before it starts on {row[columns[0]]}"


def _references(tables: _Tables) -> Iterator[str]:
    countries, people, bodies = tables.ids("countries", "iso3"), tables.ids("people", "id"), tables.ids("bodies", "id")
    governments = {f"{iso3}-GOV" for iso3 in countries}
    # States of the past stand in the seats of power alone.
    past = {row["country"] for _, row in tables.rows["metonyms"]}
    known = {
        "country": countries | past, "sovereign": countries, "person": people, "body": bodies | governments,
        "parent": bodies | governments,
        "actor": bodies | governments | people | {f"{iso3}-GOV" for iso3 in past},
        "members": bodies | countries | governments | people,
    }
    for table, rows in tables.rows.items():
        if table == "agents":
            continue
        for where, row in rows:
            for column in known.keys() & row.keys():
                for ref in split(row[column]) if column == "members" else (row[column],):
                    if ref and ref not in known[column]:
                        yield f"{where}: {column} {ref}: not in the tables"


def _office(row: Row) -> tuple[str, str, str]:
    return row["kind"], row["country"], row["body"]


def _holders(tables: _Tables) -> Iterator[str]:
    """Two people in one office for longer than a handover, as far as the dates are certain."""
    sole = set(imports()["sole"])
    shared = {(entry["country"], entry["kind"]) for entry in imports()["shared"]}
    offices: dict[tuple[str, ...], list[tuple[date, date, str, Row]]] = defaultdict(list)
    for where, row in tables.rows["terms"]:
        # Several kinds of ministers share a kind: one title, one office.
        if row["kind"] in sole and (row["country"], row["kind"]) not in shared and (sure := _sure(row)):
            offices[*_office(row), row["title"].lower()].append((*sure, where, row))
    for office in sorted(offices):
        terms = sorted(offices[office], key=lambda term: term[:2])
        for i, (_, end, where, row) in enumerate(terms):
            for start, other_end, other_where, other in terms[i + 1 :]:
                if other["person"] != row["person"] and min(end, other_end) - start > _SLACK:
                    yield (f"{where}: {row['person']} and {other['person']} ({other_where}) both hold {row['title']} of "
                           f"{row['country'] or row['body']} from {start}")


def _sure(row: Row) -> tuple[date, date] | None:
    """First and last day on which the office was surely held; None where that is nowhere or a date is no date."""
    try:
        start = last_day(row["start"]) if row["start"] else None
        ends = [first_day(row[column]) for column in ("end", "last_seen") if row[column]]
    except ValueError:
        return None
    return (start, ends[0]) if start and ends and ends[0] > start else None
