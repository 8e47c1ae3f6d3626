"""Every kind of input becomes a document, or one clear line that names it."""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.model import Document
from dragoman.sources import Failure, load
from dragoman.sources.dates import day
from dragoman.sources.decode import decode
from dragoman.sources.html import looks_like_html, read_html
from dragoman.sources.jsonl import looks_like_lines

PAGE = """<!doctype html><html lang="en"><head><title>Envoys meet in Oslo | The Fjord Post</title>
<meta property="og:site_name" content="The Fjord Post">
<meta property="article:published_time" content="2025-04-02T09:00:00Z">
<meta property="og:title" content="Envoys meet in Oslo"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Envoys meet in Oslo</h1>
<p>Envoys of Norway and Colombia met in Oslo on Tuesday to discuss a ceasefire with the rebel group.
They agreed to meet again in May.</p>
<p>The Norwegian foreign minister said that both sides had shown good will,
and thanked Cuba for its help with the talks.</p>
</article><footer>All rights reserved</footer></body></html>"""


def only(name: str | Path) -> Document:
    """The one document behind `name`."""
    found = list(load(str(name)))
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return found[0]


def failures(name: str | Path) -> list[str]:
    return [found.reason for found in load(str(name)) if isinstance(found, Failure)]


# --- days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "wanted"), [
    ("2025-11-01", date(2025, 11, 1)),
    (" 2025-11-01 ", date(2025, 11, 1)),
    ("2025-11-01T10:30:00Z", date(2025, 11, 1)),
    ("2025-11-01 10:30", date(2025, 11, 1)),
    ("20251101", date(2025, 11, 1)),
    (date(2025, 11, 1), date(2025, 11, 1)),
    (datetime(2025, 11, 1, 9), date(2025, 11, 1)),
    ("", None), ("  ", None), (None, None),
])
def test_day(given: str | date | None, wanted: date | None) -> None:
    assert day(given) == wanted


@pytest.mark.parametrize("given", ["yesterday", "2025-13-01", "2025-11", "2025-11-01 or so", "01/11/2025"])
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="not a day"):
        day(given)


# --- bytes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_dress(encoding: str) -> None:
    text = "Ministers met in Zürich and “agreed” to meet again." * 3
    assert decode(text.encode(encoding), "x") == (text, ())


def test_old_windows_text_is_read_and_noted() -> None:
    text, notes = decode("“We agreed” – said Müller.".encode("cp1252"), "x")
    assert text == "“We agreed” – said Müller."
    assert [note.code for note in notes] == ["encoding"]


def test_broken_utf8_keeps_what_is_whole() -> None:
    text, notes = decode("Zürich and \xff Genève".encode().replace("ÿ".encode(), b"\xff"), "x")
    assert text == "Zürich and \ufffd Genève"
    assert [note.code for note in notes] == ["encoding"]


def test_a_page_says_its_encoding() -> None:
    data = '<html><head><meta charset="windows-1251"></head><p>Москва</p></html>'.encode("cp1251")
    assert "Москва" in decode(data, "x")[0]


@pytest.mark.parametrize("data", [
    b"\x89PNG\r\n\x1a\n", b"PK\x03\x04rest", b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 9, b"\x7fELF\x02\x01",
])
def test_binary_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        decode(data, "file.bin")
    assert str(error.value).startswith("file.bin: ")
    assert "\n" not in str(error.value)


# --- files --------------------------------------------------------------------------------------------------------


def test_text_is_kept_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One\r\ntwo  \tthree\n")
    document = only(path)
    assert document.text == "One\r\ntwo  \tthree\n"
    assert document.source == str(path)


