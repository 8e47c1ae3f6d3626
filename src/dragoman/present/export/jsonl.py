"""JSON Lines: one reading a line, as `dragoman schema` describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.model import Reading
from dragoman.present.export import Options

_SURROGATE = re.compile("[\ud800-\udfff]")


def line(value: Any, indent: int | None = None) -> str:
    """`value` as JSON that any UTF-8 file can hold: lone surrogates stand as escapes, everything else as itself."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write(readings: Iterable[Reading], options: Options) -> Iterator[str]:
    """One line a reading."""
    for reading in readings:
        yield line(reading.to_dict()) + "\n"
