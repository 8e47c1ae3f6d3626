"""What a rule of time is given: the words matched, and the frame that bears on their value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.understanding.when_values import Value, days, part
from dragoman.understanding.when_words import time_words

Direction = Literal["past", "future", "near"]
Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What bears on the value of a time. `today` is the day of the report, `anchor` the date last told in the text,
    `year` one that the text gave shortly before, `direction` where the verb's tense points; `first` where the text has
    told no date yet."""

    today: date | None
    direction: Direction
    anchor: Value | None = None
    year: int | None = None
    text: str = ""
    first: bool = False


UNKNOWN = Value("date", None, why="needs a publication date")


def word_of(groups: Groups, name: str) -> str | None:
    found = groups.get(name)
    return " ".join(found.lower().split()) if found else None


def lookup(groups: Groups, name: str, table: str | None = None) -> int | None:
    word = word_of(groups, name)
    if word is None:
        return None
    value: int = time_words().value(table or name, word.rstrip("."))
    return value


def share_of(groups: Groups) -> tuple[float, float] | None:
    word = "mid" if groups.get("glued") else word_of(groups, "edge")
    if word is None:
        return None
    low, high = time_words().value("edge", word)
    return (low, high) if (low, high) != (0.0, 1.0) else None


def cut(lower: date, upper: date, groups: Groups, grain: str, why: str) -> Value:
    share = share_of(groups)
    if share:
        lower, upper = part(lower, upper, share)
    return days(lower, upper, grain if not share else "", why)


def unit_of(groups: Groups) -> str:
    """The code of the unit of time; a part of the day stands for the day."""
    word = word_of(groups, "unit") or word_of(groups, "unit_s") or word_of(groups, "many") or ""
    table = time_words().classes["unit"]
    for form in (word, word.removesuffix("s"), word.removesuffix("ies") + "y"):
        if form in table:
            return str(table[form])
    return "D" if word in time_words().classes["part_of_day"] else ""


def count_of(groups: Groups) -> float | None:
    """The number of units; None for "several" and for a bare plural. No number at all counts as one."""
    if groups.get("vague_count") or groups.get("many"):
        return None
    word = word_of(groups, "count")
    if word is None:
        return 1
    if word[0].isdigit():
        return float(word)
    numbers = time_words().classes["number"]
    total = 0
    for piece in re.split(r"[ -]", word):
        if piece == "hundred":
            total = max(total, 1) * numbers[piece]
        elif piece != "and":
            total += numbers[piece]
    return float(total)
