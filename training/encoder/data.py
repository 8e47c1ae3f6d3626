"""Prepared sentences to padded batches."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from model import EVENT_STATUSES, MODES, PAIR_TYPES, STATUSES, TAGS, TYPES
from tokenizers import Tokenizer
from torch import Tensor

YIELD, YIELD_LABEL = ("CONCEDE", "RETREAT"), 99
MAX_PIECES, BATCH_PIECES, IGNORE = 256, 1280, -100


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence cut into pieces. `labels` hold (piece, value) pairs; `first` the first piece of each word."""

    task: str
    ids: list[int]
    quoted: list[int]
    first: list[int]
    labels: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    spans: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)
    label: int = -1


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded pieces (batch × length) and what is to be learnt from them."""

    task: str
    ids: Tensor
    mask: Tensor
    quoted: Tensor
    words: Tensor
    targets: dict[str, Tensor]
    spans: Tensor
    label: Tensor
    examples: list[Example]


def load_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def example(tokenizer: Tokenizer, task: str, row: dict[str, Any]) -> Example:
    """Cut a prepared row; labels on words beyond 256 pieces are dropped."""
    coded = tokenizer.encode(row["words"], is_pretokenized=True)
    ids, word_ids = coded.ids[:MAX_PIECES], coded.word_ids[:MAX_PIECES]
    first_of: dict[int, int] = {}
    for piece, word in enumerate(word_ids):
        if word is not None:
            first_of.setdefault(word, piece)
    quoted = [0 if w is None else int(row["quoted"][w]) for w in word_ids]

    def at(pairs: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        return [(first_of[w], v) for w, v in pairs if w in first_of]

    labels: dict[str, list[tuple[int, float]]] = {}
    if "tags" in row:
        labels["attribution"] = at([(i, TAGS.index(t)) for i, t in enumerate(row["tags"])])
    if "factuality" in row:
        labels["factuality"] = at([(i, v) for i, v in row["factuality"]])
    if "status" in row:
        labels["statuses"] = at([(i, STATUSES.index(s)) for i, s in row["status"]])
    if "types" in row:
        labels["types"] = at([(i, TYPES.index(t)) for i, t in enumerate(row["types"]) if t is not None])
    if "event_status" in row:
        labels["event_statuses"] = at([(i, EVENT_STATUSES.index(s)) for i, s in row["event_status"]])
    if "modes" in row:
        labels["modes"] = at([(i, MODES.index(m)) for i, m in row["modes"] if m in MODES])
    spans = tuple(_pieces(row.get(n), first_of) for n in ("actor", "recipient"))
    label = -1
    if "label" in row:
        name = "YIELD" if row["label"] in YIELD and task != "weak" else row["label"]
        label = (TYPES if task == "weak" and name != "YIELD" else PAIR_TYPES).index(name)
        if task == "weak" and name == "YIELD":
            label = YIELD_LABEL
    return Example(task, ids, quoted, sorted(first_of.values()), labels, (spans[0], spans[1]), label)


def _pieces(span: Sequence[int] | None, first_of: dict[int, int]) -> tuple[int, int] | None:
    if not span or span[0] not in first_of:
        return None
    inside = [first_of[w] for w in range(span[0], span[1]) if w in first_of]
    return (inside[0], inside[-1] + 1)


def collate(examples: list[Example]) -> Batch:
    """Pad a list of examples of one task."""
    size, length = len(examples), max(len(e.ids) for e in examples)
    ids, mask, quoted, words = (torch.zeros(size, length, dtype=torch.long) for _ in range(4))
    names = {n for e in examples for n in e.labels}
    targets = {n: torch.full((size, length), float("nan") if n == "factuality" else float(IGNORE)) for n in names}
    spans = torch.zeros(size, 3, length)
    for row, e in enumerate(examples):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        mask[row, : len(e.ids)] = 1
        quoted[row, : len(e.ids)] = torch.tensor(e.quoted)
        words[row, torch.tensor(e.first)] = 1
        for name, pairs in e.labels.items():
            for piece, value in pairs:
                targets[name][row, piece] = value
        _weigh(spans[row], e)
    label = torch.tensor([e.label for e in examples])
    return Batch(examples[0].task, ids, mask, quoted, words, targets, spans, label, examples)


def _weigh(spans: Tensor, e: Example) -> None:
    first = torch.tensor(e.first)
    for at, span in enumerate(e.spans):
        if span is not None:
            inside = first[(first >= span[0]) & (first < span[1])]
            spans[at, inside] = 1.0 / len(inside)
    spans[2, first] = 1.0 / len(first)


def batches(examples: Sequence[Example], rng: random.Random | None, budget: int = BATCH_PIECES) -> list[list[Example]]:
    """Groups of like length, at most `budget` padded pieces each; shuffled when `rng` is given."""
    keyed = [(len(e.ids) + (rng.uniform(-3, 3) if rng else 0), i) for i, e in enumerate(examples)]
    groups: list[list[Example]] = []
    group: list[Example] = []
    longest = 0
    for _, i in sorted(keyed):
        longest = max(longest, len(examples[i].ids))
        if group and longest * (len(group) + 1) > budget:
            groups.append(group)
            group, longest = [], len(examples[i].ids)
        group.append(examples[i])
    if group:
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups
