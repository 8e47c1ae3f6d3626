"""What a small trained encoder says of every word: event type, status, factuality, attribution.

One forward pass a sentence serves every question. The weights lie in `knowledge/weights/` beside their model card;
`training/encoder/` made them. The scores are evidence for the rules to weigh, not findings.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Story

Floats = NDArray[np.float32]
Span = tuple[int, int]

WEIGHTS = Path(__file__).parents[1] / "knowledge" / "weights"
_MAX_PIECES, _BATCH_PIECES = 256, 256
_OPEN, _CLOSE, _EITHER = frozenset("“«„"), frozenset("”»"), frozenset(('"', "''", "``"))
_MAX_OPEN = 6


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Scores for the words of one sentence; rows follow the words, columns the names in `labels()`.

    Words past the 256th piece have zeros everywhere. `factuality` runs from -3 (did not happen) to 3 (happened).
    """

    types: Floats
    statuses: Floats
    event_statuses: Floats
    modes: Floats
    factuality: Floats
    attribution: Floats
    states: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    session: Any
    tokenizer: Any
    labels: dict[str, tuple[str, ...]]
    slices: dict[str, slice]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sentence in word pieces: ids and whether each is inside a quotation.

    `kept` are the pieces that the encoder goes on with to its end, the words' first ones between the marks at both
    ends; `row` is the place of each word among them, -1 past the last piece.
    """

    ids: list[int]
    quoted: list[int]
    kept: list[int]
    row: list[int]


@cache
def _model(threads: int = 1) -> _Model:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    path = str(WEIGHTS / "encoder.onnx")
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    raw = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
    at, slices = 0, {}
    for name, size in raw["heads"].items():
        slices[name] = slice(at, at + size)
        at += size
    names = {name: tuple(values) for name, values in raw["labels"].items()}
    return _Model(session, tokenizer, names, slices)


def find_signals(story: Story) -> tuple[Signals, ...]:
    """What the trained encoder says of every word, a row a sentence; empty where its weights are not installed."""
    if not (WEIGHTS / "encoder.onnx").exists():
        return ()
    return tuple(read_signals([[token.text for token in sentence.tokens] for sentence in story.sentences]))


@cache
def _pair_weights() -> dict[str, Floats]:
    """The pair head, which readings do not need: it is loaded when it is first asked."""
    with np.load(WEIGHTS / "pair.npz") as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def labels() -> dict[str, tuple[str, ...]]:
    """Column names of `types`, `statuses`, `event_statuses`, `modes`, `attribution`, and of `pair_type`'s answer
    (`pair_types`). Modes are told apart by name alone: read them beside the type."""
    return _model().labels


def read_signals(sentences: Sequence[Sequence[str]], *, threads: int = 1) -> list[Signals]:
    """Score the words of the sentences of one story, given in their order (open quotations run on).

    Sentences of like length share a pass. Pass whole stories: int8 activations are scaled by the pass, so the last
    digits depend on what is read together, and the same story always gives the same values.
    """
    if not sentences:
        return []
    model = _model(threads)
    cuts = [_cut(words, quoted) for words, quoted in zip(sentences, quoted_words(sentences), strict=True)]
    found: dict[int, Signals] = {}
    for group in _groups([len(c.ids) for c in cuts]):
        found.update(_run(model, cuts, group))
    return [found[i] for i in range(len(cuts))]


def pair_type(signals: Signals, actor: Span | None, recipient: Span | None) -> Floats:
    """Chances of the fifteen roots (CONCEDE and RETREAT are one, YIELD) for what actor does to recipient.

    Spans are word ranges, end exclusive; None or an empty range stands for a party that the sentence does not name.
    The pair head's chances are weighed by the surest word of each type: together they err less than either.
    """
    states, weights = signals.states, _pair_weights()
    known = np.abs(states).sum(1) > 0
    if not known.any():
        size = len(weights["outer.bias"])
        return np.full(size, 1.0 / size, dtype=np.float32)
    pooled = np.concatenate([_mean(states, actor), _mean(states, recipient), states[known].mean(0)])
    query = weights["query.weight"] @ pooled + weights["query.bias"]
    keys = states[known] @ weights["key.weight"].T + weights["key.bias"]
    looked = _softmax(keys @ query / 8.0) @ states[known]
    inner = weights["inner.weight"] @ np.concatenate([pooled, looked]) + weights["inner.bias"]
    chances = _softmax(weights["outer.weight"] @ _gelu(inner) + weights["outer.bias"]) * np.sqrt(_by_root(signals))
    shares: Floats = chances / chances.sum()
    return shares


def quoted_words(sentences: Sequence[Sequence[str]]) -> list[list[bool]]:
    """Which words stand inside a quotation, for the sentences of one story in their order.

    A quotation may run over sentences; a lost closing mark is forgotten after six of them. Straight marks
    toggle, except that one at the start of a sentence always opens.
    """
    flags: list[list[bool]] = []
    open_now, age = False, 0
    for words in sentences:
        row: list[bool] = []
        age = age + 1 if open_now else 0
        if age > _MAX_OPEN:
            open_now = False
        for index, word in enumerate(words):
            if word in _OPEN or (word in _EITHER and (index == 0 or not open_now)):
                open_now, age = True, 0
                row.append(True)
            elif word in _CLOSE or word in _EITHER:
                open_now = False
                row.append(True)
            else:
                row.append(open_now)
        flags.append(row)
    return flags


def _cut(words: Sequence[str], quoted: Sequence[bool]) -> _Cut:
    first, last = _pieces_of_marks()
    ids, inside, kept, row = [first], [0], [0], [-1] * len(words)
    for number, word in enumerate(words):
        pieces = _pieces(word)[: _MAX_PIECES - 1 - len(ids)]
        if pieces:
            row[number] = len(kept)
            kept.append(len(ids))
            ids.extend(pieces)
            inside.extend([int(quoted[number])] * len(pieces))
    return _Cut([*ids, last], [*inside, 0], [*kept, len(ids)], row)


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> tuple[int, ...]:
    return tuple(_model().tokenizer.encode(word, add_special_tokens=False).ids)


@cache
def _pieces_of_marks() -> tuple[int, int]:
    """What stands before and behind every sentence."""
    first, last = _model().tokenizer.encode("").ids
    return first, last


def _groups(lengths: Sequence[int]) -> list[list[int]]:
    """Indices in groups of like length, each of at most `_BATCH_PIECES` padded pieces where it has several."""
    groups: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if groups and lengths[index] * (len(groups[-1]) + 1) <= _BATCH_PIECES:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _run(model: _Model, cuts: Sequence[_Cut], group: Sequence[int]) -> dict[int, Signals]:
    """One pass; the sentences lie end to end, so that no sum is spent on padding."""
    of = [cuts[i] for i in group]
    grid, starts = _grid([len(c.ids) for c in of])
    word_grid, rows = _grid([len(c.kept) for c in of])
    given = {
        "ids": np.concatenate([c.ids for c in of]),
        "quoted": np.concatenate([c.quoted for c in of]),
        "grid": grid,
        "words": np.concatenate([np.array(c.kept) + start for c, start in zip(of, starts, strict=True)]),
        "word_grid": word_grid,
    }
    states, heads = model.session.run(["states", "heads"], given)
    answers = {name: heads[:, part] for name, part in model.slices.items()}
    answers = {name: _softmax(scores) if name in model.labels else scores for name, scores in answers.items()}
    answers |= {"factuality": np.clip(answers["factuality"][:, 0], -3, 3), "states": states}
    return {index: _signals(cut.row, start, answers) for index, cut, start in zip(group, of, rows, strict=True)}


def _grid(lengths: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where sentences that lie end to end stand in rows of their own (-1: nothing), and where each begins."""
    sizes = np.array(lengths, dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    at = np.arange(sizes.max())
    return np.where(at < sizes[:, None], starts[:, None] + at, -1), starts


def _signals(row: list[int], start: int, answers: dict[str, Floats]) -> Signals:
    """The rows of a pass that are of one sentence's words, from `start` on; those of words without a row are zeros."""
    if -1 not in row:  # the rows follow each other behind the mark that opens the sentence
        return Signals(**{name: scores[start + 1 : start + 1 + len(row)] for name, scores in answers.items()})
    of = {name: scores[[start + max(r, 0) for r in row]] for name, scores in answers.items()}
    for scores in of.values():
        scores[np.array(row) < 0] = 0
    return Signals(**of)


def _by_root(signals: Signals) -> Floats:
    """The surest word's chance of each root in the order of `pair_types`; a floor keeps what no word says possible."""
    names = labels()
    merged = ["YIELD" if name in ("CONCEDE", "RETREAT") else name for name in names["types"]]
    columns = [[i for i, name in enumerate(merged) if name == kind] for kind in names["pair_types"]]
    return np.array([signals.types[:, c].sum(1).max() + 1e-4 for c in columns], dtype=np.float32)


def _mean(states: Floats, span: Span | None) -> Floats:
    if span is None or span[0] >= min(span[1], len(states)):
        return np.zeros(states.shape[1], dtype=np.float32)
    mean: Floats = states[span[0] : span[1]].mean(0)
    return mean


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(-1, keepdims=True, initial=-1e9))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares


def _gelu(values: Floats) -> Floats:
    """The exact form, with the error function by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    x = np.abs(values) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * x)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(values) * (1.0 - series * np.exp(-x * x))
    gelu: Floats = (0.5 * values * (1.0 + erf)).astype(np.float32)
    return gelu
