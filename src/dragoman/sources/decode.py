"""Bytes → text, with a note where bytes had to be replaced; binary files are refused."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import InputError
from dragoman.model import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
#: First bytes of files that people take for texts.
_BINARY = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or Office document"), (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"\x7fELF", "a program"), (b"{\\rtf", "an RTF document"),
)
#: Control characters that no text holds; a few may be slips, many mean a binary file.
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1b\x1a\x1c\x1d\x1e\x1f")
_SAMPLE = 65_536
_MAX_CONTROLS = 0.01
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{2,30})", re.I
)
_REPLACED = Note("encoding", "invalid bytes were replaced by U+FFFD")


def decode(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    """The text of `data`. Raises InputError for a binary file, naming it."""
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise InputError(f"{name}: {kind}, not a text")
    if encoding := _marked(data) or _wide(data):
        text = data.decode(encoding, errors="replace")
        return text, (_REPLACED,) if "\ufffd" in text else ()
    head = data[:_SAMPLE]
    if sum(byte in _CONTROLS for byte in head) > _MAX_CONTROLS * len(head):
        raise InputError(f"{name}: a binary file, not a text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _not_utf8(data)


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    head = data[:_SAMPLE]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    for zeros, letters, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros) and not any(byte in _CONTROLS for byte in letters):
            return encoding
    return None


def _not_utf8(data: bytes) -> tuple[str, tuple[Note, ...]]:
    if encoding := _declared(data):
        return data.decode(encoding, errors="replace"), (Note("encoding", f"read as {encoding}, as the page says"),)
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    # Old newsrooms wrote Windows-1252: single accented letters and quotes among ASCII, and no valid UTF-8 beyond it.
    if b"\x00" not in data and not any(ord(c) > 127 and c != "\ufffd" for c in text) and broken < 0.2 * len(text):
        try:
            return data.decode("cp1252"), (Note("encoding", "not UTF-8; read as Windows-1252"),)
        except UnicodeDecodeError:
            pass
    return text, (_REPLACED,)


def _declared(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head, where it is one that Python knows."""
    found = _CHARSET.search(data[:4096])
    if not found:
        return None
    try:
        encoding = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    return None if encoding == "utf-8" else encoding
