"""The one way a day of publication is read."""

from __future__ import annotations

from datetime import date, datetime

from dragoman.errors import InputError


def day(value: str | date | None) -> date | None:
    """A date from ISO 8601 ("2025-11-01", also with a time after it). Raises InputError where it cannot be read."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    text = value.strip()
    if not text:
        return None
    try:
        # A time of day after the date is checked too: "2025-11-01 or so" is no date.
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text).date()
    except ValueError:
        raise InputError(f"date {value!r}: not a day as ISO 8601 has it, such as 2025-11-01") from None
