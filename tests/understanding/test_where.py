"""Where: clippings, and the gazetteer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.knowledge.places.gazetteer import fold, lookup
from dragoman.model import Setting
from dragoman.understanding.where import find_places, place_of
from dragoman.understanding.where_words import place_words
from dragoman.understanding.who import find_cast
from tests.build import story_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "where.yaml").read_text(encoding="utf-8"))


@pytest.mark.parser
@pytest.mark.parametrize("case", [c for c in CASES if not c.get("skip")], ids=lambda c: str(c["text"])[:50])
def test_clipping(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    places = find_places(story, Setting(), find_cast(story, Setting()))
    found = {p.span.text: p.place for p in places}
    for words, (name, country, feature) in case["want"].items():
        assert words in found, f"{case['why']}: {words!r} not among {list(found)}"
        place = found[words]
        assert (place.name, place.country) == (name, country), case["why"]
        assert feature is None or place.feature == feature, case["why"]
    for words in case.get("absent", ()):
        assert words not in found, case["why"]
    for words, claims in case.get("claims", {}).items():
        assert list(found[words].claims) == claims, case["why"]
    for word, where in case.get("event", {}).items():
        tokens = [(s.index, t.i) for s in story.sentences for t in s.tokens if t.text == word]
        assert tokens, f"no word {word!r}"
        answer = place_of(story, places, *tokens[0])
        assert (answer.span.text if answer else None) == where, f"{word}: {case['why']}"
    for place_mention in places:
        span = place_mention.span
        assert case["text"][span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("name", "country"),
    [("Sana'a", "YEM"), ("SAO PAULO", "BRA"), ("St. Petersburg", "RUS"), ("Kharkov", "UKR"), ("the Gaza Strip", "PSE")],
)
def test_names_are_found_however_written(name: str, country: str) -> None:
    assert any(entry.country == country for entry in lookup(name))


def test_what_is_no_place_is_not_found() -> None:
    assert lookup("Qwertyville-on-Sea") == ()
    assert lookup("") == ()


def test_disputed_places_carry_their_claims() -> None:
    assert {frozenset(e.claims) for e in lookup("Kashmir")} >= {frozenset(["IND", "PAK", "CHN"])}


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("Srinagar", ("IND", "PAK")),
        ("Hebron", ("PSE", "ISR")),
        ("Simferopol", ("UKR", "RUS")),
        ("Sokhumi", ("GEO", "Abkhazia")),
        ("Leipzig", ()),
    ],
)
def test_towns_inherit_the_claims_of_their_region(name: str, claims: tuple[str, ...]) -> None:
    largest = max(lookup(name), key=lambda e: e.population)
    assert largest.claims == claims


def test_fold() -> None:
    assert fold("Deir ez-Zor") == fold("Deir  Ez Zor")
    assert fold("Bogotá") == "bogota"
    assert fold("The Hague") == "hague"


def test_words_load() -> None:
    assert "in" in place_words()["locative"]
