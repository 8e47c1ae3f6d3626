"""Which of the places that bear a name is meant: by what is said beside it, by size, by the company it keeps."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.places.gazetteer import Entry, fold, lookup
from dragoman.model import Story
from dragoman.understanding.where_names import Name, adjectives, place_words

#: What a feature weighs where nothing else speaks; towns weigh the logarithm of their people.
_PRIORS = {"PCLH": 8.0, "PPLX": 5.0}
#: What a country or a division is more often meant than a town of as many people.
_RANKS = {"PPLC": 1.0, "PCLI": 1.0, "PCLD": 1.0, "ADM2": -0.8}
_CURATED, _CURATED_TOWN = 6.8, 0.8
_OTHER_NAME = -1.2
_NAMESAKE, _CITY = -2.5, 150_000
#: The container is named beside the place: "Paris, Texas".
_INSIDE, _OUTSIDE = 9.0, -2.5
#: Most that the countries named in the report, and the places near by, can add.
_COUNTRY, _NEAR, _DIVISION = 2.6, 2.4, 2.0
_KM = 111.2


@dataclass(frozen=True, slots=True)
class Container:
    """A country or a division named right beside a place. `admin1` None: the country as a whole."""

    country: str
    admin1: str | None


def containers(story: Story, name: Name) -> list[Container]:
    """The countries and divisions named beside the name: "X, Y", "X (Y)", "the Y city of X", "Y's X"."""
    tokens = story.sentences[name.sentence].tokens
    found: list[Container] = []
    i = name.last + 1
    if i + 1 < len(tokens) and tokens[i].text in (",", "("):
        for j in (i + 3, i + 2, i + 1):
            if j < len(tokens):
                text = story.sentences[name.sentence].words(i + 1, j).text
                found = _as_containers(text, fold(name.text))
                if found:
                    break
    window = tokens[max(0, name.first - 5) : name.first]
    if not window or not (window[-1].lower in ("of", "'s") or window[-1].lemma in place_words()["place_nouns"]):
        return found
    if window[-1].lower == "of" and (len(window) < 2 or window[-2].lemma not in place_words()["place_nouns"]):
        return found
    for token in window[:-1]:
        if adjectives().get(token.text, ("",))[0]:
            found.append(Container(adjectives()[token.text][0], None))
        elif token.ent == "GPE" and token.i >= name.first - 4:
            found.extend(_as_containers(token.text, fold(name.text)))
    return found


@cache
def _as_containers(text: str, inner: str) -> list[Container]:
    full = place_words()["us_states"].get(text, text)
    if not full[:1].isupper():
        return []
    entries = [e for e in lookup(full) if e.feature in ("ADM1", "ADM2") or e.feature.startswith("PCL")]
    return [
        Container(e.country, None if e.feature.startswith("PCL") else e.admin1 or e.name)
        for e in entries
        if e.country and fold(full) != inner
    ]


def _prior(entry: Entry) -> float:
    if entry.feature in _PRIORS:
        base = _PRIORS[entry.feature]
    elif entry.population:
        base = math.log10(entry.population + 10) + _RANKS.get(entry.feature, 0.0)
    elif entry.feature in ("ADM1", "ADM2"):
        base = 3.5
    else:
        base = _CURATED + (_CURATED_TOWN if entry.feature in ("PPL", "PPLC") else 0.0)
    return base + (_OTHER_NAME if entry.other_name else 0.0)


def _namesake(entry: Entry, entries: tuple[Entry, ...]) -> float:
    """A division called after its city is meant less often than the city."""
    if entry.feature not in ("ADM1", "ADM2"):
        return 0.0
    city = any(e.country == entry.country and e.feature.startswith("PPL") and e.population >= _CITY for e in entries)
    return _NAMESAKE if city else 0.0


def _inside(entry: Entry, held: list[Container]) -> float:
    if not held:
        return 0.0
    for container in held:
        if entry.country == container.country and (
            container.admin1 is None or fold(container.admin1) in (fold(entry.admin1 or ""), fold(entry.name))
        ):
            return _INSIDE
    return _OUTSIDE


def kilometres(a: Entry, b: Entry) -> float:
    """Distance on a flat map of the region; good enough to tell near from far."""
    dx = (a.longitude - b.longitude) % 360
    dx = min(dx, 360 - dx) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return _KM * math.hypot(dx, a.latitude - b.latitude)


def _evidence(story: Story, names: list[Name]) -> Counter[str]:
    """How often each country shows in the report: by name, by adjective, by a place that only it has."""
    count: Counter[str] = Counter()
    for name in names:
        countries = {e.country for e in name.entries}
        if len(countries) == 1 or (name.entries and name.entries[0].feature == "PCLI" and len(countries) < 3):
            count[name.entries[0].country or ""] += 1
    count.pop("", None)
    return count


def _key(name: Name) -> str:
    """One sense a name; the same letters as an abbreviation or an adjective are another name."""
    return f"{fold(name.text)}|{len(name.entries)}"


def pick(story: Story, names: list[Name]) -> list[Entry | None]:
    """One place a name, or None where the gazetteer has none; the same name means the same place throughout."""
    evidence = _evidence(story, names)
    top = max(evidence.values(), default=1)
    held: dict[str, list[Container]] = defaultdict(list)
    for name in names:
        if len(name.entries) > 1 and name.form == "name":
            held[_key(name)].extend(containers(story, name))
    base: dict[str, list[float]] = {}
    chosen: dict[str, Entry] = {}
    for name in names:
        key = _key(name)
        if name.entries and key not in base:
            scores = [
                _prior(e)
                + _namesake(e, name.entries)
                + _inside(e, held[key])
                + _COUNTRY * min(evidence[e.country or ""], top) / (top + 1)
                for e in name.entries
            ]
            base[key] = scores
            chosen[key] = name.entries[max(range(len(scores)), key=scores.__getitem__)]
    entries = {_key(name): name.entries for name in names}
    for _ in range(2):
        chosen = {key: _rescored(key, entries[key], scores, chosen) for key, scores in base.items()}
    return [chosen.get(_key(name)) for name in names]


def _nearness(away: float) -> float:
    return 1.0 if away < 60 else 0.7 if away < 160 else 0.25 if away < 500 else 0.0


def _rescored(key: str, entries: tuple[Entry, ...], scores: list[float], chosen: dict[str, Entry]) -> Entry:
    if len(entries) == 1:
        return entries[0]
    others = [e for other, e in chosen.items() if other != key]

    def company(entry: Entry) -> float:
        near = division = 0.0
        for other in others:
            if (other.feature == "ADM1" and entry.country == other.country and entry.admin1 == other.name) or (
                entry.feature == "ADM1" and other.admin1 == entry.name and other.country == entry.country
            ):
                division += 1.5
            elif not other.feature.startswith("PCL") and other.feature not in ("CONT", "OCN", "RGN"):
                near += _nearness(kilometres(entry, other)) if near < _NEAR else 0.0
                division += (
                    0.4 if entry.admin1 and entry.admin1 == other.admin1 and entry.country == other.country else 0.0
                )
        return min(near, _NEAR) + min(division, _DIVISION)

    return max(zip(entries, scores, strict=True), key=lambda pair: pair[1] + company(pair[0]))[0]
