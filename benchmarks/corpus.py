"""The project's own annotated reports (`training/corpus/*.txt`) as data: text, and the events marked in it."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training" / "corpus"
EXAM = ROOT / "benchmarks" / "exam"
_MARK = re.compile(r"\{([^{}|]+)\|([A-Z]+)\.([a-z-]*)\|([a-z]+)\|([A-Z]+[+-]?)\|A:([^|}]*)\|R:([^|}]*)\}")


@dataclass(frozen=True)
class GoldEvent:
    start: int
    end: int
    type: str
    mode: str
    status: str
    factuality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    id: str
    published: date | None
    kind: str
    text: str
    events: tuple[GoldEvent, ...]


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in cell.split(",") if code.strip() and code.strip() != "?")


def parse_report(raw: str) -> Report:
    """One report of the corpus; markup removed, offsets counted in what remains."""
    head: dict[str, str] = {}
    lines = raw.strip("\n").split("\n")
    while lines and lines[0].startswith("# "):
        key, _, value = lines.pop(0)[2:].partition(":")
        head[key.strip()] = value.strip()
    marked = "\n".join(lines).strip("\n")
    text, events, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        words, kind, mode, status, factuality, actors, recipients = match.groups()
        events.append(GoldEvent(
            len(text), len(text) + len(words), kind, mode, status, factuality, _codes(actors), _codes(recipients)))
        text += words
        last = match.end()
    text += marked[last:]
    published = date.fromisoformat(head["date"]) if re.fullmatch(r"\d{4}-\d\d-\d\d", head.get("date", "")) else None
    return Report(head.get("id", "?"), published, head.get("kind", "news"), text, tuple(events))


def is_held(id: str) -> bool:
    """True for the reports that no training and no tuning may see."""
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 5 == 0


def reports(part: str = "all") -> Iterator[Report]:
    """The reports; `part` "held" is a fifth of them, by a hash of the id, kept from training; "dev" the others;
    "exam" are reports of another hand in `benchmarks/exam`, never used for training or tuning."""
    folder = EXAM if part == "exam" else CORPUS
    for path in sorted(folder.glob("[a-z][0-9]*.txt")):
        for raw in re.split(r"^===\s*$", path.read_text(encoding="utf-8"), flags=re.M):
            if not raw.strip():
                continue
            report = parse_report(raw)
            if part in ("all", "exam") or is_held(report.id) == (part == "held"):
                yield report


@dataclass(frozen=True)
class Marked:
    """A sentence of `training/corpus/p*.tsv` with its events; `parties` holds the words of actor and recipient of each."""

    text: str
    events: tuple[GoldEvent, ...]
    parties: tuple[tuple[str, str], ...]


def marked_sentences() -> Iterator[Marked]:
    """Single sentences whose events have their actor and recipient marked by words; all are for training."""
    for path in sorted(CORPUS.glob("p[0-9]*.tsv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        texts = dict.fromkeys(row["sentence"] for row in rows)
        for text in texts:
            told = [row for row in rows if row["sentence"] == text and row["type"]]
            events = [_event_of(text, row) for row in told]
            yield Marked(text, tuple(events), tuple((row["actor"], row["recipient"]) for row in told))


def _event_of(text: str, row: dict[str, str]) -> GoldEvent:
    start = text.index(row["words"])
    return GoldEvent(start, start + len(row["words"]), row["type"], row["mode"], row["status"], row["factuality"], (), ())
