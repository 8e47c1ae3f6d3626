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


# --- feeds --------------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Fjord Post</title><link>https://fjord.example/</link><language>en-gb</language>
<item><title>Envoys meet &amp; part</title><link>https://fjord.example/1</link><guid>f-1</guid>
<pubDate>Tue, 02 Oct 2012 23:30:00 -0500</pubDate>
<description>Envoys of Norway met in Oslo on Tuesday.</description></item>
<item><title>Truce holds</title><link>https://fjord.example/2</link>
<description>Short.</description>
<content:encoded><![CDATA[<p>The truce in Mali held on Monday.</p><p>The army said it would <b>stay</b>.</p>"""
RSS += "<p>" + "The talks in Bamako go on. " * 30 + """</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Nothing inside</title><link>https://fjord.example/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry of Peace</title>
<entry><title>Call with Chad</title><id>tag:peace.example,2020:1</id><link href="https://peace.example/1"/>
<published>2020-03-05T08:00:00+03:00</published>
<content type="html">&lt;p&gt;The minister called Chad.&lt;/p&gt;</content></entry></feed>"""

JSON_FEED = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbour Radio", "language": "en",
    "items": [{"id": 7, "url": "https://harbour.example/7", "content_html": "<p>Peru recalled its envoy.</p>",
               "date_published": "2019-06-01T10:00:00Z"}],
})


def test_a_feed_gives_a_document_an_item(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS, encoding="utf-8")
    short, whole = (found for found in load(str(tmp_path / "feed.xml")) if isinstance(found, Document))
    assert short.text == "Envoys of Norway met in Oslo on Tuesday."
    assert (short.title, short.publisher, short.language) == ("Envoys meet & part", "The Fjord Post", "en-gb")
    assert short.published == date(2012, 10, 2)  # the day where the publisher sits
    assert (short.url, short.external_id) == ("https://fjord.example/1", "f-1")
    assert [note.code for note in short.notes] == ["summary-only"]
    assert whole.text.startswith("The truce in Mali held on Monday.\n\nThe army said it would stay.\n\nThe talks")
    assert "alert" not in whole.text
    assert whole.published is None
    assert whole.notes == ()
    assert failures(tmp_path / "feed.xml") == [f"{tmp_path / 'feed.xml'}:3: an item without text"]


@pytest.mark.parametrize(("feed", "text", "day_given", "ident"), [
    (ATOM, "The minister called Chad.", date(2020, 3, 5), "tag:peace.example,2020:1"),
    (JSON_FEED, "Peru recalled its envoy.", date(2019, 6, 1), "7"),
    ("\ufeff" + JSON_FEED, "Peru recalled its envoy.", date(2019, 6, 1), "7"),
])
def test_other_feeds(feed: str, text: str, day_given: date, ident: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", type("In", (), {"buffer": io.BytesIO(feed.encode())}))
    document = only("-")
    assert (document.text, document.published, document.external_id) == (text, day_given, ident)


@pytest.mark.parametrize(("feed", "why"), [
    ("<rss version='2.0'><channel><title>x</title></channel></rss>", "a feed without items"),
    ("<rss version='2.0'><channel><title>x", "a feed that cannot be read"),
    ('{"version": "https://jsonfeed.org/version/1", "items": [1]}', "a feed that cannot be read"),
])
def test_a_bad_feed_is_one_line(feed: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(feed, encoding="utf-8")
    (reason,) = failures(tmp_path / "feed")
    assert why in reason
    assert "\n" not in reason


def test_a_page_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(PAGE.replace("<body>", "<body><!-- <rss> -->"), encoding="utf-8")
    assert only(tmp_path / "page").title == "Envoys meet in Oslo"


def test_following_reads_the_page_behind_a_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys.modules["dragoman.sources.load"], "fetch", lambda url: asked.append(url) or PAGE.encode())
    (tmp_path / "feed.xml").write_text(RSS, encoding="utf-8")
    first, second = (found for found in load(str(tmp_path / "feed.xml"), follow=True) if isinstance(found, Document))
    assert asked == ["https://fjord.example/1"]
    assert "agreed to meet again in May" in first.text
    assert (first.title, first.published) == ("Envoys meet & part", date(2012, 10, 2))
    assert second.text.startswith("The truce in Mali")


def test_following_goes_to_the_web_alone(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS.replace("https://fjord.example/1", "file:///etc/hostname"), encoding="utf-8")
    first = next(load(str(tmp_path / "feed.xml"), follow=True))
    assert isinstance(first, Document)
    assert first.text == "Envoys of Norway met in Oslo on Tuesday."
