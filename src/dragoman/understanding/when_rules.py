"""One function a rule of `times.yaml`: the words matched and what is known around them → a value.

A rule returns None where the words turn out to be no time after all, and a `Value` without `edtf` where they are one
whose day cannot be told honestly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dragoman.understanding.when_values import (
    Value,
    about,
    counted,
    days,
    iso_duration,
    month_end,
    part,
    period,
    shift_months,
)
from dragoman.understanding.when_words import time_words

Direction = Literal["past", "future", "near"]
Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What bears on the value of a time. `today` is the day of the report, `anchor` the date last told in the text,
    `year` one that the text gave shortly before, `direction` where the verb's tense points."""

    today: date | None
    direction: Direction
    anchor: Value | None = None
    year: int | None = None
    text: str = ""


#: "Two weeks later" can be counted from a stretch of at most so many days.
_WEEKS_FROM = 7
_UNKNOWN = Value("date", None, why="needs a publication date")


def _word(groups: Groups, name: str) -> str | None:
    found = groups.get(name)
    return " ".join(found.lower().split()) if found else None


def _lookup(groups: Groups, name: str, table: str | None = None) -> int | None:
    word = _word(groups, name)
    if word is None:
        return None
    value: int = time_words().value(table or name, word.rstrip("."))
    return value


def _share(groups: Groups) -> tuple[float, float] | None:
    word = "mid" if groups.get("glued") else _word(groups, "edge")
    if word is None:
        return None
    low, high = time_words().value("edge", word)
    return (low, high) if (low, high) != (0.0, 1.0) else None


def _cut(lower: date, upper: date, groups: Groups, grain: str, why: str) -> Value:
    share = _share(groups)
    if share:
        lower, upper = part(lower, upper, share)
    return days(lower, upper, grain if not share else "", why)


def _unit(groups: Groups) -> str:
    word = _word(groups, "unit") or _word(groups, "unit_s") or _word(groups, "many") or ""
    table = time_words().classes["unit"]
    for form in (word, word.removesuffix("s"), word.removesuffix("ies") + "y"):
        if form in table:
            return str(table[form])
    return ""


def _count(groups: Groups) -> float | None:
    """The number of units; None for "several" and the like. No number at all counts as one."""
    if groups.get("vague_count"):
        return None
    word = _word(groups, "count")
    if word is None:
        return 1
    if word[0].isdigit():
        return float(word)
    numbers = time_words().classes["number"]
    return float(sum(numbers[piece] for piece in word.split("-")))


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
    return _cut(date(year, month, 1), month_end(year, month), groups, "MO", why)


def calendar(groups: Groups, frame: Frame) -> Value | None:
    """October 16, 2025; 16 October; late March."""
    month = _lookup(groups, "month")
    assert month is not None
    day = int(groups["day"] or 0) if groups.get("day") else None
    if groups.get("year"):
        return _calendar_date(month, day, int(groups["year"] or 0), groups, "calendar")
    step = _lookup(groups, "which")
    if step is not None:
        return _month_from(month, step, frame)
    weekday = _lookup(groups, "weekday")
    year = year_for(month, day, frame)
    if weekday is not None and day is not None and frame.today is not None and year is not None:
        year = _matching(weekday, month, day, year) or year
    return _calendar_date(
        month, day, year, groups, "calendar: year from the context" if year else "calendar: year open"
    )


def _matching(weekday: int, month: int, day: int, year: int) -> int | None:
    """The year next to `year` in which the date falls on the weekday that the text gives."""
    for each in (year, year - 1, year + 1):
        try:
            if date(each, month, day).weekday() == weekday:
                return each
        except ValueError:
            continue
    return None


def _month_from(month: int, step: int, frame: Frame) -> Value:
    if frame.today is None:
        return _calendar_date(month, None, None, {}, "calendar: year open") or _UNKNOWN
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
    year = frame.today.year + (_lookup(groups, "which") or 0)
    return _calendar_date(_lookup(groups, "month") or 1, None, year, groups, "calendar")


