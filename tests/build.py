"""Builders that tests share."""

from __future__ import annotations

from dragoman.model import Document, Story
from dragoman.reading.parse import parse
from dragoman.reading.stories import split_stories


def stories_of(text: str) -> list[Story]:
    """All stories of `text`, parsed."""
    from dataclasses import replace

    parts = split_stories(Document(text))
    parsed = parse([passages for _, passages in parts])
    return [replace(story, sentences=sentences) for (story, _), sentences in zip(parts, parsed, strict=True)]


def story_of(text: str) -> Story:
    """The first story of `text`, parsed."""
    return stories_of(text)[0]
