"""Who held which office on a day: each case is one person on one day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.understanding.who import resolve_phrase

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "offices.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['who']} {c['day']}")
def test_office_on_the_day(case: dict[str, Any]) -> None:
    actor = resolve_phrase(case["who"], on=case["day"])
    assert actor is not None
    assert (actor.country, actor.sector) == (case["country"], case["sector"])
    if case["office"] is None:
        assert actor.office is None
    else:
        assert case["office"] in (actor.office or "")
