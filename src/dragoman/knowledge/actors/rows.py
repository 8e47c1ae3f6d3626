"""The rows of the tables as frozen objects, and how partial dates compare."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the tables hold. `kind`: country adjective demonym capital metonym body person surname agent.

    `ref` is the id of the thing in its own table. `weak` names need support from the text ("the PAN"). `printed`
    is the name as the table writes it: acronyms are told from ordinary words by their capitals.
    """

    kind: str
    ref: str
    weak: bool
    printed: str


@dataclass(frozen=True, slots=True)
class Country:
    iso3: str
    name: str
    status: str
    sovereign: str | None
    wikidata: str | None
    government: str | None
    adjective: str | None
    #: False for Antarctica and rocks at sea: nobody governs there.
    inhabited: bool = True


@dataclass(frozen=True, slots=True)
class Metonym:
    """A seat of power. `actor` is the id of a body, or `XXX-GOV`; `needs_agency`: an actor only where it acts."""

    phrase: str
    actor: str
    country: str | None
    needs_agency: bool
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Body:
    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    subsectors: tuple[str, ...]
    wikidata: str | None
    parent: str | None
    members: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for a kind of actor. `kind`: person group institution document. `many` is its plural."""

    phrase: str
    sector: str | None
    kind: str
    country_from: str
    many: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    surname: str
    country: str | None
    gender: str | None
    wikidata: str | None
    #: Other names in one word: "Hemedti".
    nicknames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """An office held. `start` and `end` are ISO dates of whatever precision, "" where open or unknown."""

    person: str
    title: str
    kind: str
    country: str | None
    body: str | None
    sector: str | None
    start: str
    end: str
    end_basis: str
    last_seen: str

    def covers(self, day: date) -> bool:
        """True when the term may include the day; partial dates count as the whole month or year."""
        started = not self.start or first_day(self.start) <= day
        return started and (not self.end or day <= last_day(self.end))

    def doubt(self, day: date, months: int = 18) -> str:
        """Why the term may be out of date on the day, or ""."""
        if self.end or not self.last_seen:
            return ""
        seen = last_day(self.last_seen)
        old = (day.year - seen.year) * 12 + day.month - seen.month
        return f"as last known in {self.last_seen}" if old > months else ""


@lru_cache(maxsize=20_000)
def first_day(text: str) -> date:
    """The first day that the partial ISO date `2024`, `2024-05` or `2024-05-01` can mean."""
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=20_000)
def last_day(text: str) -> date:
    """The last day that the partial ISO date can mean."""
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])
