"""Read holders of offices from the public source files, each into the same shape.

wikidata_offices.csv beside this file says which Wikidata offices are taken and what newspapers call them,
wikidata_rejected.csv which rows review found wrong, cabinets_ended.csv when governments left that a source still
shows in office.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
EP, EP_DATE = "wikidata via every_politician", "2022-07-23"
IFG, IFG_DATE = "ifg", "2026-06-19"
CONGRESS, CONGRESS_DATE = "congress", "2026-06-15"

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


def ascii_name(name: str) -> str:
    """The name as English newspapers print it, without macrons."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


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
    left = {row["country"]: row["day"] for row in rows(HERE / "cabinets_ended.csv")}
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
        lasting = kind in {"legislator", "military_chief", "central_bank", "regional_leader"}
        end = row["end"] or ("" if lasting else left.get(country, ""))
        basis = "stated" if row["end"] else "successor" if end else ""
        sector = SECTOR_BY_KIND.get(kind, "GOV")
        term = Term("", title, kind, country, "", sector, row["start"], end, basis, end or EP_DATE, EP, EP_DATE)
        sex = gender.get(row["personID"], "")
        plain = ascii_name(name) if country == "JPN" else name
        yield Sourced(
            plain,
            guess_surname(plain, country),
            "" if plain == name else name,
            country,
            sex if sex in "mf" else "",
            row["personID"],
            term,
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
