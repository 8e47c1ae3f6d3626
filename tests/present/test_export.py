"""Formats: each row and line holds what the facts hold."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from dragoman.model import Document, Reading
from dragoman.present.export import Options, write
from dragoman.present.export.csv import COLUMNS
from dragoman.present.export.trim import trim
from tests.build_reading import empty, lagoon, tariffs


def written(format: str, *readings: Reading, at_least: float = 0.0) -> str:
    return "".join(write(format, readings, Options(at_least=at_least)))


def test_jsonl_is_one_line_a_reading() -> None:
    lines = written("jsonl", lagoon(), tariffs()).split("\n")
    given = [json.loads(line) for line in lines[:-1]]
    assert given == [lagoon().to_dict(), tariffs().to_dict()]
    assert lines[-1] == ""


def test_json_is_an_object_or_a_list() -> None:
    assert json.loads(written("json", lagoon())) == lagoon().to_dict()
    assert len(json.loads(written("json", lagoon(), empty()))) == 2
    assert json.loads(written("json")) == []


def test_lone_surrogates_survive_as_escapes() -> None:
    text = written("jsonl", Reading(Document("a\ud800")))
    text.encode("utf-8")
    assert json.loads(text)["document"]["text"] == "a\ud800"


def test_csv_is_a_row_an_event() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", lagoon(), tariffs(), empty()), newline="")))
    assert len(rows) == len(lagoon().events) + len(tariffs().events)
    assert tuple(rows[0]) == COLUMNS
    first = rows[0]
    assert (first["type"], first["mode"]) == ("REJECT", "meet")
    assert (first["actors"], first["actor_countries"]) == ("COD-GOV|M23", "COD|COD")
    assert (first["place"], first["place_country"], first["source_kinds"]) == ("Abidjan", "CIV", "named")
    assert (first["anchor"], first["published"], first["status"]) == ("postponed", "2025-03-12", "occurred")
    assert rows[2]["date"] == "2025-02"


def test_csv_cells_are_no_formulas() -> None:
    reading = lagoon()
    evil = replace(reading, document=replace(reading.document, title="=cmd()"), events=reading.events[:1])
    assert next(csv.DictReader(io.StringIO(written("csv", evil), newline="")))["title"] == "'=cmd()"


@pytest.mark.parametrize("format", ["text", "html", "json", "jsonl", "csv"])
def test_every_format_takes_nothing_found(format: str) -> None:
    assert written(format, empty())


def test_less_sure_facts_are_left_out_with_what_names_them() -> None:
    kept = trim(lagoon(), 0.85)
    assert {e.id for e in kept.events} == {"e1", "e3", "e4", "e5", "e6", "e7", "e8"}
    assert kept.positions == ()
    assert [m.id for m in kept.meetings] == ["m1"]
    assert [step.event for step in kept.meetings[0].history] == [None, "e1"]
    assert kept.negotiations[0].positions == ()
    assert trim(lagoon(), 0.0) == lagoon()
