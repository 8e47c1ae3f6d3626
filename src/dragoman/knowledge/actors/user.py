"""The user's own actors: one SQLite file beside the shipped tables, of the same layout, asked first.

Which row answers (docs/actors.md): rows added by hand, then dated rows of the user's file, then the shipped ones;
undated rows only tell of a person of whom nothing dated is known.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from dragoman.errors import KnowledgeError

#: Raise with every change of the layout below.
LAYOUT = "user 2"
SCHEMA = """
CREATE TABLE name (first TEXT, key TEXT, kind TEXT, ref TEXT, weak INT, printed TEXT,
    PRIMARY KEY (first, key, kind, ref)) WITHOUT ROWID;
CREATE TABLE item (kind TEXT, id TEXT, data TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE term (person TEXT, kind TEXT, country TEXT, body TEXT, data TEXT,
    office TEXT, start TEXT, stop TEXT, curated INT, dated INT, sure INT, seen TEXT, source TEXT);
CREATE TABLE source (id TEXT PRIMARY KEY, format TEXT, licence TEXT, notice TEXT, file TEXT, imported TEXT);
CREATE TABLE origin (key TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE made (stamp TEXT);
CREATE INDEX term_person ON term (person);
CREATE INDEX term_office ON term (kind, country);
CREATE INDEX term_body ON term (body);
CREATE INDEX term_source ON term (source);
"""
# `office` is the kind of the office, also where `kind` is kept from answering who holds it. `sure`: its end is stated.
# "+": a person has few terms and a country thousands, so no other index must be taken than that of persons.
# A start compares as it stands; an end of less precision reaches to the end of its month or year: "~" follows "-".
_SAME = """o.person = t.person AND +o.office = t.office AND +o.country = t.country AND +o.body = t.body
    AND o.start <= t.stop AND o.stop >= t.start"""
_SHIPPED = """(SELECT *, kind AS office, json_extract(data, '$.start') AS start,
    json_extract(data, '$.last_seen') AS seen,
    CASE json_extract(data, '$.end') WHEN '' THEN '9999' ELSE json_extract(data, '$.end') || '~' END AS stop
    FROM main.term)"""
_VIEWS = f"""
CREATE TEMP VIEW name AS
    SELECT first, key, kind, ref, weak, printed FROM own.name
    UNION ALL SELECT first, key, kind, ref, weak, printed FROM main.name AS t
        WHERE NOT EXISTS (SELECT 1 FROM own.name AS o
            WHERE o.first = t.first AND o.key = t.key AND o.kind = t.kind AND o.ref = t.ref);
CREATE TEMP VIEW item AS
    SELECT kind, id, data FROM own.item
    UNION ALL SELECT kind, id, data FROM main.item AS t
        WHERE NOT EXISTS (SELECT 1 FROM own.item AS o WHERE o.kind = t.kind AND o.id = t.id);
CREATE TEMP VIEW term AS
    SELECT person, kind, country, body, data FROM own.term AS t WHERE curated OR (
        CASE WHEN dated THEN sure
            OR NOT EXISTS (SELECT 1 FROM {_SHIPPED} AS o WHERE {_SAME} AND (o.stop <> '9999' OR o.seen >= t.seen))
        ELSE NOT EXISTS (SELECT 1 FROM main.term AS o WHERE o.person = t.person)
            AND NOT EXISTS (SELECT 1 FROM own.term AS o WHERE o.person = t.person AND (o.dated OR o.curated)) END
        AND NOT EXISTS (SELECT 1 FROM own.term AS o WHERE o.curated AND {_SAME}))
    UNION ALL SELECT person, kind, country, body, data FROM {_SHIPPED} AS t
        WHERE NOT EXISTS (SELECT 1 FROM own.term AS o
            WHERE {_SAME} AND (o.curated OR o.sure OR o.dated AND t.stop = '9999' AND o.seen > t.seen));
"""


def user_path() -> Path:
    """The user's file: `DRAGOMAN_ACTORS`, else in the folder for data of the XDG rules. It need not exist."""
    if named := os.environ.get("DRAGOMAN_ACTORS"):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "dragoman" / "actors.sqlite"


def with_user(db: sqlite3.Connection, path: Path | None = None) -> sqlite3.Connection:
    """The shipped tables with the user's laid over them where there are any.

    Raises KnowledgeError where the user's file is not one."""
    path = path or user_path()
    if path.is_file():
        try:
            db.execute("ATTACH ? AS own", (str(path),))
            check_layout(db, path, "own")
            db.executescript(_VIEWS)
        except sqlite3.Error as error:
            raise KnowledgeError(f"{path}: not a file of actors: {error}") from None
    return db


def check_layout(db: sqlite3.Connection, path: Path, schema: str = "main") -> None:
    """Raises KnowledgeError where the file was not made by `dragoman actors` of this layout."""
    try:
        made = db.execute(f"SELECT stamp FROM {schema}.made").fetchone()
    except sqlite3.Error as error:
        raise KnowledgeError(f"{path}: not a file of actors: {error}") from None
    if made != (LAYOUT,):
        layout = made[0] if made else "?"
        raise KnowledgeError(f"{path}: made by another version of Dragoman ({layout}): delete it and import anew")
