"""Calendar arithmetic: stretches of days, and how EDTF (ISO 8601-2, level 1) writes them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model.time import TimeKind


@dataclass(frozen=True, slots=True)
class Value:
    """What a time expression stands for. `grain` is the unit it is told in: D W MO Q Y ..., "" where none."""

    kind: TimeKind = "date"
    edtf: str | None = None
    lower: date | None = None
    upper: date | None = None
    grain: str = ""
    why: str = ""


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last of that month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def edtf(lower: date, upper: date) -> str:
    """The shortest EDTF for the days from `lower` to `upper`, both included."""
    if lower == upper:
        return lower.isoformat()
    if lower == date(lower.year, 1, 1) and upper == date(upper.year, 12, 31):
        if lower.year == upper.year:
            return f"{lower.year:04d}"
        if lower.year % 10 == 0 and upper.year == lower.year + 9:
            return f"{lower.year // 10:03d}X"
        if lower.year % 100 == 0 and upper.year == lower.year + 99:
            return f"{lower.year // 100:02d}XX"
        return f"{lower.year:04d}/{upper.year:04d}"
    if lower.day == 1 and upper == month_end(upper.year, upper.month):
        first, last = f"{lower:%Y-%m}", f"{upper:%Y-%m}"
        return first if first == last else f"{first}/{last}"
    return f"{lower.isoformat()}/{upper.isoformat()}"


def days(lower: date, upper: date, grain: str = "", why: str = "") -> Value:
    """A date known to its bounds."""
    return Value("date", edtf(lower, upper), lower, upper, grain, why)


def about(day: date, slack: int, grain: str, why: str) -> Value:
    """A day known only roughly: within `slack` days of it."""
    margin = timedelta(slack)
    return Value("date", f"{day.isoformat()}~", day - margin, day + margin, grain, why)


def period(day: date, unit: str, steps: int = 0) -> tuple[date, date]:
    """First and last day of the unit that holds `day`, or of the one so many steps on; ValueError past year 9999."""
    if unit == "W":
        first = day - timedelta(day.weekday()) + timedelta(7 * steps)
        return first, first + timedelta(6)
    if unit == "F":
        first = day + timedelta(14 * steps)
        return (first, first + timedelta(14)) if steps else (first - timedelta(14), first)
    if unit == "E":
        saturday = day - timedelta(day.weekday()) + timedelta(5 + 7 * steps)
        return saturday, saturday + timedelta(1)
    if unit == "MO":
        moved = shift_months(day.replace(day=1), steps)
        return moved, month_end(moved.year, moved.month)
    if unit == "Q":
        moved = shift_months(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3 * steps)
        return moved, month_end(moved.year, moved.month + 2)
    years = {"Y": 1, "DE": 10, "C": 100}.get(unit)
    if years:
        first_year = day.year - day.year % years + years * steps
        return date(first_year, 1, 1), date(first_year + years - 1, 12, 31)
    moved = day + timedelta(steps)
    return moved, moved


def part(lower: date, upper: date, share: tuple[float, float]) -> tuple[date, date]:
    """The part of a stretch from the first to the second share of it; months and years are cut at round days."""
    length = (upper - lower).days + 1
    if length >= 350:
        months = round(length / 30.44)
        first = shift_months(lower, round(months * share[0]))
        last = shift_months(lower, max(round(months * share[1]), round(months * share[0]) + 1)) - timedelta(1)
        return first, min(last, upper)
    if 28 <= length <= 31:
        cut = {0.0: 0, 0.17: 5, 0.34: 10, 0.5: 15, 0.66: 20, 0.83: length - 6, 1.0: length}
        return lower + timedelta(cut[share[0]]), lower + timedelta(cut[share[1]] - 1)
    first_day = lower + timedelta(round(length * share[0]))
    return first_day, max(first_day, lower + timedelta(round(length * share[1]) - 1))


def counted(day: date, unit: str, count: int, why: str) -> Value:
    """`count` units on from `day`, as exactly as the unit lets it be known: "three weeks ago" is a day, roughly."""
    if unit == "D":
        moved = day + timedelta(count)
        return days(moved, moved, "D", why)
    if unit in ("W", "F"):
        return about(day + timedelta(count * (7 if unit == "W" else 14)), 3, "W", why)
    if unit in ("MO", "Q"):
        lower, upper = period(day, "MO", count * (1 if unit == "MO" else 3))
        return days(lower, upper, "MO", why)
    if unit == "Y" or unit == "DE":
        lower, upper = period(day, "Y", count * (1 if unit == "Y" else 10))
        return days(lower, upper, "Y", why)
    if unit in ("H", "M", "S"):
        hours = {"H": 1.0, "M": 1 / 60, "S": 1 / 3600}[unit] * count
        first, last = sorted((day, day + timedelta(int(hours / 24) if abs(hours) >= 24 else 0)))
        return days(first, last, "D", why) if first != last else about(day, 1, "D", why)
    return Value("date", None, why=why)


#: Units as ISO 8601 durations write them, with what to multiply by.
ISO_UNITS = {
    "S": ("PT", 1, "S"),
    "M": ("PT", 1, "M"),
    "H": ("PT", 1, "H"),
    "D": ("P", 1, "D"),
    "W": ("P", 1, "W"),
    "E": ("P", 1, "W"),
    "F": ("P", 2, "W"),
    "MO": ("P", 1, "M"),
    "Q": ("P", 3, "M"),
    "Y": ("P", 1, "Y"),
    "DE": ("P", 10, "Y"),
    "C": ("P", 100, "Y"),
}


def iso_duration(unit: str, count: float) -> str:
    """ISO 8601: 3 weeks → P3W."""
    lead, factor, letter = ISO_UNITS[unit]
    amount = count * factor
    return f"{lead}{int(amount) if amount == int(amount) else amount}{letter}"
