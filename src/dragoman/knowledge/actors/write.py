"""Writes the user's file: what was found elsewhere, joined with whom the tables know already."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.errors import DragomanError, InputError
from dragoman.knowledge.actors.build import COLUMNS, _body_names, _person_names
from dragoman.knowledge.actors.found import Found, FoundBody, FoundPerson, FoundTerm, Problem
from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.actors.offices import Words, imports
from dragoman.knowledge.actors.registry import RANK, registry
from dragoman.knowledge.actors.rows import first_day, last_day
from dragoman.knowledge.actors.user import LAYOUT, SCHEMA, check_layout

#: Days after which an office without an end is no longer taken for still held.
_LONG = 550
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from. `imported` is the day, ISO. `curated` rows were written by the user's own hand."""

    id: str
    format: str
    licence: str
    notice: str
    file: str
    imported: str
    curated: bool = False


@dataclass(slots=True)
class Count:
    """What an import did."""

    people: int = 0
    known: int = 0
    bodies: int = 0
    terms: int = 0


class UserFile:
    """The user's file, open for writing. Use as a context: everything is kept at the end, or nothing."""

    def __init__(self, path: Path) -> None:
        shipped = registry()._db.execute("PRAGMA database_list").fetchall()
        new = not path.exists()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path)
            if new:
                self._db.executescript(SCHEMA)
                self._db.execute("INSERT INTO made VALUES (?)", (LAYOUT,))
                self._db.commit()
            check_layout(self._db, path)
        except (OSError, sqlite3.OperationalError) as error:
            raise DragomanError(f"{path}: cannot be written: {error}") from None
        self._shipped = sqlite3.connect(f"file:{shipped[0][2]}?mode=ro", uri=True) if shipped[0][2] else registry()._db
        self._words, self._own = Words(self._shipped), Words(self._db)
        self._by_wikidata = dict(self._shipped.execute(
            "SELECT json_extract(data, '$.wikidata'), id FROM item WHERE kind IN ('people', 'bodies')"))
        self._by_wikidata.pop("", None)
        #: By stem the last number given to one of many namesakes.
        self._numbers: defaultdict[str, int] = defaultdict(lambda: 1)
        #: The id of the person or body last taken.
        self.last = ""

    def __enter__(self) -> UserFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._db.commit()
        else:
            self._db.rollback()
        self._db.close()

    def take(self, found: Iterable[Found], source: Source) -> tuple[Count, list[Problem]]:
        """Adds what was found. Rows of an earlier import from the same source are replaced."""
        if not source.curated:
            self._db.execute("DELETE FROM term WHERE source = ?", (source.id,))
        self._db.execute("INSERT OR REPLACE INTO source VALUES (?,?,?,?,?,?)", (
            source.id, source.format, source.licence, source.notice, source.file, source.imported))
        count, problems = Count(), []
        for item in found:
            if isinstance(item, Problem):
                problems.append(item)
                continue
            try:
                if isinstance(item, FoundPerson):
                    self._person(item, source, count)
                else:
                    self._body(item, source, count)
            except InputError as error:
                problems.append(Problem(item.key, str(error)))
        return count, problems

    def alias(self, ref: str, name: str, weak: bool, source: Source) -> None:
        """One more name for an actor of either file. Raises InputError where there is no such actor."""
        kind = "person" if self._has("people", ref) else "body" if self._has("bodies", ref) else ""
        if not kind:
            raise InputError(f"{ref}: no such person or body")
        self.take((), source)
        self._name(kind, ref, name, int(weak), key(name))

    def country(self, words: str) -> str:
        """ISO 3166-1 alpha-3 of a code or name; "" where it is no country's."""
        return self._words.country(words)

    def body(self, words: str) -> str:
        """The id of a body of either file; "" where it is none's."""
        return self._words.body(words) or self._own.find_body(words)

    def _person(self, found: FoundPerson, source: Source, count: Count) -> None:
        if not key(found.name):
            raise InputError("no name")
        terms = [self.term_row(term, source) for term in found.terms]
        countries = [c for c in map(self._words.country, found.countries) if c]
        countries = list(dict.fromkeys([*(row["country"] for row in terms if row["country"]), *countries]))
        ref = self._known(found.key, found.wikidata) or self._namesake(found, countries)
        country = countries[0] if countries else ""
        count.people += 1
        count.known += ref is not None
        surname = found.surname or self._surname(found.name, country)
        ref = ref or self._new("people", found.name, surname, country)
        if not self._has("people", ref) or self._owns("people", ref):
            self._keep("people", ref, {
                "id": ref, "name": found.name, "surname": surname, "aliases": "|".join(found.aliases),
                "country": country, "gender": found.gender, "wikidata": found.wikidata,
                "source": source.id, "source_date": source.imported})
        self._origin(found.key, found.wikidata, ref)
        ranked = source.curated or any(row["kind"] in RANK for row in terms)
        row = {"id": ref, "name": found.name, "surname": surname,
               "aliases": "|".join([*found.aliases, *(f"~{name}" for name in found.weak)])}
        for kind, _, printed, weak, name_key in _person_names(row):
            # The surnames of a hundred thousand members of parliament would make every surname doubtful.
            if kind != "surname" or ranked:
                self._name(kind, ref, printed, weak, name_key)
        for term in terms:
            self._term({**term, "person": ref}, source)
            count.terms += 1

    def _body(self, found: FoundBody, source: Source, count: Count) -> None:
        if not key(found.name):
            raise InputError("no name")
        country = next((c for c in map(self._words.country, found.countries) if c), "")
        start, end = _day(found.start), _day(found.end)
        ref = self._known(found.key, found.wikidata) or self._words.body(found.name) or None
        count.bodies += 1
        count.known += ref is not None
        ref = ref or self._new("bodies", found.name, found.name, "")
        aliases = "|".join([*found.aliases, *(f"~{name}" for name in found.weak)])
        row = {"id": ref, "name": found.name, "aliases": aliases, "kind": found.kind, "country": country,
               "sector": found.sector, "subsectors": "", "wikidata": found.wikidata, "parent": "", "members": "",
               "valid_from": start, "valid_to": end, "source": source.id, "source_date": source.imported}
        if not self._has("bodies", ref) or self._owns("bodies", ref):
            self._keep("bodies", ref, row)
        self._origin(found.key, found.wikidata, ref)
        for kind, _, printed, weak, name_key in _body_names(row):
            self._name(kind, ref, printed, weak, name_key)

    def term_row(self, found: FoundTerm, source: Source) -> dict[str, str]:
        """A row of `terms` without its person. Raises InputError for a date that is none or an end before the start."""
        if not found.title.strip():
            raise InputError("an office without a title")
        start, end, seen = _day(found.start), _day(found.end), _day(found.last_seen)
        if start and end and last_day(end) < first_day(start):
            raise InputError(f"{found.title}: ends on {end}, before it starts on {start}")
        office = self._words.office(found.title, found.topics)
        body = office.of or (self.body(found.body) if found.body else "")
        country = office.country or next((c for c in map(self._words.country, found.countries) if c), "")
        return {
            "title": found.title.strip(), "kind": office.kind, "country": "" if office.of else country,
            "body": body, "sector": found.sector or office.sector, "start": start, "end": end,
            "end_basis": found.end_basis if end else "", "last_seen": seen or end or start,
            "source": source.id, "source_date": source.imported,
        }

    def _term(self, row: dict[str, str], source: Source) -> None:
        kind = row["kind"] if source.curated or not _stale(row, source.imported) else "other"
        ordered = {name: row[name] for name in COLUMNS["terms"].split(",")} | {"kind": kind}
        self._db.execute("INSERT INTO term VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (
            row["person"], kind, row["country"], row["body"], json.dumps(ordered, ensure_ascii=False), row["kind"],
            row["start"], f"{row['end']}~" if row["end"] else "9999", int(source.curated),
            int(bool(row["start"] or row["end"])), int(row["end_basis"] == "stated"), row["last_seen"], source.id))

    def supersede(self, term: dict[str, str], end: str, source: Source) -> None:
        """Writes the term of somebody else once more, ended on the day: the user's row hides the one it copies."""
        self._db.execute("DELETE FROM term WHERE person = ? AND kind = ? AND country = ? AND body = ? AND curated",
                         (term["person"], term["kind"], term["country"], term["body"]))
        self._term({**term, "end": end, "end_basis": "successor", "last_seen": end, "source": source.id,
                    "source_date": source.imported}, source)

    def _known(self, found: str, wikidata: str) -> str | None:
        if wikidata and wikidata in self._by_wikidata:
            return str(self._by_wikidata[wikidata])
        for name in filter(None, (wikidata, found)):
            if row := self._db.execute("SELECT id FROM origin WHERE key = ?", (name,)).fetchone():
                return str(row[0])
        return None

    def _namesake(self, found: FoundPerson, countries: list[str]) -> str | None:
        """The person of the shipped tables of the same full name, and country where both have one."""
        name = key(found.name)
        rows = self._shipped.execute(
            "SELECT DISTINCT i.id, json_extract(i.data, '$.country'), json_extract(i.data, '$.wikidata') "
            "FROM name AS n JOIN item AS i ON i.kind = 'people' AND i.id = n.ref "
            "WHERE n.first = ? AND n.key = ? AND n.kind = 'person'",
            (name.split(" ", 1)[0], name)).fetchall()
        same = [ref for ref, country, wikidata in rows
                if (not country or not countries or country in countries)
                and (not wikidata or not found.wikidata or wikidata == found.wikidata)]
        return same[0] if len(same) == 1 else None

    def _new(self, table: str, name: str, short: str, country: str) -> str:
        """An id that nobody has: KEN-OTIENO, else with the whole name, else numbered."""
        stems = [f"{country}-{_slug(part)}".strip("-") if country else _slug(part) for part in (
            (short, name) if country or table == "bodies" else (name,))]
        for ref in stems:
            if ref and not self._taken(ref):
                return ref
        stem = stems[-1] or "ACTOR"
        self._numbers[stem] += 1
        while self._taken(f"{stem}-{self._numbers[stem]}"):
            self._numbers[stem] += 1
        return f"{stem}-{self._numbers[stem]}"

    def _taken(self, ref: str) -> bool:
        return ref.endswith("-GOV") or any(self._has(table, ref) for table in ("people", "bodies", "countries"))

    def _has(self, table: str, ref: str) -> bool:
        question = "SELECT 1 FROM item WHERE kind = ? AND id = ?"
        return any(db.execute(question, (table, ref)).fetchone() for db in (self._db, self._shipped))

    def _owns(self, table: str, ref: str) -> bool:
        return self._db.execute("SELECT 1 FROM item WHERE kind = ? AND id = ?", (table, ref)).fetchone() is not None

    def _keep(self, table: str, ref: str, row: dict[str, str]) -> None:
        data = json.dumps(row, ensure_ascii=False)
        self._db.execute("INSERT OR REPLACE INTO item VALUES (?,?,?)", (table, ref, data))

    def _name(self, kind: str, ref: str, printed: str, weak: int, name_key: str) -> None:
        if name_key:
            self._db.execute("INSERT OR IGNORE INTO name VALUES (?,?,?,?,?,?)",
                             (name_key.split(" ", 1)[0], name_key, kind, ref, weak, printed))

    def _origin(self, found: str, wikidata: str, ref: str) -> None:
        self.last = ref
        for name in filter(None, (found, wikidata)):
            self._db.execute("INSERT OR REPLACE INTO origin VALUES (?,?)", (name, ref))

    @staticmethod
    def _surname(name: str, country: str) -> str:
        parts = name.split()
        return parts[0] if country in imports()["family_first"] else parts[-1]


def _stale(row: dict[str, str], imported: str) -> bool:
    """True for an office without an end that was last seen long before the import, or never: it says of its person what
    he was, and not who holds the office."""
    if row["end"]:
        return False
    return not row["last_seen"] or (date.fromisoformat(imported) - last_day(row["last_seen"])).days > _LONG


def _slug(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^A-Z0-9]+", "-", re.sub(r"['’]", "", plain).upper()).strip("-")


def _day(text: str) -> str:
    """The partial ISO date itself. Raises InputError where it is none."""
    text = text.strip()[:10] if re.match(r"\d{4}-\d\d-\d\dT", text.strip()) else text.strip()
    if text and not _DAY.fullmatch(text):
        raise InputError(f"date {text!r}: not YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        if text:
            first_day(text), date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise InputError(f"date {text!r}: no such day") from None
    return text
