"""JSON Lines: one document a line, as a stream; a bad line is a failure of its own, the others are still read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from dragoman.errors import InputError
from dragoman.model import Document
from dragoman.sources.dates import day

_KNOWN = ("text", "id", "date", "title", "publisher", "url", "language")


def looks_like_lines(text: str) -> bool:
    """True when one of the first lines is a JSON object."""
    lines = [line for line in text[:200_000].split("\n", 5)[:5] if line.strip()]
    return bool(lines) and lines[0].lstrip("\ufeff \t").startswith("{") and any(map(_is_object, lines))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


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
        entry: Any = json.loads(line, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    if not isinstance(entry, dict):
        raise InputError(f"{where}: expected a JSON object, found {type(entry).__name__}")
    if not isinstance(entry.get("text"), str):
        raise InputError(f'{where}: no "text" key with a string')
    for key in _KNOWN[2:]:
        if entry.get(key) is not None and not isinstance(entry[key], str):
            raise InputError(f'{where}: "{key}" is not a string')
    return _made(entry, where)


def _made(entry: dict[str, Any], where: str) -> Document:
    id = entry.get("id")
    try:
        published = day(entry.get("date"))
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return Document(
        _whole(entry["text"]), source=where, title=_whole(entry.get("title")), publisher=_whole(entry.get("publisher")),
        published=published, language=entry.get("language"), url=entry.get("url"),
        external_id=None if id is None else str(id),
        extra={key: value for key, value in entry.items() if key not in _KNOWN},
    )


def _whole(text: Any) -> Any:
    """`text` without lone surrogates, which JSON's escapes allow and no file can hold; each becomes U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if text and not _sound(text) else text


def _sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")
