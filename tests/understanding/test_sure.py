"""Clippings of status and factuality: what a report says of the reality of one word's event."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Cast, Judgement, Span, Trigger
from dragoman.understanding.said import find_statements
from dragoman.understanding.sure import assess_spans, find_judgements
from tests.build import stories_of, story_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "sure.yaml").read_text("utf-8"))
TUNED = [case for case in CASES if case.get("part") != "held"]
HELD = [case for case in CASES if case.get("part") == "held"]


@cache
def judged() -> list[Judgement]:
    """One judgement a case, by rules alone, all cases parsed together."""
    found = []
    for case in CASES:
        story = story_of(case["text"])
        start = case["text"].lower().index(case["word"].lower())
        answer = assess_spans(story, [(start, start + len(case["word"]))], find_statements(story, Cast(), ()))[0]
        assert answer is not None
        found.append(answer)
    return found


def right(part: list[dict[str, Any]]) -> tuple[int, int]:
    pairs = [(c, j) for c, j in zip(CASES, judged(), strict=True) if c in part]
    return sum(c["status"] == j.status for c, j in pairs), sum(c["factuality"] == j.factuality for c, j in pairs)


def test_two_hundred_cases() -> None:
    assert len(CASES) >= 200
    assert abs(len(TUNED) - len(HELD)) <= 1


@pytest.mark.parametrize(
    "number", [i for i, c in enumerate(CASES) if c.get("part") != "held" and not c.get("known_miss")]
)
def test_tuned(number: int) -> None:
    case, answer = CASES[number], judged()[number]
    assert (answer.status, answer.factuality) == (case["status"], case["factuality"]), (
        case["text"],
        case["why"],
        answer.why,
    )


def test_held_part_keeps_its_floor() -> None:
    status, factuality = right(HELD)
    assert status >= 0.85 * len(HELD)
    assert factuality >= 0.80 * len(HELD)


def test_every_status_is_asked_for() -> None:
    counts = Counter(case["status"] for case in TUNED)
    assert set(counts) == {
        "occurred",
        "ongoing",
        "planned",
        "proposed",
        "conditional",
        "cancelled",
        "denied",
        "hypothetical",
    }


def test_reasons_are_given() -> None:
    assert all(answer.why for answer in judged())


def test_judgements_follow_triggers() -> None:
    text = "Gabon may recall its envoy. Gabon recalled its envoy."
    story = stories_of(text)[0]
    triggers = tuple(
        Trigger(s.index, t.i, Span(t.start, t.end, t.text), "SANCTION", None)
        for s in story.sentences
        for t in s.tokens
        if t.lemma == "recall"
    )
    answers = find_judgements(story, triggers, (), ())
    assert [a.status for a in answers] == ["hypothetical", "occurred"]


def test_a_refusal_by_not_occurred() -> None:
    text = "Mexico will not accept the terms."
    story = story_of(text)
    token = next(t for t in story.sentences[0].tokens if t.lemma == "accept")
    trigger = Trigger(0, token.i, Span(token.start, token.end, token.text), "REJECT", None)
    assert find_judgements(story, (trigger,), (), ())[0].status == "occurred"
