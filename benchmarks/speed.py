"""Speed and memory: cold start, a warm report, sentences a second against the bare parse, a long text.

    python -m benchmarks.speed

One process, one thread. The warm figures are medians of ten rounds over the sample reports.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import dragoman
from dragoman.model import Document
from dragoman.reading.parse import parse
from dragoman.reading.stories import split_stories

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> None:
    sample = str(SAMPLES / "lagoon-talks.txt")
    cold = statistics.median(_timed([sys.executable, "-m", "dragoman", "read", sample]) for _ in range(3))
    help_ = statistics.median(_timed([sys.executable, "-m", "dragoman", "--help"]) for _ in range(3))
    print(f"cold start to dossier {cold:.2f} s   --help {help_:.2f} s")

    documents = [Document(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    words = sum(len(d.text.split()) for d in documents)
    list(dragoman.read_many(documents))
    whole, bare = [], []
    for _ in range(10):
        start = time.perf_counter()
        readings = list(dragoman.read_many(documents))
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        list(parse([passages for d in documents for _story, passages in split_stories(d)]))
        bare.append(time.perf_counter() - start)
    sentences = sum(len(s.sentences) for r in readings for s in r.stories)
    took, parsed = statistics.median(whole), statistics.median(bare)
    print(f"warm: {1000 * took * 400 / words:.0f} ms per 400 words   {sentences / took:.0f} sentences a second   "
          f"bare parse {sentences / parsed:.0f}   ratio {parsed / took:.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
