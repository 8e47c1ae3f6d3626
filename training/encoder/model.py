"""The shared encoder (first layers of all-MiniLM-L6-v2) with its heads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

TAGS = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"]
STATUSES = ["asserted", "planned", "hedged", "negated", "conditional"]
ROOTS = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
TYPES = ["NONE", *ROOTS]
EVENT_STATUSES = [
    "occurred", "ongoing", "planned", "proposed", "conditional", "cancelled", "denied", "hypothetical",
]  # fmt: skip
MODES = [
    "none", "abduct", "access", "aerial", "allege", "arrest", "assist", "beat", "boycott", "ceasefire",
    "censor", "change", "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy",
    "disapprove", "disarm", "discontinue", "drone", "expel", "explosives", "firearms", "heavy-weapons",
    "hunger", "investigate", "martial-law", "meet", "militia", "misinformation", "multilateral",
    "obstruct", "phone", "police", "primitive", "relations", "release", "resign", "restrict", "riot",
    "seize", "sexual", "strike", "suicide-attack", "targeted", "territory", "third-party", "torture",
    "troops", "unconventional", "vandalize", "violence", "visit", "weapons", "withdraw", "withhold",
    "yield",
]  # fmt: skip
PAIR_TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
HEADS = {
    "attribution": len(TAGS),
    "factuality": 1,
    "statuses": len(STATUSES),
    "types": len(TYPES),
    "event_statuses": len(EVENT_STATUSES),
    "modes": len(MODES),
}
HIDDEN, ATTENTION_HEADS = 384, 12


def attention(packed: Tensor, bias: Tensor) -> Tensor:
    """What every piece takes from the others: batch × length × (query, key, value) to batch × length × hidden."""
    batch, length, _ = packed.shape
    size = HIDDEN // ATTENTION_HEADS
    query, key, value = packed.view(batch, length, 3, ATTENTION_HEADS, size).permute(2, 0, 3, 1, 4)
    weights = torch.softmax(query @ key.transpose(-1, -2) * size**-0.5 + bias, dim=-1)
    return (weights @ value).transpose(1, 2).reshape(batch, length, HIDDEN)


def hiding(mask: Tensor) -> Tensor:
    """What `attention` adds so that nothing looks where the mask is 0."""
    return (mask[:, None, None, :].to(torch.float32) - 1.0) * 10000.0


class Layer(nn.Module):
    """One transformer layer of BERT; `attend` is its attention over packed queries, keys and values."""

    def __init__(self, dropout: float, inner: int) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, inner)
        self.outer = nn.Linear(inner, HIDDEN)
        self.norm_output = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, attend: Callable[[Tensor], Tensor]) -> Tensor:
        mixed = attend(self.query_key_value(states))
        states = self.norm_attention(states + self.dropout(self.attended(mixed)))
        inner = nn.functional.gelu(self.inner(states))
        return self.norm_output(states + self.dropout(self.outer(inner)))


class PairHead(nn.Module):
    """The type of what an actor does to a recipient, from span means and one look over the sentence.

    `spans` are word weightings (batch × 3 × pieces): the mean over the actor, the recipient, all words. An
    absent span has zero weights.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(3 * HIDDEN, 64)
        self.key = nn.Linear(HIDDEN, 64)
        self.inner = nn.Linear(4 * HIDDEN, HIDDEN)
        self.outer = nn.Linear(HIDDEN, len(PAIR_TYPES))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, spans: Tensor) -> Tensor:
        pooled = (spans @ states).flatten(1)
        scores = (self.key(states) @ self.query(pooled)[:, :, None]).squeeze(-1) / 8.0
        scores = scores.masked_fill(spans[:, 2] == 0, -10000.0)
        looked = (torch.softmax(scores, dim=-1)[:, None, :] @ states).squeeze(1)
        inner = nn.functional.gelu(self.inner(self.dropout(torch.cat([pooled, looked], dim=-1))))
        return self.outer(self.dropout(inner))


