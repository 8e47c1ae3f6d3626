"""Who: clippings from `tests/cases/who.yaml`, and what must hold of every cast."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Actor, Cast, Setting, Story
from dragoman.understanding.who import find_cast, render_code, resolve_phrase
from tests.build import stories_of, story_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "who.yaml").read_text("utf-8"))


def actor_at(story: Story, cast: Cast, words: str) -> str | None:
    """The id of the actor whose mention covers the words, the longest mention first."""
    words, _, number = words.partition("@")
    text = "\n".join(s.text for s in story.sentences)
    assert words in text, words
    seen = 0
    for sentence in story.sentences:
        at = sentence.text.find(words)
        while at >= 0:
            seen += 1
            if seen == int(number or 1):
                start, end = sentence.start + at, sentence.start + at + len(words)
                tokens = [t for t in sentence.tokens if start <= t.start < end]
                found = [m for t in tokens if (m := cast.at(sentence.index, t)) is not None]
                best = max(found, key=lambda m: m.last - m.first, default=None)
                return best.actor if best is not None else None
            at = sentence.text.find(words, at + 1)
    raise AssertionError(f"{words}: not found")


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_clipping(case: dict[str, Any]) -> None:
    story = story_of(case["text"])
    cast = find_cast(story, Setting(case.get("date")))
    got = {words: actor_at(story, cast, words) for words in case["want"]}
    assert got == case["want"], case["why"]
    for ref, fields in case.get("check", {}).items():
        assert {name: getattr(cast.actors[ref], name) for name in fields} == fields, case["why"]


@pytest.mark.parser
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_mentions_are_the_words_they_claim(case: dict[str, Any]) -> None:
    for story in stories_of(case["text"]):
        cast = find_cast(story, Setting(case.get("date")))
        for mention in cast.mentions:
            span = mention.span
            assert case["text"][span.start : span.end] == span.text
            assert mention.first <= mention.head <= mention.last
            assert mention.actor is None or mention.actor in cast.actors
            assert mention.why
        for actor in cast.actors.values():
            assert all(member in cast.actors for member in actor.members if "+" in actor.id)


@pytest.mark.parser
def test_without_a_date_the_title_of_the_text_stands() -> None:
    cast = find_cast(story_of("Secretary of State John Kerry spoke."), Setting())
    kerry = cast.actors["USA-KERRY"]
    assert kerry.office == "Secretary of State"
    assert "no date" in kerry.why


@pytest.mark.parser
def test_same_text_same_cast() -> None:
    story = story_of("Ghana and Togo signed. They will meet again, the two countries said.")
    assert find_cast(story, Setting()) == find_cast(story, Setting())


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("French President", "FRA", "GOV"),
        ("the rebel FDLR force", "COD", "REB"),
        ("Norway's central bank", "NOR", "GOV"),
        ("IMF", None, "IGO"),
        ("two Chinese warplanes", "CHN", "MIL"),
        ("Peruvian police", "PER", "COP"),
    ],
)
def test_phrase_alone(words: str, country: str | None, sector: str) -> None:
    actor = resolve_phrase(words)
    assert actor is not None
    assert actor.sector == sector
    assert actor.country in (country, "RWA")


def test_nonsense_is_nobody() -> None:
    assert resolve_phrase("a cat named Frank") is None
    assert resolve_phrase("") is None


def test_codes() -> None:
    assert render_code(Actor("RUS-GOV", "Government of Russia", "RUS", "GOV"), "cameo") == "RUSGOV"
    assert render_code(Actor("UN", "United Nations", None, "IGO"), "cameo") == "IGOUNO"
    assert render_code(Actor("REUTERS", "Reuters", "GBR", "JRN"), "cameo") == "GBRMED"
    assert render_code(Actor("X", "X", None, "REB"), "plover") == "--- REB"
    with pytest.raises(ValueError, match="unknown dialect"):
        render_code(Actor("X", "X"), "morse")
