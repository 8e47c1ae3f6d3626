"""The whole path on one screen: documents in, readings out. This file alone knows the order of the stages.

    Document → split_stories → parse → understand (see understanding/steps.py) → Reading
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from dragoman.model import Document, Judgement, Note, Reading, Relation, Setting, Story
from dragoman.reading.language import language_of
from dragoman.reading.parse import parse
from dragoman.reading.stories import split_stories
from dragoman.understanding.numbering import gather
from dragoman.understanding.relate import Pair
from dragoman.understanding.steps import assess, relate, understand
from dragoman.understanding.when import report_day

Answer = TypeVar("Answer")

#: Documents parsed together: enough to fill the parser's batches, few enough to stream.
_AT_ONCE = 16


def read_documents(documents: Iterable[Document]) -> Iterator[Reading]:
    """The reading of each document, in order. Streams: holds a handful of documents at a time."""
    waiting = iter(documents)
    while batch := list(islice(waiting, _AT_ONCE)):
        readings = _read_batch(batch)
        for _document in batch:
            with _collector_resting():
                reading = next(readings)
            yield reading


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Keeps Python from looking for circular garbage, of which a reading makes hardly any: it took a tenth of the time.

    What was made meanwhile goes to the oldest generation unlooked at, which is what a freeze and its undoing come to;
    the next full collection sees it."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            if gc.get_freeze_count() == 0:  # else somebody else has frozen things, and they shall stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _read_batch(documents: list[Document]) -> Iterator[Reading]:
    checked = [_with_language(document) for document in documents]
    split = [split_stories(document) if readable else [] for document, readable in checked]
    parsed = parse(passages for stories in split for _story, passages in stories)
    for (document, readable), stories in zip(checked, split, strict=True):
        whole = [replace(story, sentences=next(parsed)) for story, _passages in stories]
        yield read_stories(document, whole) if readable else Reading(document, notes=_notes(document))


def read_stories(document: Document, stories: list[Story]) -> Reading:
    """The reading of a document whose stories are split and parsed."""
    document = _dated(document, stories)
    setting = Setting(document.published, document.title, document.publisher)
    found: list[dict[str, Any]] = [understand(story, setting) for story in stories if story.readable]
    return gather(document, tuple(stories), found, _notes(document))


def _dated(document: Document, stories: list[Story]) -> Document:
    """The document with the day of its dateline ("NAIROBI, March 3, 2023 –") where nobody gave another.

    The head of a release ("Press release, 4 February 2009") has no word of the article, and so is a line of its own."""
    if document.published is not None:
        return document
    told = sorted((story for story in stories if story.kind != "boilerplate"), key=lambda story: story.kind != "article")
    days = (report_day(story, Setting()) for story in told)
    day = next((day for day in days if day is not None), None)
    if day is None:
        return document
    note = Note("date-from-dateline", f"the publication date, {day}, is that of the report's own dateline")
    return replace(document, published=day, notes=(*document.notes, note))


def assess_spans(text: str, spans: Sequence[tuple[int, int]]) -> list[Judgement]:
    """Status and factuality of each marked stretch of `text`, political or not; plainly asserted where none is told."""
    found = _first(assess(story, Setting(), spans) for story in _stories(text))
    return [found.get(number, Judgement()) for number in range(len(spans))]


def relate_spans(text: str, pairs: Sequence[Pair]) -> list[Relation | None]:
    """What the first of each pair of marked parties does to the second, None where no sentence holds them."""
    found = _first(relate(story, pairs) for story in _stories(text))
    return [found.get(number) for number in range(len(pairs))]


def _stories(text: str) -> Iterator[Story]:
    split = split_stories(Document(text))
    parsed = parse(passages for _story, passages in split)
    for (story, _), sentences in zip(split, parsed, strict=True):
        yield replace(story, sentences=sentences)


def _first(answers: Iterable[list[Answer | None]]) -> dict[int, Answer]:
    """By number the answer of the first story that has one."""
    found: dict[int, Answer] = {}
    for answer in answers:
        for number, value in enumerate(answer):
            if value is not None:
                found.setdefault(number, value)
    return found


def _with_language(document: Document) -> tuple[Document, bool]:
    """The document with its language filled in, and whether Dragoman reads that language."""
    language = document.language or language_of(document.text)
    readable = language is None or language.split("-")[0].lower() == "en"
    notes = document.notes
    if not readable:
        message = f"the text is in another language ({language}); only English is read, so no facts were taken"
        notes = (*notes, Note("language-unsupported", message))
    return replace(document, language=language, notes=notes), readable


def _notes(document: Document) -> tuple[Note, ...]:
    notes = list(document.notes)
    if not document.text.strip():
        notes.append(Note("empty", "the document holds no text"))
    if document.published is None:
        notes.append(Note("no-publication-date", "no publication date is known; years and relative dates stay open"))
    return tuple(notes)
