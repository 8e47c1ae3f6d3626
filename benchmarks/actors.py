"""Scores who is who against labelled mentions, and times the tables.

    python benchmarks/actors.py --data expectations_dev.jsonl        country and sector of single mentions
    python benchmarks/actors.py --readouts whitehouse.jsonl.gz       the counterpart of White House readouts
    python benchmarks/actors.py --start                              time to open the tables

Each mention stands in a small sentence of its own, after its context. An organisation between states has no country
and the sector IGO. `today` is the day the labels were made.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dragoman.model import Actor, Cast, Document, Setting, Story
from dragoman.reading.parse import parse
from dragoman.reading.stories import split_stories
from dragoman.understanding.who import find_cast, resolve_phrase

TODAY = date(2022, 7, 1)
#: What the labels call a country but is an organisation between states.
ORGANISATIONS = ("IGO", "UNO", "EUR", "ISM", "NGO")
#: Labels older than PLOVER's letters, and labels that say nothing.
SAME_SECTOR = {"HLH": "MED", "CVL": "CVL"}
UNSCORED = ("", "UNK", "JNK", None)


def stories_of(text: str) -> list[Story]:
    parts = split_stories(Document(text))
    parsed = parse([passages for _story, passages in parts])
    return [replace(story, sentences=sentences) for (story, _), sentences in zip(parts, parsed, strict=True)]


def day_of(text: str) -> date:
    text = str(text).strip()
    if text.lower() in ("today", ""):
        return TODAY
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"{text}: not a date")


def in_sentence(mention: str, context: str, day: date) -> Actor | None:
    """The actor of the mention in a sentence of its own."""
    text = f"{mention} made a statement on Tuesday."
    for story in stories_of(text):
        title = context or None
        cast = find_cast(story, Setting(day, title))
        actor = of_sentence(cast, len(mention))
        if actor is not None:
            return actor
    return None


def of_sentence(cast: Cast, end: int) -> Actor | None:
    """Of the mentions within the first `end` characters the one that is the subject, else the longest."""
    within = [m for m in cast.mentions if m.span.start < end and m.actor is not None]
    best = max(within, key=lambda m: (cast.actors[m.actor or ""].sector is not None, m.last - m.first), default=None)
    return cast.actors[best.actor] if best is not None and best.actor is not None else None


def score(path: Path, show: bool) -> None:
    """Prints accuracy of country and sector, dated rows apart."""
    totals: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = wants(row)
        if not wanted:
            continue
        inputs = row["inputs"]
        day = day_of(inputs.get("query_date", "today"))
        context = inputs.get("context") or inputs.get("known_country") or ""
        for mode, actor in (
            ("sentence", in_sentence(inputs["text"], context, day)),
            ("phrase", resolve_phrase(inputs["text"], context, day)),
        ):
            right = {name: matches(actor, name, value) for name, value in wanted.items()}
            dated = "query_date" in inputs and inputs["query_date"].lower() != "today"
            for name, good in right.items():
                count(totals, hits, f"{mode} {name}", good)
            if dated:
                count(totals, hits, f"{mode} dated, all right", all(right.values()))
            if show and not all(right.values()):
                found = (actor.id, actor.country, actor.sector) if actor else None
                print(f"  {mode:8} {inputs['text']!r} {inputs.get('query_date', '')} wanted {wanted}, found {found}")
    for name in sorted(totals):
        print(f"{name:24} {hits[name] / totals[name]:.3f}  ({hits[name]} of {totals[name]})")


def count(totals: Counter[str], hits: Counter[str], name: str, good: bool) -> None:
    totals[name] += 1
    hits[name] += good


def wants(row: dict[str, Any]) -> dict[str, str]:
    """Country and sector that the row scores."""
    if row["method"] in ("query_wiki", "trf_agent_match") or row["inputs"].get("text", "").startswith("EXPR"):
        return {}
    wanted: dict[str, str] = {}
    for field, relation, value in row["expect"]:
        if relation != "Eq":
            continue
        if field in ("country", "cc"):
            wanted["country"] = value
        if field == "code_1" and value not in UNSCORED:
            wanted["sector"] = SAME_SECTOR.get(value, value)
    if wanted.get("country") in ORGANISATIONS:
        wanted = {"country": "", "sector": "NGO" if wanted["country"] == "NGO" else "IGO"}
    return wanted


def matches(actor: Actor | None, field: str, value: str) -> bool:
    if field == "country":
        return (actor.country if actor else None) == (value or None)
    return actor is not None and actor.sector == value


#: How titles of releases word an office, and what it is; the first that fits counts.
OFFICES = (
    (r"former|ret\.", "former"), (r"elect\b", "elect"), (r"deputy|vice", "deputy"),
    (r"prime minister|taoiseach|premier|chancellor", "head of government"),
    (r"national security|security council", "security adviser"),
    (r"foreign|external affairs|secretary of state\b", "foreign minister"), (r"defen[cs]e", "defence minister"),
    (r"secretary[- ]general|director[- ]general|high representative", "secretary-general"), (r"crown prince", "crown prince"),
    (r"\bking\b|\bqueen\b|sultan|[ae]mir\b|pope|majesty", "monarch"), (r"president", "president"),
)


def office_kind(words: str | None) -> str | None:
    """The kind of office that a title tells of, or None."""
    return next((kind for pattern, kind in OFFICES if re.search(pattern, (words or "").lower())), None)


def readouts(path: Path, show: bool) -> None:
    """The counterpart's country and kind of office, from the body alone, against those of the hidden title.

    Offices are scored where the title words one; half of the releases, by their number, are for tuning."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for number, row in enumerate(rows):
        words = row["title"].split(" with ", 1)[-1]
        if row.get("kind") != "readout" or " with " not in row["title"] or " and " in words:
            continue
        day = day_of(row["date"][:10])
        named = resolve_phrase(words, None, day)
        if named is None or named.country in (None, "USA"):
            continue
        found = counterpart(row["text"], day)
        country = found is not None and found.country == named.country
        total["country"] += 1
        right["country"] += country
        kind = office_kind(words)
        office = country and found is not None and office_kind(found.office) == kind
        if kind is not None:
            for name in ("office", "office, tuning half" if number % 2 else "office, other half"):
                total[name] += 1
                right[name] += office
        if show and not (country and (office or kind is None)):
            told = (found.id, found.country, found.office) if found else None
            print(f"  {row['title']!r} {row['date'][:10]}: wanted {named.country} {kind}, found {told}")
    parts = ", ".join(f"{name} {right[name] / max(1, total[name]):.3f} ({right[name]} of {total[name]})" for name in total)
    print(f"readouts: counterpart's {parts}")


def counterpart(text: str, day: date) -> Actor | None:
    """The first person of the text who is not American."""
    for story in stories_of(text):
        cast = find_cast(story, Setting(day))
        for mention in cast.mentions:
            actor = cast.actors[mention.actor] if mention.actor else None
            if actor is not None and actor.kind == "person" and actor.country not in (None, "USA"):
                return actor
    return None


def start() -> None:
    """Time from import to the first answer, in a fresh process, best of five."""
    code = (
        "import time; t = time.perf_counter(); from dragoman.knowledge.actors import registry; "
        "registry().named('Sergei Lavrov'); print(time.perf_counter() - t)"
    )
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    )
    print(f"tables ready in {best * 1000:.0f} ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path)
    options.add_argument("--readouts", type=Path)
    options.add_argument("--start", action="store_true")
    options.add_argument("--show", action="store_true", help="print what was missed")
    given = options.parse_args()
    began = time.perf_counter()
    if given.data:
        score(given.data, given.show)
    if given.readouts:
        readouts(given.readouts, given.show)
    if given.start:
        start()
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
