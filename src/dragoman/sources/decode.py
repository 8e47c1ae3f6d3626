"""Bytes → text, with a note where bytes had to be replaced; binary files are refused."""

from __future__ import annotations

import codecs

from dragoman.errors import InputError
from dragoman.model import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that no text holds; a few may be slips, many mean a binary file.
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1b\x1a\x1c\x1d\x1e\x1f")
_SAMPLE = 65_536
_MAX_CONTROLS = 0.01


def decode(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    """The text of `data`. Raises InputError for a binary file, naming it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    head = data[:_SAMPLE]
    if sum(byte in _CONTROLS for byte in head) > _MAX_CONTROLS * len(head):
        raise InputError(f"{name}: a binary file, not a text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") > 3 and b"\x00" not in data:
        # Old newsrooms wrote Windows-1252; it maps every byte, so it is tried only where UTF-8 clearly fails.
        return data.decode("cp1252", errors="replace"), (Note("encoding", "not UTF-8; read as Windows-1252"),)
    return text, (Note("encoding", "invalid UTF-8 bytes were replaced by U+FFFD"),)
