"""Train the encoder on all tasks at once.

    python train.py --prepared DIR --minilm DIR_OF_WEIGHTS --out encoder.pt [--start earlier.pt] [--epochs 2]
    python train.py … --start large.pt --keep 0,2,4,5 --teacher large.pt      # a smaller model from a trained one

Every batch holds one task; the order is drawn from the seed. `--bfloat16` is about twice as fast on processors that
compute in it, and far slower on others.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import measure
import numpy as np
import torch
from data import IGNORE, YIELD, YIELD_LABEL, Batch, Example, batches, collate, example, load_rows
from model import HEADS, PAIR_TYPES, TAGS, TYPES, Encoder, head_slices, load_minilm, load_trained
from tokenizers import Tokenizer
from torch import Tensor

SLICES = head_slices()
# how often a task's rows are seen in one epoch: small sets more often
REPEATS: dict[str, float] = {
    "polnear": 1,
    "uw": 2,
    "uds": 1,
    "meantime": 8,
    "pairs": 4,
    "corpus": 4,
    "examples": 4,
    "weak": 3,
    "plain": 1,
}
STATUS_WEIGHTS = torch.tensor([0.6, 1.0, 2.0, 2.0, 2.5])
# our own reports are few and seen often: without it the chances of the types say too much
SMOOTHING = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is made of."""

    epochs: float
    rate: float
    head_rate: float
    seed: int
    minutes: float
    repeats: dict[str, float]
    bfloat16: bool


def losses(model: Encoder, batch: Batch, teacher: Encoder | None = None) -> Tensor:
    """The sum of the losses of every label that the batch carries, half of it and the imitation where there is a teacher."""
    states, heads = model(batch.ids, batch.mask, batch.quoted, batch.words)
    labelled = label_losses(model, batch, states, heads.float())
    return labelled if teacher is None else 0.5 * labelled + imitation(model, teacher, batch, states, heads)


def imitation(model: Encoder, teacher: Encoder, batch: Batch, states: Tensor, heads: Tensor) -> Tensor:
    """How far the states and answers at the first piece of each word are from the teacher's."""
    with torch.no_grad():
        wanted_states, wanted = teacher(batch.ids, batch.mask, batch.quoted, batch.words)
        wanted_pair = torch.softmax(teacher.pair(wanted_states, batch.spans), dim=-1)
    at_words = batch.words.bool()
    states_of, heads_of, wanted_of = states[at_words], heads[at_words], wanted[at_words]
    total = 2.0 * torch.nn.functional.mse_loss(states_of, wanted_states[at_words])
    for name, part in SLICES.items():
        if name == "factuality":
            total = total + 0.25 * torch.nn.functional.mse_loss(heads_of[:, part], wanted_of[:, part])
        else:
            aim = torch.softmax(wanted_of[:, part], dim=-1)
            total = total + divergence(heads_of[:, part], aim)
    if batch.task in ("pairs", "examples", "named"):
        total = total + divergence(model.pair(states, batch.spans), wanted_pair)
    return total


def divergence(scores: Tensor, aim: Tensor) -> Tensor:
    return torch.nn.functional.kl_div(torch.log_softmax(scores, dim=-1), aim, reduction="batchmean")


def label_losses(model: Encoder, batch: Batch, states: Tensor, heads: Tensor) -> Tensor:
    """What the batch's own labels cost."""
    total = torch.zeros(())
    for name, target in batch.targets.items():
        out = heads[..., SLICES[name]]
        if name == "factuality":
            known = ~torch.isnan(target)
            # squares, as the measure is a correlation: a missed negation must cost much
            loss = 0.25 * torch.nn.functional.mse_loss(out[..., 0][known], target[known])
        elif not (target != IGNORE).any():
            continue
        else:
            weight = STATUS_WEIGHTS if name == "statuses" else None
            smoothing = SMOOTHING if batch.task == "corpus" else 0.0
            flat = target.long().flatten()
            loss = torch.nn.functional.cross_entropy(
                out.flatten(0, 1), flat, weight=weight, ignore_index=IGNORE, label_smoothing=smoothing
            )
        total = total + loss
    if batch.task in ("pairs", "examples", "named"):
        guess = model.pair(states.float(), batch.spans)
        total = total + torch.nn.functional.cross_entropy(guess, batch.label, label_smoothing=0.05)
    if batch.task == "weak":
        total = total + weak_loss(heads[..., SLICES["types"]], batch)
    return total


