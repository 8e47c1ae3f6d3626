"""Times that the calendar names: dates, months, years, quarters, seasons, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.understanding.when_frame import UNKNOWN, Frame, Groups, cut, lookup
from dragoman.understanding.when_values import Value, days, month_end, shift_months
from dragoman.understanding.when_words import time_words

#: Of the two readings of 12/11/2020 the one so many days or fewer from the report is its own day.
_OWN_DAY = 1
#: Years in two figures are of this century up to here.
_THIS_CENTURY = 40


def year_for(month: int, day: int | None, frame: Frame) -> int | None:
    """The year of a date without one: by the tense, seen from the day of the report; None where nothing tells."""
    if frame.year is not None and frame.direction != "future":
        return frame.year
    if frame.today is None:
        return frame.year
    today = frame.today
    if frame.direction == "near":
        try:
            here = date(today.year, month, day or 15)
        except ValueError:
            return today.year
        distance = (here - today).days
        return today.year + (1 if distance < -183 else -1 if distance > 183 else 0)
    this = (month, day) if day else (month,)
    now = (today.month, today.day) if day else (today.month,)
    if frame.direction == "past":
        # A day or two ahead is the writer's night, not the year before.
        return today.year if this <= now or (day and _soon(today, month, day)) else today.year - 1
    return today.year if this >= now else today.year + 1


def _soon(today: date, month: int, day: int) -> bool:
    ahead = today + timedelta(1)
    return (ahead.month, ahead.day) == (month, day)


def _calendar_date(month: int, day: int | None, year: int | None, groups: Groups, why: str) -> Value | None:
    if day is not None and not 1 <= day <= (month_end(year, month).day if year else month_end(2024, month).day):
        return None
    if year is None:
        edtf = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return Value("date", edtf, grain="D" if day else "MO", why=why)
    if day is not None:
        exact = date(year, month, day)
        return days(exact, exact, "D", why)
    return cut(date(year, month, 1), month_end(year, month), groups, "MO", why)


def calendar(groups: Groups, frame: Frame) -> Value | None:
    """October 16, 2025; 16 October; late March."""
    month = lookup(groups, "month")
    assert month is not None
    day = int(groups["day"] or 0) if groups.get("day") else None
    if groups.get("year"):
        return _calendar_date(month, day, int(groups["year"] or 0), groups, "calendar")
    step = lookup(groups, "which")
    if step is not None:
        return _month_from(month, step, frame)
    weekday = lookup(groups, "weekday")
    year = year_for(month, day, frame)
    if weekday is not None and day is not None and frame.today is not None and year is not None:
        year = _matching(weekday, month, day, year) or year
    return _calendar_date(
        month, day, year, groups, "calendar: year from the context" if year else "calendar: year open"
    )


def _matching(weekday: int, month: int, day: int, year: int) -> int | None:
    """The year nearest to `year` in which the date falls on the weekday that the text gives."""
    for each in (year, year - 1, year + 1, year - 2, year + 2):
        try:
            if date(each, month, day).weekday() == weekday:
                return each
        except ValueError:
            continue
    return None


def _month_from(month: int, step: int, frame: Frame) -> Value:
    if frame.today is None:
        return _calendar_date(month, None, None, {}, "calendar: year open") or UNKNOWN
    today = frame.today
    year = today.year
    if step < 0 and month >= today.month:
        year -= 1
    elif step > 0 and month <= today.month:
        year += 1
    return days(date(year, month, 1), month_end(year, month), "MO", "month counted from the report")


def month_of(groups: Groups, frame: Frame) -> Value | None:
    """March last year; October of this year."""
    if frame.today is None:
        return calendar({**groups, "which": None}, frame)
    year = frame.today.year + (lookup(groups, "which") or 0)
    return _calendar_date(lookup(groups, "month") or 1, None, year, groups, "calendar")


def days_range(groups: Groups, frame: Frame) -> Value | None:
    """October 16–18; 16 to 18 October 2025."""
    month = lookup(groups, "month") or 1
    first, last = int(groups["day"] or 0), int(groups["day2"] or 0)
    if not first < last:
        return None
    year = int(groups["year"] or 0) if groups.get("year") else year_for(month, last, frame)
    if year is None:
        return Value("date", f"XXXX-{month:02d}", grain="D", why="range: year open")
    if last > month_end(year, month).day or not first:
        return None
    return days(date(year, month, first), date(year, month, last), "D", "range")


def iso(groups: Groups, frame: Frame) -> Value | None:
    """2025-10-16."""
    return _calendar_date(int(groups["m"] or 0), int(groups["d"] or 0), int(groups["year"] or 0), groups, "ISO date")


def slash(groups: Groups, frame: Frame) -> Value | None:
    """16/10/2025; where day and month cannot be told apart, the report's own day is taken, else only bounds are given."""
    a, b = int(groups["a"] or 0), int(groups["b"] or 0)
    year = int(groups["year"] or 0) if groups.get("year") else _full_year(int(groups.get("short") or 0))
    readings = [
        v for m, d in ((b, a), (a, b)) if 1 <= m <= 12 and (v := _calendar_date(m, d, year, groups, "numeric date"))
    ]
    if not readings:
        return None
    if len(readings) == 1 or readings[0] == readings[1]:
        return readings[0]
    own = [v for v in readings if frame.today and v.lower and abs((frame.today - v.lower).days) <= _OWN_DAY]
    if len(own) == 1:
        return own[0]
    lows = sorted(v.lower for v in readings if v.lower)
    return Value("date", None, lows[0], lows[-1], "D", "numeric date: day and month cannot be told apart")


