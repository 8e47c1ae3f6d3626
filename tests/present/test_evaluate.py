"""Coded events of a user against readings: the file's shapes, the pairing, the figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.model import Actor, Document, Reading, Story
from dragoman.present.cli.app import run
from dragoman.present.evaluate import Gold, GoldEvent, pair, read_gold, score
from dragoman.present.evaluate.gold import Party
from tests.build_reading import Builder

Captured = pytest.CaptureFixture[str]
TEXT = "Chad condemned Mali over the raid.\nChad later offered Mali grain and offered Niger fuel."


@pytest.fixture
def reading() -> Reading:
    """ACCUSE by Chad of Mali; AID by Chad to Mali and to Niger."""
    b = Builder(TEXT)
    return Reading(
        Document(TEXT), (Story("s1", b.span(TEXT), "article"),),
        (Actor("TCD-GOV", "Government of Chad", "TCD"), Actor("MLI-GOV", "Government of Mali", "MLI"),
         Actor("NER-GOV", "Government of Niger", "NER")),
        (b.mention("TCD-GOV", "Chad"), b.mention("MLI-GOV", "Mali"), b.mention("NER-GOV", "Niger")),
        (b.event("e1", "ACCUSE", None, "condemned", "TCD-GOV", "MLI-GOV"),
         b.event("e2", "AID", None, "offered Mali", "TCD-GOV", "MLI-GOV"),
         b.event("e3", "AID", None, "offered Niger", "TCD-GOV", "NER-GOV")))


def gold_of(tmp_path: Path, text: str, name: str = "gold.csv") -> Gold:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_gold(path)


def test_plover_json(tmp_path: Path) -> None:
    entry = {
        "id": "a-1", "date": "2024-05-02", "event": "ACCUSE", "mode": "disapprove",
        "actor": [{"code": "TCD", "sector": "GOV", "entity_text": "Chad"}], "recipient": [{"code": "MLI"}],
        "event_text": "condemned", "text_info": {"text_story": TEXT, "start": 0}, "status": "occurred",
    }
    old = {"id": "a-2", "event": "DEMAND", "text": TEXT}
    quiet = {"id": "b-1", "text": "The ferry runs on Sundays.", "events": []}
    gold = gold_of(tmp_path, "\n".join(map(json.dumps, (entry, old, quiet))))
    assert [(len(text.events), text.id) for text in gold.texts] == [(2, "a-1"), (0, "b-1")]
    first = gold.texts[0].events[0]
    assert first.actors == (Party("TCD", "Chad"),)
    assert first.start == TEXT.index("condemned")
    assert gold.texts[0].events[1].type == "REQUEST", "DEMAND is what older PLOVER calls it"
    assert not gold.asked


@pytest.mark.parametrize(("head", "asked"), [
    ("sentence\tsource\ttarget\tgold_root", True), ("text\tactor\trecipient\tevent", False)])
def test_tables_of_both_kinds(head: str, asked: bool, tmp_path: Path) -> None:
    gold = gold_of(tmp_path, f"{head}\n{TEXT.splitlines()[0]}\tChad\tMali\taccuse\n")
    assert gold.asked == asked
    assert gold.texts[0].events == [GoldEvent("ACCUSE", None, (Party("", "Chad"),), (Party("", "Mali"),))]


def test_bad_rows_are_named_and_the_others_kept(tmp_path: Path) -> None:
    rows = "A met B.,CONSULT,\nA met B.,CHAT,\n,AID,\nA met B.,AID,soonish\nA,AID\n"
    gold = gold_of(tmp_path, f"text,type,status\n{rows}")
    assert len(gold.texts) == 1
    assert [problem.split(":")[0] for problem in gold.problems] == ["line 3", "line 4", "line 5", "line 6"]


def test_bad_lines_of_json_are_named(tmp_path: Path) -> None:
    good = json.dumps({"text": "A met B.", "type": "CONSULT"})
    gold = gold_of(tmp_path, f'{{"text": 5}}\n{good}\n[1]\n{{"text": "x", "event"\n{{"text": "x", "event": {{}}}}\n')
    assert len(gold.texts) == 1
    assert len(gold.problems) == 4


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "text,type\nA met B.,CHAT\n", "{}\n"])
def test_a_file_without_gold_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        gold_of(tmp_path, text)


def test_one_type_is_paired_by_parties(reading: Reading) -> None:
    niger = GoldEvent("AID", recipients=(Party("NER"),))
    mali = GoldEvent("AID", recipients=(Party("", "the Mali junta"),))
    found = {p.gold: p.found.id for p in pair(reading, [niger, mali], {}, asked=False) if p.gold and p.found}
    assert found == {niger: "e3", mali: "e2"}


def test_one_type_is_paired_by_nearness(reading: Reading) -> None:
    gold = GoldEvent("AID", words="offered Niger", start=TEXT.index("offered Niger"))
    assert pair(reading, [gold], {}, asked=False)[0].found == reading.events[2]


def test_what_was_taken_for_something_else_and_what_nobody_asked_for(reading: Reading) -> None:
    gold = [GoldEvent("REJECT", actors=(Party("TCD"),), words="condemned", start=5), GoldEvent("AGREE")]
    pairs = {(p.wanted, p.given) for p in pair(reading, gold, {}, asked=False)}
    assert pairs == {("REJECT", "ACCUSE"), ("AGREE", "NONE"), ("NONE", "AID")}


def test_a_row_that_asks_gets_the_event_of_its_parties_whatever_its_type(reading: Reading) -> None:
    sure = replace(reading, events=(reading.events[0], replace(reading.events[2], confidence=0.1)))
    pairs = pair(sure, [GoldEvent("ACCUSE", recipients=(Party("", "Niger"),))], {}, asked=True)
    assert [(p.wanted, p.given) for p in pairs] == [("ACCUSE", "AID")]


def test_merged_types_are_one(reading: Reading, tmp_path: Path) -> None:
    gold = gold_of(tmp_path, "text,type\nA,YIELD\nB,RETREAT\n")
    assert gold.merged == {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    assert not gold_of(tmp_path, "text,type\nB,RETREAT\n").merged


def test_the_figures(reading: Reading) -> None:
    gold = [
        GoldEvent("ACCUSE", actors=(Party("TCD"),), recipients=(Party("NER"),), status="occurred"),
        GoldEvent("AID", actors=(Party("MLI"),), status="planned"), GoldEvent("AGREE"),
    ]
    scores = score([(reading, pair(reading, gold, {}, asked=False))] * 2)
    accuse, agree, aid = scores.types
    assert (accuse.f1, agree.f1, round(aid.f1, 3)) == (1, 0, 0.667)
    assert scores.macro_f1 == pytest.approx((1 + 0 + 2 / 3) / 3)
    assert scores.accuracy == pytest.approx(2 / 3)
    assert scores.micro_f1 == pytest.approx(4 / 6)
    assert scores.strict_f1 == pytest.approx(2 / 6), "the status of one event is wrong, and its actor"
    assert (scores.actor.right, scores.actor.of) == (2, 4)
    assert (scores.recipient.right, scores.recipient.of) == (0, 2)
    assert (scores.status.right, scores.status.of) == (2, 4)
    assert scores.intervals["macro_f1"] == pytest.approx((scores.macro_f1,) * 2), "two equal texts cannot differ"


def test_intervals_repeat_and_hold_the_figure(reading: Reading) -> None:
    right = (reading, pair(reading, [GoldEvent("ACCUSE")], {}, asked=True))
    wrong = (reading, pair(reading, [GoldEvent("AGREE")], {}, asked=True))
    one, other = score([right, wrong] * 10), score([right, wrong] * 10)
    low, high = one.intervals["accuracy"]
    assert low < one.accuracy < high
    assert one == other


@pytest.mark.parser
def test_the_command(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("sentence\tsource\ttarget\tgold_root\nFrance condemned Iran.\tFrance\tIran\tACCUSE\n"
                    "Kenya thanked Japan.\tKenya\tJapan\tNOISE\n")
    assert run(["evaluate", str(path)]) == 0
    told = capsys.readouterr()
    assert "macro-F1         1.000" in told.out
    assert told.err.splitlines() == [
        f"dragoman: {path}: line 3: NOISE: no such event type", f"dragoman: {path}: 1 rows left out"]
    assert run(["evaluate", str(path), "-f", "json", "--rows", "complete"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["rows"] == "complete"
    assert figures["types"][0] == {
        "type": "ACCUSE", "gold": 1, "found": 1, "right": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_a_missing_file_is_one_line(tmp_path: Path, capsys: Captured) -> None:
    assert run(["evaluate", str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