def weak_loss(types: Tensor, batch: Batch) -> Tensor:
    """Some word of the sentence must carry the type: the likeliest one learns (a sum would smear over neighbours)."""
    chance = torch.softmax(types, dim=-1)
    wanted = torch.zeros(len(batch.label), chance.shape[-1])
    for row, label in enumerate(batch.label.tolist()):
        wanted[row, [TYPES.index(n) for n in YIELD] if label == YIELD_LABEL else label] = 1.0
    picked = (chance @ wanted[:, :, None]).squeeze(-1) * batch.words
    return -torch.log(picked.max(1).values.clamp(min=1e-4)).mean()


def best_type(types: np.ndarray) -> str:
    """The type that some word carries most surely."""
    odds = types[:, 1:] - types[:, :1]
    return TYPES[1 + int(odds.max(0).argmax())]


def predict(model: Encoder, examples: list[Example]) -> list[tuple[np.ndarray, np.ndarray | None]]:
    """Head outputs by piece and pair logits, in the order of the examples."""
    model.eval()
    order = {id(e): i for i, e in enumerate(examples)}
    found: list[tuple[np.ndarray, np.ndarray | None]] = [(np.zeros(0), None)] * len(examples)
    with torch.no_grad():
        for group in batches(examples, None, 4096):
            batch = collate(group)
            states, heads = model(batch.ids, batch.mask, batch.quoted, batch.words)
            pair = model.pair(states, batch.spans).numpy() if batch.task == "pairs" else None
            for row, e in enumerate(group):
                found[order[id(e)]] = (heads[row].numpy(), None if pair is None else pair[row])
    model.train()
    return found


def evaluate(model: Encoder, sets: dict[str, list[Example]]) -> dict[str, float]:
    """Every development figure."""
    scores: dict[str, float] = {}
    for name, examples in sets.items():
        outs = predict(model, examples)
        logits = [o for o, _ in outs]
        if name == "polnear":
            found = _attribution(examples, logits)
        elif name == "weak":
            best = [best_type(o[e.first, SLICES["types"]]) for e, o in zip(examples, logits, strict=True)]
            right = [b in _wanted(e) for e, b in zip(examples, best, strict=True)]
            found = {"accuracy": float(np.mean(right))}
        else:
            found = {k: v for head in HEADS if head != "attribution" for k, v in _head(head, examples, logits).items()}
        if name == "pairs":
            gold, ids = [e.label for e in examples], [int(p.argmax()) for _, p in outs if p is not None]
            found["f1"] = measure.macro_f1(gold, ids, len(PAIR_TYPES))
            found["accuracy"] = float(np.mean(np.array(gold) == np.array(ids)))
        scores |= {f"{name}.{k}": v for k, v in found.items()}
    return scores


def _wanted(e: Example) -> tuple[str, ...]:
    return YIELD if e.label == YIELD_LABEL else (TYPES[e.label],)


def _attribution(examples: list[Example], logits: list[np.ndarray]) -> dict[str, float]:
    gold = [[TAGS[int(v)] for _, v in e.labels["attribution"]] for e in examples]
    found = []
    for e, o in zip(examples, logits, strict=True):
        pieces = [p for p, _ in e.labels["attribution"]]
        found.append([TAGS[i] for i in o[pieces, SLICES["attribution"]].argmax(-1)])
    return measure.attribution_scores(gold, found)


def _head(head: str, examples: list[Example], logits: list[np.ndarray]) -> dict[str, float]:
    """Scores of one head on the words that carry its labels; empty when none does."""
    pairs = [(v, o[p, SLICES[head]]) for e, o in zip(examples, logits, strict=True) for p, v in e.labels.get(head, [])]
    if not pairs:
        return {}
    if head == "factuality":
        return {"r": measure.pearson([v for v, _ in pairs], [float(o[0]) for _, o in pairs])}
    gold, ids = np.array([int(v) for v, _ in pairs]), np.array([int(o.argmax()) for _, o in pairs])
    if head == "types":
        return measure.trigger_scores(gold, ids)
    f1 = measure.macro_f1(gold.tolist(), ids.tolist(), HEADS[head])
    return {f"{head}_f1": f1, f"{head}_accuracy": float(np.mean(gold == ids))}


def repeated(rows: list[Example], times: float, rng: random.Random) -> list[list[Example]]:
    """Batches that hold every row `times` times; a fraction is a random part."""
    groups = [g for _ in range(int(times)) for g in batches(rows, rng)]
    rest = int((times % 1) * len(rows))
    return groups + (batches(rng.sample(rows, rest), rng) if rest else [])


