"""When: clippings, and what must hold of every value."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.flow import read_documents
from dragoman.model import Document, Setting, Time
from dragoman.understanding.when import find_times, time_of
from dragoman.understanding.when_frame import Frame
from dragoman.understanding.when_rules import RULES
from dragoman.understanding.when_values import counted, days, edtf, iso_duration, month_end, period, shift_months
from tests.build import story_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "when.yaml").read_text(encoding="utf-8"))
FRIDAY = date(2025, 10, 31)
_EDTF = re.compile(
    r"(\.\.|[\dX]{4}(-\d\d){0,2}~?)(/(\.\.|\d{4}(-\d\d){0,2}~?))?(/\.\.)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?|P(T?\d+(\.\d+)?[A-Z])+"
)
some_day = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def _setting(case: dict[str, Any]) -> Setting:
    return Setting(published=case.get("published", FRIDAY))


@pytest.mark.parser
@pytest.mark.parametrize("case", [c for c in CASES if not c.get("skip")], ids=lambda c: str(c["text"])[:50])
def test_clipping(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    times = find_times(story, _setting(case))
    found = {t.span.text: t.edtf for t in times}
    for words, value in case["want"].items():
        assert words in found, f"{case['why']}: {words!r} not among {found}"
        assert found[words] == value, case["why"]
    for words in case.get("absent", ()):
        assert words not in found, case["why"]
    for word, when in case.get("event", {}).items():
        tokens = [(s.index, t.i) for s in story.sentences for t in s.tokens if t.text == word]
        assert tokens, f"no word {word!r}"
        answer = time_of(story, times, _setting(case), *tokens[0])
        assert (answer.span.text if answer else None) == when, f"{word}: {case['why']}"


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:50])
def test_spans_and_values_are_well_formed(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    for time in find_times(story, _setting(case)):
        assert case["text"][time.span.start : time.span.end] == time.span.text
        assert time.edtf is None or _EDTF.fullmatch(time.edtf), time
        assert time.lower is None or time.upper is None or time.lower <= time.upper


@given(some_day, some_day)
def test_edtf_tells_its_bounds(a: date, b: date) -> None:
    lower, upper = sorted((a, b))
    text = edtf(lower, upper)
    assert text == lower.isoformat() if lower == upper else _EDTF.fullmatch(text)


@given(some_day, st.integers(-60, 60))
def test_months_keep_to_the_calendar(day: date, months: int) -> None:
    moved = shift_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, month_end(moved.year, moved.month).day)


@given(some_day, st.sampled_from(["W", "E", "MO", "Q", "Y", "DE"]))
def test_periods_follow_one_another(day: date, unit: str) -> None:
    first, last = period(day, unit)
    following, _ = period(day, unit, 1)
    assert first <= last < following
    assert unit == "E" or first <= day <= last
    assert unit == "E" or following == last + timedelta(1)


@given(some_day, st.sampled_from(["monday", "thursday", "sunday"]), st.sampled_from(["past", "future"]))
def test_weekdays_are_never_far(today: date, name: str, direction: Any) -> None:
    value = RULES["weekday"]({"weekday": name}, Frame(today, direction))
    assert value is not None
    assert value.lower is not None
    distance = (value.lower - today).days
    assert -6 <= distance <= 0 if direction == "past" else 0 <= distance <= 6


@given(some_day, st.integers(1, 12), st.integers(1, 28), st.sampled_from(["past", "future", "near"]))
def test_years_follow_the_tense(today: date, month: int, day: int, direction: Any) -> None:
    name = date(2000, month, 1).strftime("%B").lower()
    value = RULES["calendar"]({"month": name, "day": str(day)}, Frame(today, direction))
    assert value is not None
    assert value.lower is not None
    if direction == "past":
        assert value.lower <= today + timedelta(1)
    elif direction == "future":
        assert value.lower >= today
    assert abs((value.lower - today).days) <= 366


@given(some_day, st.sampled_from(["D", "W", "MO", "Y"]), st.integers(1, 40))
def test_counting_back_stays_before(day: date, unit: str, count: int) -> None:
    value = counted(day, unit, -count, "")
    assert value.lower is not None
    assert value.lower < day


def test_durations() -> None:
    assert [iso_duration(u, n) for u, n in (("W", 3), ("H", 12), ("F", 1), ("DE", 2))] == [
        "P3W",
        "PT12H",
        "P2W",
        "P20Y",
    ]
    assert days(FRIDAY, FRIDAY).edtf == "2025-10-31"


@pytest.mark.parser
def test_no_times_no_answer() -> None:
    story = story_of("The envoys met.")
    assert find_times(story, Setting()) == ()
    none: tuple[Time, ...] = ()
    assert time_of(story, none, Setting(), 0, 2) is None


@pytest.mark.parser
@pytest.mark.parametrize("head", ["Press release, 4 February 2009", "Published: 4 February 2009"])
def test_the_head_of_a_release_dates_the_document(head: str) -> None:
    (reading,) = read_documents([Document(f"{head}\n\nGhana recalled its envoy on Monday. The minister spoke.")])
    assert reading.document.published == date(2009, 2, 4)
