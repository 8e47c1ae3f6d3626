"""Titles, topics and country words of other people's files → the kinds, sectors and codes of our tables."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.load import read_yaml


@dataclass(frozen=True, slots=True)
class Office:
    """What a title is taken for. `country` and the body `of` are those that the title itself names, "" where none."""

    kind: str
    sector: str
    country: str = ""
    of: str = ""


@cache
def imports() -> dict[str, Any]:
    """The words of `imports.yaml`."""
    known: dict[str, Any] = read_yaml("actors/imports.yaml")
    return known


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(entry["match"]), entry) for entry in imports()["offices"])


class Words:
    """The names of countries and bodies in the compiled tables, any code or spelling to the id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._codes: dict[str, str] = {}
        columns = "id, json_extract(data, '$.iso2'), json_extract(data, '$.wikidata')"
        for ref, iso2, wikidata in db.execute(f"SELECT {columns} FROM item WHERE kind = 'countries'"):
            self._codes |= {ref.lower(): ref, (iso2 or ref).lower(): ref, (wikidata or ref).lower(): ref}
        self.country = lru_cache(maxsize=10_000)(self._country)
        self.body = lru_cache(maxsize=10_000)(self.find_body)

    def _country(self, words: str) -> str:
        """ISO 3166-1 alpha-3 of a code ("ke", "KEN", "ua-cri", "Q114") or a name; "" where it is no country's."""
        plain = words.strip().lower()
        found = self._codes.get(plain) or (self._codes.get(plain[:2]) if re.match(r"[a-z]{2}-", plain) else None)
        return found or self._named(words, "country")

    def find_body(self, words: str) -> str:
        """The id of the one body of that id or full name; "" where it is none."""
        row = self._db.execute("SELECT id FROM item WHERE kind = 'bodies' AND id = ?", (words,)).fetchone()
        return row[0] if row else self._named(words, "body")

    def _named(self, words: str, kind: str) -> str:
        name = key(words)
        rows = self._db.execute(
            "SELECT DISTINCT ref FROM name WHERE first = ? AND key = ? AND kind = ? AND NOT weak",
            (name.split(" ", 1)[0], name, kind),
        ).fetchall()
        return rows[0][0] if len(rows) == 1 else ""

    def office(self, title: str, topics: tuple[str, ...] = ()) -> Office:
        """The kind and sector of an office by its title, else by its topics."""
        plain = key(title)
        if (headed := re.match(imports()["heads"], plain)) and (body := self.body(headed["body"])):
            return self._head(body)
        for pattern, entry in _patterns():
            if found := pattern.search(plain):
                return self._office(found, entry)
        for topic, sector in imports()["topics"].items():
            if any(given == topic or given.startswith(topic + ".") for given in topics):
                return Office("other", sector)
        return Office("other", "")

    def _head(self, body: str) -> Office:
        columns = "json_extract(data, '$.kind'), json_extract(data, '$.sector')"
        row = self._db.execute(f"SELECT {columns} FROM item WHERE kind = 'bodies' AND id = ?", (body,)).fetchone()
        return Office(imports()["head_kinds"].get(row[0], "other"), row[1] or "", of=body)

    def _office(self, found: re.Match[str], entry: dict[str, str]) -> Office:
        of = found.groupdict().get("of") or ""
        country = self.country(of) if of else ""
        kind = entry["kind"] if country or not of else entry["other_kind"]
        return Office(kind, entry["sector"], country)