def _full_year(short: int) -> int:
    """The year that two figures stand for."""
    return (2000 if short <= _THIS_CENTURY else 1900) + short


def year(groups: Groups, frame: Frame) -> Value | None:
    number = int(groups["year"] or 0)
    return cut(date(number, 1, 1), date(number, 12, 31), groups, "Y", "year")


def years(groups: Groups, frame: Frame) -> Value | None:
    first = int(groups["year"] or 0)
    second = groups["year2"] or ""
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if not first < last < first + 300:
        return None
    return days(date(first, 1, 1), date(last, 12, 31), "Y", "range")


def decade(groups: Groups, frame: Frame) -> Value | None:
    start = int(groups["decade"] or 0) if groups.get("decade") else 0
    if not start:
        short = lookup(groups, "decade_word") or int(groups.get("short") or 0)
        start = (2000 if short <= 20 else 1900) + short
    return cut(date(start, 1, 1), date(start + 9, 12, 31), groups, "DE", "decade")


def century(groups: Groups, frame: Frame) -> Value | None:
    number = lookup(groups, "century_word") or int(groups.get("century") or 0)
    if not 10 <= number <= 30:
        return None
    return cut(date(100 * number - 100, 1, 1), date(100 * number - 1, 12, 31), groups, "C", "century")


def fiscal(groups: Groups, frame: Frame) -> Value | None:
    """Fiscal years begin in different months: only roughly the year they are named after."""
    number = int(groups["year"] or 0)
    return Value("date", f"{number}~", date(number - 1, 4, 1), date(number + 1, 6, 30), "Y", "fiscal year")


def _year_given(groups: Groups, frame: Frame) -> int | None:
    if groups.get("year"):
        return int(groups["year"] or 0)
    if frame.today is None:
        return frame.year
    return frame.today.year + (lookup(groups, "which") or 0)


def quarter(groups: Groups, frame: Frame) -> Value | None:
    number = int(groups.get("q") or 0) or lookup(groups, "ordinal") or 0
    number = 4 if number == -1 else number
    base = _year_given(groups, frame)
    if base is None:
        return UNKNOWN
    if not groups.get("year") and not groups.get("which") and frame.today and frame.direction == "past":
        base -= 3 * (number - 1) + 1 > frame.today.month
    lower = date(base, 3 * number - 2, 1)
    return days(lower, month_end(base, 3 * number), "Q", "quarter")


def half(groups: Groups, frame: Frame) -> Value | None:
    base, number = _year_given(groups, frame), lookup(groups, "ordinal")
    if base is None:
        return UNKNOWN
    if number not in (1, 2, -1):
        return None
    return days(
        date(base, 1 if number == 1 else 7, 1),
        date(base, 6 if number == 1 else 12, 30 if number == 1 else 31),
        "MO",
        "half",
    )


def season(groups: Groups, frame: Frame) -> Value | None:
    """Level 1 of EDTF numbers the seasons 21 to 24 and leaves their days open, as do the hemispheres."""
    code = lookup(groups, "season") or 21
    base = _year_given(groups, frame)
    if base is None:
        return UNKNOWN
    start = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    if not groups.get("year") and not groups.get("which") and frame.today:
        base += (frame.direction == "future" and start + 2 < frame.today.month) - (
            frame.direction == "past" and start > frame.today.month
        )
    if groups.get("which") and frame.today and lookup(groups, "which") == -1:
        base = frame.today.year - (start + 3 > frame.today.month)
    if groups.get("which") and frame.today and lookup(groups, "which") == 1:
        base = frame.today.year + (start <= frame.today.month)
    lower = date(base, start, 1)
    last = shift_months(lower, 2)
    return Value("date", f"{base}-{code}", lower, month_end(last.year, last.month), "S", "season")


def holiday(groups: Groups, frame: Frame) -> Value | None:
    when = str(time_words().value("holiday", groups["holiday"] or ""))
    if not when:
        return Value("date", None, why="a holiday that moves")
    month, day = map(int, when.split("-"))
    given = int(groups["year"] or 0) if groups.get("year") else _year_counted(month, day, groups, frame)
    return _calendar_date(month, day, given, groups, "holiday")


def _year_counted(month: int, day: int, groups: Groups, frame: Frame) -> int | None:
    """Christmas Eve last year; last Christmas; else the year that the tense gives."""
    named, step = lookup(groups, "year_which", "which"), lookup(groups, "which")
    if frame.today is None or (named is None and step is None):
        return year_for(month, day, frame)
    if named is not None or step == 0:
        return frame.today.year + (named or 0)
    return year_for(month, day, replace(frame, direction="future" if step == 1 else "past", year=None))
