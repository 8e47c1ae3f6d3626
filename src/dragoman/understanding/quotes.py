"""Quotations of a story: where they open and close, over sentences and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Story

_OPEN, _CLOSE, _PLAIN = "“„«", "”»", '"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """Document offsets of a quotation, marks included. `words` counts its words; a quotation that a new paragraph
    goes on with, as the custom is, by opening it anew without having closed it, is one."""

    start: int
    end: int
    words: int


def find_quotations(story: Story) -> tuple[Quotation, ...]:
    """Every stretch between quotation marks, in order of the text."""
    found: list[Quotation] = []
    held: int | None = None
    for first, last in _paragraphs(story):
        text = story.span.text[first - story.span.start : last - story.span.start]
        opens_anew = text.lstrip()[:1] in (*_OPEN, _PLAIN) and bool(text.strip())
        if held is not None and not opens_anew:
            held = None  # the mark was never closed: a slip of the writer, or a scare quote cut short
        for i, char in enumerate(text):
            if char in _OPEN or (char == _PLAIN and held is None and not _closes(text, i)):
                held = first + i if held is None else held
            elif held is not None and (char in _CLOSE or char == _PLAIN):
                if opens_anew and char == _PLAIN and not text[:i].strip():
                    continue
                found.append(_quotation(story, held, first + i + 1))
                held = None
        if held is not None:
            found.append(_quotation(story, held, last))
    return tuple(_joined(found))


def _joined(found: list[Quotation]) -> list[Quotation]:
    """The longest of quotations that start at the same mark (one is noted for every paragraph it runs through)."""
    best: dict[int, Quotation] = {}
    for quotation in found:
        if quotation.start not in best or best[quotation.start].end < quotation.end:
            best[quotation.start] = quotation
    return sorted(best.values(), key=lambda q: q.start)


def _closes(text: str, i: int) -> bool:
    """A plain mark right behind a word or a stop, with nothing open, has lost its partner."""
    return i > 0 and not text[i - 1].isspace() and text[i - 1] not in "([—–-"


def _quotation(story: Story, start: int, end: int) -> Quotation:
    text = story.span.text[start - story.span.start : end - story.span.start]
    return Quotation(start, end, len(text.split()))


def _paragraphs(story: Story) -> list[tuple[int, int]]:
    """Offsets of the blocks of text that hold the sentences."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in story.sentences:
        first, last = bounds.get(sentence.paragraph, (sentence.start, sentence.end))
        bounds[sentence.paragraph] = (min(first, sentence.start), max(last, sentence.end))
    return [bounds[key] for key in sorted(bounds)]
