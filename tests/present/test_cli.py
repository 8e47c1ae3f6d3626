"""The command line: exit status, one-line errors, nothing lost in a batch."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dragoman import __version__
from dragoman.present.cli.app import run
from dragoman.understanding.steps import STEPS

Captured = pytest.CaptureFixture[str]
TEXT = "Kenya urged Sudan to accept a ceasefire. France condemned the attack on Monday."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def test_help_is_fast_and_imports_no_parser() -> None:
    code = (
        "import sys; from dragoman.present.cli.app import run; run(['--help']);"
        "bad = {'spacy', 'numpy', 'onnxruntime', 'rich', 'jinja2', 'yaml', 'trafilatura'} & set(sys.modules);"
        "sys.exit(', '.join(bad) if bad else 0)"
    )
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        best = min(best, time.perf_counter() - start)
    assert done.returncode == 0, done.stderr
    assert "read" in done.stdout
    assert best < 1.0, "0.3 s on an idle machine; room for a busy one"


def test_version(capsys: Captured) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"dragoman {__version__}\n"


@pytest.mark.parametrize("arguments", [
    ["read"], ["read", "a.txt", "--format", "xml"], ["read", "a.txt", "--date", "soon"], ["raed"], ["read", "--nope"],
    ["ontology", "NOPE"], ["read", "a.txt", "--at-least", "2"], ["read", "a.txt", "--at-least", "much"],
])
def test_wrong_usage_is_one_line_and_status_2(arguments: list[str], capsys: Captured) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("dragoman: ")
    assert told.err.count("\n") == 1


def test_no_arguments_show_the_help(capsys: Captured) -> None:
    assert run([]) == 2
    assert "Usage: dragoman" in capsys.readouterr().err


def test_a_missing_file_is_one_line_and_status_1(tmp_path: Path, capsys: Captured) -> None:
    assert run(["read", str(tmp_path / "none.txt")]) == 1
    assert capsys.readouterr().err == f"dragoman: {tmp_path}/none.txt: no such file or directory\n"


def test_what_cannot_be_written_is_one_line(report: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run(["read", str(report), "-o", str(tmp_path / "no" / "out.json")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_steps_show_every_step(capsys: Captured) -> None:
    assert run(["steps"]) == 0
    told = capsys.readouterr().out
    for step in STEPS:
        assert step.gives in told
    assert max(map(len, told.split("\n"))) <= 80


@pytest.mark.parametrize(("topic", "words"), [
    ([], "REJECT"), (["REJECT"], "calling"), (["reject"], "Examples"), (["issues"], "ceasefire"),
    (["statuses"], "cancelled"), (["contexts"], "military"),
])
def test_ontology(topic: list[str], words: str, capsys: Captured) -> None:
    assert run(["ontology", *topic]) == 0
    assert words in capsys.readouterr().out


def test_schema_is_json(capsys: Captured) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A reading"


def test_actors(capsys: Captured) -> None:
    assert run(["actors", "find", "Lavrov", "--on", "2020-01-01"]) == 0
    assert "RUS-LAVROV" in capsys.readouterr().out
    assert run(["actors", "show", "nato"]) == 0
    assert "NATO" in capsys.readouterr().out
    assert run(["actors", "show", "NOBODY-AT-ALL"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parser
def test_explain(report: Path, capsys: Captured) -> None:
    assert run(["explain", str(report)]) == 0
    told = capsys.readouterr().out
    assert "because" in told
    assert "status" in told
    assert run(["explain", str(report), "--event", "e99"]) == 2
    assert run(["explain", str(report), "--event", "e1"]) == 0


@pytest.mark.parser
def test_the_user_knows_better_than_the_file(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT, "id": "x", "date": "2020-01-01", "title": "Old"}))
    assert run(["read", str(path), "--date", "2025-11-01", "--publisher", "P", "-f", "jsonl"]) == 0
    document = json.loads(capsys.readouterr().out)["document"]
    assert (document["published"], document["title"], document["publisher"]) == ("2025-11-01", "Old", "P")
    assert document["external_id"] == "x"


@pytest.mark.parser
def test_a_batch_loses_nothing(report: Path, tmp_path: Path, capsys: Captured) -> None:
    lines = tmp_path / "many.jsonl"
    rows = [json.dumps({"text": f"{TEXT} Number {n}."}) for n in range(20)]
    rows[7] = "{broken"
    lines.write_text("\n".join(rows))
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    names = [str(report), str(tmp_path / "none.txt"), str(lines), str(tmp_path / "picture.txt")]
    assert run(["read", *names, "--format", "jsonl"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 20
    errors = told.err.splitlines()
    assert len(errors) == 4
    assert errors[-1].startswith("dragoman: 3 of 23 documents failed: ")
    for name in ("none.txt", "many.jsonl:8", "picture.txt"):
        assert name in errors[-1]


@pytest.mark.parser
def test_what_one_document_breaks_the_others_do_not_pay_for(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dragoman

    real = dragoman.read_many

    def fragile(documents: Any) -> Any:
        for reading in real(documents):
            if "Number 3" in reading.document.text:
                raise RuntimeError("deep inside")
            yield reading

    monkeypatch.setattr(dragoman, "read_many", fragile)
    lines = tmp_path / "many.jsonl"
    lines.write_text("\n".join(json.dumps({"text": f"{TEXT} Number {n}."}) for n in range(6)))
    assert run(["read", str(lines), "-f", "jsonl"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 5
    assert "many.jsonl:4: cannot be read (RuntimeError: deep inside)" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parser
@pytest.mark.parametrize("ending", ["html", "json", "jsonl", "csv", "txt"])
def test_the_ending_of_the_file_tells_the_format(ending: str, report: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out.{ending}"
    assert run(["read", str(report), "-o", str(out)]) == 0
    begins = {"html": "<!doctype", "json": "{\n", "jsonl": '{"', "csv": "document,", "txt": ""}[ending]
    assert out.read_text("utf-8").lstrip().startswith(begins)


@pytest.mark.parser
def test_a_reader_that_goes_away_is_no_crash(report: Path) -> None:
    command = f"{sys.executable} -m dragoman read {' '.join([str(report)] * 30)} -f json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