def test_markdown_is_text_even_where_it_begins_with_a_tag(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<p>Kenya</p> met Sudan.")
    assert only(path).text == "<p>Kenya</p> met Sudan."


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl", "."])
def test_what_cannot_be_opened_is_a_failure(name: str, tmp_path: Path) -> None:
    (reason,) = failures(tmp_path / name)
    assert str(tmp_path / name).rstrip(".").rstrip("/") in reason
    assert "\n" not in reason


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    document = only(path)
    assert document.title == "Envoys meet in Oslo"
    assert document.publisher == "The Fjord Post"
    assert document.published == date(2025, 4, 2)
    assert "met in Oslo on Tuesday" in document.text
    assert "Home" not in document.text


def test_a_page_that_states_no_date_has_none() -> None:
    body = "<p>The envoy met the rebels in March and left for Doha.</p>" * 5
    assert read_html(f"<html><body><article>{body}</article></body></html>").published is None


@pytest.mark.parametrize("page", [
    "<html></html>",
    "<!doctype html><html><body><ul>" + '<li><a href="/a">Section of news</a></li>' * 4000 + "</ul></body></html>",
    "<html><script>var a = 1;</script></html>",
], ids=["empty", "menus", "script"])
def test_a_page_without_an_article_is_noted(page: str) -> None:
    document = read_html(page, source="x")
    assert document.text == ""
    assert [note.code for note in document.notes] == ["no-article"]


@pytest.mark.parametrize(("text", "wanted"), [
    ("<!DOCTYPE html><html>", True), ("\n <html lang=en>", True), ("<!-- x --><body>", True),
    ("<b>Bold</b> words", False), ("Text <html>", False), ("", False),
])
def test_looks_like_html(text: str, wanted: bool) -> None:
    assert looks_like_html(text) is wanted


def test_a_damaged_pdf_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnot really")
    (reason,) = failures(path)
    assert reason.startswith(f"{path}: not a readable PDF")
    assert "\n" not in reason


# --- JSON Lines ---------------------------------------------------------------------------------------------------


def test_lines_keep_what_they_know_and_what_they_do_not(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"text": "A.", "id": 7, "date": "2025-01-02", "title": "T", "publisher": "P", "url": "u", "language": "en"}
    path.write_text(json.dumps({**row, "beat": [1]}) + "\n\n")
    document = only(path)
    assert (document.external_id, document.published, document.title) == ("7", date(2025, 1, 2), "T")
    assert (document.publisher, document.url, document.language) == ("P", "u", "en")
    assert dict(document.extra) == {"beat": [1]}
    assert document.source == f"{path}:1"


@pytest.mark.parametrize(("line", "why"), [
    ("{", "not JSON"), ("[1]", "expected a JSON object"), ('{"title": "x"}', '"text"'), ('{"text": 3}', '"text"'),
    ('{"text": "a", "date": "soon"}', "not a day"), ('{"text": "a", "title": 4}', '"title"'),
    ('{"text": "a", "x": NaN}', "not JSON"), ("[" * 100_000, "not JSON"),
])
def test_a_bad_line_is_named_and_the_rest_is_read(line: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' + line + '\n{"text": "three"}\n')
    found = list(load(str(path)))
    assert [f.text for f in found if isinstance(f, Document)] == ["one", "three"]
    (reason,) = [f.reason for f in found if isinstance(f, Failure)]
    assert reason.startswith(f"{path}:2: ")
    assert why in reason


def test_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\\ud800b 😀"}\n')
    assert only(path).text == "a\ufffdb 😀"


def test_standard_input_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BytesIO(data)

    for data, texts in (
        (b"Plain words.", ["Plain words."]),
        (b'{"text": "one\xe2\x80\xa8line"}\n{"text": "two"}', ["one\u2028line", "two"]),
        (b"{braces} in a text", ["{braces} in a text"]),
    ):
        monkeypatch.setattr("sys.stdin", Stdin(data))
        assert [f.text for f in load("-") if isinstance(f, Document)] == texts


def test_looks_like_lines() -> None:
    assert looks_like_lines('{"text": "a"}\n')
    assert looks_like_lines('{"text": \n{"text": "b"}')
    assert not looks_like_lines("")
    assert not looks_like_lines("{a}\n{b}")


# --- the network --------------------------------------------------------------------------------------------------


def test_an_address_that_does_not_answer_is_one_line() -> None:
    (reason,) = failures("http://127.0.0.1:9/page")
    assert reason.startswith("http://127.0.0.1:9/page: cannot be fetched")
    assert "\n" not in reason


def test_a_fetched_page(monkeypatch: pytest.MonkeyPatch) -> None:
    # The package gives the function `load`, so its module is taken from where modules are kept.
    monkeypatch.setattr(sys.modules["dragoman.sources.load"], "fetch", lambda url: PAGE.encode())
    document = only("https://news.example/a")
    assert document.url == "https://news.example/a"
    assert document.title == "Envoys meet in Oslo"
