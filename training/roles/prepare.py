"""Annotated reports → examples for `train.py`: for each event and each of the cast its features, the encoder's states of
the two words, and whether it is actor and recipient.

The annotation has countries and bodies. So there are two answers for each part: whether the country is right, and whether
the very person or group is. Of several of the cast with one code ("Peru", "Peruvian trawlers", "officials" of Peru) those
count as right whom the grammar names, else the nearest in the sentence, and the others as wrong; where only the context
has them, all but the likeliest stay unknown.

    PYTHONPATH=. python training/roles/prepare.py OUT

Writes OUT/dev.npz and OUT/held.npz; the vocabulary is made from dev alone.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.corpus import GoldEvent
from benchmarks.stories import stories

from dragoman.model import Cast, Sentence, Story, Trigger
from dragoman.understanding.roles import parties
from dragoman.understanding.roles_features import Option, Scene, options_of
from dragoman.understanding.said import find_statements
from dragoman.understanding.signals import find_signals
from dragoman.understanding.what import find_triggers
from dragoman.understanding.who import find_cast

#: Features seen less often are left out.
_LEAST = 6


class Row(NamedTuple):
    """An event, its annotation where it has one, and whether the program tells of it."""

    trigger: Trigger
    gold: GoldEvent | None
    told: bool


class Example(NamedTuple):
    """One of the cast beside one event; `group` numbers the events.

    `parts`: of an actor's country, of a recipient's, the actor itself, the recipient itself; 1, 0, or -1 for unknown."""

    features: dict[str, float]
    event: np.ndarray
    mention: np.ndarray
    parts: tuple[int, int, int, int]
    group: int
    told: bool


def codes(cast: Cast, id: str) -> set[str]:
    actor = cast.actors[id]
    return {code for code in (id, actor.country, actor.body) if code}


def match(story: Story, cast: Cast, told: tuple[Trigger, ...], gold: list[GoldEvent]) -> list[Row]:
    """The triggers told, each with its annotation, and triggers made for the annotated events that were not told."""
    rows: list[Row] = []
    left = list(gold)
    for trigger in told:
        span = story.sentences[trigger.sentence].span
        near = [g for g in left if g.type == trigger.type and span.start <= g.start < span.end]
        best = min(near, key=lambda g: abs(g.start - trigger.span.start), default=None)
        if best is not None:
            left.remove(best)
        rows.append(Row(trigger, best, True))
    for event in left:
        sentence = next((s for s in story.sentences if s.start <= event.start < s.end), None)
        token = _head(sentence, event) if sentence is not None else None
        if sentence is None or token is None:
            continue
        mode = event.mode or None
        found = parties(sentence, cast, sentence.tokens[token], event.type, mode)
        span = sentence.words(token, token)
        made = Trigger(sentence.index, token, span, event.type, mode, found.actors, found.recipients)
        rows.append(Row(made, event, False))
    return sorted(rows, key=lambda row: (row.trigger.sentence, row.trigger.token))


def _head(sentence: Sentence, event: GoldEvent) -> int | None:
    inside = [t for t in sentence.tokens if event.start <= t.start < event.end]
    outer = [t for t in inside if not event.start <= sentence.head(t).start < event.end or t.head == t.i]
    return outer[0].i if outer else inside[0].i if inside else None


def examples(part: str) -> list[Example]:
    rows, number = [], 0
    for report, setting, story in stories(part):
        cast = find_cast(story, setting)
        signals = find_signals(story)
        pairs = match(story, cast, find_triggers(story, cast, signals), list(report.events))
        triggers = [row.trigger for row in pairs]
        scene = Scene.of(story, cast, find_statements(story, cast, signals))
        for at, (trigger, gold, told) in enumerate(pairs):
            if gold is None:
                continue
            number += 1
            states = signals[trigger.sentence].states
            options = options_of(scene, triggers, at)
            sides = ((gold.actors, trigger.actors), (gold.recipients, trigger.recipients))
            labels = [countries(cast, options, marked) for marked, _ruled in sides]
            labels += [fill(cast, options, marked, ruled) for marked, ruled in sides]
            for option, *parts in zip(options, *labels, strict=True):
                there = states[option.mention.head] if option.mention is not None else np.zeros_like(states[0])
                rows.append(Example(option.features, states[trigger.token], there, tuple(parts), number, told))
    return rows


def countries(cast: Cast, options: list[Option], gold: tuple[str, ...]) -> list[int]:
    """1 for the options whose country or body is marked."""
    return [int(bool(codes(cast, option.actor.id) & set(gold))) for option in options]


def fill(cast: Cast, options: list[Option], gold: tuple[str, ...], by_rule: tuple[str, ...]) -> list[int]:
    """1 for the options that fill a part, 0 for those that do not, -1 where nobody can tell."""
    labels = [0] * len(options)
    for code in gold:
        fitting = [k for k, option in enumerate(options) if code in codes(cast, option.actor.id)]
        if not fitting:
            continue
        ruled = [k for k in fitting if options[k].actor.id in by_rule]
        best = ruled or [min(fitting, key=lambda k: _far(options[k]))]
        for k in fitting:
            if k in best:
                labels[k] = 1
            elif options[best[0]].mention is None and labels[k] == 0:
                labels[k] = -1
    return labels


def _far(option: Option) -> tuple[bool, float, float]:
    """How far an option is from the event: outside the sentence, steps of grammar, how seldom it is named."""
    steps = next((float(name.split()[1]) for name in option.features if name.startswith("length ")), 9.0)
    return option.mention is None, steps, -option.features["share"]


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    parts = {part: examples(part) for part in ("dev", "held")}
    counts: Counter[str] = Counter(name for row in parts["dev"] for name, value in row.features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    index = {name: i for i, name in enumerate(names)}
    for part, rows in parts.items():
        features = np.zeros((len(rows), len(names)), np.float32)
        for at, row in enumerate(rows):
            for name, value in row.features.items():
                if name in index:
                    features[at, index[name]] = value
        np.savez_compressed(
            out / f"{part}.npz",
            names=np.array(names),
            features=features.astype(np.float16),
            event=np.stack([row.event for row in rows]).astype(np.float16),
            mention=np.stack([row.mention for row in rows]).astype(np.float16),
            parts=np.array([row.parts for row in rows]),
            group=np.array([row.group for row in rows]),
            told=np.array([row.told for row in rows]),
        )
        print(part, len(rows), "pairs", len({row.group for row in rows}), "events", len(names), "features")


if __name__ == "__main__":
    main()
