"""A feed (RSS, Atom, JSON Feed) → a document an item, as far as the feed holds it, through feedparser."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Document, Note
from dragoman.sources.dates import day

_LOOKS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*|<\?[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.S)
_JSON_FEED = re.compile(r'\s*\{.{0,2000}?"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/', re.S)
#: A report of fewer words is taken for a summary, where the item has an address.
_SUMMARY = 120
_BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "figure", "section", "article")
_TAG = re.compile(r"<[a-z!/][^>]*>", re.I)


def looks_like_feed(text: str) -> bool:
    """True when the text begins as a feed does."""
    return bool(_LOOKS.match(text[:4000]) or _JSON_FEED.match(text[:4000]))


def read_feed(data: bytes, name: str) -> Iterator[Document | InputError]:
    """The items of a feed in its order; InputError objects stand where an item holds no text. Raises InputError for a
    feed that holds none or cannot be read."""
    items = list(_json_items(data, name) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _xml_items(data, name))
    if not items:
        raise InputError(f"{name}: a feed without items")
    for number, item in enumerate(items, 1):
        where = f"{name}:{number}"
        text = _text(item.pop("body"))
        if text:
            note = (_summary(item["url"]),) if item["url"] and len(text.split()) < _SUMMARY else ()
            yield Document(text, source=where, notes=note, **item)
        else:
            yield InputError(f"{where}: an item without text")


def _summary(url: str) -> Note:
    return Note("summary-only", f"the feed holds a summary; for the whole report read {url}, or use --follow")


def _xml_items(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    import feedparser

    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries and feed.bozo:
        raise InputError(f"{name}: a feed that cannot be read: {' '.join(str(feed.bozo_exception).split())}")
    for entry in feed.entries:
        bodies = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
        yield {
            "body": max(bodies, key=len),
            "title": _plain(entry.get("title")),
            "publisher": _plain(entry.get("source", {}).get("title") or feed.feed.get("title")),
            "published": _day(entry.get("published"), entry.get("published_parsed"))
            or _day(entry.get("updated"), entry.get("updated_parsed")),
            "language": feed.feed.get("language") or None,
            "url": entry.get("link"),
            "external_id": entry.get("id"),
        }


def _json_items(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    try:
        feed = json.loads(data)
        for item in feed.get("items", ()):
            yield {
                "body": item.get("content_html") or item.get("content_text") or item.get("summary") or "",
                "title": _plain(item.get("title")),
                "publisher": _plain(feed.get("title")),
                "published": _day(item.get("date_published") or item.get("date_modified"), None),
                "language": item.get("language") or feed.get("language"),
                "url": item.get("url"),
                "external_id": None if item.get("id") is None else str(item["id"]),
            }
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{name}: a feed that cannot be read: {error}") from None


def _day(printed: str | None, parsed: Any) -> date | None:
    """The day where the publisher sits: "Tue, 02 Oct 2012 23:30:00 -0500" is the second, though it is the third in London."""
    for read in (day, lambda value: parsedate_to_datetime(value).date()):
        try:
            if printed and (found := read(printed)):
                return found
        except (InputError, ValueError, TypeError):
            continue
    return date(*parsed[:3]) if parsed else None


def _plain(text: str | None) -> str | None:
    return (" ".join(_text(text).split()) or None) if text else None


def _text(body: str) -> str:
    """The words of an item, which may be HTML: a blank line between its blocks."""
    if not _TAG.search(body):
        from html import unescape

        return unescape(body).strip()
    from lxml import html

    root = html.fragment_fromstring(body, create_parent="div")
    for element in list(root.iter("script", "style")):
        element.drop_tree()
    for element in root.iter(*_BLOCKS):
        element.tail = "\n\n" + (element.tail or "")
        element.text = "\n\n" + (element.text or "") if element.tag != "br" else element.text
    lines = (" ".join(line.split()) for line in str(root.text_content()).split("\n\n"))
    return "\n\n".join(line for line in lines if line)
