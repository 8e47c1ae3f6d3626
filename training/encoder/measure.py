"""Scores on the development parts, for torch models and for the shipped ONNX alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def macro_f1(gold: Sequence[int], found: Sequence[int], classes: int) -> float:
    """Mean F1 over the classes that gold holds."""
    values = []
    for c in range(classes):
        if c not in gold:
            continue
        hit = sum(g == c and f == c for g, f in zip(gold, found, strict=True))
        total = sum(g == c for g in gold) + sum(f == c for f in found)
        values.append(2 * hit / total if total else 0.0)
    return float(np.mean(values))


def spans(tags: Sequence[str], kind: str) -> list[tuple[int, int]]:
    """Runs of one kind; a B starts a new run, an I after anything else does too."""
    found: list[tuple[int, int]] = []
    for i, tag in enumerate(tags):
        if tag[2:] != kind:
            continue
        if tag[0] == "I" and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def attribution_scores(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> dict[str, float]:
    """F1 by word and by overlapping span for each role, and by sentence for "holds content"."""
    scores = {}
    for kind in ("SOURCE", "CUE", "CONTENT"):
        hit = total = 0
        got = recalled = n_found = n_gold = 0
        for g, f in zip(gold, found, strict=True):
            a, b = [t[2:] == kind for t in g], [t[2:] == kind for t in f]
            hit += sum(x and y for x, y in zip(a, b, strict=True))
            total += sum(a) + sum(b)
            sa, sb = spans(g, kind), spans(f, kind)
            got += sum(any(x < d and c < y for x, y in sa) for c, d in sb)
            recalled += sum(any(x < d and c < y for c, d in sb) for x, y in sa)
            n_found, n_gold = n_found + len(sb), n_gold + len(sa)
        precision, recall = got / max(n_found, 1), recalled / max(n_gold, 1)
        scores[kind.lower() + "_word_f1"] = 2 * hit / max(total, 1)
        scores[kind.lower() + "_span_f1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    has_g = [any(t.endswith("CONTENT") for t in g) for g in gold]
    has_f = [any(t.endswith("CONTENT") for t in f) for f in found]
    both = sum(x and y for x, y in zip(has_g, has_f, strict=True))
    scores["sentence_f1"] = 2 * both / max(sum(has_g) + sum(has_f), 1)
    return scores


def pearson(gold: Sequence[float], found: Sequence[float]) -> float:
    return float(np.corrcoef(np.asarray(gold), np.asarray(found))[0, 1])


def trigger_scores(gold: NDArray[np.int64], found: NDArray[np.int64]) -> dict[str, float]:
    """F1 of event words (0 is none): found at all, and found with the right type."""
    both = (gold > 0) & (found > 0)
    total = float((gold > 0).sum() + (found > 0).sum())
    return {
        "trigger_f1": 2 * float(both.sum()) / max(total, 1),
        "typed_f1": 2 * float((both & (gold == found)).sum()) / max(total, 1),
    }
