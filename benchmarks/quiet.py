"""False events: sentences that use the words of politics for something else. Score: the share without an event.

    python -m benchmarks.quiet [--show]
"""

from __future__ import annotations

import argparse

import dragoman
from benchmarks.corpus import EXAM
from dragoman.model import Document


def score(show: bool = False) -> float:
    """The share of the sentences of `exam/quiet.txt` in which no event is found."""
    lines = [line for line in (EXAM / "quiet.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    clean = 0
    for line, reading in zip(lines, dragoman.read_many(map(Document, lines)), strict=True):
        clean += not reading.events
        if show and reading.events:
            print([(e.type, e.anchor.text, round(e.confidence, 2), e.why[:2]) for e in reading.events], line)
    return clean / len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    print(f"quiet sentences without a false event {score(parser.parse_args().show):.3f}")


if __name__ == "__main__":
    main()
