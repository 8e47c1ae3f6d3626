"""The word lists of places, and the adjectives of countries, as the steps of "where" read them."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.knowledge.load import check_keys, read_csv, read_yaml, split

_FILE = "places/words.yaml"
_LISTS = (
    "locative",
    "motion",
    "place_objects",
    "town_objects",
    "spot_objects",
    "routes",
    "edges",
    "wills",
    "arrivals",
    "contests",
    "struck_nouns",
    "place_nouns",
    "dwellers",
    "not_before",
    "instruments",
    "titles",
    "suffixes",
    "towns",
    "features",
    "built",
    "joiners",
    "particles",
    "doubtful",
    "us_states",
    "carriers",
    "elsewhere",
    "prefixes",
    "directions",
    "remote",
    "stages",
    "shifts",
    "blasts",
    "harms",
    "violence",
    "apart",
    "wide_adjectives",
)
_COUNTRY_COLUMNS = (
    "iso3",
    "iso2",
    "name",
    "aliases",
    "demonyms",
    "adjectives",
    "capital",
    "capital_aliases",
    "latitude",
    "longitude",
    "status",
    "sovereign",
    "wikidata",
    "government_wikidata",
    "source",
    "source_date",
    "ambiguous",
)


@cache
def place_words() -> dict[str, Any]:
    """The lists of `places/words.yaml` as frozen sets; those of words → words as mappings."""
    raw = check_keys(_FILE, read_yaml(_FILE), required=_LISTS)
    return {name: words if isinstance(words, dict) else frozenset(map(str, words)) for name, words in raw.items()}


@cache
def adjectives() -> dict[str, tuple[str, str]]:
    """Adjectives and names of peoples → ISO 3166-1 alpha-3 code and name of the country."""
    table: dict[str, tuple[str, str]] = {}
    for row in read_csv("actors/countries.csv", _COUNTRY_COLUMNS):
        for word in (*split(row["adjectives"]), *split(row["demonyms"])):
            table.setdefault(word, (row["iso3"], row["name"]))
    return {word: ("", name) for word, name in place_words()["wide_adjectives"].items()} | table
