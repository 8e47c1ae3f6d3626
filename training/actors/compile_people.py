"""Compile people.csv and terms.csv from dated public sources, and check them.

The two tables are the truth and are reviewed by hand; this script is kept for provenance. A run keeps every
reviewed row and renews only the rows that come from a source file, so it may be repeated at will.

    python compile_people.py SOURCES --into KNOWLEDGE/actors     derive
    python compile_people.py --check --into KNOWLEDGE/actors     validate

SOURCES holds the folders every_politician_scrapers, ifg_ministers, congress_legislators and country_codes.
Precedence: a reviewed row beats a dated source. Where an office has reviewed holders from a day on, source rows
of that office that begin on or after that day are left out.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from people_sources import (
    EP,
    FAMILY_NAME_FIRST,
    Person,
    Sourced,
    Term,
    key,
    known_qids,
    read_congress,
    read_every_politician,
    read_ifg,
    rows,
    slug,
)

PERSON_FIELDS = ("id", "name", "surname", "aliases", "country", "gender", "wikidata", "source", "source_date")
TERM_FIELDS = (
    "person",
    "title",
    "kind",
    "country",
    "body",
    "sector",
    "start",
    "end",
    "end_basis",
    "last_seen",
    "source",
    "source_date",
)
REVIEWED = "general knowledge"

KINDS = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "interior_minister",
        "trade_minister",
        "minister",
        "envoy",
        "negotiator",
        "spokesperson",
        "igo_head",
        "legislator",
        "party_leader",
        "military_chief",
        "intelligence_chief",
        "security_adviser",
        "opposition_leader",
        "group_leader",
        "central_bank",
        "regional_leader",
        "ambassador",
        "other",
    }
)
# Kinds that one person holds at a time: reviewed rows of such an office replace the sources' from their first day.
SOLE_KINDS = frozenset(
    [
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "security_adviser",
    ]
)


class Register:
    """People by name, Wikidata id and row id; gives each new person an id of its own."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people: dict[str, Person] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for person in people:
            self._store(person)
        self._by_qid = {p.wikidata: p.id for p in self.people.values() if p.wikidata}

    def _store(self, person: Person) -> None:
        self.people[person.id] = person
        for name in (person.name, *filter(None, person.aliases.split("|"))):
            if " " in name:
                self._by_name.setdefault((key(name), person.country), person.id)

    def find_or_add(self, found: Sourced) -> str:
        """Row id of the person the source means, adding a row where there is none yet."""
        names = [found.name, *filter(None, found.aliases.split("|"))]
        known = self._by_qid.get(found.wikidata) if found.wikidata else None
        known = known or next((i for n in names if (i := self._by_name.get((key(n), found.country)))), None)
        if known and not (found.wikidata and self.people[known].wikidata not in ("", found.wikidata)):
            if found.wikidata and not self.people[known].wikidata:
                self.people[known] = replace(self.people[known], wikidata=found.wikidata)
                self._by_qid[found.wikidata] = known
            return known
        person = Person(
            self._new_id(found),
            found.name,
            found.surname,
            found.aliases,
            found.country,
            found.gender,
            found.wikidata,
            found.term.source,
            found.term.source_date,
        )
        self._store(person)
        if person.wikidata:
            self._by_qid[person.wikidata] = person.id
        return person.id

    def _new_id(self, found: Sourced) -> str:
        base = f"{found.country}-{slug(found.surname)}"
        given = slug(found.name.replace(found.surname, "", 1))[:20] or "X"
        tries = [base, f"{base}-{given}", *(f"{base}-{given}{n}" for n in range(2, 9))]
        if found.country in FAMILY_NAME_FIRST:
            tries = tries[1:]
        return next(t for t in tries if t not in self.people)


def derive(sources: Path, into: Path) -> None:
    """Renew the rows that come from sources, keep the reviewed ones, write both tables."""
    people, terms = load(into)
    reviewed = [t for t in terms if t.source.startswith(REVIEWED)]
    register = Register(p for p in people if p.source.startswith(REVIEWED))
    since: dict[tuple[str, str], str] = {}
    for t in reviewed:
        if t.kind in SOLE_KINDS and t.start:
            since[t.country, t.kind] = min(t.start, since.get((t.country, t.kind), "9999"))
    seen = {(t.person, t.kind, t.start[:4]) for t in reviewed}
    out = list(reviewed)
    for found in (*read_ifg(sources), *read_every_politician(sources), *read_congress(sources)):
        office = (found.term.country, found.term.kind)
        if found.term.start >= since.get(office, "9999"):
            continue
        term = replace(found.term, person=register.find_or_add(found))
        if not term.end and office in since:
            term = replace(term, end=since[office], end_basis="successor", last_seen=since[office])
        if (mark := (term.person, term.kind, term.start[:4])) not in seen or term.source != EP:
            seen.add(mark)
            out.append(term)
    qids = known_qids(sources)
    taken = {p.wikidata for p in register.people.values()}
    for person in list(register.people.values()):
        names = (person.name, *person.aliases.split("|"))
        qid = next((q for n in names if (q := qids.get((key(n), person.country)))), "")
        if qid and not person.wikidata and qid not in taken:
            register.people[person.id] = replace(person, wikidata=qid)
    save(into, register.people.values(), dict.fromkeys(out))


def load(into: Path) -> tuple[list[Person], list[Term]]:
    """Both tables as they stand; empty where a file does not exist yet."""
    people = [Person(**row) for row in rows(into / "people.csv")] if (into / "people.csv").exists() else []
    terms = [Term(**row) for row in rows(into / "terms.csv")] if (into / "terms.csv").exists() else []
    return people, terms


