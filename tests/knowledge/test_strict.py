"""Data files are read strictly: what is misspelt is an error with its place, never silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import load


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "ROOT", tmp_path)
    load.read_yaml.cache_clear()
    return tmp_path


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"issues\.yaml: unknown key descriptuon"):
        load.check_keys("issues.yaml", {"id": "x", "descriptuon": "y"}, required=["id"])


def test_a_missing_key_is_named() -> None:
    with pytest.raises(KnowledgeError, match="missing id"):
        load.check_keys("issues.yaml", {}, required=["id"])


def test_broken_yaml_is_named_with_its_line(folder: Path) -> None:
    (folder / "x.yaml").write_text("a: 1\nb: [2\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"x\.yaml line \d"):
        load.read_yaml("x.yaml")


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.yaml: no such data file"):
        load.read_yaml("none.yaml")


def test_a_table_with_an_odd_column_is_named(folder: Path) -> None:
    (folder / "t.csv").write_text("id,nmae\n1,2\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="columns differ from what is expected: name, nmae"):
        load.read_csv("t.csv", ["id", "name"])


def test_a_row_with_too_few_cells_is_named_with_its_line(folder: Path) -> None:
    (folder / "t.csv").write_text("id,name\n1,2\n3\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"t\.csv line 3: not 2 cells"):
        load.read_csv("t.csv", ["id", "name"])


def test_on_and_no_are_words(folder: Path) -> None:
    (folder / "w.yaml").write_text("prep: [on, no, yes, off, true]\n", encoding="utf-8")
    assert load.read_yaml("w.yaml") == {"prep": ["on", "no", "yes", "off", True]}
