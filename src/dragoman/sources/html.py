"""A saved or fetched HTML page → its article, title, publisher and date, through trafilatura."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Document, Note
from dragoman.sources.dates import day

_LOOKS = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|\?xml[^>]*>\s*<(?:!doctype\s+)?html)\b",
    re.I | re.S,
)
_SENTENCE = re.compile(r"\w[^.!?\n]{20,}[.!?]")
#: Only what the page itself states as its date: a date found in running text or set by the clock would be a guess.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_NO_ARTICLE = Note("no-article", "no article was found in the page: only menus, links or scripts")


def looks_like_html(text: str) -> bool:
    """True when the text begins as an HTML page does."""
    return _LOOKS.match(text[:2000]) is not None


def read_html(page: str, *, source: str | None = None, url: str | None = None) -> Document:
    """The article of a page. A page without one gives an empty document with the note `no-article`."""
    found = _extract(page, url)
    text = str(getattr(found, "text", None) or "")
    # Menus and link lists hold no sentence: what the extractor kept of them is not a report.
    if not _SENTENCE.search(text):
        return Document("", source=source, url=url, notes=(_NO_ARTICLE,))
    return Document(
        text, source=source, title=found.title or None, publisher=found.sitename or None,
        published=_day(found.date), url=url or found.url or None,
    )


def _extract(page: str, url: str | None) -> Any:
    import trafilatura

    # Its warnings about odd pages are not for the reader of a report.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=_DATES
    )


def _day(value: str | None) -> date | None:
    try:
        return day(value)
    except InputError:
        return None