def save(into: Path, people: Iterable[Person], terms: Iterable[Term]) -> None:
    """Write both tables sorted, so that a change reads well in a diff."""
    tables = (
        ("people.csv", PERSON_FIELDS, sorted(people, key=lambda p: p.id)),
        ("terms.csv", TERM_FIELDS, sorted(terms, key=lambda t: (t.person, t.start, t.kind, t.title))),
    )
    for name, fields, table in tables:
        with (into / name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(fields)
            writer.writerows(astuple(row) for row in table)


DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def check_people(people: list[Person], countries: frozenset[str]) -> Iterator[str]:
    """Faults of people.csv, one line each."""
    for what, values in (
        ("id", [p.id for p in people]),
        ("wikidata", [p.wikidata for p in people if p.wikidata]),
    ):
        yield from (f"people: {what} {value} is used {n} times" for value, n in Counter(values).items() if n > 1)
    for p in people:
        if not re.fullmatch(r"[A-Z]{3}-[A-Z0-9]+(-[A-Z0-9]+)?", p.id):
            yield f"people: id {p.id!r} is not COUNTRY-SURNAME"
        if countries and p.country not in countries:
            yield f"people: {p.id} has no valid country: {p.country!r}"
        if p.gender not in ("m", "f", "") or (p.wikidata and not re.fullmatch(r"Q\d+", p.wikidata)):
            yield f"people: {p.id} has a bad gender or Wikidata id"
        if not p.name or re.search(r"\d|vacant|[(),;]", p.name, re.I):
            yield f"people: {p.id} has an unlikely name {p.name!r}"


def check_terms(people: list[Person], terms: list[Term], countries: frozenset[str]) -> Iterator[str]:
    """Faults of terms.csv, one line each."""
    ids = {p.id for p in people}
    yield from (f"people: {i} has no term" for i in sorted(ids - {t.person for t in terms}))
    for t in terms:
        where = f"terms: {t.person} {t.title} {t.start}"
        if t.person not in ids:
            yield f"{where}: no such person"
        if t.kind not in KINDS or (countries and t.country and t.country not in countries):
            yield f"{where}: bad kind {t.kind!r} or country {t.country!r}"
        if any(d and not DATE.fullmatch(d) for d in (t.start, t.end, t.last_seen)):
            yield f"{where}: bad date"
        width = min(len(t.start), len(t.end))
        if t.start and t.end and t.end[:width] < t.start[:width]:
            yield f"{where}: ends before it begins"
    yield from clashes(terms)


def check_bodies(terms: list[Term], into: Path) -> Iterator[str]:
    """Bodies that terms name and bodies.csv beside them lacks; nothing to say while that table does not exist."""
    if (into / "bodies.csv").exists():
        known = {row["id"] for row in rows(into / "bodies.csv")}
        yield from (f"terms: no body {body}" for body in sorted({t.body for t in terms if t.body} - known))


def clashes(terms: list[Term], slack: int = 5) -> Iterator[str]:
    """Two holders of one office at once, beyond some days' slack. The title is part of the office, so that joint and
    acting posts are told apart; seats of a collective head ("Member of ...") are many by nature."""
    offices: dict[tuple[str, str, str, str], list[Term]] = defaultdict(list)
    for t in terms:
        if t.kind in SOLE_KINDS | {"igo_head"} and t.start and not t.title.startswith("Member of"):
            offices["" if t.body else t.country, t.kind, t.title, t.body].append(t)
    for (country, _, title, body), holders in offices.items():
        holders.sort(key=lambda t: (t.start, t.end))
        for before, after in pairwise(holders):
            if before.person != after.person and overlap(before.end, after.start) > slack:
                yield (
                    f"terms: {country or body} {title}: {before.person} until {before.end or '?'} and "
                    f"{after.person} from {after.start}"
                )


def overlap(end: str, start: str) -> int:
    """Days by which an end lies after a start, both perhaps partial; 0 where they may agree, many for an open end."""
    width = min(len(end), len(start))
    if not end:
        return 9999
    if end[:width] <= start[:width]:
        return 0
    return (date.fromisoformat((end + "-01-01")[:10]) - date.fromisoformat((start + "-01-01")[:10])).days


def iso_codes(sources: Path | None) -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes from country-codes.csv plus Kosovo; empty (not checked) without the file."""
    if sources is None:
        return frozenset()
    path = sources / "country_codes" / "country-codes.csv"
    return frozenset(row["ISO3166-1-Alpha-3"] for row in rows(path)) | {"KOS"}


def main() -> int:
    """Entry point; returns the number of faults found by --check, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="?", help="folder of the source files")
    parser.add_argument("--into", type=Path, required=True, help="folder of people.csv and terms.csv")
    parser.add_argument("--check", action="store_true", help="only validate the two tables")
    options = parser.parse_args()
    if not options.check:
        if options.sources is None:
            parser.error("SOURCES is needed unless --check is given")
        derive(options.sources, options.into)
    people, terms = load(options.into)
    countries = iso_codes(options.sources)
    faults = [
        *check_people(people, countries),
        *check_terms(people, terms, countries),
        *check_bodies(terms, options.into),
    ]
    print("\n".join(faults) if faults else "no faults")
    print(f"{len(people)} people, {len(terms)} terms")
    return min(len(faults), 1)


if __name__ == "__main__":
    sys.exit(main())
