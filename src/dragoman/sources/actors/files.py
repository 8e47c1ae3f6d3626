"""Plain, gzip and bzip2 files alike, and a place on the disk for what must wait for its other half."""

from __future__ import annotations

import bz2
import gzip
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from dragoman.errors import InputError

_MAGIC: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open}


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, unpacked where it is packed. Raises InputError where it cannot be read or its packing is broken."""
    try:
        with path.open("rb") as file:
            head = file.read(2)
        opener = _MAGIC.get(head)
        with cast("IO[bytes]", opener(path, "rb") if opener else path.open("rb")) as file:
            yield file
    except (EOFError, OSError, zlib.error) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(f"{path}: {reason}") from None


class Store:
    """Objects by id and links between them, in a temporary file: joins of any size in little memory."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # a private file on the disk, gone with the connection
        self._db.executescript("""PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE item (kind TEXT, id TEXT, data TEXT, PRIMARY KEY (id, kind)) WITHOUT ROWID;
            CREATE TABLE link (id TEXT, data TEXT); CREATE INDEX link_id ON link (id);""")

    def put(self, kind: str, id: str, entry: Any) -> None:
        """Keeps an object; a later one of the same kind and id takes its place."""
        self._db.execute("INSERT OR REPLACE INTO item VALUES (?,?,?)", (kind, id, json.dumps(entry)))

    def link(self, id: str, entry: Any) -> None:
        """Keeps an object that belongs to the one with the id."""
        self._db.execute("INSERT INTO link VALUES (?,?)", (id, json.dumps(entry)))

    def get(self, kind: str, id: str) -> Any:
        """The object, or None."""
        row = self._db.execute("SELECT data FROM item WHERE kind = ? AND id = ?", (kind, id)).fetchone()
        return json.loads(row[0]) if row else None

    def all(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Every object of the kind, by id."""
        for id, data in self._db.execute("SELECT id, data FROM item WHERE kind = ? ORDER BY id", (kind,)):
            yield id, json.loads(data)

    def links(self, id: str) -> list[Any]:
        """What belongs to the object with the id, in the order of the file."""
        rows = self._db.execute("SELECT data FROM link WHERE id = ? ORDER BY rowid", (id,))
        return [json.loads(row[0]) for row in rows]

    def close(self) -> None:
        self._db.close()
