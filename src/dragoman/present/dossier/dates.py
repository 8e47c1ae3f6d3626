"""EDTF → what a reader reads, never more exact than it is: "16 Oct 2025", "by 1 Nov 2025", "Oct 2025"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model import Time

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter", "33": "1st quarter", "34": "2nd quarter",
            "35": "3rd quarter", "36": "4th quarter", "40": "1st half", "41": "2nd half"}
_PART = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?(?:T([\d:]+)\S*)?")
UNKNOWN = "—"


def moment(time: Time | None, published: date | None = None, *, past: bool = False) -> str:
    """The date in words. Without one, what has happened was before the report: "by 12 Mar 2025"; else "—"."""
    if time is not None and time.edtf and not time.edtf.startswith("P"):
        return in_words(time.edtf)
    return f"by {in_words(published.isoformat())}" if past and published else UNKNOWN


def in_words(edtf: str) -> str:
    """An EDTF date or interval in words; what is not understood is given as it stands."""
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    if not re.search(r"\d", edtf):
        return UNKNOWN
    about = "about " if "~" in edtf or "%" in edtf else ""
    doubt = "?" if "?" in edtf or "%" in edtf else ""
    said = _single(re.sub(r"[~?%]", "", edtf))
    return f"{about}{said}{doubt}" if said else edtf


def _interval(start: str, end: str) -> str:
    if start in ("", ".."):
        return f"by {in_words(end)}"
    if end in ("", ".."):
        return f"from {in_words(start)}"
    one, other = in_words(start), in_words(end)
    if one == other:
        return one
    # What both ends share is said once: "1–15 Oct 2025", "28 Sep – 3 Oct 2025".
    first, last = one.split(), other.split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    first = first[: len(first) - shared]
    return f"{first[0]}–{other}" if len(first) == 1 else f"{' '.join(first)} – {other}"


def _single(text: str) -> str | None:
    found = _PART.fullmatch(text)
    if not found:
        return None
    year, month, day, clock = found.groups()
    if re.fullmatch(r"\d{3}X", year):
        return f"the {year[:3]}0s"
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    parts = [day.lstrip("0") if day and "X" not in day else "", _month(month), "" if "X" in year else year, clock or ""]
    said = " ".join(filter(None, parts))
    return f"{said}, year open" if said and "X" in year else said or None


def _month(month: str | None) -> str:
    return _MONTHS[int(month) - 1] if month and month.isdigit() and 1 <= int(month) <= 12 else ""
