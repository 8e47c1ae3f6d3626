"""Reports of the corpus, split, parsed and understood, with every intermediate finding at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from benchmarks.corpus import Report, reports
from dragoman.model import Document, Setting, Story
from dragoman.reading.parse import parse
from dragoman.reading.stories import split_stories
from dragoman.understanding.steps import understand


def stories(part: str) -> Iterator[tuple[Report, Setting, Story]]:
    """Each readable story of each report, parsed."""
    for report in reports(part):
        for story in read(Document(report.text, published=report.published)):
            yield report, Setting(report.published), story


def read(document: Document) -> Iterator[Story]:
    """The readable stories of a document, parsed."""
    split = split_stories(document)
    parsed = parse(passages for _story, passages in split)
    for (story, _), sentences in zip(split, parsed, strict=True):
        if story.readable:
            yield replace(story, sentences=sentences)


def findings(part: str) -> Iterator[tuple[Report, dict[str, Any]]]:
    """What `understand` finds in each story."""
    for report, setting, story in stories(part):
        yield report, understand(story, setting)
