"""The user's own actors beside the shipped ones: who wins, what is joined, what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actors import registry
from dragoman.knowledge.actors.check import checked
from dragoman.knowledge.actors.found import Found, FoundBody, FoundPerson, FoundTerm
from dragoman.knowledge.actors.offices import Words
from dragoman.knowledge.actors.write import Source, UserFile
from dragoman.present.cli.app import run

Captured = pytest.CaptureFixture[str]
DAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's file that does not exist yet, and a registry that is opened anew."""
    path = tmp_path / "data" / "dragoman" / "actors.sqlite"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("DRAGOMAN_ACTORS", raising=False)
    registry.cache_clear()
    yield path
    registry.cache_clear()


def source(format: str = "wikidata", name: str = "a") -> Source:
    return Source(f"{format}:{name}", format, "CC0-1.0", "notice", name, "2026-06-01", format == "added")


def take(path: Path, *found: Found, by: Source | None = None) -> str:
    """Writes what was found; the id of the last."""
    with UserFile(path) as desk:
        _, problems = desk.take(found, by or source())
        assert problems == []
        ref = desk.last
    registry.cache_clear()
    return ref


def minister(name: str, start: str = "", end: str = "", seen: str = "", qid: str = "") -> FoundPerson:
    term = FoundTerm("Minister of Foreign Affairs", ("ke",), "", "", start, end, "stated" if end else "", seen)
    return FoundPerson(qid or f"x:{name}", name, (), (), "", ("ke",), "", qid, (term,))


def holder(day: date = DAY) -> str | None:
    return registry().holder_of("KEN", "foreign_minister", day)


def test_without_a_file_nothing_changes(own: Path) -> None:
    assert holder() == "KEN-MUDAVADI"
    assert not own.exists()


def test_a_newcomer_holds_the_office_and_bears_the_name(own: Path) -> None:
    assert take(own, minister("Wanjiru Otieno", "2026-05-02", seen="2026-06-01")) == "KEN-OTIENO"
    assert holder() == "KEN-OTIENO"
    assert holder(date(2026, 4, 1)) == "KEN-MUDAVADI"
    assert {named.kind for named in registry().named("Otieno")} == {"surname"}
    assert [named.ref for named in registry().named("Wanjiru Otieno")] == ["KEN-OTIENO"]
    term = registry().office_on("KEN-OTIENO", DAY)
    assert term is not None
    assert (term.title, term.sector) == ("Minister of Foreign Affairs", "GOV")


def test_the_same_person_stays_one(own: Path) -> None:
    assert take(own, minister("Musalia Mudavadi", "2023-10", "2026-05-01")) == "KEN-MUDAVADI"
    assert holder() is None, "the imported end wins over a shipped term without one"
    assert holder(date(2024, 1, 1)) == "KEN-MUDAVADI"


def test_an_open_end_does_not_reopen_what_the_tables_closed(own: Path) -> None:
    mutua = registry().holder_of("KEN", "foreign_minister", date(2023, 3, 1))
    assert mutua == "KEN-MUTUA"
    take(own, minister("Alfred Mutua", "2022-10", seen="2026-06-01"))
    assert holder() == "KEN-MUDAVADI"


@pytest.mark.parametrize(("start", "seen"), [("", ""), ("1995", "1995")])
def test_undated_and_long_unseen_offices_answer_no_question_of_holders(start: str, seen: str, own: Path) -> None:
    ref = take(own, minister("Wanjiru Otieno", start, seen=seen))
    assert holder() == "KEN-MUDAVADI"
    term = registry().office_on(ref, DAY)
    assert term is not None
    assert term.title == "Minister of Foreign Affairs"


def test_what_is_dated_hides_what_is_not(own: Path) -> None:
    take(own, minister("Wanjiru Otieno"), by=source("csv"))
    take(own, minister("Wanjiru Otieno", "2010", "2012"), by=source("ftm"))
    assert registry().office_on("KEN-OTIENO", DAY) is None


