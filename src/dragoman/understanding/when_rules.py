"""One function a rule of `times.yaml`: the words matched and what is known around them → a value.

A rule returns None where the words turn out to be no time after all, and a `Value` without `edtf` where they are one
whose day cannot be told honestly. `when_calendar.py` and `when_counted.py` have those of dates.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.understanding.when_calendar import (
    calendar,
    century,
    days_range,
    decade,
    fiscal,
    half,
    holiday,
    iso,
    month_of,
    quarter,
    season,
    slash,
    year,
    years,
)
from dragoman.understanding.when_counted import (
    ago,
    ahead,
    anchored,
    anchored_elsewhere,
    day_word,
    length_of,
    period_rule,
    present,
    stretch,
    vague,
    weekday,
    weekend,
)
from dragoman.understanding.when_frame import Frame, Groups, count_of, unit_of, word_of
from dragoman.understanding.when_pieces import ordinal_day, piece, week_of
from dragoman.understanding.when_values import Value, iso_duration
from dragoman.understanding.when_words import time_words

#: Parts of the day that hold the hours past noon.
_AFTERNOON = {"afternoon": "p", "evening": "p", "night": "p"}


def clock(groups: Groups, frame: Frame) -> Value | None:
    """A time of day. Its date is that of the day told beside it; without one it has no value of its own."""
    if groups.get("named_hour"):
        hours = str(time_words().value("named_hour", groups["named_hour"] or ""))
        return Value("time", None, why=f"clock {hours}" if hours else "hour left open")
    within = word_of(groups, "within")
    if groups.get("form") == "o'clock" and within is None:
        return Value("time", None, why="hour left open")  # of the morning or of the afternoon
    hour = int(groups["hour"] or 0) if groups.get("hour") else int(count_of(groups) or 0)
    minute = int(groups.get("minute") or 0)
    half = _AFTERNOON.get(within or "", "a") if within else word_of(groups, "half")
    if half and (hour > 12 or hour == 0):
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 24:
        return None
    return Value("time", None, why=f"clock {hour % 24:02d}:{minute:02d}")


def duration(groups: Groups, frame: Frame) -> Value | None:
    if groups.get("many"):
        return Value("duration", None, grain=unit_of(groups), why="duration of unknown length")
    count, unit = count_of(groups), unit_of(groups)
    if "half" in frame.text.lower() and count is not None:
        count += 0.5
    return length_of(unit, count) if unit else None


def set_rule(groups: Groups, frame: Frame) -> Value | None:
    if groups.get("set_word"):
        return Value("set", str(time_words().value("set_word", groups["set_word"] or "")), why="set")
    if groups.get("month") or groups.get("season"):
        return Value("set", "P1Y", why="set")
    if groups.get("weekday") and not groups.get("unit"):
        other = "other" in frame.text.lower() or "alternate" in frame.text.lower()
        return Value("set", "P2W" if other else "P1W", why="set")
    count, unit = count_of(groups), unit_of(groups)
    return Value("set", iso_duration(unit, count) if unit and count else None, why="set")


RULES: dict[str, Callable[[Groups, Frame], Value | None]] = {
    "calendar": calendar,
    "month_of": month_of,
    "days": days_range,
    "piece": piece,
    "week_of": week_of,
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
    "anchored_elsewhere": anchored_elsewhere,
    "vague": vague,
    "present": present,
    "clock": clock,
    "duration": duration,
    "set": set_rule,
    "holiday": holiday,
}
