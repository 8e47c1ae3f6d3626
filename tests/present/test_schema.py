"""The schema says what readings are, exactly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from dragoman.knowledge.load import ROOT
from dragoman.knowledge.ontology import event_types
from dragoman.model import Document, Reading, meeting, position, statement, story, time
from dragoman.model.event import FACTUALITIES, STATUSES
from tests.build_reading import READINGS

SCHEMA: dict[str, Any] = json.loads((ROOT / "schema" / "reading.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
DEFS = SCHEMA["$defs"]


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every object schema within the schema."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_is_strict() -> None:
    for node in objects(SCHEMA):
        assert node["additionalProperties"] is False
        assert set(node["required"]) <= set(node["properties"])


@pytest.mark.parametrize("name", READINGS)
def test_readings_validate(name: str) -> None:
    errors = [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(READINGS[name]().to_dict())]
    assert not errors


def test_every_key_of_a_reading_is_described_and_required() -> None:
    given = READINGS["lagoon"]().to_dict()
    assert set(given) == set(SCHEMA["properties"]) == set(SCHEMA["required"])
    for key, part in (("events", "event"), ("positions", "position"), ("meetings", "meeting"), ("actors", "actor"),
                      ("negotiations", "negotiation"), ("statements", "statement"), ("times", "time")):
        assert set(given[key][0]) == set(DEFS[part]["properties"]) == set(DEFS[part]["required"]), key


@pytest.mark.parametrize(("part", "key", "values"), [
    ("event", "status", STATUSES),
    ("event", "factuality", FACTUALITIES),
    ("position", "factuality", FACTUALITIES),
    ("position", "stance", get_args(position.Stance)),
    ("meeting", "kind", get_args(meeting.MeetingKind)),
    ("meeting", "status", get_args(meeting.MeetingStatus)),
    ("negotiation", "state", get_args(meeting.NegotiationState)),
    ("source", "kind", get_args(statement.SourceKind)),
    ("story", "kind", get_args(story.StoryKind)),
    ("time", "kind", get_args(time.TimeKind)),
    ("event", "type", sorted(event_types())),
])
def test_lists_of_words_are_those_of_the_model(part: str, key: str, values: tuple[str, ...]) -> None:
    assert DEFS[part]["properties"][key]["enum"] == list(values)


@pytest.mark.parametrize("change", [
    lambda r: r["events"][0].update(status="maybe"),
    lambda r: r["events"][0].pop("why"),
    lambda r: r["events"][0].update(colour="red"),
    lambda r: r["document"].update(id="7"),
    lambda r: r["positions"][0].update(confidence=1.2),
])
def test_what_is_wrong_does_not_validate(change: Any) -> None:
    reading = READINGS["lagoon"]().to_dict()
    change(reading)
    assert list(VALIDATOR.iter_errors(reading))


def test_kept_keys_validate() -> None:
    reading = Reading(Document("x", extra={"beat": ["war"]}, external_id="7"))
    assert not list(VALIDATOR.iter_errors(reading.to_dict()))
    assert not list(VALIDATOR.iter_errors(replace(reading, document=Document("x")).to_dict()))
