"""What an importer finds in a file, before it is known whether the tables hold it already."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """An office as the file has it. `countries` and `body` are in the file's own words: codes, names, Wikidata ids.

    `topics` are FollowTheMoney's. Dates are ISO of whatever precision; `end_basis` tells what the end rests on:
    "stated"; "unknown", where the office is known to have ended but not when; "" without an end."""

    title: str
    countries: tuple[str, ...] = ()
    body: str = ""
    sector: str = ""
    start: str = ""
    end: str = ""
    end_basis: str = ""
    last_seen: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person; `key` is the id in the file. `weak` names need support from a text."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    surname: str = ""
    countries: tuple[str, ...] = ()
    gender: str = ""
    wikidata: str = ""
    terms: tuple[FoundTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundBody:
    """An organisation; `kind` and `sector` as our tables have them."""

    key: str
    name: str
    kind: str
    sector: str = ""
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    wikidata: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out, and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


Found = FoundPerson | FoundBody | Problem
