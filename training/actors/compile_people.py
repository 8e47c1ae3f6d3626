"""Compile people.csv and terms.csv from dated public sources, and check them.

The two tables are the truth and are reviewed by hand; this script is kept for provenance. A run keeps every
reviewed row and renews only the rows that come from a source file, so it may be repeated at will.

    python compile_people.py SOURCES --into KNOWLEDGE/actors     derive
    python compile_people.py --check --into KNOWLEDGE/actors     validate

wikidata_offices.csv beside this file says which Wikidata offices are taken and what newspapers call them,
wikidata_rejected.csv which rows review found wrong.

SOURCES holds the folders every_politician_scrapers, ifg_ministers, congress_legislators and country_codes.
Precedence: a reviewed row beats a dated source. Where an office has reviewed holders from a day on, source rows
of that office that begin on or after that day are left out.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

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
HERE = Path(__file__).parent
REVIEWED = "general knowledge"
EP, EP_DATE = "wikidata via every_politician", "2022-07-23"
IFG, IFG_DATE = "ifg", "2026-06-19"
CONGRESS, CONGRESS_DATE = "congress", "2026-06-15"

KINDS = frozenset(
    ["head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "finance_minister", "interior_minister", "trade_minister", "minister", "envoy", "negotiator", "spokesperson", "igo_head", "legislator", "party_leader", "military_chief", "intelligence_chief", "security_adviser", "opposition_leader", "group_leader", "central_bank", "regional_leader", "ambassador", "other"]
)
# Kinds that one person holds at a time: reviewed rows of such an office replace the sources' from their first day.
SOLE_KINDS = frozenset(
    ["head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister", "security_adviser"]
)
SECTOR_BY_KIND = {
    "legislator": "LEG",
    "party_leader": "PTY",
    "military_chief": "MIL",
    "intelligence_chief": "SPY",
    "opposition_leader": "OPP",
    "group_leader": "REB",
    "igo_head": "IGO",
}

EP_COUNTRY = {
    "belarus-ministers": "BLR",
    "china-ministers": "CHN",
    "france-cabinet": "FRA",
    "hungary-cabinet": "HUN",
    "india-ministers": "IND",
    "iran-ministers": "IRN",
    "israel-ministers": "ISR",
    "japan-ministers": "JPN",
    "pakistan-ministers": "PAK",
    "russia-cabinet": "RUS",
    "south-korea-ministers": "KOR",
    "sudan": "SDN",
    "turkey-ministers": "TUR",
    "ukraine-cabinet": "UKR",
    "us-cabinet": "USA",
    "yemen": "YEM",
}
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})


@dataclass(frozen=True, slots=True)
class Person:
    """One row of people.csv; every field is the text of its cell."""

    id: str
    name: str
    surname: str
    aliases: str
    country: str
    gender: str
    wikidata: str
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Term:
    """One row of terms.csv; dates are ISO, perhaps without day or month, or empty."""

    person: str
    title: str
    kind: str
    country: str
    body: str
    sector: str
    start: str
    end: str
    end_basis: str
    last_seen: str
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Sourced:
    """A holder of an office as a source has it, before the person is matched."""

    name: str
    surname: str
    aliases: str
    country: str
    gender: str
    wikidata: str
    term: Term


def key(name: str) -> str:
    """Fold a name for comparison: no marks, no case, letters and digits only, words in order."""
    flat = unicodedata.normalize("NFKD", name.translate(str.maketrans("øØłŁđĐı", "oOlLdDi")))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold().replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9]+", flat))


def slug(text: str) -> str:
    """Upper-case ASCII letters and digits of a name, for ids."""
    return key(text).replace(" ", "").upper()


def guess_surname(name: str, country: str) -> str:
    """The part used alone in print; particles in small letters stay with the last word."""
    words = name.split()
    if len(words) > 1 and re.fullmatch(r"(Jr|Sr)\.?|[IVX]+", words[-1]):
        words = words[:-1]
    if country in FAMILY_NAME_FIRST:
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1] in {
        "de",
        "da",
        "dos",
        "du",
        "van",
        "der",
        "von",
        "bin",
        "ibn",
        "la",
        "den",
    }:
        first -= 1
    return re.sub(r"^(al|el|ul)-", "", " ".join(words[first:]), flags=re.I)


def office_for(label: str, offices: list[dict[str, str]]) -> tuple[str, str, str] | None:
    """Kind, title and earliest start for a Wikidata office label; None where the office is not wanted."""
    for row in offices:
        if re.fullmatch(row["pattern"], label):
            return row["kind"], row["title"] or label[0].upper() + label[1:], row["since"]
    return None


def read_every_politician(sources: Path) -> Iterator[Sourced]:
    """Ministers of sixteen countries, 2000 to mid 2022; an empty end there only means "still open in 2022"."""
    folder = sources / "every_politician_scrapers"
    offices = list(rows(HERE / "wikidata_offices.csv"))
    wrong = {(row["person"], row["kind"], row["year"]) for row in rows(HERE / "wikidata_rejected.csv")}
    gender = {row["id"]: row["gender"][:1] for row in rows(folder / "bio.csv")}
    for row in rows(folder / "holders_2000_2022.csv"):
        country, office = EP_COUNTRY.get(row["repo"]), office_for(row["position"], offices)
        if not country or not office or not row["start"] or not row["personID"].startswith("Q"):
            continue
        kind, title, since = office
        if (row["personID"], kind, row["start"][:4]) in wrong:
            continue
        name = re.sub(r"\s*\(.*\)", "", row["person"]).replace(", Jr.", " Jr.").strip()
        if (
            row["start"] < since
            or not key(name)
            or re.search(r"[\d,]", name)
            or (row["end"] and row["end"] < row["start"])
        ):
            continue
        term = Term(
            "",
            title,
            kind,
            country,
            "",
            SECTOR_BY_KIND.get(kind, "GOV"),
            row["start"],
            row["end"],
            "stated" if row["end"] else "",
            row["end"] or EP_DATE,
            EP,
            EP_DATE,
        )
        sex = gender.get(row["personID"], "")
        yield Sourced(
            name, guess_surname(name, country), "", country, sex if sex in "mf" else "", row["personID"], term
        )


def ifg_kind(post: str, organisation: str, rank: str) -> str | None:
    """Kind of a British post, None for those left out (whips, under-secretaries)."""
    if rank == "PM":
        return "head_of_government"
    if rank == "DPM" or post in {"Deputy Prime Minister", "First Secretary of State"}:
        return "deputy_head"
    if rank == "SoS" or post == "Chancellor of the Exchequer":
        table = (
            ("Foreign", "foreign_minister"),
            ("State for Defence", "defence_minister"),
            ("Chancellor of the Exchequer", "finance_minister"),
            ("Home Department", "interior_minister"),
            ("Trade", "trade_minister"),
        )
        return next((kind for word, kind in table if word in post), "minister")
    return "minister" if rank == "MoS" and organisation in {"FCO", "FCDO", "MoD", "DBT", "DIT", "HO", "DExEU"} else None


IFG_TITLES = {
    "foreign_minister": "Foreign Secretary",
    "defence_minister": "Defence Secretary",
    "finance_minister": "Chancellor of the Exchequer",
    "interior_minister": "Home Secretary",
}


def read_ifg(sources: Path) -> Iterator[Sourced]:
    """British ministers since 2000."""
    folder = sources / "ifg_ministers"
    people: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(folder / "person.csv"):
        people[row["id"]].append(row)
    posts = {row["id"]: row for row in rows(folder / "post.csv")}
    short = {row["id"]: row["short_name"] for row in rows(folder / "organisation.csv")}
    for row in rows(folder / "appointment.csv"):
        post, names = posts[row["post_id"]], people[row["person_id"]]
        kind = ifg_kind(post["display_name"], short.get(post["organisation_id"], ""), post["rank_equivalence"])
        if not kind or (row["end_date"] and row["end_date"] < max("2000", row["start_date"])):
            continue
        plain = [n for n in names if not re.match(r"(Lord|Lady|Baroness|Viscount|Earl|Sir|Dame)\b", n["display_name"])]
        chosen = (plain or names)[0]
        others = sorted({n["display_name"] for n in names} - {chosen["display_name"]})
        term = Term(
            "",
            IFG_TITLES.get(kind, post["display_name"]),
            kind,
            "GBR",
            "",
            "GOV",
            row["start_date"],
            row["end_date"],
            "stated" if row["end_date"] else "",
            row["end_date"] or IFG_DATE,
            IFG,
            IFG_DATE,
        )
        yield Sourced(
            chosen["display_name"],
            chosen["short_name"] or guess_surname(chosen["display_name"], "GBR"),
            "|".join(others),
            "GBR",
            chosen["gender"].lower(),
            "",
            term,
        )


def congress_runs(terms: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """(type, start, end) of unbroken service in one chamber; terms less than a fortnight apart are one run."""
    current: tuple[str, str, str] | None = None
    for term in terms:
        kind, start, end = str(term["type"]), str(term["start"]), str(term["end"])
        if current and current[0] == kind and start[:4] == current[2][:4] and start[5:7] == current[2][5:7] == "01":
            current = (kind, current[1], end)
            continue
        if current:
            yield current
        current = (kind, start, end)
    if current:
        yield current


def read_congress(sources: Path) -> Iterator[Sourced]:
    """Sitting members of the US Congress. The file's last end is the scheduled one, so it is not taken as an end."""
    path = sources / "congress_legislators" / "legislators-current_2026-06.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for member in yaml.load(path.read_text(encoding="utf-8"), Loader=loader):
        name = member["name"]
        full = name.get("official_full") or f"{name['first']} {name['last']}"
        full = re.sub(r", (Jr\.|Sr\.|[IVX]+)", r" \1", re.sub(r"\s*\(.*?\)", "", full)).strip()
        first = re.sub(r"\s*\(.*?\)", "", name["first"])
        plain = f"{name.get('nickname') or first} {name['last']}"
        for kind, start, end in congress_runs(member["terms"]):
            over = end < CONGRESS_DATE
            if over and end < "2000":
                continue
            term = Term(
                "",
                "Senator" if kind == "sen" else "Representative",
                "legislator",
                "USA",
                "",
                "LEG",
                start,
                end if over else "",
                "stated" if over else "",
                end if over else CONGRESS_DATE,
                CONGRESS,
                CONGRESS_DATE,
            )
            other = "|".join(sorted({full, f"{first} {name['last']}"} - {plain}))
            yield Sourced(
                plain,
                name["last"],
                other,
                "USA",
                member["bio"].get("gender", "").lower(),
                member["id"].get("wikidata", ""),
                term,
            )


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file with a header, cells as text."""
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def known_qids(sources: Path) -> dict[tuple[str, str], str]:
    """(folded name, country) -> Wikidata id, where one name means one id."""
    folder = sources / "every_politician_scrapers"
    iso = {
        row["wikidata_id"].rsplit("/", 1)[-1]: row["ISO3166-1-Alpha-3"]
        for row in rows(sources / "country_codes" / "country-codes.csv")
    }
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows(folder / "holders_2000_2022.csv"):
        country = {**EP_COUNTRY, "united-kingdom-cabinet": "GBR"}.get(row["repo"], "")
        found[key(row["person"]), country].add(row["personID"])
    for row in rows(folder / "world_leaders_2021_wikidata.csv"):
        found[key(row["officeholderLabel"]), iso.get(row["countryid"], "")].add(row["officeholder"])
    for row in rows(folder / "foreign_ministers_2022_wikidata.csv"):
        found[key(row["name"]), iso.get(row["country"], "")].add(row["person"])
    return {who: ids.pop() for who, ids in found.items() if len(ids) == 1 and all(who)}


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