def test_a_second_import_replaces_the_first(own: Path) -> None:
    take(own, minister("Wanjiru Otieno", "2010", "2012", qid="Q1"))
    take(own, minister("Wanjiru A. Otieno", "2010", "2013", qid="Q1"))
    take(own, minister("Wanjiru Otieno", "2014", "2015", qid="Q1"), by=source("ftm"))
    assert [term.end for term in registry().terms("KEN-OTIENO")] == ["2013", "2015"]


def test_two_of_one_surname_stay_apart(own: Path) -> None:
    assert take(own, minister("Wanjiru Otieno", "2010", "2012")) == "KEN-OTIENO"
    assert take(own, minister("Achieng Otieno", "2012", "2013")) == "KEN-ACHIENG-OTIENO"


def test_heads_of_bodies_and_bodies_of_the_user(own: Path) -> None:
    union = FoundBody("b", "Lakes Union", "igo", "IGO", ("Union of the Lakes",), ("LU",))
    assert take(own, union) == "LAKES-UNION"
    head = FoundTerm("Secretary-General of NATO", start="2026-05", last_seen="2026-06-01")
    take(own, FoundPerson("y", "Jo Example", terms=(head,)))
    assert registry().head_of("NATO", "igo_head", DAY) == "JO-EXAMPLE"
    body = registry().body("LAKES-UNION")
    assert body is not None
    assert body.kind == "igo"
    assert [(named.ref, named.weak) for named in registry().named("LU") if named.kind == "body"][:1] == [
        ("LAKES-UNION", True)]


def test_bad_rows_are_named(own: Path) -> None:
    with UserFile(own) as desk:
        _, problems = desk.take(
            [minister("A B", "soon"), minister("C D", "2012", "2010"), minister("E F", "2011-02-30"), minister("...")],
            source())
    assert [str(p).split(":")[1] for p in problems] == ["A B", "C D", "E F", "..."]


def test_many_people_in_one_office_stay_quick(own: Path) -> None:
    """No index but that of persons may serve the comparison of terms: the planner likes others better."""
    take(own, minister("Wanjiru Otieno", "2010", "2012"))
    question = "EXPLAIN QUERY PLAN SELECT data FROM term WHERE kind = 'a' AND country = 'b'"
    steps = [row[3] for row in registry()._db.execute(question)]
    assert not [step for step in steps if step.startswith("SCAN") or "term_body" in step]


def test_what_fails_midway_leaves_nothing(own: Path) -> None:
    def broken() -> Iterator[Found]:
        yield minister("Wanjiru Otieno", "2010")
        raise OSError

    with pytest.raises(OSError), UserFile(own) as desk:  # noqa: PT011
        desk.take(broken(), source())
    registry.cache_clear()
    assert registry().named("Wanjiru Otieno") == ()


def test_a_file_that_is_none_is_one_error(own: Path) -> None:
    own.parent.mkdir(parents=True)
    own.write_text("hello, this is not a database" * 100)
    with pytest.raises(KnowledgeError, match=r"actors\.sqlite: not a file of actors"):
        registry()


@pytest.mark.parametrize(("title", "kind", "sector"), [
    ("President of Kenya", "head_of_state", "GOV"), ("Prime Minister of the United Kingdom", "head_of_government", "GOV"),
    ("Prime Minister of Bavaria", "regional_leader", "GOV"), ("President of the Senate", "legislator", "LEG"),
    ("Deputy Minister of Foreign Affairs", "minister", "GOV"), ("Vice President of Ghana", "vice_president", "GOV"),
    ("Minister for Foreign Affairs of Sweden", "foreign_minister", "GOV"), ("Judge of the High Court", "other", "JUD"),
    ("member of the National Assembly", "legislator", "LEG"), ("Ambassador of Chile to Peru", "ambassador", "GOV"),
    ("Chief of the General Staff", "military_chief", "MIL"), ("Minister of Defence", "defence_minister", "GOV"),
    ("Secretary-General of the United Nations", "igo_head", "IGO"), ("Minister of Fisheries", "minister", "GOV"),
    ("Governor of the Bank of Ghana", "central_bank", "GOV"), ("King of Spain", "head_of_state", "GOV"),
    ("Former President of Kenya", "other", ""), ("Mayor of Accra", "regional_leader", "GOV"),
])
def test_titles(title: str, kind: str, sector: str) -> None:
    office = Words(registry()._db).office(title)
    assert (office.kind, office.sector) == (kind, sector)


