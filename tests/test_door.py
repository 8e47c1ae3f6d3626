"""The public door: what it names exists, is typed, and costs nothing to open."""

from __future__ import annotations

import gc
import inspect
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

import dragoman
from tests.build_reading import lagoon


def test_every_exported_name_exists() -> None:
    assert sorted(dragoman.__all__) == sorted(set(dragoman.__all__))
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None


def test_the_verbs_are_documented_and_typed() -> None:
    for name in ("read", "read_many", "assess"):
        verb = getattr(dragoman, name)
        assert verb.__doc__
        assert inspect.signature(verb).return_annotation is not inspect.Signature.empty


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such"):
        _ = dragoman.no_such


@pytest.mark.parametrize("heavy", ["spacy", "onnxruntime", "trafilatura", "jinja2", "rich", "yaml", "numpy"])
def test_importing_the_door_imports_no(heavy: str) -> None:
    code = f"import dragoman, sys; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_bad_date_is_told() -> None:
    from dragoman.errors import InputError

    with pytest.raises(InputError, match="first of May"):
        dragoman.read("Text.", date="first of May")


def test_a_reading_shows_itself_in_a_notebook() -> None:
    assert dragoman.Reading  # the door hangs up the page
    shown = lagoon()._repr_html_()
    assert shown is not None
    assert shown.startswith("<iframe")
    assert "srcdoc" in shown
    assert "<script" not in shown, "escaped inside its frame"


def test_readings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        lagoon().events = ()  # type: ignore[misc]


@pytest.mark.parser
def test_read_gives_typed_objects() -> None:
    reading = dragoman.read("France condemned Iran on Monday.", date="2025-11-05", title="A title", publisher="P")
    assert reading.document.published == date(2025, 11, 5)
    assert (reading.document.title, reading.document.publisher) == ("A title", "P")
    assert reading.to_dict()["document"]["id"].startswith("sha256:")


@pytest.mark.parser
def test_read_many_streams_in_order() -> None:
    texts = [f"Kenya urged Sudan to accept a ceasefire, version {n}." for n in range(20)]
    found = [r.document.text for r in dragoman.read_many(dragoman.Document(t) for t in texts)]
    assert found == texts


@pytest.mark.parser
def test_reading_leaves_the_collector_as_it_was() -> None:
    """A program that streams readings keeps its own garbage collection, on or off."""
    was_at_work = gc.isenabled()
    try:
        for wanted in (True, False):
            (gc.enable if wanted else gc.disable)()
            readings = dragoman.read_many(map(dragoman.Document, ("Kenya recalled its envoy.", "Togo agreed to talks.")))
            assert all(gc.isenabled() is wanted for _reading in readings)
            assert gc.isenabled() is wanted
    finally:
        (gc.enable if was_at_work else gc.disable)()


@pytest.mark.parser
def test_what_a_program_has_frozen_stays_frozen() -> None:
    try:
        gc.freeze()
        frozen = gc.get_freeze_count()
        assert dragoman.read("Kenya recalled its envoy.").events
        assert 0 < gc.get_freeze_count() <= frozen
    finally:
        gc.unfreeze()
