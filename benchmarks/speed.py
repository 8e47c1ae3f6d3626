"""Speed and memory: cold start, a warm report, sentences a second against the bare parse, and what each question costs.

    python -m benchmarks.speed

One process, one thread. The warm figures are medians of ten rounds over the sample reports. The bare parse is spaCy's
pipeline as its package ships it, on the same texts; Dragoman leaves out two of its parts.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import spacy

import dragoman
from dragoman.model import Document, Sentence, Setting, Story
from dragoman.reading.parse import PIPELINES, parse
from dragoman.reading.stories import split_stories
from dragoman.understanding.steps import STEPS

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def shares(documents: list[Document], whole: float) -> dict[str, float]:
    """The share of a reading's time that each step of understanding takes."""
    took = dict.fromkeys((step.gives for step in STEPS), 0.0)
    for document in documents:
        for story, sentences in zip(*_parsed(document), strict=True):
            found: dict[str, object] = {"story": replace(story, sentences=sentences), "setting": Setting(document.published)}
            for step in STEPS:
                start = time.perf_counter()
                found[step.gives] = step.run(**{name: found[name] for name in step.needs})
                took[step.gives] += time.perf_counter() - start
    return {name: seconds / whole for name, seconds in took.items()}


def _parsed(document: Document) -> tuple[list[Story], list[tuple[Sentence, ...]]]:
    split = split_stories(document)
    return [story for story, _ in split], list(parse(passages for _, passages in split))


def main() -> None:
    sample = str(SAMPLES / "lagoon-talks.txt")
    cold = statistics.median(_timed([sys.executable, "-m", "dragoman", "read", sample]) for _ in range(3))
    help_ = statistics.median(_timed([sys.executable, "-m", "dragoman", "--help"]) for _ in range(3))
    print(f"cold start to dossier {cold:.2f} s   --help {help_:.2f} s")

    documents = [Document(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    words = sum(len(d.text.split()) for d in documents)
    list(dragoman.read_many(documents))
    shipped = spacy.load(next(n for n in PIPELINES if find_spec(n)))
    whole, bare = [], []
    for _ in range(10):
        start = time.perf_counter()
        readings = list(dragoman.read_many(documents))
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        list(shipped.pipe([d.text for d in documents]))
        bare.append(time.perf_counter() - start)
    sentences = sum(len(s.sentences) for r in readings for s in r.stories)
    took, parsed = statistics.median(whole), statistics.median(bare)
    # by rounds, as the clock of the machine may swing between them
    ratio = statistics.median(b / w for w, b in zip(whole, bare, strict=True))
    print(f"warm: {1000 * took * 400 / words:.0f} ms per 400 words   {sentences / took:.0f} sentences a second   "
          f"bare parse {sentences / parsed:.0f}   ratio {ratio:.2f}")
    cost = shares(documents, took)
    print(f"share of time: actors {cost['cast']:.2f}   sources, times and places "
          f"{cost['statements'] + cost['times'] + cost['places']:.2f}   encoder {cost['signals']:.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