class Encoder(nn.Module):
    """Word pieces to states (batch × pieces × 384) and head outputs (batch × pieces × sum of heads).

    The layers from `piece_layers` on see the first piece of each word and the marks at both ends alone, as only
    first pieces are read: what is left of a sentence is a sixth shorter. All layers see all pieces where it is not given.
    """

    piece_layers: Tensor

    def __init__(self, layers: int, dropout: float = 0.1, inner: int = 4 * HIDDEN, piece_layers: int = 99) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.quoted = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in HEADS.items()})
        self.pair = PairHead(dropout)
        self.register_buffer("piece_layers", torch.tensor(piece_layers))

    def forward(self, ids: Tensor, mask: Tensor, quoted: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """All are batch × pieces: ids, 1 where there is a piece, where it is quoted, and where it is a word's first."""
        states = self.embed(ids, torch.arange(ids.shape[1]), quoted)
        kept = words.clone()
        kept[:, 0] = 1
        kept[torch.arange(len(ids)), mask.sum(1) - 1] = 1
        for at, layer in enumerate(self.layers):
            bias = hiding(mask if at < self.piece_layers else kept)
            states = layer(states, lambda packed, bias=bias: attention(packed, bias))
        return states, self.answers(self.dropout(states))

    def embed(self, ids: Tensor, places: Tensor, quoted: Tensor) -> Tensor:
        return self.dropout(self.norm(self.pieces(ids) + self.places(places) + self.quoted(quoted)))

    def answers(self, states: Tensor) -> Tensor:
        return torch.cat([head(states) for head in self.heads.values()], dim=-1)


class Packed(nn.Module):
    """The encoder as it runs: sentences lie end to end, so that no sum is spent on padding.

    `ids`, `quoted`: a value a piece. `grid` (sentences × longest): the number of the piece that stands there, -1 for
    none. `words`: the pieces that go on after `piece_layers` layers; `word_grid`: where they stand. Gives a row a word.
    """

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model, self.piece_layers = model, int(model.piece_layers)

    def forward(
        self, ids: Tensor, quoted: Tensor, grid: Tensor, words: Tensor, word_grid: Tensor
    ) -> tuple[Tensor, Tensor]:
        states = self.model.embed(ids, torch.nonzero(grid >= 0)[:, 1], quoted)
        for at, layer in enumerate(self.model.layers):
            if at == self.piece_layers:
                states, grid = states[words], word_grid
            states = layer(states, lambda packed, grid=grid: laid_out(packed, grid))
        return states, self.model.answers(states)


def laid_out(packed: Tensor, grid: Tensor) -> Tensor:
    """`attention` over pieces that lie end to end (pieces × (query, key, value))."""
    there = grid >= 0
    mixed = attention(packed[grid.clamp(min=0)], hiding(there))
    return mixed.flatten(0, 1)[torch.nonzero(there.flatten())[:, 0]]


def head_slices() -> dict[str, slice]:
    """Where each head lies on the last axis of the head outputs."""
    at, found = 0, {}
    for name, size in HEADS.items():
        found[name] = slice(at, at + size)
        at += size
    return found


def load_minilm(weights: Path, keep: list[int], dropout: float = 0.1) -> Encoder:
    """An encoder of the kept layers with the published weights; heads start at random."""
    from safetensors.torch import load_file

    old = load_file(str(weights))
    old = {k.removeprefix("bert."): v for k, v in old.items()}
    model = Encoder(len(keep), dropout)
    new = {
        "pieces.weight": old["embeddings.word_embeddings.weight"],
        "places.weight": old["embeddings.position_embeddings.weight"],
        # segment 0 is what every single sentence carried: both values start there
        "quoted.weight": old["embeddings.token_type_embeddings.weight"][[0, 0]],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "attended": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
        "inner": "intermediate.dense", "outer": "output.dense", "norm_output": "output.LayerNorm",
    }  # fmt: skip
    for at, number in enumerate(keep):
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [old[f"{prefix}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            new[f"layers.{at}.query_key_value.{kind}"] = torch.cat(parts)
            for mine, theirs in names.items():
                new[f"layers.{at}.{mine}.{kind}"] = old[f"{prefix}{theirs}.{kind}"]
    missing, unexpected = model.load_state_dict(new, strict=False)
    if unexpected or not all(m.startswith(("heads", "pair")) for m in missing):
        raise ValueError(f"{weights} is not a six-layer MiniLM")
    return model


def load_trained(path: Path, keep: list[int], dropout: float = 0.1, inner: int = 0, piece_layers: int = 0) -> Encoder:
    """A model that training wrote, or the kept layers of one, with its `inner` widest-reaching inner units a layer."""
    old = torch.load(path)
    keep = keep or list(range(1 + max(int(k.split(".")[1]) for k in old if k.startswith("layers."))))
    inner = inner or len(old["layers.0.inner.bias"])
    model = Encoder(len(keep), dropout, inner)
    new = {k: v for k, v in old.items() if not k.startswith("layers.")}
    for at, number in enumerate(keep):
        prefix = f"layers.{number}."
        layer = {k.removeprefix(prefix): v for k, v in old.items() if k.startswith(prefix)}
        new |= {f"layers.{at}.{k}": v for k, v in narrowed(layer, inner).items()}
    model.load_state_dict(new, strict=False)
    if piece_layers:
        model.piece_layers.fill_(piece_layers)
    return model


def narrowed(layer: dict[str, Tensor], inner: int) -> dict[str, Tensor]:
    """A layer's weights with the inner units alone that can move its output most: by the size of what they read and write."""
    reach = layer["inner.weight"].norm(dim=1) * layer["outer.weight"].norm(dim=0)
    best = reach.topk(inner).indices.sort().values
    return layer | {
        "inner.weight": layer["inner.weight"][best],
        "inner.bias": layer["inner.bias"][best],
        "outer.weight": layer["outer.weight"][:, best],
    }
