"""Times counted from the report or from a date told before: weekdays, "last week", "two days ago", "the day before"."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.understanding.when_frame import UNKNOWN, Frame, Groups, count_of, cut, lookup, unit_of, word_of
from dragoman.understanding.when_values import Value, about, counted, days, iso_duration, part, period, shift_months
from dragoman.understanding.when_words import time_words

#: "Two weeks later" and "six hours later" can be counted from a stretch of at most so many days.
_WEEKS_FROM = 7
_WITHIN_WEEK = ("W", "F", "H", "M", "S")
#: How many days off "days later", "weeks ago" and the like may be.
_FEW = {"M": (0, 1), "H": (0, 1), "D": (2, 9), "W": (10, 56), "MO": (45, 330), "Y": (600, 2900)}
_TOLD = "counted from the date told before"
_PERIODS = ("D", "W", "MO", "Y")
_ELSEWHERE = "counted from another event"


def weekday(groups: Groups, frame: Frame) -> Value | None:
    """Tuesday, last Tuesday, Tuesday last week: which one is told by the words, else by the tense."""
    if frame.today is None:
        return Value("date", None, why="weekday: needs a publication date")
    number = lookup(groups, "weekday") or 0
    today = frame.today
    if groups.get("of_which") and frame.anchor is not None:
        beside = _weekday_beside(frame.anchor, number, before=word_of(groups, "of_which") == "previous")
        return days(beside, beside, "D", _TOLD) if beside else Value("date", None, why=_ELSEWHERE)
    if groups.get("week_on"):
        found = today + timedelta((number - today.weekday()) % 7 + 7)
        return days(found, found, "D", "weekday of the week after")
    if groups.get("week_after"):
        step = {"last": -1, "next": 1, "this": 0}[word_of(groups, "week_after") or "this"]
        found = period(today, "W", step)[0] + timedelta(number)
        return days(found, found, "D", "weekday of the week named")
    step_word = lookup(groups, "which")
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


def _weekday_beside(told: Value, number: int, *, before: bool) -> date | None:
    """The last such weekday before the date told, or the first one after it."""
    if told.lower is None or told.upper is None:
        return None
    if before:
        return told.lower - timedelta((told.lower.weekday() - number) % 7 or 7)
    return told.upper + timedelta((number - told.upper.weekday()) % 7 or 7)


def day_word(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return UNKNOWN
    found = frame.today + timedelta(lookup(groups, "day_word") or 0)
    return days(found, found, "D", "day counted from the report")


def period_rule(groups: Groups, frame: Frame) -> Value | None:
    """last week; early next year; later this month; the end of the year."""
    if frame.today is None:
        return UNKNOWN
    unit = unit_of(groups) or "Y"
    step = -2 if groups.get("before_last") else lookup(groups, "which") or 0
    if unit == "D" and step == 0:
        return days(frame.today, frame.today, "D", "day counted from the report")
    if unit in ("H", "M", "S"):
        return None
    lower, upper = period(frame.today, unit, step)
    whole = frame.text.lower()
    if whole.endswith("'s end") or (whole.endswith("end") and unit != "E"):
        lower, upper = part(lower, upper, (0.83, 1.0))
        return days(lower, upper, "", "end of the period")
    compare = word_of(groups, "compare")
    if step == 0 and compare == "earlier" and lower <= frame.today:
        return days(lower, frame.today, unit, "period counted from the report")
    if step == 0 and compare == "later":
        return days(frame.today, upper, unit, "period counted from the report")
    if compare in ("late", "early"):
        lower, upper = part(lower, upper, (0.0, 0.34) if compare == "early" else (0.66, 1.0))
        return days(lower, upper, "", "part of the period")
    return cut(lower, upper, groups, unit, "period counted from the report")


def weekend(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return UNKNOWN
    step = lookup(groups, "which")
    lower, upper = period(frame.today, "E")
    if step == 1:
        lower, upper = period(frame.today, "E", 1 if frame.today.weekday() >= 5 else 0)
    elif step == -1 or (step is None and frame.direction != "future" and lower > frame.today):
        lower, upper = period(frame.today, "E", -1)
    return days(lower, upper, "E", "weekend counted from the report")


def ago(groups: Groups, frame: Frame) -> Value | None:
    if frame.today is None:
        return UNKNOWN
    unit, count = unit_of(groups), count_of(groups)
    if groups.get("count") is None and groups.get("vague_count") is None:
        return _half_ago(unit, frame.today)
    if count is None:
        return _vague_ago(unit, frame.today)
    if frame.text.lower().endswith("half ago"):
        count += 0.5
    back = _same_day(frame.today, unit, -int(count)) if unit in ("D", "W", "MO", "Y") else None
    if back is not None and groups.get("weekday"):
        back -= timedelta((back.weekday() - (lookup(groups, "weekday") or 0)) % 7)  # "a week ago Monday"
        return days(back, back, "D", "weekday counted from the report")
    day = {"today": 0, "yesterday": -1}.get(word_of(groups, "ago_day") or "")
    if back is not None and day is not None:
        return days(back + timedelta(day), back + timedelta(day), "D", "counted back from the report")
    return _guarded(frame.today, unit, -count, "counted back from the report")


def _half_ago(unit: str, today: date) -> Value | None:
    """Half a year, a decade or a century ago."""
    if unit == "Y":
        return about(shift_months(today, -6), 15, "MO", "half a unit ago")
    years = {"DE": 5, "C": 50}.get(unit)
    return counted(today, "Y", -years, "half a unit ago") if years else None


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
    bounds = _FEW.get(unit)
    if bounds is None:
        return Value("date", None, why="vague")
    return days(today - timedelta(bounds[1]), today - timedelta(bounds[0]), "", "vague: past")


def ahead(groups: Groups, frame: Frame) -> Value | None:
    """In two days, within three weeks: from the report where the tense looks ahead, else how long it took."""
    unit, count = unit_of(groups), count_of(groups)
    text = frame.text.lower()
    bound = text.startswith("within")
    explicit = "time" in text or "from now" in text
    if not explicit and frame.direction != "future":
        return length_of(unit, count)
    if frame.today is None:
        return UNKNOWN
    if count is None:
        return Value("date", None, lower=frame.today, why="vague: future")
    if bound or "less than" in text or "under" in text or "the next" in text:
        end = _guarded(frame.today, unit, count, "")
        return (
            days(frame.today, end.upper, unit, "within a stretch from the report")
            if end and end.upper
            else length_of(unit, count)
        )
    return _guarded(frame.today, unit, count, "counted on from the report")


def length_of(unit: str, count: float | None) -> Value:
    if count is None or not unit:
        return Value("duration", None, grain=unit, why="duration of unknown length")
    return Value("duration", iso_duration(unit, count), grain=unit, why="duration")


def stretch(groups: Groups, frame: Frame) -> Value | None:
    """The past three years; over the next two weeks: the interval that reaches to or from the report."""
    if frame.today is None:
        return UNKNOWN
    unit, count = unit_of(groups), count_of(groups)
    forward = word_of(groups, "way") in ("coming", "next", "following")
    if unit in ("", "S", "M"):
        return length_of(unit, count) if unit else None
    if groups.get("count") is None and groups.get("vague_count") is None:
        plural = (word_of(groups, "unit_s") or "").endswith("s")
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
            return length_of(unit, count)
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
    way = word_of(groups, "way") or ""
    unit, count = unit_of(groups), count_of(groups)
    base = frame.anchor
    sign = -1 if goes_back(groups) else 1
    if base is None and way in ("previous", "preceding") and unit != "D" and frame.today is not None:
        return period_rule({**groups, "which": "last"}, frame)
    if base is None and frame.first and frame.today is not None and sign < 0 and unit in _PERIODS:
        base = days(frame.today, frame.today, "D")  # "took the fort a day earlier", with no other day told
    if base is None or base.lower is None or base.upper is None or not unit:
        return Value("date", None, why=_ELSEWHERE)
    if _is_same(way):
        lower, upper = period(base.lower, unit)
        return days(lower, upper, unit, "same as the date told before") if base.grain == "D" or unit != "D" else None
    if unit == "D" and count is not None and _rough(base):
        middle = base.lower + (base.upper - base.lower) // 2
        return about(middle + timedelta(sign * int(count)), (base.upper - middle).days, "W", _TOLD)
    if count is None and base.grain == "MO" and unit in ("D", "H", "M"):
        return Value("date", f"{base.edtf}~", base.lower, base.upper, "", f"vague: {_TOLD}")  # "in May. Days later"
    if (unit == "D" and base.grain != "D") or (unit in _WITHIN_WEEK and (base.upper - base.lower).days > _WEEKS_FROM):
        return Value("date", None, why=_ELSEWHERE)
    if count is None:
        return _some(base.lower if sign < 0 else base.upper, unit, sign)
    return _guarded(base.lower if sign < 0 else base.upper, unit, sign * count, _TOLD)


def goes_back(groups: Groups) -> bool:
    """The words count back from what was told: "the day before", "two weeks earlier"."""
    return word_of(groups, "way") in ("previous", "preceding", "before", "earlier", "prior")


def is_same_day(groups: Groups) -> bool:
    """The words are "the same day", "that night"."""
    return _is_same(word_of(groups, "way") or "") and unit_of(groups) == "D"


def _is_same(way: str) -> bool:
    return way.endswith("same") or way.startswith("that")


def anchored_elsewhere(groups: Groups, frame: Frame) -> Value | None:
    """The day after the truce took effect: so far from an event that the sentence names; its day may be told anywhere."""
    unit = unit_of(groups)
    return Value("date", None, grain=unit, why=f"{_ELSEWHERE}: {iso_duration(unit, 1)}") if unit in _PERIODS else None


def _rough(value: Value) -> bool:
    """A day known to within a few: "a week ago"."""
    return value.grain == "W" and (value.edtf or "").endswith("~")


def _some(day: date, unit: str, sign: int) -> Value:
    """Days later, weeks earlier: between the bounds that the vague words have."""
    bounds = _FEW.get(unit)
    if bounds is None:
        return Value("date", None, why=_ELSEWHERE)
    lower, upper = sorted(day + timedelta(sign * bound) for bound in bounds)
    return Value("date", f"{lower.isoformat()}~/{upper.isoformat()}~", lower, upper, "", f"vague: {_TOLD}")


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
