"""Times that belong together: "from Monday to Friday", "since 2014", "at 9 p.m. on Tuesday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from dragoman.model import Sentence, Time
from dragoman.understanding.when_values import Value, edtf
from dragoman.understanding.when_words import time_words

_JOINS = {"to", "until", "till", "through", "-", "–", "—", "and"}
#: How far, in words, a time of day may stand from the date it belongs to.
_CLOCK_REACH = 7

#: What begins the reason of values that have their own two ends, or none.
_WITH_BOUNDS = ("range", "stretch", "vague", "present")

Pair = tuple[Time, Value]


def combine(sentence: Sentence, pairs: list[Pair], today: date | None) -> list[Time]:
    """The times of one sentence with ranges joined, open ends marked and clock times given their day."""
    joined = _join_ranges(sentence, pairs)
    times = [_bounded(sentence, time, value, today) for time, value in joined]
    return [_with_day(time, times) if time.kind == "time" else time for time in times]


def _before(sentence: Sentence, first: int, count: int = 2) -> str:
    words = [t.lower for t in sentence.tokens[max(0, first - count) : first]]
    while words and words[-1] in ("the", "about", "around", "on", "late", "early"):
        words.pop()
    return " ".join(words)


def _join_ranges(sentence: Sentence, pairs: list[Pair]) -> list[Pair]:
    done: list[Pair] = []
    for pair in pairs:
        joined = _range(sentence, done[-1], pair) if done else None
        if joined:
            done[-1] = joined
        else:
            done.append(pair)
    return done


def _range(sentence: Sentence, left: Pair, right: Pair) -> Pair | None:
    """One interval from two dates, where the words between and before them say so."""
    a, b = left[0], right[0]
    if (
        not (a.kind == b.kind == "date")
        or not right[1].lower
        or not right[1].upper
        or not 1 <= b.first - a.last - 1 <= 2
    ):
        return None
    middle = [t.lower for t in sentence.tokens[a.last + 1 : b.first] if t.lower not in ("on", "the")]
    before = _before(sentence, a.first, 1)
    if len(middle) != 1 or middle[0] not in _JOINS:
        return None
    if before != ("between" if middle[0] == "and" else "from") and middle[0] not in ("-", "–", "—"):
        return None
    lower = _start(left[1], right[1])
    if lower is None or lower > right[1].upper:
        return None
    start, end = a.span.start - sentence.start, b.span.end - sentence.start
    span = replace(a.span, end=b.span.end, text=sentence.text[start:end])
    whole = Value("date", edtf(lower, right[1].upper), lower, right[1].upper, "", "range")
    time = Time(span, a.sentence, a.first, b.last, "date", whole.edtf, whole.lower, whole.upper, "range")
    return time, whole


def _start(left: Value, right: Value) -> date | None:
    """The first day of a range; a year told only at its end holds for its start ("from October 16 to 18 May 2025")."""
    assert right.lower is not None
    if left.lower is not None and left.lower <= right.lower:
        return left.lower
    day = left.lower
    if day is None and left.edtf and left.edtf.startswith("XXXX-") and len(left.edtf) == 10:
        day = date(2024, int(left.edtf[5:7]), int(left.edtf[8:10]))
    if day is None:
        return None
    try:
        moved = day.replace(year=right.lower.year)
        return moved if moved <= right.lower else moved.replace(year=right.lower.year - 1)
    except ValueError:
        return None


def _bounded(sentence: Sentence, time: Time, value: Value, today: date | None) -> Time:
    """ "since 2014" is open at its end, "until Friday" at its start; "by May" begins with the report."""
    if time.kind != "date" or value.lower is None or value.upper is None or value.why.startswith(_WITH_BOUNDS):
        return time
    if time.last + 1 < len(sentence.tokens) and sentence.tokens[time.last + 1].tag == "POS":
        return time  # "from this summer's games": not the days from it on
    grammar = time_words().grammar
    before = _before(sentence, time.first)
    word = before.split(" ")[-1] if before else ""
    if word in grammar["open_end"] or before in grammar["open_end"]:
        if word in ("after", "following"):
            return time
        ahead = today is not None and value.lower > today
        if word in ("from", "of") and not ahead:
            return time  # "as of Friday, nine had died": told on that day
        return replace(time, edtf=f"{_end(value, 0)}/..", upper=None, why=f"{time.why}; open end")
    if word in grammar["open_start"]:
        if word == "before":
            return time
        if today is not None and value.upper >= today:
            return replace(time, edtf=edtf(today, value.upper), lower=today, why=f"{time.why}; bound from the report")
        return replace(time, edtf=f"../{_end(value, -1)}", lower=None, why=f"{time.why}; open start")
    return time


def _end(value: Value, side: Literal[0, -1]) -> str:
    """How EDTF writes the time as one end of an interval: itself, or its own end where it is a stretch."""
    return (value.edtf or "").split("/")[side]


def _with_day(time: Time, times: list[Time]) -> Time:
    """The clock time with the day told nearest to it, in EDTF (`2025-10-16T21:00`)."""
    near = [t for t in times if t.kind == "date" and t.edtf and t.lower == t.upper and t.lower and len(t.edtf) == 10]
    near = [t for t in near if min(abs(t.first - time.last), abs(time.first - t.last)) <= _CLOCK_REACH]
    if not near:
        return time
    return at_day(time, min(near, key=lambda t: min(abs(t.first - time.last), abs(time.first - t.last))))


def at_day(time: Time, day: Time) -> Time:
    """The time of day on a day that is told; an hour left open is no more than the day."""
    if not time.why.startswith("clock "):
        return replace(time, edtf=day.edtf, lower=day.lower, upper=day.upper)
    hours = time.why.removeprefix("clock ")
    zone = "Z" if any(mark in time.span.text for mark in ("GMT", "UTC")) else ""
    return replace(time, edtf=f"{day.edtf}T{hours}:00{zone}", lower=day.lower, upper=day.upper)
