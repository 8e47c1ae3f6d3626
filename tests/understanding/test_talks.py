"""Meetings and negotiations against clippings: tests/cases/talks.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Cast, Meeting, Setting
from dragoman.understanding.steps import understand
from dragoman.understanding.talks_words import negotiation_words, nouns_by_head, state_words, step_of, verbs_by_head
from tests.build import story_of

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "talks.yaml").read_text())


def read(text: str) -> dict[str, Any]:
    return understand(story_of(" ".join(text.split())), Setting(date(2025, 11, 1)))


def sides(cast: Cast, ids: tuple[str, ...]) -> set[str]:
    return {*ids, *(cast.actors[i].country or i for i in ids)}


def fits(cast: Cast, meeting: Meeting, want: dict[str, Any]) -> bool:
    place = meeting.place.place.country if meeting.place else None
    return (
        meeting.kind == want["kind"]
        and set(want["parties"]) <= sides(cast, meeting.parties)
        and meeting.status == want["status"]
        and want.get("place", place) == place
        and ("date" not in want or (meeting.date is not None and meeting.date.edtf == want["date"]))
        and ("mediators" not in want or set(want["mediators"]) <= sides(cast, meeting.mediators))
        and ("steps" not in want or want["steps"] == [s.status for s in meeting.history])
    )


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_clipping(case: dict[str, Any]) -> None:
    found = read(case["text"])
    cast, meetings = found["cast"], found["meetings"]
    told = [
        (
            m.kind,
            m.parties,
            m.status,
            m.place and m.place.place.country,
            m.date and m.date.edtf,
            m.mediators,
            [s.status for s in m.history],
        )
        for m in meetings
    ]
    if case.get("none"):
        assert not meetings, f"{case['why']}; found {told}"
    for want in case.get("meetings", []):
        assert any(fits(cast, m, want) for m in meetings), f"{case['why']}; found {told}"
    if "count" in case:
        assert len(meetings) == case["count"], f"{case['why']}; found {told}"
    if want := case.get("negotiation"):
        assert found["negotiations"], f"{case['why']}; no negotiation"
        first = found["negotiations"][0]
        assert first.state == want["state"], f"{case['why']}; {first.why}"
        assert set(want["parties"]) <= sides(cast, first.parties), case["why"]
        assert want.get("matter", "") in (first.matter or ""), f"{case['why']}; {first.matter}"


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_facts_hang_together(case: dict[str, Any]) -> None:
    text = " ".join(case["text"].split())
    found = read(text)
    events = {e.id for e in found["events"]}
    for meeting in found["meetings"]:
        assert meeting.status == meeting.history[-1].status
        assert set(meeting.parties) | set(meeting.mediators) <= found["cast"].actors.keys()
        for step in meeting.history:
            assert text[step.span.start : step.span.end] == step.span.text
            assert step.event is None or step.event in events
    for negotiation in found["negotiations"]:
        assert set(negotiation.meetings) <= {m.id for m in found["meetings"]}
        assert set(negotiation.positions) <= {p.id for p in found["positions"]}
        assert set(negotiation.events) <= events


def test_tables_load() -> None:
    assert nouns_by_head()["call"][0].kind == "call"
    assert verbs_by_head()["meet"][0].kind == "meeting"
    assert step_of("verbs", "call off") == "cancelled"
    assert "stalled" in state_words()
    assert "war" in negotiation_words("strife")
