"""A file of coded events → texts with their gold events. Rows that cannot be used are named, never silently lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.knowledge.load import read_yaml
from dragoman.knowledge.ontology import event_types
from dragoman.model.event import STATUSES

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Long stories stand in one cell; the module's own limit is 128 KiB.
_CELL = 16_000_000


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted on, as the gold writes it: a code (country, body), words of the text, or both."""

    code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One coded event. `words` tell of it and `start` is their offset (or the sentence's) where the gold says so."""

    type: str
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    status: str | None = None
    words: str = ""
    start: int | None = None


@dataclass(slots=True)
class GoldText:
    """A text and its events; none where the gold says that it holds none."""

    id: str
    text: str
    published: date | None = None
    events: list[GoldEvent] = field(default_factory=list)


@dataclass(slots=True)
class Gold:
    """A file of gold. `asked`: each row asks of one event between the parties it names, and the texts may hold others.
    `problems` name the rows left out."""

    texts: list[GoldText] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    asked: bool = False

    @property
    def merged(self) -> dict[str, str]:
        """Types to be scored under one name, where this gold uses that name."""
        used = {event.type for text in self.texts for event in text.events}
        return {part: whole for whole, parts in _words()["merged"].items() if whole in used for part in parts}


def read_gold(path: Path) -> Gold:
    """The gold of a JSON Lines, CSV or TSV file. Raises InputError where the file cannot be read or holds no gold."""
    try:
        data = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8: {error.reason} at byte {error.start}") from None
    gold = Gold()
    lines = data.lstrip().startswith("{")
    seen: dict[str, GoldText] = {}
    rows = _json_rows(data, gold) if lines else _table_rows(data, path, gold)
    for where, row in rows:
        try:
            _add(row, where, seen)
        except InputError as error:
            gold.problems.append(f"{where}: {error}")
    gold.texts = list(seen.values())
    if not gold.texts:
        reason = f"; the first row: {gold.problems[0]}" if gold.problems else ""
        raise InputError(f"{path}: no row of gold in it{reason}")
    return gold


@cache
def _words() -> dict[str, Any]:
    known: dict[str, Any] = read_yaml("gold.yaml")
    return known


def _json_rows(data: str, gold: Gold) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(data.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            gold.problems.append(f"line {number}: not JSON: {error}")
            continue
        if isinstance(entry, dict):
            yield f"line {number}", entry
        else:
            gold.problems.append(f"line {number}: expected a JSON object, found {type(entry).__name__}")


def _table_rows(data: str, path: Path, gold: Gold) -> Iterator[tuple[str, dict[str, Any]]]:
    csv.field_size_limit(_CELL)
    head = data.split("\n", 1)[0]
    tabbed = "\t" in head
    reader = csv.reader(io.StringIO(data, newline=""), delimiter="\t" if tabbed else ";" if "," not in head else ",")
    columns = [name.strip().lower() for name in next(reader, [])]
    known = _words()["columns"]
    for meaning in ("text", "type"):
        if not set(columns) & set(known[meaning]):
            raise InputError(f"{path}: no column of the {meaning}: one of {', '.join(known[meaning])}")
    gold.asked = set(_words()["asks"]) <= set(columns)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            gold.problems.append(f"line {line}: {error}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(columns):
            yield f"line {line}", dict(zip(columns, cells, strict=True))
        else:
            gold.problems.append(f"line {line}: {len(cells)} cells under {len(columns)} columns")


def _add(row: dict[str, Any], where: str, seen: dict[str, GoldText]) -> None:
    """Adds the row's text and events. Raises InputError, naming nothing, before anything is added."""
    row = {str(name).lower(): value for name, value in row.items()}
    text = _text(row)
    inner = row.get("events")
    if inner is not None and not (isinstance(inner, list) and all(isinstance(entry, dict) for entry in inner)):
        raise InputError('"events" is not a list of objects')
    entries = [row] if inner is None else [{str(k).lower(): v for k, v in entry.items()} for entry in inner]
    events = [event for entry in entries if (event := _event(entry, text)) is not None]
    published = _cell(row, "date")
    day = date.fromisoformat(published) if _DAY.fullmatch(published) and _is_day(published) else None
    held = seen.setdefault(text, GoldText(_cell(row, "id") or where, text, day))
    held.events.extend(events)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(row: dict[str, Any]) -> str:
    info = row.get("text_info")
    story = info.get("text_story") if isinstance(info, dict) else info
    text = story or next((row[name] for name in _words()["columns"]["text"] if row.get(name)), None)
    if not isinstance(text, str) or not text.strip():
        raise InputError("no text")
    return text.strip()


def _event(row: dict[str, Any], text: str) -> GoldEvent | None:
    """The event of the row; None where it says that there is none."""
    raw = _cell(row, "type")
    if raw.lower() in _words()["none"] or str(row.get("has_event", "")).lower() in ("0", "false", "no"):
        return None
    name = raw.upper()
    name = _words()["types"].get(name, name)
    if name not in event_types() and name not in _words()["merged"]:
        raise InputError(f"{raw}: no such event type")
    status = _cell(row, "status").lower() or None
    if status is not None and status not in STATUSES:
        raise InputError(f"{status}: no such status; there are {', '.join(STATUSES)}")
    words = _cell(row, "words")
    actors, recipients = _parties(row, "actor"), _parties(row, "recipient")
    mode = _cell(row, "mode").lower()
    return GoldEvent(name, None if mode in _words()["none"] else mode, actors, recipients, status, words,
                     _start(row, text, words))


def _cell(row: dict[str, Any], meaning: str) -> str:
    value = next((row[name] for name in _words()["columns"][meaning] if row.get(name) is not None), "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        raise InputError(f'"{meaning}" is an object, expected a word')
    return str(value).strip()


def _parties(row: dict[str, Any], meaning: str) -> tuple[Party, ...]:
    value = next((row[name] for name in _words()["columns"][meaning] if row.get(name)), None)
    found = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            found.append(Party(str(entry.get("code") or "").strip(), str(entry.get("entity_text") or "").strip()))
        elif isinstance(entry, str) and entry.strip():
            found.append(_party(entry.strip()))
        elif entry is not None and not isinstance(entry, str):
            raise InputError(f"{meaning}: expected words or an object, found {type(entry).__name__}")
    return tuple(party for party in found if party.code or party.words)


def _party(cell: str) -> Party:
    """A cell of a table: "KEN" or "KEN-GOV" is a code as well as words, "the Kenyan premier" is words alone."""
    return Party(cell if re.fullmatch(r"[A-Z][A-Z0-9-]{1,30}", cell) else "", cell)


def _start(row: dict[str, Any], text: str, words: str) -> int | None:
    """Where the event is told: its words where they stand once in the text, else an offset that the gold gives."""
    if words and text.count(words) == 1:
        return text.index(words)
    info = row.get("text_info")
    start = info.get("start") if isinstance(info, dict) else row.get("start")
    return start if isinstance(start, int) and 0 <= start < len(text) else None
