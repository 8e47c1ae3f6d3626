"""Trains the small tagger of names, from the words of `prepare.py`; writes `weights/names.npz`.

    train/bin/python training/names/train.py names.npz [--out src/dragoman/knowledge/weights/names.npz]

Two convolutions over the parser's vectors and hashed marks of the words. Seed 7. Prints the agreement with spaCy's tagger
(F1 of whole names with their kind) on the last twentieth of the lines.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

#: Width of the table of each mark: word, beginning, end, shape, and the word once more.
WIDTHS = (64, 16, 32, 16, 64)
HIDDEN, PIECE = 160, 3000


class Names(nn.Module):
    def __init__(self, vectors: int, rows: list[int], labels: int) -> None:
        super().__init__()
        self.tables = nn.ModuleList(map(nn.Embedding, rows, WIDTHS))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        self.first = nn.Conv1d(vectors + sum(WIDTHS[:4]), HIDDEN, 5, padding=2)
        self.second = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1)
        self.out = nn.Linear(HIDDEN, labels)
        self.drop = nn.Dropout(0.15)

    def forward(self, vectors: Tensor, marks: Tensor) -> Tensor:
        word, *rest = (table(marks[..., k]) for k, table in enumerate(self.tables))
        joint = torch.cat([vectors, word + rest.pop(), *rest], -1)
        hidden = torch.relu(self.first(self.drop(joint).transpose(1, 2)))
        hidden = hidden + torch.relu(self.second(self.drop(hidden)))
        return self.out(self.drop(hidden).transpose(1, 2))


def spans(tags: list[str]) -> set[tuple[str, int, int]]:
    """Whole names as (kind, first, end)."""
    found, kind, first = set(), "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[0] in "BO" or tag[2:] != kind):
            found.add((kind, first, i))
            kind = ""
        if tag[0] in "BI" and not kind:
            kind, first = tag[2:], i
    return found


def agreement(net: Names, lines: list[tuple[Tensor, Tensor, Tensor]], names: list[str]) -> float:
    net.eval()
    both = either = 0
    with torch.no_grad():
        for vectors, marks, labels in lines:
            wanted = spans([names[k] for k in labels.tolist()])
            found = spans([names[k] for k in net(vectors[None], marks[None])[0].argmax(-1).tolist()])
            both, either = both + 2 * len(wanted & found), either + len(wanted) + len(found)
    net.train()
    return both / max(1, either)


def groups(lines: list[tuple[Tensor, Tensor, Tensor]]) -> list[list[tuple[Tensor, Tensor, Tensor]]]:
    """Lines of like length, about `PIECE` padded words together."""
    found: list[list[tuple[Tensor, Tensor, Tensor]]] = [[]]
    for line in sorted(lines, key=lambda line: len(line[2])):
        if len(line[2]) * (len(found[-1]) + 1) > PIECE and found[-1]:
            found.append([])
        found[-1].append(line)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("prepared", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--epochs", type=int, default=5)
    given = options.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    with np.load(given.prepared) as data:
        arrays = {name: data[name] for name in data.files}
    names = [str(name) for name in arrays["names"]]
    parts = [torch.from_numpy(arrays[name].astype(kind)) for name, kind in
             (("vectors", np.float32), ("marks", np.int64), ("labels", np.int64))]  # fmt: skip
    lines = list(zip(*(part.split(arrays["lengths"].tolist()) for part in parts), strict=True))
    cut = len(lines) * 19 // 20
    net = Names(arrays["vectors"].shape[1], arrays["rows"].tolist(), len(names))
    batches = groups(lines[:cut])
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.01)
    slope = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=given.epochs * len(batches))
    for epoch in range(given.epochs):
        for k in torch.randperm(len(batches)).tolist():
            vectors, marks, labels = zip(*batches[k], strict=True)
            aim = nn.utils.rnn.pad_sequence(list(labels), batch_first=True, padding_value=-100)
            guess = net(*(nn.utils.rnn.pad_sequence(list(part), batch_first=True) for part in (vectors, marks)))
            loss = nn.functional.cross_entropy(guess.flatten(0, 1), aim.flatten())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            slope.step()
        print(epoch, f"loss {loss.item():.3f} agreement {agreement(net, lines[cut:], names):.4f}", flush=True)
    if given.out is not None:
        weights = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
        np.savez_compressed(given.out, names=arrays["names"], **weights)


if __name__ == "__main__":
    main()
