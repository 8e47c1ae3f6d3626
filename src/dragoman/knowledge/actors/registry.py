"""The question desk of the tables: names → candidates, people → offices on a day, offices → holders."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from dragoman.knowledge.actors.files import FOLDER, LAYOUT, stamp, tables
from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.actors.rows import Agent, Body, Country, Metonym, Named, Person, Term, first_day
from dragoman.knowledge.actors.user import with_user

#: Offices from the highest down: of several held on a day, the first is the one a newspaper gives.
RANK = (
    "head_of_state",
    "head_of_government",
    "igo_head",
    "foreign_minister",
    "defence_minister",
    "group_leader",
    "finance_minister",
    "interior_minister",
    "vice_president",
    "deputy_head_of_government",
    "security_adviser",
    "chief_negotiator",
    "envoy",
    "special_envoy",
    "spokesperson",
    "opposition_leader",
    "party_leader",
)
#: Offices whose holder is meant by a bare surname.
TOP = frozenset(RANK[:5])


def _or_none(text: str) -> str | None:
    return text or None


class Registry:
    """Read-only access to the compiled tables. One connection a process; every answer is remembered."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        # Bound caches: one set an object, so that a user's own tables never mix with the shipped ones.
        self.starting = lru_cache(maxsize=50_000)(self._starting)
        self.person = lru_cache(maxsize=20_000)(self._person)
        self.country = cache(self._country)
        self.body = cache(self._body)
        self.agent = cache(self._agent)
        self.terms = lru_cache(maxsize=20_000)(self._terms)
        self.holder_of = lru_cache(maxsize=20_000)(self._holder_of)
        self.head_of = lru_cache(maxsize=5_000)(self._head_of)

    def _starting(self, first: str) -> dict[str, tuple[Named, ...]]:
        """All names whose key begins with the word, by key."""
        found: dict[str, list[Named]] = {}
        for row in self._db.execute("SELECT key, kind, ref, weak, printed FROM name WHERE first = ?", (first,)):
            found.setdefault(row[0], []).append(Named(row[1], row[2], bool(row[3]), row[4]))
        return {name: tuple(named) for name, named in found.items()}

    def named(self, words: str) -> tuple[Named, ...]:
        """Everything that bears this name, in any spelling that has the same key."""
        name = key(words)
        return self.starting(name.split(" ", 1)[0]).get(name, ())

    def _item(self, table: str, ref: str) -> dict[str, str] | None:
        row = self._db.execute("SELECT data FROM item WHERE kind = ? AND id = ?", (table, ref)).fetchone()
        return json.loads(row[0]) if row else None

    def _country(self, iso3: str) -> Country | None:
        row = self._item("countries", iso3)
        if row is None:
            return None
        adjective = row["adjectives"].split("|")[0] or None
        return Country(
            row["iso3"],
            row["name"],
            row["status"],
            _or_none(row["sovereign"]),
            _or_none(row["wikidata"]),
            _or_none(row["government_wikidata"]),
            adjective,
            bool(row["capital"]),
        )

    def _person(self, ref: str) -> Person | None:
        row = self._item("people", ref)
        if row is None:
            return None
        return Person(
            ref,
            row["name"],
            row["surname"],
            _or_none(row["country"]),
            _or_none(row["gender"]),
            _or_none(row["wikidata"]),
            tuple(a.lstrip("~") for a in row["aliases"].split("|") if a and " " not in a),
        )

    def _body(self, ref: str) -> Body | None:
        row = self._item("bodies", ref)
        if row is None:
            return None
        return Body(
            ref,
            row["name"],
            row["kind"],
            _or_none(row["country"]),
            _or_none(row["sector"]),
            tuple(filter(None, row["subsectors"].split("|"))),
            _or_none(row["wikidata"]),
            _or_none(row["parent"]),
            tuple(filter(None, row["members"].split("|"))),
            row["valid_from"],
            row["valid_to"],
        )

    def _agent(self, phrase: str) -> Agent | None:
        row = self._item("agents", phrase)
        if row is None:
            return None
        return Agent(
            phrase,
            _or_none(row["sector"].replace("UNK", "")),
            row["kind"],
            row["country_from"],
            row["plural"].split("|")[0] or phrase,
        )

    @cached_property
    def metonyms(self) -> dict[str, tuple[Metonym, ...]]:
        """Seats of power by phrase; one phrase may mean several actors, or others at other times."""
        found: dict[str, list[Metonym]] = {}
        for (data,) in self._db.execute("SELECT data FROM item WHERE kind = 'metonyms' ORDER BY id"):
            row = json.loads(data)
            needs = row["needs_agency"].strip().lower() in ("1", "true", "yes")
            metonym = Metonym(row["phrase"], row["actor"], _or_none(row["country"]), needs, row["from"], row["to"])
            found.setdefault(row["phrase"], []).append(metonym)
        return {phrase: tuple(rows) for phrase, rows in found.items()}

    @cached_property
    def lifetimes(self) -> dict[str, tuple[str, str]]:
        """First and last day of states that came or went, as far as the seats of power tell; "" where open."""
        found: dict[str, tuple[str, str]] = {}
        for rows in self.metonyms.values():
            for row in rows:
                if row.country is None or row.actor != f"{row.country}-GOV":
                    continue
                start, end = found.get(row.country, (row.start, row.end))
                # Capitals move: the state stands from its first row to its last, open where any is.
                found[row.country] = min(start, row.start), max(end, row.end) if end and row.end else ""
        return found

    def _terms(self, person: str) -> tuple[Term, ...]:
        """The offices of a person, the earliest first."""
        rows = self._db.execute("SELECT data FROM term WHERE person = ?", (person,)).fetchall()
        return tuple(sorted((_term(row[0]) for row in rows), key=lambda t: (t.start or "0", t.title)))

    def office_on(self, person: str, day: date) -> Term | None:
        """The highest office held on the day; of two of a rank the one begun later. None where none is known."""
        held = [term for term in self.terms(person) if term.covers(day)]
        return max(held, key=lambda t: (-_rank(t), t.start), default=None)

    def latest_office(self, person: str) -> Term | None:
        """The office last known, without regard to the day."""
        terms = self.terms(person)
        return max(terms, key=lambda t: (not t.end, t.end or t.start, -_rank(t)), default=None)

    def _holder_of(self, country: str, kind: str, day: date, words: str = "") -> str | None:
        """The person who holds the office of that kind on the day, where it is one person.

        `words` is the key of the title in the text: of several holders those whose title has it come first."""
        rows = self._db.execute("SELECT data FROM term WHERE kind = ? AND country = ?", (kind, country)).fetchall()
        return self._sole([_term(row[0]) for row in rows], day, words)

    def sole_by_title(self, country: str, kind: str, day: date, words: str) -> str | None:
        """The one person whose office of that kind has that very title on the day; None where none has or several."""
        rows = self._db.execute("SELECT data FROM term WHERE kind = ? AND country = ?", (kind, country)).fetchall()
        held = {t.person for t in (_term(row[0]) for row in rows) if t.covers(day) and key(t.title) == words}
        return held.pop() if len(held) == 1 else None

    def _head_of(self, body: str, kind: str, day: date, words: str = "") -> str | None:
        """The person who holds the office of that kind in a body on the day, where it is one person."""
        rows = self._db.execute("SELECT data FROM term WHERE kind = ? AND body = ?", (kind, body)).fetchall()
        return self._sole([_term(row[0]) for row in rows], day, words)

    @staticmethod
    def _sole(terms: list[Term], day: date, words: str) -> str | None:
        held = [term for term in terms if term.covers(day)]
        if words and len({term.person for term in held}) > 1:
            held = [t for t in held if key(t.title) == words] or [t for t in held if words in key(t.title)] or held
            if len({key(term.title) for term in held}) > 1:
                return None if len({term.person for term in held}) > 1 else held[0].person
        people = {term.person for term in held}
        if len(people) > 1:
            # The day of a handover belongs to the newcomer; offices shared by design have no sole holder.
            begun = max(first_day(term.start) if term.start else date.min for term in held)
            ended = [term for term in held if not term.end]
            if len({term.person for term in ended}) == 1:
                return ended[0].person
            people = {t.person for t in held if t.start and first_day(t.start) == begun}
        return people.pop() if len(people) == 1 else None


