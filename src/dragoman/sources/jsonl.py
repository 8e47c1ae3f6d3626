"""JSON Lines: one document a line, as a stream; a bad line is a failure of its own, the others are still read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Document
from dragoman.sources.dates import day

_KNOWN = ("text", "id", "date", "title", "publisher", "url", "language")


def read_lines(lines: Iterable[str], name: str) -> Iterator[Document | InputError]:
    """The documents of `lines`; InputError objects stand where a line cannot be read, naming it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _document(line, f"{name}:{number}")
        except InputError as error:
            yield error


def _document(line: str, where: str) -> Document:
    try:
        entry: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at column {error.colno}") from None
    if not isinstance(entry, dict):
        raise InputError(f"{where}: expected a JSON object, found {type(entry).__name__}")
    if not isinstance(entry.get("text"), str):
        raise InputError(f'{where}: no "text" key with a string')
    for key in _KNOWN[2:]:
        if entry.get(key) is not None and not isinstance(entry[key], str):
            raise InputError(f'{where}: "{key}" is not a string')
    id = entry.get("id")
    try:
        published = day(entry.get("date"))
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return Document(
        # Lone surrogates are legal JSON escapes and cannot be written out again.
        entry["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        source=where, title=entry.get("title"), publisher=entry.get("publisher"), published=published,
        language=entry.get("language"), url=entry.get("url"), external_id=None if id is None else str(id),
        extra={key: value for key, value in entry.items() if key not in _KNOWN},
    )
