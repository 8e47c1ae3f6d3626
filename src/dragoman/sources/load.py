"""A name on the command line → documents: a file, a web address, a feed or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import InputError
from dragoman.model import Document
from dragoman.sources.decode import decode
from dragoman.sources.feed import looks_like_feed, read_feed
from dragoman.sources.html import looks_like_html, read_html
from dragoman.sources.jsonl import looks_like_lines, read_lines
from dragoman.sources.pdf import read_pdf
from dragoman.sources.url import fetch, is_url

_HTML = (".html", ".htm", ".xhtml")
_JSONL = (".jsonl", ".ndjson")
#: Files that are text whatever they begin with; anything else is looked at.
_TEXT = (".txt", ".md", ".markdown", ".text")


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: the reason is one clear line that names it."""

    reason: str


def load(name: str, *, follow: bool = False) -> Iterator[Document | Failure]:
    """The documents behind `name`: a path, a web address, or "-" for standard input. Raises nothing: see Failure.

    With `follow` the pages are fetched of feed items of which the feed holds a summary alone."""
    try:
        for found in _load(name):
            if follow and isinstance(found, Document):
                found = _followed(found)
            yield Failure(str(found)) if isinstance(found, InputError) else found
    except InputError as error:
        yield Failure(str(error))


def _load(name: str) -> Iterator[Document | InputError]:
    if name == "-":
        yield from _sniff(sys.stdin.buffer.read(), "standard input", "")
    elif is_url(name):
        yield from _sniff(fetch(name), name, "", url=name)
    elif Path(name).suffix.lower() in _JSONL:
        yield from _stream(Path(name))
    else:
        yield from _sniff(_bytes(Path(name)), name, Path(name).suffix.lower())


def _followed(item: Document) -> Document | InputError:
    """The whole report behind a summary of a feed; what the page does not say of itself is told by the feed."""
    if item.url is None or not is_url(item.url) or not any(note.code == "summary-only" for note in item.notes):
        return item
    try:
        page = next(_sniff(fetch(item.url), item.url, "", url=item.url))
    except InputError as error:
        return error
    if isinstance(page, InputError):
        return page
    return replace(
        page, title=item.title or page.title, publisher=item.publisher or page.publisher,
        published=item.published or page.published, external_id=item.external_id,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _stream(path: Path) -> Iterator[Document | InputError]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            yield from read_lines(lines, str(path))
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _sniff(data: bytes, name: str, suffix: str, url: str | None = None) -> Iterator[Document | InputError]:
    """Reads `data` as what it is: PDF, a feed, JSON Lines, an HTML page, or text."""
    if data.startswith(b"%PDF-"):
        yield read_pdf(data, name)
        return
    text, notes = decode(data, name)
    if suffix not in (*_TEXT, *_HTML) and looks_like_feed(text):
        yield from read_feed(data, name)
    elif suffix not in (*_TEXT, *_HTML) and looks_like_lines(text):
        yield from read_lines(text.split("\n"), name)
    elif suffix in _HTML or (suffix not in (".md", ".markdown") and looks_like_html(text)):
        page = read_html(text, source=name, url=url)
        yield replace(page, notes=(*notes, *page.notes))
    else:
        yield Document(text, source=name, url=url, notes=notes)
