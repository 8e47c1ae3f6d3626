"""A saved or fetched HTML page → its article, title, publisher and date, through trafilatura."""

from __future__ import annotations

import logging
import re
from datetime import date

from dragoman.errors import InputError
from dragoman.model import Document, Note
from dragoman.sources.dates import day

_LOOKS = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|\?xml[^>]*>\s*<html)", re.I | re.S)


def looks_like_html(text: str) -> bool:
    """True when the text begins as an HTML page does."""
    return _LOOKS.match(text[:2000]) is not None


def read_html(page: str, *, source: str | None = None, url: str | None = None) -> Document:
    """The article of a page. A page without one gives an empty document with the note `no-article`."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False, include_tables=True)
    text = (getattr(found, "text", None) or "") if found is not None else ""
    if found is None or not text.strip():
        note = Note("no-article", "no article was found in the page: only menus, links or scripts")
        return Document("", source=source, url=url, notes=(note,))
    return Document(
        text, source=source, title=found.title, publisher=found.sitename, published=_day(found.date), url=found.url or url,
    )


def _day(value: str | None) -> date | None:
    try:
        return day(value)
    except InputError:
        return None
