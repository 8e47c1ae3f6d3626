"""Fits how the trigger table and the encoder are weighed (`knowledge/weights/weighing.yaml`).

    PYTHONPATH=. python training/weighing/fit.py

Uses the held part of the annotated reports, which neither the encoder nor the table was made from: eight numbers from
some seven thousand candidates. Prints the YAML; `keep` is the threshold of the best F1.
"""

from __future__ import annotations

import math

import numpy as np
from benchmarks.stories import stories

from dragoman.understanding import what, what_table, what_weigh
from dragoman.understanding.signals import find_signals, labels
from dragoman.understanding.who import find_cast
from training.logistic import fit

NAMES = ("bias", "model", "lexicon", "known", "other", "verb", "quiet")


def candidates() -> tuple[list[list[float]], list[bool], int]:
    """Features and truth of every candidate that could be told, and the number of gold events."""
    rows: list[list[float]] = []
    truth: list[bool] = []
    seen: set[tuple[str, int]] = set()
    for report, setting, story in stories("held"):
        cast = find_cast(story, setting)
        quiet = what.quietness(story, cast)
        for sentence, hints in zip(story.sentences, find_signals(story), strict=True):
            gold = [g for g in report.events if sentence.start <= g.start < sentence.end]
            seen.update((report.id, g.start) for g in gold)
            blocked = what_table.decoy_words(sentence)
            table = what_table.candidates_of(sentence, cast, blocked)
            for token in (t for t in sentence.tokens if t.i not in blocked):
                options = what_weigh.best_by_type(table.get(token.i, []))
                for name, chance in zip(labels()["types"], hints.types[token.i].tolist(), strict=True):
                    held = options.get(name)
                    if name == "NONE" or (held is None and (chance < what_weigh.FAINT or token.pos not in what_weigh.TELLING)):
                        continue
                    first, last = (held.first, held.last) if held else (token.i, token.i)
                    start, end = sentence.tokens[first].start, sentence.tokens[last].end
                    truth.append(any(g.type == name and g.start < end and start < g.end for g in gold))
                    rows.append([
                        1.0, math.log((chance + 1e-4) / (1 - chance + 1e-4)), held.score if held else 0.0,
                        float(held is not None), float(bool(options)), float(token.pos == "VERB"), float(quiet),
                    ])
    return rows, truth, len(seen)


def main() -> None:
    rows, truth, gold = candidates()
    features, hits = np.array(rows), np.array(truth, dtype=float)
    weights = fit(features, hits)
    chance = 1 / (1 + np.exp(-features @ weights))
    scores = {t: 2 * hits[chance > t].sum() / ((chance > t).sum() + gold) for t in np.arange(0.15, 0.6, 0.05)}
    print(f"# {len(hits)} candidates, {int(hits.sum())} right, {gold} events; F1 by threshold:")
    print("#", {round(float(t), 2): round(float(f), 3) for t, f in scores.items()})
    print(f"keep: {max(scores, key=lambda t: scores[t]):.2f}")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name}: {weight:.2f}")


if __name__ == "__main__":
    main()