def train(
    model: Encoder,
    sets: dict[str, list[Example]],
    dev: dict[str, list[Example]],
    plan: Plan,
    out: Path,
    teacher: Encoder | None = None,
) -> None:
    """Run the plan, stopping in time; writes the model after every epoch."""
    rng = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    schedule: list[list[Example]] = []
    for part in range(int(np.ceil(plan.epochs))):
        share = min(1.0, plan.epochs - part)
        groups = [g for n, rows in sets.items() for g in repeated(rows, plan.repeats[n], rng)]
        rng.shuffle(groups)
        schedule += groups[: int(len(groups) * share)]
    body = [p for n, p in model.named_parameters() if not n.startswith(("heads", "pair"))]
    tops = [p for n, p in model.named_parameters() if n.startswith(("heads", "pair"))]
    groups_of = [{"params": body, "lr": plan.rate}, {"params": tops, "lr": plan.head_rate}]
    optimiser = torch.optim.AdamW(groups_of, weight_decay=0.01)
    started, steps = time.time(), len(schedule)

    def factor(step: int) -> float:
        """Up over the first steps, then down to the end of the plan or of the time, whichever is nearer."""
        done = max(step / steps, (time.time() - started) / (plan.minutes * 60))
        return min((step + 1) / (0.06 * steps), max(0.02, 1 - done))

    slope = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    model.train()
    shown = 0.0
    for step, group in enumerate(schedule):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
            loss = losses(model, collate(group), teacher)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        slope.step()
        shown = 0.98 * shown + 0.02 * loss.item()
        if step % 50 == 0:
            print(f"{step}/{steps} loss {shown:.3f} {time.time() - started:.0f}s", flush=True)
        if step and step % 1500 == 0:
            torch.save(model.state_dict(), out)
            print(json.dumps({k: round(v, 3) for k, v in evaluate(model, dev).items()}), flush=True)
        if time.time() - started > plan.minutes * 60:
            break
    torch.save(model.state_dict(), out)


def main() -> None:
    """Read the options, train, print the development scores."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--prepared", type=Path, required=True)
    options.add_argument("--minilm", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--start", type=Path)
    options.add_argument("--layers", default="0,1,2,3,4,5")
    options.add_argument("--keep", default="", help="layers of --start to go on with; all when not given")
    options.add_argument("--inner", type=int, default=0, help="inner units a layer that go on; all when not given")
    options.add_argument("--piece-layers", type=int, default=0, help="layers that see all pieces; as before when not given")
    options.add_argument("--teacher", type=Path, help="a trained model to imitate")
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--sets", default="polnear,uw,uds,meantime,pairs")
    options.add_argument("--epochs", type=float, default=2)
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--head-rate", type=float, default=5e-4)
    options.add_argument("--minutes", type=float, default=40)
    options.add_argument("--limit", type=int, default=0, help="rows a set, for trials")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--repeats", default="", help="task=times,… instead of the usual")
    options.add_argument("--bfloat16", action="store_true")
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    tokenizer = Tokenizer.from_file(str(chosen.minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def read(name: str, part: str) -> list[Example]:
        rows = load_rows(chosen.prepared / f"{name}_{part}.jsonl")
        rows = rows[: chosen.limit] if chosen.limit else rows
        found = [example(tokenizer, name, row) for row in rows]
        return [e for e in found if name == "plain" or e.label >= 0 or any(e.labels.values())]

    names = chosen.sets.split(",")
    sets = {n: read(n, "train") for n in names}
    dev = {n: read(n, "dev") for n in names if (chosen.prepared / f"{n}_dev.jsonl").exists()}
    if chosen.start:
        keep = [int(n) for n in chosen.keep.split(",") if n]
        model = load_trained(chosen.start, keep, chosen.dropout, chosen.inner, chosen.piece_layers)
    else:
        model = load_minilm(chosen.minilm / "model.safetensors", [int(n) for n in chosen.layers.split(",")])
    given = (pair.split("=") for pair in chosen.repeats.split(",") if pair)
    repeats = REPEATS | {name: float(times) for name, times in given}
    plan = Plan(chosen.epochs, chosen.rate, chosen.head_rate, chosen.seed, chosen.minutes, repeats, chosen.bfloat16)
    teacher = load_trained(chosen.teacher, []).eval() if chosen.teacher else None
    train(model, sets, dev, plan, chosen.out, teacher)
    print(json.dumps({k: round(v, 4) for k, v in evaluate(model, dev).items()}), flush=True)


if __name__ == "__main__":
    main()
