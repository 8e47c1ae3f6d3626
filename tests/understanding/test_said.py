"""Clippings of attribution: in whose word a word stands, and what kind of source that is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Cast, Source, Statement, Story
from dragoman.understanding.quotes import find_quotations
from dragoman.understanding.said import find_statements, sources_of
from tests.build import story_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "said.yaml").read_text("utf-8"))

ATTITUDES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "attitudes.yaml").read_text("utf-8")
)


def read(text: str) -> tuple[Story, tuple[Statement, ...]]:
    story = story_of(text)
    return story, find_statements(story, Cast(), ())


def chain_at(text: str, word: str) -> tuple[Source, ...]:
    story, statements = read(text)
    offset = text.index(word)
    sentence = story.sentence_at(offset)
    assert sentence is not None
    token = sentence.token_at(offset)
    assert token is not None
    return sources_of(story, statements, sentence.index, token.i)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_chain(case: dict[str, Any]) -> None:
    chain = chain_at(case["text"], case["at"])
    shown = [f"{s.kind} {s.span.text if s.span else ''}".strip() for s in chain]
    assert len(chain) == len(case["chain"]), shown
    for source, wanted in zip(chain, case["chain"], strict=True):
        kind, _, word = wanted.partition(" ")
        assert source.kind == kind, shown
        assert word in (source.span.text if source.span else ""), shown
    if case.get("quote"):
        assert chain[-1].quote
    _assert_actual(case)


@pytest.mark.parametrize("case", ATTITUDES, ids=lambda case: case["text"][:40])
def test_attitude(case: dict[str, Any]) -> None:
    _, statements = read(case["text"])
    offset = case["text"].index(case["at"])
    around = [s for s in statements if s.span.start <= offset < s.span.end]
    sources = min(around, key=lambda s: s.span.end - s.span.start).sources if around else ()
    shown = [s.span.text if s.span else s.kind for s in sources]
    assert len(shown) == len(case["chain"]), shown
    assert all(word in text for word, text in zip(case["chain"], shown, strict=True)), shown
    _assert_actual(case)


def _assert_actual(case: dict[str, Any]) -> None:
    if "actual" in case:
        _, statements = read(case["text"])
        offset = case["text"].index(case["at"])
        around = [s for s in statements if s.span.start <= offset < s.span.end]
        assert min(around, key=lambda s: s.span.end - s.span.start).actual is case["actual"]


def test_spans_hold_their_words() -> None:
    for case in (*CASES, *ATTITUDES):
        story, statements = read(case["text"])
        for statement in statements:
            spans = [statement.span, *(s for link in statement.sources for s in (link.span, link.cue) if s)]
            assert all(story.span.text[s.start : s.end] == s.text for s in spans)


def test_cue_and_source_are_not_content() -> None:
    text = "The general said the bridge was gone."
    assert chain_at(text, "said") == ()
    assert chain_at(text, "general") == ()
    assert [s.kind for s in chain_at(text, "gone")] == ["named"]


def test_anonymous_class_and_country() -> None:
    chain = chain_at("A military officer said the depot had burned.", "burned")
    assert (chain[0].kind, chain[0].anonymous_class) == ("anonymous", "military")


def test_scare_quotes_are_no_statement() -> None:
    _, statements = read('The two presidents held a "very productive" call.')
    assert statements == ()


def test_attitudes_are_no_word_that_it_is_so() -> None:
    assert chain_at("Ghana's president thanked the Cuban doctors.", "doctors") == ()


def test_statements_come_in_order() -> None:
    _, statements = read("Kyiv said it was ready. Oslo said it was not. According to Bern, nobody was.")
    starts = [s.span.start for s in statements]
    assert starts == sorted(starts)
    assert len(statements) == 3


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    story = story_of('He said: "We go.\n\nThe army left Bor.')
    assert [q.words for q in find_quotations(story)] == [2]


def test_repeatable() -> None:
    text = " ".join(case["text"].replace("\n", " ") for case in CASES[:20])
    assert read(text)[1] == read(text)[1]
