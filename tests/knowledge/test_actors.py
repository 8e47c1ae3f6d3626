"""The tables answer: names in every spelling, offices on a day, holders of offices."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from dragoman.knowledge.actors import Term, registry
from dragoman.knowledge.actors.build import compile_tables
from dragoman.knowledge.actors.keys import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelensky"),
        ("Zelenskiy", "Zelensky"),
        ("Sergei", "Sergey"),
        ("Erdoğan", "Erdogan"),
        ("Nausėda", "Nauseda"),
        ("U.N.", "UN"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("al-Shabaab", "Al Shabaab"),
        ("People's Party", "People’s Party"),
        ("Kılıçdaroğlu", "Kilicdaroglu"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("country", "kind", "day", "surname"),
    [
        ("USA", "head_of_state", "2018-06-01", "Trump"),
        ("USA", "head_of_state", "2022-06-01", "Biden"),
        ("USA", "head_of_state", "2025-06-01", "Trump"),
        ("GBR", "head_of_government", "2022-09-20", "Truss"),
        ("GBR", "head_of_government", "2024-07-04", "Sunak"),
        ("GBR", "head_of_government", "2024-07-06", "Starmer"),
        ("JPN", "head_of_government", "2020-03-01", "Abe"),
        ("JPN", "head_of_government", "2021-03-01", "Suga"),
        ("JPN", "head_of_government", "2023-03-01", "Kishida"),
        ("JPN", "head_of_government", "2025-03-01", "Ishiba"),
        ("RUS", "head_of_state", "2010-03-01", "Medvedev"),
        ("BRA", "head_of_state", "2020-03-01", "Bolsonaro"),
        ("ZAF", "head_of_state", "2005-03-01", "Mbeki"),
        ("KEN", "head_of_state", "2010-03-01", "Kibaki"),
    ],
)
def test_holder_on_a_day(country: str, kind: str, day: str, surname: str) -> None:
    ref = registry().holder_of(country, kind, date.fromisoformat(day))
    assert ref is not None
    person = registry().person(ref)
    assert person is not None
    assert person.surname == surname


@pytest.mark.parametrize(
    ("person", "day", "title"),
    [
        ("USA-RUBIO", "2025-01-15", "Senator"),
        ("USA-RUBIO", "2025-01-22", "Secretary of State"),
        ("USA-TRUMP", "2022-06-01", None),
        ("NLD-RUTTE", "2024-11-01", "Secretary General"),
    ],
)
def test_office_on_a_day(person: str, day: str, title: str | None) -> None:
    term = registry().office_on(person, date.fromisoformat(day))
    if title is None:
        assert term is None
    else:
        assert term is not None
        assert title.lower().replace("-", " ") in term.title.lower().replace("-", " ")


def test_an_old_last_sighting_is_doubted() -> None:
    term = Term("X", "Minister", "minister", "AAA", None, "GOV", "2019-01-01", "", "", "2020-05")
    assert term.covers(date(2024, 1, 1))
    assert "2020-05" in term.doubt(date(2024, 1, 1))
    assert not term.doubt(date(2020, 9, 1))


def test_partial_dates_count_as_the_whole() -> None:
    term = Term("X", "Minister", "minister", "AAA", None, "GOV", "2019", "2020-02", "stated", "")
    assert term.covers(date(2019, 1, 1))
    assert term.covers(date(2020, 2, 29))
    assert not term.covers(date(2020, 3, 1))


def test_compiled_twice_the_same(tmp_path: Path) -> None:
    compile_tables(tmp_path / "a.sqlite")
    compile_tables(tmp_path / "b.sqlite")
    one, two = (list(sqlite3.connect(tmp_path / f"{name}.sqlite").iterdump()) for name in "ab")
    assert one == two
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.sqlite", "b.sqlite"]
