"""Chronologies: entries that stand under a date of their own, which holds for all that they tell."""

from __future__ import annotations

import re
from collections.abc import Collection

from dragoman.model import Sentence, Story

_LETTER = re.compile(r"\w")


def is_heading(sentence: Sentence, start: int, end: int) -> bool:
    """The time from `start` to `end` is a date in figures and all that the sentence says: "14 November 1975:"."""
    if not any(map(str.isdigit, sentence.text[start:end])):
        return False
    return not _LETTER.search(sentence.text, 0, start) and not _LETTER.search(sentence.text, end)


def entries(story: Story, headings: Collection[int]) -> dict[int, int]:
    """The heading, by its sentence's number, of each sentence that stands under one.

    A date before other words of its paragraph heads that paragraph. One alone in its paragraph heads all down to the
    next, in a text that has several such entries: a single one is the day of the report."""
    under: dict[int, int] = {}
    alone: dict[int, list[int]] = {}
    heading: int | None = None
    inside = False
    paragraph = -1
    for sentence in story.sentences:
        opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        if opens and sentence.index in headings:
            heading, inside = sentence.index, False
        elif heading is not None:
            if sentence.paragraph == story.sentences[heading].paragraph:
                under[sentence.index], inside = heading, True
            elif not inside:
                alone.setdefault(heading, []).append(sentence.index)
    if len(alone) > 1 or (alone and under):
        under.update((index, head) for head, members in alone.items() for index in members)
    return under