def days_range(groups: Groups, frame: Frame) -> Value | None:
    """October 16–18; 16 to 18 October 2025."""
    month = _lookup(groups, "month") or 1
    first, last = int(groups["day"] or 0), int(groups["day2"] or 0)
    if not first < last:
        return None
    year = int(groups["year"] or 0) if groups.get("year") else year_for(month, last, frame)
    if year is None:
        return Value("date", f"XXXX-{month:02d}", grain="D", why="range: year open")
    if last > month_end(year, month).day or not first:
        return None
    return days(date(year, month, first), date(year, month, last), "D", "range")


def ordinal_day(groups: Groups, frame: Frame) -> Value | None:
    """The 25th of this month."""
    if frame.today is None:
        return _UNKNOWN
    return _calendar_date(frame.today.month, int(groups["day"] or 0), frame.today.year, groups, "day of the month")


def iso(groups: Groups, frame: Frame) -> Value | None:
    """2025-10-16."""
    return _calendar_date(int(groups["m"] or 0), int(groups["d"] or 0), int(groups["year"] or 0), groups, "ISO date")


def slash(groups: Groups, frame: Frame) -> Value | None:
    """16/10/2025; where day and month cannot be told apart, only the bounds are given."""
    a, b, year = int(groups["a"] or 0), int(groups["b"] or 0), int(groups["year"] or 0)
    readings = [
        v for m, d in ((b, a), (a, b)) if 1 <= m <= 12 and (v := _calendar_date(m, d, year, groups, "numeric date"))
    ]
    if not readings:
        return None
    if len(readings) == 1 or readings[0] == readings[1]:
        return readings[0]
    lows = sorted(v.lower for v in readings if v.lower)
    return Value("date", None, lows[0], lows[-1], "D", "numeric date: day and month cannot be told apart")


def year(groups: Groups, frame: Frame) -> Value | None:
    number = int(groups["year"] or 0)
    return _cut(date(number, 1, 1), date(number, 12, 31), groups, "Y", "year")


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
        short = int(groups.get("short") or 0)
        start = (2000 if short <= 20 else 1900) + short
    return _cut(date(start, 1, 1), date(start + 9, 12, 31), groups, "DE", "decade")


def century(groups: Groups, frame: Frame) -> Value | None:
    number = int(groups["century"] or 0)
    if not 10 <= number <= 30:
        return None
    return _cut(date(100 * number - 100, 1, 1), date(100 * number - 1, 12, 31), groups, "C", "century")


def fiscal(groups: Groups, frame: Frame) -> Value | None:
    """Fiscal years begin in different months: only roughly the year they are named after."""
    number = int(groups["year"] or 0)
    return Value("date", f"{number}~", date(number - 1, 4, 1), date(number + 1, 6, 30), "Y", "fiscal year")


def _year_given(groups: Groups, frame: Frame) -> int | None:
    if groups.get("year"):
        return int(groups["year"] or 0)
    if frame.today is None:
        return frame.year
    return frame.today.year + (_lookup(groups, "which") or 0)


def quarter(groups: Groups, frame: Frame) -> Value | None:
    number = int(groups.get("q") or 0) or _lookup(groups, "ordinal") or 0
    number = 4 if number == -1 else number
    base = _year_given(groups, frame)
    if base is None:
        return _UNKNOWN
    if not groups.get("year") and not groups.get("which") and frame.today and frame.direction == "past":
        base -= 3 * (number - 1) + 1 > frame.today.month
    lower = date(base, 3 * number - 2, 1)
    return days(lower, month_end(base, 3 * number), "Q", "quarter")


def half(groups: Groups, frame: Frame) -> Value | None:
    base, number = _year_given(groups, frame), _lookup(groups, "ordinal")
    if base is None:
        return _UNKNOWN
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
    code = _lookup(groups, "season") or 21
    base = _year_given(groups, frame)
    if base is None:
        return _UNKNOWN
    start = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    if not groups.get("year") and not groups.get("which") and frame.today:
        base += (frame.direction == "future" and start + 2 < frame.today.month) - (
            frame.direction == "past" and start > frame.today.month
        )
    if groups.get("which") and frame.today and _lookup(groups, "which") == -1:
        base = frame.today.year - (start + 3 > frame.today.month)
    if groups.get("which") and frame.today and _lookup(groups, "which") == 1:
        base = frame.today.year + (start <= frame.today.month)
    lower = date(base, start, 1)
    last = shift_months(lower, 2)
    return Value("date", f"{base}-{code}", lower, month_end(last.year, last.month), "S", "season")


