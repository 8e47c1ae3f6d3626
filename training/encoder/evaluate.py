"""Score the shipped encoder, as the program runs it, on the development parts, and time it on one core.

python evaluate.py --prepared DIR
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import groupby
from pathlib import Path
from typing import Any

import measure
import numpy as np

from dragoman.understanding.signals import Signals, labels, pair_type, read_signals

Row = dict[str, Any]


def read(rows: list[Row]) -> list[Signals]:
    """Signals by row, a document at a time as the program does; rows without a document one by one."""
    found: list[Signals] = []
    for _, group in groupby(enumerate(rows), key=lambda x: x[1].get("doc", x[0])):
        found += read_signals([r["words"] for _, r in group])
    return found


def scores(name: str, rows: list[Row]) -> dict[str, float]:
    """All figures that the labels of a development file allow."""
    names, signals = labels(), read(rows)
    found: dict[str, float] = {}
    if "tags" in rows[0]:
        tags = [[names["attribution"][i] for i in s.attribution.argmax(-1)] for s in signals]
        found |= measure.attribution_scores([r["tags"] for r in rows], tags)
    values = [
        (v, float(s.factuality[i])) for r, s in zip(rows, signals, strict=True) for i, v in r.get("factuality", [])
    ]
    if values:
        found["factuality_r"] = measure.pearson([g for g, _ in values], [f for _, f in values])
    for key, head in (("status", "statuses"), ("event_status", "event_statuses"), ("modes", "modes")):
        columns = names[head]
        pairs = [
            (columns.index(v), int(getattr(s, head)[i].argmax()))
            for r, s in zip(rows, signals, strict=True) for i, v in r.get(key, []) if v in columns
        ]  # fmt: skip
        if pairs:
            found[f"{head}_macro_f1"] = measure.macro_f1([g for g, _ in pairs], [f for _, f in pairs], len(columns))
            found[f"{head}_accuracy"] = float(np.mean([g == f for g, f in pairs]))
    if "types" in rows[0]:
        words = [
            (names["types"].index(t), int(k))
            for r, s in zip(rows, signals, strict=True)
            for t, k in zip(r["types"], s.types.argmax(-1), strict=True)
            if t
        ]  # fmt: skip
        found |= measure.trigger_scores(np.array([g for g, _ in words]), np.array([f for _, f in words]))
    if name.startswith("pairs"):
        kinds = names["pair_types"]
        gold = [kinds.index(r["label"]) for r in rows]
        best = [int(pair_type(s, r["actor"], r["recipient"]).argmax()) for r, s in zip(rows, signals, strict=True)]
        found["pair_macro_f1"] = measure.macro_f1(gold, best, len(kinds))
        found["pair_accuracy"] = float(np.mean(np.array(gold) == np.array(best)))
    return found


def main() -> None:
    """Print one JSON line a file and the speed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--prepared", type=Path, required=True)
    chosen = options.parse_args()
    started = time.time()
    labels()
    print(f"load {time.time() - started:.2f} s")
    for name in ("polnear_dev", "uw_dev", "uds_dev", "meantime_dev", "corpus_dev", "pairs_dev"):
        path = chosen.prepared / f"{name}.jsonl"
        if not path.exists():
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        started = time.time()
        result = scores(name, rows)
        took = time.time() - started
        speed = {"sentences": len(rows), "sentences_a_second": round(len(rows) / took)}
        print(name, json.dumps({k: round(v, 4) for k, v in result.items()} | speed), flush=True)


if __name__ == "__main__":
    main()
