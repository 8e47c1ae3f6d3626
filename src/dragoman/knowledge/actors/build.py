"""CSV tables → one read-only SQLite file, `actors.sqlite`."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dragoman.knowledge.actors.files import stamp
from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.load import read_csv, split

COLUMNS = {
    "countries": "iso3,iso2,name,aliases,demonyms,adjectives,capital,capital_aliases,latitude,longitude,status,"
    "sovereign,wikidata,government_wikidata,source,source_date,ambiguous",
    "people": "id,name,surname,aliases,country,gender,wikidata,source,source_date",
    "terms": "person,title,kind,country,body,sector,start,end,end_basis,last_seen,source,source_date",
    "metonyms": "phrase,actor,country,kind,needs_agency,from,to,source,source_date",
    "bodies": "id,name,aliases,kind,country,sector,subsectors,wikidata,parent,members,valid_from,valid_to,source,"
    "source_date",
    "agents": "phrase,plural,sector,kind,country_from,source",
}
_SCHEMA = """
CREATE TABLE name (first TEXT, key TEXT, kind TEXT, ref TEXT, weak INT, printed TEXT);
CREATE TABLE item (kind TEXT, id TEXT, data TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE made (stamp TEXT);
CREATE TABLE term (person TEXT, kind TEXT, country TEXT, body TEXT, data TEXT);
"""
_INDEXES = """
CREATE INDEX name_first ON name (first);
CREATE INDEX term_person ON term (person);
CREATE INDEX term_office ON term (kind, country);
CREATE INDEX term_body ON term (body);
"""
_PARTICLES = ("al ", "el ", "ash ", "as ", "an ", "ar ")
Row = dict[str, str]
Name = tuple[str, str, str, int, str]


def compile_tables(target: Path | str) -> None:
    """Writes the SQLite file `target`, by a temporary file and a rename, so that no reader sees half of it.

    Raises KnowledgeError where a table breaks its form, OSError where the folder cannot be written."""
    target = Path(target)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".actors-", suffix=".tmp")
    os.close(handle)
    try:
        db = sqlite3.connect(temporary)
        fill(db)
        db.close()
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def fill(db: sqlite3.Connection) -> None:
    """Reads the tables and fills the empty database."""
    db.executescript(_SCHEMA)
    rows = {name: read_csv(f"actors/{name}.csv", columns.split(",")) for name, columns in COLUMNS.items()}
    names = {
        (name_key.split(" ", 1)[0], name_key, kind, ref, weak, printed)
        for table, give in _NAMES.items()
        for row in rows[table]
        for kind, ref, printed, weak, name_key in give(row)
        if name_key
    }
    # Sorted, so that the same tables give the same file.
    db.executemany("INSERT INTO name VALUES (?,?,?,?,?,?)", sorted(names))
    items = {(table, row[field]): row for table, field in _IDS.items() for row in rows[table]}
    db.executemany(
        "INSERT INTO item VALUES (?,?,?)",
        ((table, ref, json.dumps(row, ensure_ascii=False)) for (table, ref), row in sorted(items.items(), key=_place)),
    )
    db.executemany(
        "INSERT INTO item VALUES ('metonyms', ?, ?)",
        ((f"{number:04}", json.dumps(row, ensure_ascii=False)) for number, row in enumerate(rows["metonyms"])),
    )
    db.executemany(
        "INSERT INTO term VALUES (?,?,?,?,?)",
        ((r["person"], r["kind"], r["country"], r["body"], json.dumps(r, ensure_ascii=False)) for r in rows["terms"]),
    )
    db.execute("INSERT INTO made VALUES (?)", (stamp(),))
    db.executescript(_INDEXES)
    db.commit()


_IDS = {"countries": "iso3", "people": "id", "bodies": "id", "agents": "phrase"}


def _place(entry: tuple[tuple[str, str], Row]) -> tuple[str, str]:
    return entry[0]


def _given(kind: str, ref: str, names: tuple[str, ...]) -> Iterator[tuple[str, str, str, int, str]]:
    for name in names:
        if name:
            weak = name.startswith("~")
            yield kind, ref, name.lstrip("~"), int(weak), key(name.lstrip("~"))


def _country_names(row: Row) -> Iterator[tuple[str, str, str, int, str]]:
    ref = row["iso3"]
    yield from _given("country", ref, (row["name"], *split(row["aliases"])))
    yield from _given("demonym", ref, split(row["demonyms"]))
    yield from _given("adjective", ref, split(row["adjectives"]))
    # "Congo=also COG": the name may mean that country too, where the story speaks of it.
    columns = {"country": ("aliases",), "demonym": ("demonyms",), "adjective": ("adjectives",)}
    for entry in split(row["ambiguous"]):
        name, _, sense = entry.partition("=")
        for other in re.findall(r"\balso ([A-Z]{3})\b", sense):
            for kind, fields in columns.items():
                if any(name in split(row[field]) for field in fields):
                    yield from _given(kind, other, (f"~{name}",))
    yield from _given("capital", ref, (row["capital"], *split(row["capital_aliases"])))


def _person_names(row: Row) -> Iterator[tuple[str, str, str, int, str]]:
    ref, surname = row["id"], row["surname"]
    for name in (row["name"], *split(row["aliases"])):
        printed = name.lstrip("~")
        name_key = key(printed)
        # A name of one word, "al-Sabah" too, is a surname unless the person has no other.
        short = next((name_key.removeprefix(p) for p in _PARTICLES if name_key.startswith(p)), name_key)
        bare = " " not in short and name_key != key(row["name"])
        yield ("surname" if bare else "person"), ref, printed, int(name.startswith("~") or bare), name_key
    keys = {key(surname)}
    keys |= {k.removeprefix(p) for k in keys for p in _PARTICLES if k.startswith(p)}
    for name_key in sorted(keys):
        yield "surname", ref, surname, 1, name_key


def _body_names(row: Row) -> Iterator[tuple[str, str, str, int, str]]:
    bare = row["name"].partition(" (")[0]  # "National Liberation Army (Colombia)" is printed without its country
    names = (row["name"], *split(row["aliases"]))
    yield from _given("body", row["id"], names if bare == row["name"] else (*names, f"~{bare}"))


def _metonym_names(row: Row) -> Iterator[tuple[str, str, str, int, str]]:
    yield from _given("metonym", row["phrase"], (row["phrase"],))


def _agent_names(row: Row) -> Iterator[tuple[str, str, str, int, str]]:
    yield from _given("agent", row["phrase"], (row["phrase"],))
    for plural in split(row["plural"]):
        yield "agent", row["phrase"], plural, 0, key(plural)


_NAMES = {
    "countries": _country_names,
    "people": _person_names,
    "bodies": _body_names,
    "metonyms": _metonym_names,
    "agents": _agent_names,
}
