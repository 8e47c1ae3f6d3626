"""Which of the places that bear a name is meant: by what is said beside it, by size, by the company it keeps."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.knowledge.places.gazetteer import Entry, fold, kilometres
from dragoman.model import Story
from dragoman.understanding.where_inside import Container, containers, outer_of
from dragoman.understanding.where_names import Name

#: What a feature weighs where nothing else speaks; towns weigh the logarithm of their people.
_PRIORS = {"PCLH": 8.0, "PPLX": 5.0}
#: What a country or a division is more often meant than a town of as many people.
_RANKS = {"PPLC": 1.0, "PCLI": 1.0, "PCLD": 1.0, "ADM2": -0.8}
_CURATED, _CURATED_TOWN = 6.8, 0.8
#: A name that is not the place's usual one; one that does not even resemble it, where others bear it as their own.
_OTHER_NAME, _UNLIKE = -1.2, -2.0
_NAMESAKE, _CITY = -2.5, 150_000
#: The container is named beside the place: "Paris, Texas"; beside a later mention of it.
_INSIDE, _OUTSIDE, _LATER = 9.0, -2.5, 2.0
#: Most that the countries named in the report, and the places near by, can add.
_COUNTRY, _NEAR, _DIVISION = 2.6, 2.4, 2.0
#: What all places that the report's other names may mean add where they lie near by, or in the same division.
_MOST_REGION, _SAME_DIVISION = 2.5, 0.5
_WHOLE = "*"
#: A town of fewer people is in the news of its own country.
_SMALL = 20_000
#: How much the size of places tells of which is meant while nothing else is known.
_SHARPNESS = 0.7
#: Degrees of latitude that are near.
_CELL = 0.7
#: Features too wide to be near anything.
_WIDE = ("PCL", "CONT", "OCN", "RGN", "ADM1", "SEA")


@dataclass(frozen=True, slots=True)
class _Sense:
    """A name as it is meant by one or several of its mentions."""

    key: str
    entries: tuple[Entry, ...] = field(compare=False)
    held: tuple[Container, ...] = ()
    later: tuple[Container, ...] = ()
    outer: frozenset[Entry] = frozenset()


def pick(story: Story, names: list[Name]) -> list[Entry | None]:
    """One place a name, or None where the gazetteer has none; the same name means the same place throughout, save where
    what is named beside it tells another."""
    senses = _senses(story, names)
    meant = dict.fromkeys(sense for sense in senses if sense is not None)
    evidence = _evidence(names)
    top = max(evidence.values(), default=1)
    around = _Surroundings(names)
    base: dict[_Sense, list[float]] = {}
    chosen: dict[_Sense, Entry] = {}
    for sense in meant:
        scores = [
            _prior(e, sense.entries)
            + _namesake(e, sense.entries)
            + _inside(e, sense)
            + _COUNTRY * min(evidence[e.country or ""], top) / (top + 1)
            + around.weight(e, sense)
            for e in sense.entries
        ]
        base[sense] = scores
        chosen[sense] = sense.entries[max(range(len(scores)), key=scores.__getitem__)]
    for _ in range(2):
        chosen = {sense: _rescored(sense, scores, chosen) for sense, scores in base.items()}
    foreign = {sense for sense in meant if _foreign(sense, chosen)}
    return [chosen[sense] if sense is not None and sense not in foreign else None for sense in senses]


def _foreign(sense: _Sense, chosen: dict[_Sense, Entry]) -> bool:
    """A small town of a country that nothing else in the report lies in, where the report is of others: a namesake.

    The place that is meant is too small for the gazetteer."""
    entry = chosen[sense]
    if not entry.feature.startswith("PPL") or not 0 < entry.population < _SMALL or _inside(entry, sense) >= _INSIDE:
        return False
    others = [e for other, e in chosen.items() if other.key != sense.key]
    return any(e.feature.startswith("PCL") for e in others) and all(e.country != entry.country for e in others)


def _senses(story: Story, names: list[Name]) -> list[_Sense | None]:
    """For each mention its sense: with the containers beside it, or else with those beside an earlier mention."""
    beside = [containers(story, n) if len(n.entries) > 1 and n.form == "name" else () for n in names]
    whole: dict[str, tuple[Container, ...]] = defaultdict(tuple)
    for name, held in zip(names, beside, strict=True):
        whole[_key(name)] += held
    earlier: dict[str, tuple[Container, ...]] = {}
    senses: list[_Sense | None] = []
    previous: Name | None = None
    for name, held in zip(names, beside, strict=True):
        key = _key(name)
        if held:
            earlier[key] = held
        known = held or earlier.get(key, ())
        outer = frozenset[Entry]()
        if previous is not None and _right_before(story, previous, name):
            outer = outer_of(name.entries, previous.entries)
        later = () if known else tuple(dict.fromkeys(whole[key]))
        senses.append(_Sense(key, name.entries, known, later, outer) if name.entries else None)
        previous = name
    return senses


def _key(name: Name) -> str:
    """One key for all names of the same places: "U.S." and "United States"."""
    if not name.entries:
        return fold(name.text)
    first, last = name.entries[0], name.entries[-1]
    return f"{len(name.entries)}|{first.name}|{first.latitude}|{first.feature}|{last.name}|{last.longitude}|{last.feature}"


def _right_before(story: Story, inner: Name, outer: Name) -> bool:
    """ "Atlanta, Georgia": a comma and nothing else between them."""
    between = story.sentences[outer.sentence].tokens[inner.last + 1 : outer.first]
    return inner.sentence == outer.sentence and [t.text for t in between] == [","] and len(outer.entries) > 1


def _prior(entry: Entry, entries: tuple[Entry, ...]) -> float:
    if entry.feature in _PRIORS:
        base = _PRIORS[entry.feature]
    elif entry.population:
        base = math.log10(entry.population + 10) + _RANKS.get(entry.feature, 0.0)
    elif entry.feature in ("ADM1", "ADM2"):
        base = 3.5
    else:
        base = _CURATED + (_CURATED_TOWN if entry.feature in ("PPL", "PPLC") else 0.0)
    if not entry.other_name:
        return base
    own = next((e for e in entries if not e.other_name and e.feature.startswith("PPL")), None)
    unlike = own is not None and fold(own.name)[:1] != fold(entry.name)[:1]
    return base + _OTHER_NAME + (_UNLIKE if unlike else 0.0)


def _namesake(entry: Entry, entries: tuple[Entry, ...]) -> float:
    """A division called after its city is meant less often than the city."""
    if entry.feature not in ("ADM1", "ADM2"):
        return 0.0
    city = any(e.country == entry.country and e.feature.startswith("PPL") and e.population >= _CITY for e in entries)
    return _NAMESAKE if city else 0.0


def _inside(entry: Entry, sense: _Sense) -> float:
    score = _INSIDE if entry in sense.outer else 0.0
    if sense.held:
        score += _INSIDE if any(container.holds(entry) for container in sense.held) else _OUTSIDE
    elif any(container.holds(entry) for container in sense.later):
        score += _LATER
    return score


def _evidence(names: list[Name]) -> Counter[str]:
    """How often each country shows in the report: by name, by adjective, by a place that only it has."""
    count: Counter[str] = Counter()
    for name in names:
        countries = {e.country for e in name.entries}
        if len(countries) == 1 or (name.entries and name.entries[0].feature == "PCLI" and len(countries) < 3):
            count[name.entries[0].country or ""] += 1
    count.pop("", None)
    return count


class _Surroundings:
    """Where the places lie that any of the report's names may mean: a paper's small towns stand in one corner of the map."""

    def __init__(self, names: list[Name]) -> None:
        self._cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        self._divisions: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for key, entries in {_key(name): name.entries for name in names if name.form != "adjective"}.items():
            for entry, share in zip(entries, _shares(entries), strict=True):
                if not entry.feature.startswith(_WIDE):
                    _raise(self._cells[_cell(entry)], key, share)
                if entry.country and not entry.feature.startswith("PCL"):
                    _raise(self._divisions[entry.country, entry.admin1 or ""], key, share)
                    _raise(self._divisions[entry.country, _WHOLE], key, share)

    def weight(self, entry: Entry, sense: _Sense) -> float:
        """What the other names of the report say for this place."""
        if len(sense.entries) == 1:
            return 0.0
        part = _WHOLE if entry.feature.startswith("PCL") else entry.admin1 or ""
        total = _others(self._divisions.get((entry.country or "", part), {}), sense.key)
        if not entry.feature.startswith(_WIDE):
            total *= _SAME_DIVISION
            near: dict[str, float] = {}
            for cell in _cells_around(entry):
                for other, share in self._cells.get(cell, {}).items():
                    _raise(near, other, share)
            total += _others(near, sense.key)
        return min(total, _MOST_REGION)


def _shares(entries: tuple[Entry, ...]) -> list[float]:
    """How likely each of the places is meant while nothing else is known; together no more than one."""
    weights = [math.exp(_SHARPNESS * _prior(e, entries)) for e in entries]
    total = sum(weights)
    return [w / total for w in weights]


def _raise(table: dict[str, float], key: str, share: float) -> None:
    table[key] = max(table.get(key, 0.0), share)


def _others(table: dict[str, float], key: str) -> float:
    return sum(table.values()) - table.get(key, 0.0)


def _cell(entry: Entry) -> tuple[int, int]:
    """Its square on a grid whose columns narrow towards the poles as the meridians do."""
    row = math.floor(entry.latitude / _CELL)
    width = _CELL / max(math.cos(math.radians((row + 0.5) * _CELL)), 0.1)
    return row, math.floor(entry.longitude / width)


def _cells_around(entry: Entry) -> Iterator[tuple[int, int]]:
    for step in (-1, 0, 1):
        row = math.floor(entry.latitude / _CELL) + step
        width = _CELL / max(math.cos(math.radians((row + 0.5) * _CELL)), 0.1)
        column = math.floor(entry.longitude / width)
        yield from ((row, column - 1), (row, column), (row, column + 1))


def _nearness(away: float) -> float:
    return 1.0 if away < 60 else 0.7 if away < 160 else 0.25 if away < 500 else 0.0


def _rescored(sense: _Sense, scores: list[float], chosen: dict[_Sense, Entry]) -> Entry:
    if len(sense.entries) == 1:
        return sense.entries[0]
    others = [e for other, e in chosen.items() if other.key != sense.key]

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

    return max(zip(sense.entries, scores, strict=True), key=lambda pair: pair[1] + company(pair[0]))[0]
