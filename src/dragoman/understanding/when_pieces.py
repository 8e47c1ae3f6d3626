"""Numbered pieces of a month, a week or a year: "the second week of October", "the last day of April", "the week of 6 May"."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.understanding.when_calendar import calendar, year_for
from dragoman.understanding.when_counted import anchored
from dragoman.understanding.when_frame import UNKNOWN, Frame, Groups, count_of, lookup, unit_of, word_of
from dragoman.understanding.when_values import Value, days, month_end, part, period, shift_months
from dragoman.understanding.when_words import time_words

_WHY = "piece of a period"
#: Periods that have days to number.
_PERIODS = ("W", "MO", "Q", "Y", "DE", "C")
_SHARES = {"half": ((0.0, 0.5), (0.5, 1.0)), "third": ((0.0, 0.34), (0.34, 0.66), (0.66, 1.0))}
#: "The first days of May", "the last weeks of the year": the share of it that is meant.
_SOME = {"D": 0.17, "W": 0.5, "MO": 0.34}


def piece(groups: Groups, frame: Frame) -> Value | None:
    """The second week of October; the last day of that month; the first three months of the year."""
    month = lookup(groups, "month")
    whole = _named(month, groups, frame) if month or groups.get("year") else _period(groups, frame)
    if not isinstance(whole, tuple):
        return whole
    number = lookup(groups, "ordinal") or 0
    weekday = lookup(groups, "weekday")
    if weekday is not None:
        return _nth(*whole, number, 1, first=_weekday(*whole, weekday, number), step=7)
    kind = time_words().value("piece", groups["piece"] or "")
    if kind in _SHARES:
        shares = _SHARES[kind]
        return days(*part(*whole, shares[number - 1 if number > 0 else -1]), "", _WHY) if number <= len(shares) else None
    if groups.get("count") is None and (word_of(groups, "piece") or "").endswith("s"):
        if abs(number) != 1:
            return None
        some = _SOME[kind]
        return days(*part(*whole, (0.0, some) if number == 1 else (1 - some, 1.0)), "", _WHY)
    count = count_of(groups)
    if count is None or count != int(count) or (count > 1 and abs(number) != 1):
        return None
    if kind == "MO":
        return _months(*whole, number, int(count))
    if kind == "E":
        return _nth(*whole, number, 2, first=_weekday(*whole, 5, number), step=7)
    size = int(count) * (7 if kind == "W" else 1)
    return _nth(*whole, number, size, first=whole[0] if number > 0 else whole[1] - timedelta(size - 1), step=size)


def _named(month: int | None, groups: Groups, frame: Frame) -> tuple[date, date] | Value:
    """The month or the year that is named."""
    if month is None:
        return period(date(int(groups["year"] or 0), 1, 1), "Y")
    year = int(groups["year"] or 0) if groups.get("year") else year_for(month, None, frame)
    if year is None:
        return Value("date", f"XXXX-{month:02d}", grain="MO", why="calendar: year open")
    return date(year, month, 1), month_end(year, month)


def _period(groups: Groups, frame: Frame) -> tuple[date, date] | Value | None:
    """The period whose piece it is: the one told before, or one seen from the report."""
    unit = unit_of(groups)
    if unit not in _PERIODS:
        return None
    if groups.get("way"):
        told = anchored({**groups, "count": None}, frame)
        return (told.lower, told.upper) if told is not None and told.lower and told.upper else told
    if frame.today is None:
        return UNKNOWN
    return period(frame.today, unit, lookup(groups, "which") or 0)


def _weekday(lower: date, upper: date, weekday: int, number: int) -> date:
    """The first such day of the stretch, or the last one where it is counted from the end."""
    if number < 0:
        return upper - timedelta((upper.weekday() - weekday) % 7)
    return lower + timedelta((weekday - lower.weekday()) % 7)


def _nth(lower: date, upper: date, number: int, size: int, *, first: date, step: int) -> Value | None:
    start = first + timedelta(step * (max(number, 1) - 1))
    if not lower <= start <= upper:
        return None
    return days(start, min(start + timedelta(size - 1), upper), "D" if size == 1 else "W" if size == 7 else "", _WHY)


def _months(lower: date, upper: date, number: int, count: int) -> Value | None:
    start = shift_months(lower, count * (number - 1)) if number > 0 else shift_months(upper.replace(day=1), 1 - count)
    end = shift_months(start, count) - timedelta(1)
    return days(start, end, "MO" if count == 1 else "", _WHY) if lower <= start and end <= upper else None


def ordinal_day(groups: Groups, frame: Frame) -> Value | None:
    """The 25th of that month; on the 5th: of the month told before, else the nearest one where the tense points."""
    day = int(groups["day"] or 0)
    bare = bool(groups.get("lead"))
    if groups.get("way") or (bare and frame.direction != "future" and frame.anchor is not None):
        told = anchored({"way": groups.get("way") or "same", "unit": "month"}, frame)
        return _day_of(told.lower, day) if told is not None and told.lower is not None else told
    if frame.today is None:
        return UNKNOWN
    first = shift_months(frame.today.replace(day=1), lookup(groups, "which") or 0)
    if bare and frame.direction != "near":
        ahead = frame.direction == "future"
        if day < frame.today.day if ahead else day > frame.today.day:
            first = shift_months(first, 1 if ahead else -1)
    return _day_of(first, day)


def _day_of(first: date, day: int) -> Value | None:
    if not 1 <= day <= month_end(first.year, first.month).day:
        return None
    found = first.replace(day=day)
    return days(found, found, "D", "day of the month")


def week_of(groups: Groups, frame: Frame) -> Value | None:
    """The week of 6 May; the weekend of June 3: the one that holds the day."""
    told = calendar(groups, frame)
    if told is None or told.lower is None:
        return told
    lower, upper = period(told.lower, unit_of(groups))
    return days(lower, upper, unit_of(groups), "week of a date")
