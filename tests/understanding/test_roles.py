"""Who does what to whom: each case asks of the events that its words tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Cast, Setting
from dragoman.understanding.steps import understand
from tests.build import story_of

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "roles.yaml").read_text(encoding="utf-8"))


def _codes(cast: Cast, ids: tuple[str, ...]) -> set[str]:
    return {*ids, *(c for i in ids if (c := cast.actors[i].country) is not None)}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_parts(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    findings = understand(story, Setting(case.get("date", date(2024, 6, 1))))
    cast, triggers = findings["cast"], findings["triggers"]
    assert all(i in cast.actors for t in triggers for i in (*t.actors, *t.recipients))
    for line in case["want"]:
        words, _, sides = line.partition(": ")
        actors, recipients = (set(side.split()) - {"-"} for side in sides.split(" > "))
        found = [t for t in triggers if words in t.span.text]
        assert found, f"no event for {words}"
        held = _codes(cast, found[0].actors)
        assert actors <= held
        assert bool(actors) == bool(found[0].actors)
        assert recipients <= _codes(cast, found[0].recipients)
    for line in case.get("exact", ()):
        words, _, ids = line.partition(": ")
        assert set(next(t for t in triggers if words in t.span.text).actors) == set(ids.split())
