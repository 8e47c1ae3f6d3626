"""Nested sources on MPQA: is the depth of the chain right, and who is the outermost source?

    python -m benchmarks.nested DATA/attribution/mpqa_nested [--folds 0,1,2] [--misses N]

A marked stretch of a text has the sources of the innermost statement it stands in; the writer, outermost of all, counts
as one ("w"), and a link of kind `author`, the writer's own surmise, is that same one. A chain is right when its depth is, and
its outermost source under the writer shares a word of three letters with the marked one or is the same actor. The corpus
is not part of this project.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dragoman
from dragoman.model import Reading, Source

_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Question:
    """A marked stretch of a context, with the chain that the annotators gave it."""

    context: str
    start: int
    end: int
    chain: tuple[str, ...]


def questions(folder: Path, folds: str) -> Iterator[Question]:
    """Every marked stretch that stands in its context word for word."""
    for fold in folds.split(","):
        raw = json.loads((folder / fold / "mpqa_extract_data_nested_test.json").read_text(encoding="utf-8"))
        for item in raw.values():
            context = item["context"].replace("\\t", " ").replace("\\n", "\n").replace("\\", "").strip()
            for asked in item["extract"]:
                text = asked["text"].replace("\\", "")
                at = context.find(text)
                inside = text.find(asked["question"].replace("\\", ""))
                if at >= 0 and inside >= 0:
                    yield Question(context, at + inside, at + inside + len(asked["question"]), tuple(asked["answer"]))


def chain_of(reading: Reading, start: int, end: int) -> tuple[Source, ...]:
    """The sources, but for the writer, of the innermost statement that holds the middle of the stretch."""
    middle = (start + end) // 2
    holding = [s for s in reading.statements if s.span.start <= middle < s.span.end]
    best = min(holding, key=lambda s: s.span.end - s.span.start, default=None)
    return tuple(link for link in best.sources if link.kind != "author") if best else ()


def names(reading: Reading, link: Source) -> set[str]:
    """The words by which a source may be known: its own, and those of every mention of its actor."""
    spans = [m.span.text for m in reading.mentions if link.actor and m.actor == link.actor]
    own = link.span.text if link.span else ""
    return {word.lower() for text in (own, *spans) for word in _WORD.findall(text)}


def main() -> None:
    """Print how often depth, outermost source, and both are right."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--folds", default="0,1,2,3,4,5,6,7")
    options.add_argument("--misses", type=int, default=0)
    chosen = options.parse_args()
    asked = list(questions(chosen.folder, chosen.folds))
    readings = {context: dragoman.read(context) for context in dict.fromkeys(q.context for q in asked)}
    counts: Counter[str] = Counter()
    depths: Counter[tuple[int, int]] = Counter()
    missed: list[str] = []
    for question in asked:
        reading = readings[question.context]
        links = chain_of(reading, question.start, question.end)
        depth = len(links) + 1 == len(question.chain)
        wanted = {w.lower() for w in _WORD.findall(question.chain[1])} if len(question.chain) > 1 else set()
        outermost = bool(links) == bool(wanted) and (not links or bool(names(reading, links[0]) & wanted))
        counts += Counter(asked=1, depth=int(depth), outermost=int(outermost), both=int(depth and outermost))
        depths[(len(question.chain), len(links) + 1)] += 1
        if not (depth and outermost):
            told = " > ".join(link.span.text if link.span else link.kind for link in links) or "the writer"
            marked = question.context[question.start : question.end]
            around = question.context[max(0, question.start - 160) : question.start]
            missed.append(f"{' > '.join(question.chain)}  |  told {told}  |  …{around}⟦{marked}⟧")
    total = counts["asked"]
    print(f"depth {counts['depth'] / total:.3f}  outermost {counts['outermost'] / total:.3f}  "
          f"both {counts['both'] / total:.3f}  of {total}")
    print("depth marked → told", {f"{g}→{f}": n for (g, f), n in depths.most_common()})
    random.seed(1)
    print("\n".join(random.sample(missed, min(chosen.misses, len(missed)))).replace("\n\n", "\n"))


if __name__ == "__main__":
    main()
