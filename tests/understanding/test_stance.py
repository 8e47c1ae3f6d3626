"""Positions against clippings: tests/cases/stance.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.knowledge.issues import issues, words_by_first
from dragoman.model import Cast, Position, Setting
from dragoman.understanding.said import find_statements
from dragoman.understanding.stance import find_positions
from dragoman.understanding.stance_words import cues_by_head, stance_words
from dragoman.understanding.who import find_cast
from tests.build import story_of

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "stance.yaml").read_text())


def read(text: str) -> tuple[Cast, tuple[Position, ...]]:
    story = story_of(text)
    cast = find_cast(story, Setting(date(2025, 11, 1)))
    return cast, find_positions(story, cast, find_statements(story, cast, ()))


def names(cast: Cast, id: str) -> set[str]:
    return {id, cast.actors[id].country or id}


def told(cast: Cast, position: Position) -> set[str]:
    """ "holder stance issue", by country and by id, alone and with each of those it is toward."""
    plain = {f"{name} {position.stance} {position.issue}" for name in names(cast, position.actor)}
    return plain | {f"{p} > {name}" for p in plain for i in position.toward for name in names(cast, i)}


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_clipping(case: dict[str, Any]) -> None:
    cast, positions = read(case["text"])
    found = [told(cast, p) for p in positions]
    if case.get("none"):
        assert found == [], case["why"]
        return
    missing = [w for w in case["want"] if not any(w in f for f in found)]
    assert not missing, f"{case['why']}; found {found}"
    if case.get("exact"):
        assert all(f & set(case["want"]) for f in found), f"{case['why']}; found {found}"
    if case.get("unsure"):
        assert all(p.factuality != "CT+" for p in positions), case["why"]
    if "source" in case:
        assert all(case["source"] in {s.kind for s in p.sources} for p in positions), case["why"]


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_words_stand_in_the_text(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    cast = find_cast(story, Setting())
    for position in find_positions(story, cast, find_statements(story, cast, ())):
        span = position.span
        assert case["text"][span.start : span.end] == span.text


def test_tables_load() -> None:
    assert len(issues()) >= 30
    assert words_by_first()["ceasefire"][0].issue == "ceasefire"
    assert cues_by_head()["demand", "verb"][0].stance == "demands"
    assert "must" in stance_words()["obligation"]