@pytest.mark.parametrize(("words", "iso3"), [
    ("ke", "KEN"), ("KEN", "KEN"), ("Q114", "KEN"), ("ua-cri", "UKR"), ("Kenya", "KEN"), ("Atlantis", ""), ("", "")])
def test_countries(words: str, iso3: str) -> None:
    assert Words(registry()._db).country(words) == iso3


def test_check_finds_what_is_wrong(own: Path) -> None:
    take(own, minister("Wanjiru Otieno", "2014-02-01", "2015-02-01"), minister("Amani Barasa", "2014-08-01", "2015-08-01"))
    before, rows = checked(None)
    problems, more = checked(own)
    assert more == rows + 4
    assert len(problems) == len(before) + 1
    assert "KEN-OTIENO and KEN-BARASA" in problems[-1] or any("KEN-BARASA" in p for p in problems)


def test_the_shipped_tables_are_sound() -> None:
    problems, rows = checked(None)
    assert rows > 10_000
    assert [p for p in problems if "both hold" not in p] == []


def test_the_commands(own: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run(["actors", "add", "Wanjiru Otieno", "--country", "KEN", "--office", "Minister of Foreign Affairs",
                "--start", "2026-05-02"]) == 0
    assert capsys.readouterr().out == (
        "KEN-OTIENO   Wanjiru Otieno   Minister of Foreign Affairs   2026-05-02\n"
        "ended with it: KEN-MUDAVADI, Foreign Minister, on 2026-05-02\n")
    registry.cache_clear()
    assert holder() == "KEN-OTIENO"
    assert registry().office_on("KEN-MUDAVADI", DAY) != registry().office_on("KEN-MUDAVADI", date(2026, 1, 1))
    assert run(["actors", "add", "Mama Wanjiru", "--alias-of", "KEN-OTIENO"]) == 0
    registry.cache_clear()
    assert [named.ref for named in registry().named("Mama Wanjiru")] == ["KEN-OTIENO"]
    table = tmp_path / "own.csv"
    table.write_text("name,country,role,start\nAmani Barasa,KEN,Minister of Fisheries,2025-01\n,,,\n")
    capsys.readouterr()
    assert run(["actors", "import", "csv", str(table)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Licence: the user's own.")
    assert "1 people (1 offices)" in told.out
    assert "line 3: no name" in told.err
    assert run(["actors", "check"]) in (0, 1)
    assert "csv:own.csv, " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [
    ["import", "rdf", "x"], ["add", "A B", "--type", "ghost"], ["add", "A B", "--sector", "XYZ"],
    ["add", "A B", "--country", "Atlantis"], ["add", "A B", "--office", "Mayor", "--start", "soon"]])
def test_wrong_usage(arguments: list[str], capsys: Captured) -> None:
    assert run(["actors", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_of_another_format_is_an_error(tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "people.csv"
    table.write_text("name,role\nWanjiru Otieno,Minister\n", "utf-8")
    assert run(["actors", "import", "ftm", str(table)]) == 1
    assert "is it a file of ftm?" in capsys.readouterr().err


def test_codes_on_request(capsys: Captured) -> None:
    assert run(["actors", "find", "Rubio", "--on", "2025-01-25", "--codes", "cameo"]) == 0
    assert "USAGOV" in capsys.readouterr().out
    assert run(["actors", "show", "UNHCR", "--codes", "cameo"]) == 0
    assert "cameo: IGOUNOREF" in capsys.readouterr().out
    assert run(["actors", "show", "UNHCR", "--codes", "morse"]) == 2