def _term(data: str) -> Term:
    row: dict[str, Any] = json.loads(data)
    return Term(
        row["person"],
        row["title"],
        row["kind"],
        _or_none(row["country"]),
        _or_none(row["body"]),
        _or_none(row["sector"]),
        row["start"],
        row["end"],
        row["end_basis"],
        row["last_seen"],
    )


def _rank(term: Term) -> int:
    return RANK.index(term.kind) if term.kind in RANK else len(RANK)


@cache
def registry() -> Registry:
    """The shipped tables, opened once a process; compiled on first use where the wheel did not bring them compiled."""
    shipped = FOLDER / "actors.sqlite"
    if shipped.exists():
        db = _open(shipped)
        if db.execute("SELECT stamp FROM made").fetchone() == (stamp(),):
            return Registry(db)
    cached = _cache_folder() / f"actors-{_stamp()}.sqlite"
    if cached.exists():
        return Registry(_open(cached))
    return _compiled(cached)


def _compiled(target: Path) -> Registry:
    # Imported only here: the loader and its parser of YAML cost more than opening the tables.
    from dragoman.knowledge.actors.build import compile_tables, fill

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        compile_tables(target)
        return Registry(_open(target))
    except (OSError, sqlite3.OperationalError):
        # No place to write: compile into memory, at the price of a slower start.
        db = sqlite3.connect(":memory:", check_same_thread=False)
        fill(db)
        return Registry(with_user(db))


def _open(path: Path) -> sqlite3.Connection:
    return with_user(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "dragoman"


def _stamp() -> str:
    """Changes with every change of a table or of the layout."""
    state = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in tables()]
    return f"{crc32(repr((LAYOUT, str(FOLDER), state)).encode()):08x}"
