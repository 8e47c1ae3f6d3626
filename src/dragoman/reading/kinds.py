"""Kinds of names, word by word, from the vectors that the parser makes anyway.

spaCy's own tagger of names takes longer than its parser. This small net answers much as it does: two convolutions over the
vectors and hashed marks of the words, learnt from its answers (`training/names/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FILE = Path(__file__).parents[1] / "knowledge" / "weights" / "names.npz"
#: The vectors are those of this release of the small pipeline, under both of its names.
LEARNT_FROM = ("core_web_sm", "3.8.0")
#: Rows of the tables of hashed marks: word, beginning, end, shape, and the word once more with other collisions.
ROWS = (20011, 997, 4999, 1999, 19997)
_AGAIN = 7
_REACH = 2

#: The OntoNotes type of the name that a word belongs to ("" for none), and whether the word begins it.
Kind = tuple[str, bool]


@cache
def _weights() -> tuple[tuple[str, ...], dict[str, Floats]]:
    with np.load(_FILE) as arrays:
        names = tuple(str(name) for name in arrays["names"])
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if name != "names"}
    for layer in ("first", "second"):
        kernel = weights[f"{layer}.weight"]  # out × in × width → (width · in) × out
        weights[f"{layer}.weight"] = np.ascontiguousarray(kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0]))
    return names, weights


def marks(doc: Any) -> NDArray[np.int64]:
    """A row a word of a spaCy `Doc`: the rows of the five tables that its norm, prefix, suffix and shape hash to."""
    from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX

    hashes = doc.to_array([NORM, PREFIX, SUFFIX, SHAPE]).reshape(len(doc), 4)
    columns = [hashes[:, k] % rows for k, rows in enumerate(ROWS[:4])]
    return np.stack([*columns, hashes[:, 0] // _AGAIN % ROWS[4]], axis=1).astype(np.int64)


def kinds(docs: Sequence[Any]) -> list[list[Kind]]:
    """The kind of every word of parsed spaCy `Doc`s."""
    names, weights = _weights()
    hashed = np.concatenate([marks(doc) for doc in docs])
    word, *rest = (weights[f"tables.{k}.weight"][hashed[:, k]] for k in range(len(ROWS)))
    joint = np.concatenate([np.concatenate([doc.tensor for doc in docs]), word + rest.pop(), *rest], axis=1)
    # one long row of words, with as many empty ones between two texts as a window reaches
    places = np.concatenate([np.full(len(doc), _REACH * (k + 1)) for k, doc in enumerate(docs)]) + np.arange(len(joint))
    length = len(joint) + _REACH * (len(docs) + 1)
    hidden = _convolved(joint, places, length, weights, "first", 5)
    hidden = hidden + _convolved(hidden, places, length, weights, "second", 3)
    columns = (hidden @ weights["out.weight"].T + weights["out.bias"]).argmax(1)
    ends = np.cumsum([len(doc) for doc in docs])
    return [_told(names, part) for part in np.split(columns, ends[:-1])]


def _told(names: tuple[str, ...], columns: NDArray[np.int64]) -> list[Kind]:
    found: list[Kind] = []
    before = ""
    for column in columns.tolist():
        place, _, kind = names[column].partition("-")
        found.append((kind, bool(kind) and (place == "B" or kind != before)))
        before = kind
    return found


def _convolved(
    rows: Floats, places: NDArray[np.int64], length: int, weights: dict[str, Floats], layer: str, width: int
) -> Floats:
    padded = np.zeros((length, rows.shape[1]), dtype=np.float32)
    padded[places] = rows
    windows = np.concatenate([padded[places + k - width // 2] for k in range(width)], axis=1)
    convolved: Floats = np.maximum(windows @ weights[f"{layer}.weight"] + weights[f"{layer}.bias"], 0)
    return convolved
