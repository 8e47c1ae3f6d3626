"""Lines → blocks: paragraphs (also hard-wrapped ones), items of lists, short lines that may be headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "item", "line"]

_BULLET = re.compile(r"\s*(?:[*•·▪◦‣–—-]|\(?\d{1,2}[.)]|\([a-z]\)|[a-z]\))\s+(?=\S)")
_ENDING = re.compile(r"[.!?:;…][\"'”’»)\]*_]*\s*$")
#: A line this long or longer was broken by a program, not by a person.
_WRAP_MIN = 45
_WRAP_MAX = 110
#: Longer blocks are cut, so that a megabyte without a line break costs linear time and bounded memory.
MAX_BLOCK = 6000


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text read as one: `text[start:end]` of the document. `kind` "line" is a line with no sentence end."""

    start: int
    end: int
    kind: BlockKind
    #: Blank lines stand between this block and the one before.
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    apart: bool


def _lines(text: str) -> Iterator[_Line]:
    apart = True
    position = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = position + line.index(bare[0])
            yield _Line(start, start + len(bare), bare, apart)
            apart = False
        else:
            apart = True
        position += len(line)


def _continues(before: _Line, after: _Line, width: int) -> bool:
    """True when the line break between the two was made by wrapping: the next word would not have fitted."""
    if after.apart or _BULLET.match(after.text) or not _WRAP_MIN <= len(before.text) <= _WRAP_MAX:
        return False
    first = after.text.split(maxsplit=1)[0]
    overflows = len(before.text) + 1 + len(first) > width
    return overflows and (not _ENDING.search(before.text) or len(after.text) >= _WRAP_MIN or after.text[0].islower())


def _width(lines: list[_Line]) -> int:
    """The line length the text seems wrapped to: its longest line, when hardly any line is longer than a wrap allows."""
    if not lines:
        return 0
    lengths = sorted(len(line.text) for line in lines)
    longest = lengths[-1]
    return longest if longest <= _WRAP_MAX else 0


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`start`–`end` in pieces of at most MAX_BLOCK characters, cut after a sentence end or else at a space."""
    while end - start > MAX_BLOCK:
        window = text[start : start + MAX_BLOCK]
        at = max(window.rfind(mark) for mark in (". ", "? ", "! ", ".” ", '." '))
        if at < MAX_BLOCK // 2:
            at = window.rfind(" ")
        stop = start + (at + 1 if at > 0 else MAX_BLOCK)
        yield start, stop
        start = stop
    yield start, end


def find_blocks(text: str) -> list[Block]:
    """The blocks of `text` in order; blocks never overlap and leave out only white space and bullet marks."""
    lines = list(_lines(text))
    blocks: list[Block] = []
    group: list[_Line] = []
    paragraph: list[_Line] = []

    def close() -> None:
        width = _width(paragraph)
        for line in paragraph:
            if group and not (width and _continues(group[-1], line, width)):
                blocks.extend(_block(text, group))
                group.clear()
            group.append(line)
        if group:
            blocks.extend(_block(text, group))
            group.clear()
        paragraph.clear()

    for line in lines:
        if line.apart and paragraph:
            close()
        paragraph.append(line)
    close()
    return blocks


def _block(text: str, lines: list[_Line]) -> Iterator[Block]:
    start, end = lines[0].start, lines[-1].end
    bullet = _BULLET.match(lines[0].text)
    kind: BlockKind = "item" if bullet else "paragraph" if _ENDING.search(lines[-1].text) else "line"
    if bullet:
        start += bullet.end()
    apart = lines[0].apart
    for piece_start, piece_end in _cut(text, start, end):
        yield Block(piece_start, piece_end, kind, apart)
        apart = False
