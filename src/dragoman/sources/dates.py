"""The one way a day of publication is read."""

from __future__ import annotations

from datetime import date, datetime

from dragoman.errors import InputError


def day(value: str | date | None) -> date | None:
    """A date from ISO 8601 ("2025-11-01", also with a time). Raises InputError where it cannot be read."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise InputError(f"date {value!r}: not a day as ISO 8601 has it, such as 2025-11-01") from None
