"""The words of `who`: titles, pronouns, and how a place name stands. All of them live in YAML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.load import check_keys, read_yaml


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the lexicon knows it. `holders` are kinds of office; `portfolio` names a ministry ("MFA").

    `body` marks the words for the ministry itself. `words` is the key of the singular."""

    words: str
    sector: str
    holders: tuple[str, ...]
    gender: str | None = None
    portfolio: str | None = None
    body: bool = False
    plural: bool = False
    #: Whose the title is where the text does not say: a country or a body.
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Titles:
    by_first: dict[str, dict[str, Title]]
    former: frozenset[str]
    lower: frozenset[str]
    elect: frozenset[str]
    honorifics: dict[str, str | None]
    particles: frozenset[str]
    households: frozenset[str]
    general: frozenset[str]
    portfolios: dict[str, dict[str, Any]]

    @property
    def commander(self) -> Title | None:
        """The title of whoever heads a country's armed forces."""
        held = (t for found in self.by_first.values() for t in found.values() if t.holders == ("military_chief",))
        return next((t for t in held if not t.plural), None)


_PATTERNS = (
    ("{} minister", False),
    ("{} secretary", False),
    ("minister of {}", False),
    ("minister for {}", False),
    ("secretary of {}", False),
    ("secretary for {}", False),
    ("{} chief", False),
    ("minister of the {}", False),
    ("{} ministry", True),
    ("ministry of {}", True),
    ("ministry for {}", True),
    ("department of {}", True),
    ("{} department", True),
    ("ministry of the {}", True),
)


def plural_of(words: str) -> str:
    """The plural of a title: "minister of justice" → "ministers of justice"."""
    first, of, rest = words.partition(" of ")
    if of:
        return f"{plural_of(first)} of {rest}"
    if words.endswith("man"):
        return words[:-3] + "men"
    if words.endswith("y") and words[-2] not in "aeou":
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "ss", "ch")) else "s")


@cache
def titles() -> Titles:
    """The titles of `lexicon/persons.yaml`, by the key of their first word and their whole key."""
    where = "lexicon/persons.yaml"
    data = check_keys(
        where,
        read_yaml(where),
        required=[
            "titles",
            "portfolios",
            "former",
            "lower",
            "elect",
            "honorifics",
            "gendered",
            "particles",
            "households",
            "general",
        ],
    )
    found: dict[str, Title] = {}
    for entry in data["portfolios"]:
        check_keys(where, entry, required=["id", "holders", "sector", "title", "names"])
        for name in entry["names"]:
            for pattern, body in _PATTERNS:
                words = key(pattern.format(name))
                sector = entry["sector"] if body else "GOV"
                found[words] = Title(words, sector, tuple(entry["holders"]), None, entry["id"], body)
    gendered = {key(words): gender for words, gender in data["gendered"].items()}
    for entry in data["titles"]:
        check_keys(where, entry, required=["sector", "holders", "words"], allowed=["of"])
        for name in entry["words"]:
            words = key(name)
            portfolio = "MFA" if "foreign_minister" in entry["holders"] and entry["sector"] == "GOV" else None
            found[words] = Title(
                words, entry["sector"], tuple(entry["holders"]), gendered.get(words), portfolio, of=entry.get("of")
            )
    by_first: dict[str, dict[str, Title]] = {}
    for words, title in found.items():
        plural = plural_of(words)
        many = Title(words, title.sector, title.holders, title.gender, title.portfolio, title.body, True)
        by_first.setdefault(plural.split(" ", 1)[0], {}).setdefault(plural, many)
    for words, title in found.items():
        by_first.setdefault(words.split(" ", 1)[0], {})[words] = title
    return Titles(
        by_first,
        frozenset(map(key, data["former"])),
        frozenset(data["lower"]),
        frozenset(data["elect"]),
        data["honorifics"],
        frozenset(data["particles"]),
        frozenset(data["households"]),
        frozenset(map(key, data["general"])),
        {entry["id"]: entry for entry in data["portfolios"]},
    )


@dataclass(frozen=True, slots=True)
class References:
    pronouns: dict[str, tuple[str, str | None]]
    descriptions: dict[str, dict[str, tuple[str, ...]]]
    country_nouns: frozenset[str]
    group_nouns: dict[str, str]
    numbers: dict[str, int]
    relations: frozenset[str]
    equipment: frozenset[str]
    elsewhere: frozenset[str]
    abroad: frozenset[str]
    servants: frozenset[str]
    counters: dict[str, int]
    each: frozenset[str]
    plurals: frozenset[str]
    sides: frozenset[str]
    parts: frozenset[str]
    crowds: frozenset[str]
    people_endings: tuple[str, ...]
    things: frozenset[str]
    elsewhere_titles: frozenset[str]
    crowd_deeds: frozenset[str]
    own_people: frozenset[str]
    posts: frozenset[str]
    fighters: frozenset[str]


@cache
def references() -> References:
    """The pointing words of `lexicon/references.yaml`."""
    where = "lexicon/references.yaml"
    data = check_keys(
        where,
        read_yaml(where),
        required=[
            "pronouns",
            "descriptions",
            "country_nouns",
            "group_nouns",
            "numbers",
            "relations",
            "equipment",
            "elsewhere",
            "abroad",
            "servants",
            "counters",
            "each",
            "plurals",
            "sides",
            "parts",
            "crowds",
            "people_endings",
            "things",
            "elsewhere_titles",
            "crowd_deeds",
            "own_people",
            "posts",
            "fighters",
        ],
    )
    pronouns = {}
    for word, entry in data["pronouns"].items():
        check_keys(f"{where}: {word}", entry, required=["who", "gender"])
        pronouns[word] = (entry["who"], entry["gender"])
    descriptions = {}
    for words, entry in data["descriptions"].items():
        check_keys(f"{where}: {words}", entry, allowed=["sectors", "kinds"])
        descriptions[words] = {name: tuple(values) for name, values in entry.items()}
    return References(
        pronouns,
        descriptions,
        frozenset(data["country_nouns"]),
        data["group_nouns"],
        data["numbers"],
        frozenset(data["relations"]),
        frozenset(data["equipment"]),
        frozenset(data["elsewhere"]),
        frozenset(data["abroad"]),
        frozenset(data["servants"]),
        data["counters"],
        frozenset(data["each"]),
        frozenset(data["plurals"]),
        frozenset(data["sides"]),
        frozenset(data["parts"]),
        frozenset(data["crowds"]),
        tuple(data["people_endings"]),
        frozenset(data["things"]),
        frozenset(data["elsewhere_titles"]),
        frozenset(data["crowd_deeds"]),
        frozenset(data["own_people"]),
        frozenset(data["posts"]),
        frozenset(data["fighters"]),
    )


@cache
def standing_words() -> dict[str, frozenset[str]]:
    """The word lists of `lexicon/standing.yaml`, by name."""
    where = "lexicon/standing.yaml"
    data = check_keys(
        where,
        read_yaml(where),
        required=[
            "place_prepositions",
            "motion",
            "grounds",
            "sites",
            "acted_on",
            "befalls",
            "lasting",
            "visits",
            "dealings",
            "between_grounds",
            "acting_suffixes",
            "military_deeds",
            "deeds",
            "ground_states",
            "not_bodies",
        ],
    )
    return {name: frozenset(words) for name, words in data.items()}
