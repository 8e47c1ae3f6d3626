"""Sources, cues and contents of PolNeAR against `find_statements`: overlap F1 of each, of the relation, by sentence.

    python -m benchmarks.attribution DATA/attribution/polnear/dev [--signals] [--misses N]

A predicted span is right when it shares a character with a gold span of its kind; a relation when its cue and content
(and source, where gold has one) overlap those of one gold relation. The corpus is not part of this project.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.build import stories_of

from dragoman.model import Setting, Statement, Story
from dragoman.understanding.said import find_statements
from dragoman.understanding.who import find_cast

Piece = tuple[int, int]


@dataclass(frozen=True)
class Relation:
    """Character pieces of one attribution; any part may be missing."""

    source: tuple[Piece, ...] = ()
    cue: tuple[Piece, ...] = ()
    content: tuple[Piece, ...] = ()


@dataclass
class Article:
    name: str
    text: str
    relations: list[Relation] = field(default_factory=list)


def read_annotations(text: str) -> list[Relation]:
    """The relations of one brat file."""
    spans: dict[str, tuple[Piece, ...]] = {}
    relations = []
    for line in text.split("\n"):  # the annotated words may hold line breaks: their rest is no annotation
        parts = line.split("\t")
        if len(parts) < 2:
            continue
        if re.fullmatch(r"T\d+", parts[0]):
            _, _, places = parts[1].partition(" ")
            spans[parts[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in places.split(";")))
        elif re.fullmatch(r"E\d+", parts[0]):
            roles: dict[str, list[Piece]] = {"Source": [], "Cue": [], "Content": []}
            for part in parts[1].split():
                role, _, ident = part.partition(":")
                role = re.sub(r"\d+$", "", role)
                if role in roles:
                    roles[role].extend(spans.get(ident, ()))
            relations.append(Relation(tuple(roles["Source"]), tuple(roles["Cue"]), tuple(roles["Content"])))
    return relations


def articles(folder: Path) -> Iterator[Article]:
    """Every article of the folder with its first annotation file."""
    for path in sorted((folder / "text").glob("*.txt")):
        marks = sorted((folder / "attributions").glob(path.stem + "_*.ann"))
        if marks:
            text = path.read_bytes().decode("utf-8")
            yield Article(path.stem, text, read_annotations(marks[0].read_text(encoding="utf-8")))


def relations_of(statements: Sequence[Statement]) -> list[Relation]:
    """One relation a link: pieces of content that hang on the same cue are joined."""
    joined: dict[tuple[object, object], list[Piece]] = {}
    for statement in statements:
        last = statement.sources[-1]
        key = (
            (last.span.start, last.span.end) if last.span else None,
            (last.cue.start, last.cue.end) if last.cue else None,
        )
        joined.setdefault(key, []).append((statement.span.start, statement.span.end))
    return [
        Relation((source,) if source else (), (cue,) if cue else (), tuple(content))  # type: ignore[arg-type]
        for (source, cue), content in joined.items()
    ]


def overlaps(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


@dataclass
class Tally:
    right_found: int = 0
    found: int = 0
    right_gold: int = 0
    gold: int = 0

    def add(self, found: Sequence[bool], gold: Sequence[bool]) -> None:
        self.right_found += sum(found)
        self.found += len(found)
        self.right_gold += sum(gold)
        self.gold += len(gold)

    def __str__(self) -> str:
        p, r = self.right_found / max(1, self.found), self.right_gold / max(1, self.gold)
        return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}  found {self.found} gold {self.gold}"


def _matches(one: Relation, gold: Relation) -> bool:
    source = not gold.source or not one.source or overlaps(one.source, gold.source)
    if bool(gold.source) != bool(one.source):
        source = not gold.source
    return source and overlaps(one.cue, gold.cue) and overlaps(one.content, gold.content)


def score(
    stories: Sequence[Story], found: Sequence[Relation], gold: Sequence[Relation], tallies: dict[str, Tally]
) -> None:
    """Adds one article's counts to the tallies."""
    for part in ("source", "cue", "content"):
        ours = [getattr(r, part) for r in found if getattr(r, part)]
        theirs = [getattr(r, part) for r in gold if getattr(r, part)]
        # A source of several attributions is annotated once.
        ours, theirs = sorted(set(ours)), sorted(set(theirs))
        tallies[part].add(
            [any(overlaps(o, t) for t in theirs) for o in ours], [any(overlaps(o, t) for o in ours) for t in theirs]
        )
    tallies["relation"].add(
        [any(_matches(o, t) for t in gold) for o in found], [any(_matches(o, t) for o in found) for t in gold]
    )
    spans = [(s.start, s.end) for story in stories for s in story.sentences]
    has = [any(overlaps([s], r.content) for r in found) for s in spans]
    wants = [any(overlaps([s], r.content) for r in gold) for s in spans]
    both = [h and w for h, w in zip(has, wants, strict=True)]
    tallies["sentence"].add(
        [b for b, h in zip(both, has, strict=True) if h], [b for b, w in zip(both, wants, strict=True) if w]
    )


def statements_of(stories: Sequence[Story], signals: bool) -> list[Statement]:
    from dragoman.understanding.signals import find_signals

    found: list[Statement] = []
    for story in stories:
        found.extend(find_statements(story, find_cast(story, Setting()), find_signals(story) if signals else ()))
    return found


def stray_cues(statements: Sequence[Statement], gold: Sequence[Relation]) -> Counter[bool]:
    """How many cues meet no marked one; under True those that stand inside another's word."""
    nested = {(s.sources[-1].cue.start, s.sources[-1].cue.end): len(s.sources) > 1 for s in statements if s.sources[-1].cue}
    marked = [piece for relation in gold for piece in relation.cue]
    return Counter(inside for cue, inside in nested.items() if not overlaps([cue], marked))


def main() -> None:
    """Print the scores, and a sample of what was missed and what was false."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--signals", action="store_true")
    options.add_argument("--misses", type=int, default=0)
    chosen = options.parse_args()
    tallies = {name: Tally() for name in ("source", "cue", "content", "relation", "sentence")}
    missed: list[str] = []
    strays: Counter[bool] = Counter()
    for article in articles(chosen.folder):
        stories = stories_of(article.text)
        statements = statements_of(stories, chosen.signals)
        found = relations_of(statements)
        strays += stray_cues(statements, article.relations)
        score(stories, found, article.relations, tallies)
        missed += _misses(article, found)
    for name, tally in tallies.items():
        print(f"{name:9} {tally}")
    print(f"false cues: {strays.total()}, of these inside another's word, where PolNeAR marks none: {strays[True]}")
    random.seed(1)
    for line in random.sample(missed, min(chosen.misses, len(missed))):
        print(line)
    print(Counter(line.split()[0] for line in missed))


def _misses(article: Article, found: Sequence[Relation]) -> list[str]:
    def show(r: Relation) -> str:
        return " | ".join(" … ".join(article.text[a:b] for a, b in p)[:110] for p in (r.source, r.cue, r.content))

    lines = [f"MISSED {show(g)}" for g in article.relations if not any(_matches(o, g) for o in found)]
    return lines + [f"FALSE {show(o)}" for o in found if not any(_matches(o, g) for g in article.relations)]


if __name__ == "__main__":
    main()
