"""Document → stories: the article, stray headlines at its edges, boilerplate, and what stands twice.

A page saved by hand often holds more than its article: a headline of another story, a caption, a menu. What such a
line says must not be mixed with the article, nor lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.model import Document, Span, Story
from dragoman.reading.blocks import Block, find_blocks
from dragoman.reading.parse import Passage

#: A line of at most this many words, without a sentence end, may be a headline.
_HEADLINE_WORDS = 22
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@cache
def _boilerplate() -> re.Pattern[str]:
    entries = read_yaml("reading/boilerplate.yaml")
    patterns = [check_keys("reading/boilerplate.yaml", entry, required=["pattern", "example"])["pattern"] for entry in entries]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _names(text: str) -> set[str]:
    """Content words for the question whether two texts are about the same thing."""
    words = _WORD.findall(text)
    return {w.lower().removesuffix("'s").removesuffix("’s") for w in words if len(w) > 3 or (len(w) > 1 and w.isupper())}


def is_boilerplate(text: str) -> bool:
    """True for lines that a publisher's page adds to every article: "Read more", "All rights reserved"."""
    return _boilerplate().fullmatch(text.strip()) is not None


def _stray(block: Block, text: str, rest: set[str], shared: float) -> bool:
    """A short line without a sentence end of whose content words less than this share stands in the rest of the text."""
    words = text[block.start : block.end].split()
    if block.kind != "line" or len(words) > _HEADLINE_WORDS or len(words) < 3:
        return False
    if _headings()[0].fullmatch(text[block.start : block.end]):
        return False  # dates what stands below it
    own = _names(text[block.start : block.end])
    return bool(own) and len(own & rest) / len(own) < shared


def split_stories(document: Document) -> list[tuple[Story, tuple[Passage, ...]]]:
    """The stories of a document in order of its text, each with the passages to parse. Offsets are the document's.

    Short lines after the last full paragraph that share no matter with the article are stories of their own, kind
    "headline"; lines that say an earlier one again repeat it; boilerplate lines are kept apart, unread.
    """
    text = document.text
    blocks = find_blocks(text)
    body = [b for b in blocks if b.kind != "line"]
    groups: list[tuple[str, list[Block]]] = []
    words = {b: _names(text[b.start : b.end]) for b in blocks}
    body_words: set[str] = set().union(*(words[b] for b in body))
    last_body = max((b.start for b in body), default=-1)
    first_body = min((b.start for b in body), default=len(text))
    for block in blocks:
        kind = _kind(block, text, body_words, inside=first_body < block.start < last_body)
        if groups and groups[-1][0] == kind and kind != "headline":
            groups[-1][1].append(block)
        else:
            groups.append((kind, [block]))
    return _number(_rejoin(groups), text)


def _kind(block: Block, text: str, body_words: set[str], *, inside: bool) -> str:
    printed = text[block.start : block.end]
    if is_boilerplate(printed):
        return "boilerplate"
    # Inside the article a short line is a crosshead or a caption; only at the edges can it be another story.
    # What opens the text is its own headline, if it shares a single name with what follows.
    if body_words and not inside and _stray(block, text, body_words, 0.01 if not block.start else 0.34):
        return "headline"
    return "article"


def _rejoin(groups: list[tuple[str, list[Block]]]) -> list[tuple[str, list[Block]]]:
    """One article a document: a line of boilerplate in its midst does not cut it in two."""
    article = [block for kind, blocks in groups if kind == "article" for block in blocks]
    joined: list[tuple[str, list[Block]]] = []
    for kind, blocks in groups:
        if kind != "article":
            joined.append((kind, blocks))
        elif article:
            joined.append((kind, article))
            article = []
    return joined


def _number(groups: Sequence[tuple[str, list[Block]]], text: str) -> list[tuple[Story, tuple[Passage, ...]]]:
    stories: list[tuple[Story, tuple[Passage, ...]]] = []
    seen: dict[str, str] = {}
    earlier: list[tuple[str, str]] = []
    for number, (kind, blocks) in enumerate(groups, 1):
        start, end = blocks[0].start, blocks[-1].end
        printed = text[start:end]
        key = " ".join(_WORD.findall(printed.lower()))
        repeats = seen.get(key) or (_said_before(key, earlier) if kind == "headline" else None)
        id = f"s{number}"
        seen.setdefault(key, id)
        if kind == "headline" and not repeats:
            earlier.append((key, id))
        kept = kind if kind in ("article", "headline", "boilerplate") else "article"
        story = Story(id, Span(start, end, printed), kept, repeats)  # type: ignore[arg-type]
        stories.append((story, _passages(story, blocks, text)))
    return stories


def _said_before(key: str, earlier: list[tuple[str, str]]) -> str | None:
    """The id of an earlier headline that holds all the words of this one in the same order ("Footage: …")."""
    return next((id for said, id in earlier if len(key.split()) >= 3 and key in said), None)


def _passages(story: Story, blocks: list[Block], text: str) -> tuple[Passage, ...]:
    if not story.readable:
        return ()
    passages: list[Passage] = []
    said: set[str] = set()
    for number, block in enumerate(blocks):
        printed = text[block.start : block.end]
        # A pull quote or a caption printed twice in one article is read once.
        key = " ".join(_WORD.findall(printed.lower()))
        if len(key) > 30 and key in said:
            continue
        said.add(key)
        cut = _opening(printed)
        if cut:
            passages.append(Passage(block.start, printed[:cut], number, block.kind == "item"))
        passages.append(Passage(block.start + cut, printed[cut:], number, block.kind == "item"))
    return tuple(passages)


@cache
def _openings() -> re.Pattern[str]:
    name = "reading/openings.yaml"
    entries = [check_keys(name, entry, required=["name", "pattern", "example"]) for entry in read_yaml(name)]
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in entries))


@cache
def _headings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A date that is all of a line, and one with the mark between it and the entry of a chronology that follows."""
    name = "reading/headings.yaml"
    raw = check_keys(name, read_yaml(name), required=["month", "weekday", "mark", "dates"])
    entries = [check_keys(name, entry, required=["name", "pattern", "example"]) for entry in raw["dates"]]
    dates = "|".join(f"(?:{entry['pattern']})" for entry in entries)
    dates = dates.replace("{month}", raw["month"]).replace("{weekday}", raw["weekday"])
    return re.compile(rf"(?:{dates})\W*"), re.compile(rf"(?:{dates})(?:{raw['mark']})")


def _opening(printed: str) -> int:
    """Length of a dateline, a date, an hour or a label before the first sentence; 0 where there is none."""
    for pattern in (_headings()[1], _openings()):
        match = pattern.match(printed)
        if match is not None and match.end() < len(printed):
            return match.end()
    return 0
