"""Trains who fills the parts of an event, from the examples of `prepare.py`; writes `weights/roles.npz`.

    train/bin/python training/roles/train.py PREPARED [--out src/dragoman/knowledge/weights/roles.npz]

A small net: the features, and the encoder's states of the event's and of the actor's word, each turned to 32 numbers and
multiplied; one hidden layer; four chances: that the country is the actor's, the recipient's, and that the very one is
actor, recipient. Seed 7. Prints how many events of the held part get the right country as actor, by the rules alone and
with the net, and how often the likeliest of that country is the right one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn

SIZE, HIDDEN = 32, 64


class Roles(nn.Module):
    def __init__(self, features: int, states: int) -> None:
        super().__init__()
        self.features = nn.Linear(features, HIDDEN)
        self.event = nn.Linear(states, SIZE)
        self.mention = nn.Linear(states, SIZE)
        self.joint = nn.Linear(3 * SIZE, HIDDEN, bias=False)
        self.out = nn.Linear(HIDDEN, 4)
        self.drop = nn.Dropout(0.3)

    def forward(self, features: torch.Tensor, event: torch.Tensor, mention: torch.Tensor) -> torch.Tensor:
        one, other = self.event(event), self.mention(mention)
        joint = torch.cat([one, other, one * other], -1)
        return self.out(self.drop(torch.relu(self.features(self.drop(features)) + self.joint(self.drop(joint)))))


def load(path: Path) -> dict[str, np.ndarray]:
    with np.load(path) as data:
        return {k: data[k].astype(np.float32) if data[k].dtype == np.float16 else data[k] for k in data.files}


def score(chances: np.ndarray, data: dict[str, np.ndarray], keep: float, least: float) -> str:
    """Only the events that the program tells of count."""
    names = {str(n): i for i, n in enumerate(data["names"])}
    rule = data["features"][:, names["rules: actor"]] > 0
    parts = data["parts"] > 0
    by_rule = by_net = itself = total = right = found = there = 0
    for group in np.unique(data["group"][data["told"]]):
        rows = np.flatnonzero(data["group"] == group)
        total += 1
        by_rule += bool((parts[rows, 0] & rule[rows]).any())
        chosen = rows[chances[rows, 0] >= max(min(keep, chances[rows, 0].max()), least)]
        by_net += bool(parts[chosen, 0].any())
        itself += bool(len(chosen) and parts[chosen[chances[chosen, 2].argmax()], 2])
        told = rows[chances[rows, 1] >= keep]
        right, found, there = right + parts[told, 1].any(), found + bool(len(told)), there + parts[rows, 1].any()
    return (
        f"actor's country: rules {by_rule / total:.3f}, net {by_net / total:.3f} of {total}, itself {itself / total:.3f}; "
        f"recipient's: right {right} of {found}, there to be found {there}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("prepared", type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--epochs", type=int, default=12)
    given = options.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    dev, held = load(given.prepared / "dev.npz"), load(given.prepared / "held.npz")
    net = Roles(dev["features"].shape[1], dev["event"].shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.05)
    inputs = [torch.from_numpy(dev[k]) for k in ("features", "event", "mention")]
    wanted = torch.from_numpy((dev["parts"] > 0).astype(np.float32))
    # "The senators" of no known country are neither right nor wrong: the annotation has countries.
    nowhere = dev["features"][:, [str(n) for n in dev["names"]].index("no country")] > 0
    sure = ~nowhere | (dev["parts"] > 0).any(1)
    known = torch.from_numpy(((dev["parts"] >= 0) & sure[:, None]).astype(np.float32))
    test = [torch.from_numpy(held[k]) for k in ("features", "event", "mention")]
    batches = (len(wanted) + 255) // 256
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=given.epochs * batches)
    for epoch in range(given.epochs):
        net.train()
        order = torch.randperm(len(wanted))
        for at in range(0, len(order), 256):
            rows = order[at : at + 256]
            loss = nn.functional.binary_cross_entropy_with_logits(net(*(x[rows] for x in inputs)), wanted[rows], known[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        net.eval()
        with torch.no_grad():
            chances = torch.sigmoid(net(*test)).numpy()
        aim = torch.from_numpy((held["parts"] > 0).astype(np.float32))
        held_loss = nn.functional.binary_cross_entropy(torch.from_numpy(chances), aim).item()
        print(epoch, f"loss {loss.item():.3f} held {held_loss:.4f}", score(chances, held, 0.5, 0.25), flush=True)
    for keep in (0.4, 0.5, 0.6):
        for least in (0.15, 0.25, 0.35):
            print(keep, least, score(chances, held, keep, least))
    if given.out is not None:
        arrays = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
        np.savez_compressed(given.out, names=dev["names"], **arrays)


if __name__ == "__main__":
    main()
