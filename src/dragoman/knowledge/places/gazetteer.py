"""The gazetteer: a name → the places that bear it. One file of sorted, packed blocks; opening it reads the index alone.

Layout of `gazetteer.bin`: an 8-byte length, a JSON header of that length (`{"format", "keys", "ends"}`), then blocks,
zlib-packed.
A block holds lines `key<TAB>name<TAB>country<TAB>latitude<TAB>longitude<TAB>geonames<TAB>admin1<TAB>feature<TAB>
population<TAB>claims<TAB>flag`, sorted by key; the header's `keys` are the first keys of the blocks. All lines of
a key lie in one block. Flag `a` marks a name that is not the place's usual one.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from dragoman.errors import KnowledgeError

FILE = Path(__file__).parent / "gazetteer.bin"
FORMAT = 1
_KM = 111.2
_DROPPED = re.compile(r"[’'`ʿʻ.]")
_BLANKS = re.compile(r"[\s\-–—,]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place under one name. `population` is 0 where unknown; `claims` are ISO 3166-1 alpha-3 codes."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    geonames: int | None
    admin1: str | None
    feature: str
    population: int
    claims: tuple[str, ...] = ()
    other_name: bool = False


def kilometres(a: Entry, b: Entry) -> float:
    """Distance on a flat map of the region; good enough to tell near from far."""
    dx = (a.longitude - b.longitude) % 360
    dx = min(dx, 360 - dx) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return _KM * math.hypot(dx, a.latitude - b.latitude)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    keys: list[str]
    ends: list[int]
    body: bytes


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The key of a name: lower case, without accents, apostrophes and dots, hyphens as blanks, "St" as "saint"."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(ch for ch in name if not unicodedata.combining(ch))
    words = _BLANKS.sub(" ", _DROPPED.sub("", name.lower())).strip()
    if words.startswith("st "):
        words = "saint " + words[3:]
    return words.removeprefix("the ")


@cache
def _table() -> _Table:
    try:
        raw = FILE.read_bytes()
    except FileNotFoundError:
        raise KnowledgeError(
            "places/gazetteer.bin: no such file; build it with training/places/compile_places.py"
        ) from None
    length = int.from_bytes(raw[:8], "big")
    header = json.loads(raw[8 : 8 + length])
    if header.get("format") != FORMAT:
        raise KnowledgeError(f"places/gazetteer.bin: format {header.get('format')}, expected {FORMAT}")
    return _Table(header["keys"], header["ends"], raw[8 + length :])


@lru_cache(maxsize=700)
def _block(number: int) -> str:
    table = _table()
    start = table.ends[number - 1] if number else 0
    return "\n" + zlib.decompress(table.body[start : table.ends[number]]).decode("utf-8")


def _entry(line: str) -> Entry:
    _key, name, country, lat, lon, geonames, admin1, feature, population, claims, flag = line.split("\t")
    return Entry(
        name,
        country or None,
        float(lat),
        float(lon),
        int(geonames) if geonames else None,
        admin1 or None,
        feature,
        int(population or 0),
        tuple(claims.split("|")) if claims else (),
        flag == "a",
    )


@lru_cache(maxsize=50_000)
def lookup(name: str) -> tuple[Entry, ...]:
    """All places called `name`, in the order of the table (most populous first); empty where there is none."""
    key = fold(name)
    if not key:
        return ()
    number = bisect_right(_table().keys, key) - 1
    if number < 0:
        return ()
    block = _block(number)
    start = block.find(f"\n{key}\t")
    entries = []
    while start >= 0:
        end = block.find("\n", start + 1)
        entries.append(_entry(block[start + 1 : end if end >= 0 else len(block)]))
        start = end if end >= 0 and block.startswith(f"{key}\t", end + 1) else -1
    return tuple(entries)