def weekday(groups: Groups, frame: Frame) -> Value | None:
    """Tuesday, last Tuesday, Tuesday last week: which one is told by the words, else by the tense."""
    if frame.today is None:
        return Value("date", None, why="weekday: needs a publication date")
    number = _lookup(groups, "weekday") or 0
    today = frame.today
    if groups.get("week_after"):
        step = {"last": -1, "next": 1, "this": 0}[_word(groups, "week_after") or "this"]
        found = period(today, "W", step)[0] + timedelta(number)
        return days(found, found, "D", "weekday of the week named")
    step_word = _lookup(groups, "which")
    if step_word == 0:
        found = period(today, "W")[0] + timedelta(number)
        return days(found, found, "D", "weekday of this week")
    back = (today.weekday() - number) % 7
    if step_word == -1:
        found = today - timedelta(back or 7)
    elif step_word == 1:
        found = period(today, "W", 1)[0] + timedelta(number)
    elif frame.direction == "future":
        found = today + timedelta((number - today.weekday()) % 7)
    else:
        found = today - timedelta(back)
    return days(
        found,
        found,
        "D",
        f"weekday: {frame.direction} tense" if step_word is None else "weekday counted from the report",
    )


def day_word(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return _UNKNOWN
    found = frame.today + timedelta(_lookup(groups, "day_word") or 0)
    return days(found, found, "D", "day counted from the report")


def period_rule(groups: Groups, frame: Frame) -> Value | None:
    """last week; early next year; later this month; the end of the year."""
    if frame.today is None:
        return _UNKNOWN
    unit = _unit(groups) or "Y"
    step = _lookup(groups, "which") or 0
    if unit == "D" and step == 0:
        return days(frame.today, frame.today, "D", "day counted from the report")
    if unit in ("H", "M", "S"):
        return None
    lower, upper = period(frame.today, unit, step)
    whole = frame.text.lower()
    if whole.endswith("'s end") or (whole.endswith("end") and unit != "E"):
        lower, upper = part(lower, upper, (0.83, 1.0))
        return days(lower, upper, "", "end of the period")
    compare = _word(groups, "compare")
    if step == 0 and compare == "earlier" and lower <= frame.today:
        return days(lower, frame.today, unit, "period counted from the report")
    if step == 0 and compare == "later":
        return days(frame.today, upper, unit, "period counted from the report")
    if compare in ("late", "early"):
        lower, upper = part(lower, upper, (0.0, 0.34) if compare == "early" else (0.66, 1.0))
        return days(lower, upper, "", "part of the period")
    return _cut(lower, upper, groups, unit, "period counted from the report")


def weekend(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return _UNKNOWN
    step = _lookup(groups, "which")
    lower, upper = period(frame.today, "E")
    if step == 1:
        lower, upper = period(frame.today, "E", 1 if frame.today.weekday() >= 5 else 0)
    elif step == -1 or (step is None and frame.direction != "future" and lower > frame.today):
        lower, upper = period(frame.today, "E", -1)
    return days(lower, upper, "WE", "weekend counted from the report")


def ago(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return _UNKNOWN
    unit, count = _unit(groups), _count(groups)
    if groups.get("count") is None and groups.get("vague_count") is None:
        lower = shift_months(frame.today, -6) if unit == "Y" else frame.today
        return about(lower, 15, "MO", "half a unit ago") if unit == "Y" else None
    if count is None:
        return _vague_ago(unit, frame.today)
    if groups.get("ago_day") and unit in ("W", "Y"):
        return counted(frame.today, unit, -int(count), "counted back from the report")
    return _guarded(frame.today, unit, -count, "counted back from the report")


def _guarded(day: date, unit: str, count: float, why: str) -> Value | None:
    try:
        if count != int(count):
            return (
                about(shift_months(day, round(12 * count)), 90, "MO", why)
                if unit == "Y"
                else Value("date", None, why=why)
            )
        return counted(day, unit, int(count), why)
    except (ValueError, OverflowError):
        return Value("date", None, why=why)


def _vague_ago(unit: str, today: date) -> Value:
    back = {"D": (9, 2), "W": (56, 10), "MO": (330, 45), "Y": (2900, 600)}.get(unit)
    if back is None:
        return Value("date", None, why="vague")
    return days(today - timedelta(back[0]), today - timedelta(back[1]), "", "vague: past")


def ahead(groups: Groups, frame: Frame) -> Value | None:
    """In two days, within three weeks: from the report where the tense looks ahead, else how long it took."""
    unit, count = _unit(groups), _count(groups)
    text = frame.text.lower()
    bound = text.startswith("within")
    explicit = "time" in text or "from now" in text
    if not explicit and frame.direction != "future":
        return _length(unit, count)
    if frame.today is None:
        return _UNKNOWN
    if count is None:
        return Value("date", None, lower=frame.today, why="vague: future")
    if bound or "less than" in text or "under" in text or "the next" in text:
        end = _guarded(frame.today, unit, count, "")
        return (
            days(frame.today, end.upper, unit, "within a stretch from the report")
            if end and end.upper
            else _length(unit, count)
        )
    return _guarded(frame.today, unit, count, "counted on from the report")


def _length(unit: str, count: float | None) -> Value:
    if count is None or not unit:
        return Value("duration", None, grain=unit, why="duration of unknown length")
    return Value("duration", iso_duration(unit, count), grain=unit, why="duration")


def stretch(groups: Groups, frame: Frame) -> Value | None:
    """The past three years; over the next two weeks: the interval that reaches to or from the report."""
    if frame.today is None:
        return _UNKNOWN
    unit, count = _unit(groups), _count(groups)
    forward = _word(groups, "way") in ("coming", "next", "following")
    if unit in ("", "S", "M"):
        return _length(unit, count) if unit else None
    if groups.get("count") is None and groups.get("vague_count") is None:
        plural = (_word(groups, "unit_s") or "").endswith("s")
        if not plural and unit == "DE":
            lower, upper = sorted((frame.today, shift_months(frame.today, 120 if forward else -120)))
            return days(lower, upper, "", f"stretch: {'future' if forward else 'past'} P10Y")
        if not plural:
            return period_rule({**groups, "unit": groups.get("unit_s"), "which": "next" if forward else "last"}, frame)
        count = None
    if count is None:
        far = {"D": 10, "W": 45, "MO": 210, "Y": 2200, "H": 1}.get(unit, 3650)
        other = frame.today + timedelta(far if forward else -far)
    elif unit == "H":
        other = frame.today + timedelta((1 if forward else -1) * max(1, round(count / 24)))
    else:
        value = _guarded(frame.today, unit, count if forward else -count, "")
        if value is None or value.lower is None or value.upper is None:
            return _length(unit, count)
        other = _same_day(frame.today, unit, int(count) * (1 if forward else -1))
    lower, upper = sorted((frame.today, other))
    name = "future" if forward else "past"
    why = f"stretch: {name}" if count is None else f"stretch: {name} {iso_duration(unit, count)}"
    return days(lower, upper, "", why)


def _same_day(day: date, unit: str, count: int) -> date:
    months = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "C": 1200}.get(unit)
    if months:
        return shift_months(day, months * count)
    return day + timedelta(count * {"W": 7, "F": 14, "E": 7}.get(unit, 1))


def anchored(groups: Groups, frame: Frame) -> Value | None:
    """The day before; two weeks later; that month: counted from the date last told in the text."""
    way = _word(groups, "way") or ""
    unit, count = _unit(groups), _count(groups)
    base = frame.anchor
    if base is None and way in ("previous", "preceding") and unit != "D" and frame.today is not None:
        return period_rule({**groups, "which": "last"}, frame)
    if base is None or base.lower is None or base.upper is None or not unit:
        return Value("date", None, why="counted from another event")
    if way.endswith("same") or way.startswith("that"):
        lower, upper = period(base.lower, unit)
        return days(lower, upper, unit, "same as the date told before") if base.grain == "D" or unit != "D" else None
    if (unit == "D" and base.grain != "D") or (unit in ("W", "F") and (base.upper - base.lower).days > _WEEKS_FROM):
        return Value("date", None, why="counted from another event")
    sign = -1 if way in ("previous", "preceding", "before", "earlier", "prior") else 1
    if count is None:
        return Value("date", None, why="counted from another event")
    return _guarded(base.lower if sign < 0 else base.upper, unit, sign * count, "counted from the date told before")


def vague(groups: Groups, frame: Frame) -> Value | None:
    low, high = time_words().value("vague", groups["vague"] or "")
    name = "future" if high > 0 else "past"
    if low == 0 and frame.direction == "past" and name == "future":
        return None  # "soon afterwards", "shortly before dawn": counted from what is told, not from the report
    if frame.today is None:
        return Value("date", None, why=f"vague: {name}")
    lower, upper = frame.today + timedelta(low), frame.today + timedelta(high)
    return Value("date", f"{lower.isoformat()}~/{upper.isoformat()}", lower, upper, "", f"vague: {name}")


def present(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return Value("date", None, why="present")
    return Value(
        "date", f"{frame.today.isoformat()}~", frame.today - timedelta(3), frame.today + timedelta(3), "", "present"
    )


def clock(groups: Groups, frame: Frame) -> Value | None:
    """A time of day. Its date is that of the day told beside it; without one it has no value of its own."""
    if groups.get("named"):
        hour, minute = (0 if _word(groups, "named") == "midnight" else 12), 0
    else:
        hour, minute = int(groups["hour"] or 0), int(groups.get("minute") or 0)
        half_of_day = _word(groups, "half")
        if half_of_day and (hour > 12 or hour == 0):
            return None
        hour = hour % 12 + (12 if half_of_day == "p" else 0) if half_of_day else hour
    if hour > 24:
        return None
    return Value("time", None, why=f"clock {hour % 24:02d}:{minute:02d}")


def duration(groups: Groups, frame: Frame) -> Value | None:
    if groups.get("many"):
        return Value("duration", None, grain=_unit(groups), why="duration of unknown length")
    count, unit = _count(groups), _unit(groups)
    if "half" in frame.text.lower() and count is not None:
        count += 0.5
    return _length(unit, count) if unit else None


def set_rule(groups: Groups, frame: Frame) -> Value | None:
    if groups.get("set_word"):
        return Value("set", str(time_words().value("set_word", groups["set_word"] or "")), why="set")
    if groups.get("weekday"):
        return Value("set", "P2W" if "other" in frame.text.lower() else "P1W", why="set")
    count, unit = _count(groups), _unit(groups)
    return Value("set", iso_duration(unit, count) if unit and count else None, why="set")


def holiday(groups: Groups, frame: Frame) -> Value | None:
    month, day = map(int, str(time_words().value("holiday", groups["holiday"] or "")).split("-"))
    given = int(groups["year"] or 0) if groups.get("year") else year_for(month, day, frame)
    return _calendar_date(month, day, given, groups, "holiday")


RULES: dict[str, Callable[[Groups, Frame], Value | None]] = {
    "calendar": calendar,
    "month_of": month_of,
    "days": days_range,
    "ordinal_day": ordinal_day,
    "iso": iso,
    "slash": slash,
    "year": year,
    "years": years,
    "decade": decade,
    "century": century,
    "fiscal": fiscal,
    "quarter": quarter,
    "half": half,
    "season": season,
    "weekday": weekday,
    "day_word": day_word,
    "period": period_rule,
    "weekend": weekend,
    "ago": ago,
    "ahead": ahead,
    "stretch": stretch,
    "anchored": anchored,
    "vague": vague,
    "present": present,
    "clock": clock,
    "duration": duration,
    "set": set_rule,
    "holiday": holiday,
}
