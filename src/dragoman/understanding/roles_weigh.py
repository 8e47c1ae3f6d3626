"""Who fills the parts of each event, weighed: the rules' answer, the grammar, the encoder and the story before, in one
small trained net (`training/roles/`). It also finds whom the sentence leaves out: "Ties had been severed in 2016".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Cast, Statement, Story, Trigger
from dragoman.understanding.roles_features import Option, Scene, options_of
from dragoman.understanding.signals import WEIGHTS, Signals

Floats = NDArray[np.float32]

_FILE = "roles.npz"
#: A part is told from this chance on; an event that would have no actor takes the likeliest from the second on.
KEEP, LEAST = 0.5, 0.43
#: From this chance on a further country is told that the grammar does not name.
MORE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class _Net:
    index: dict[str, int]
    weights: dict[str, Floats]


@cache
def _net() -> _Net:
    with np.load(WEIGHTS / _FILE) as arrays:
        index = {str(name): i for i, name in enumerate(arrays["names"])}
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if name != "names"}
    rows = weights.pop("features.weight").T
    weights["features.rows"] = np.vstack([rows, np.zeros_like(rows[:1])])  # the last for features that are not known
    return _Net(index, weights)


def weigh_parts(
    story: Story, cast: Cast, statements: tuple[Statement, ...], told: tuple[Trigger, ...], signals: tuple[Signals, ...]
) -> tuple[Trigger, ...]:
    """The triggers told of with the likeliest actors and recipients; unchanged where the weights are not installed."""
    if not signals or not (WEIGHTS / _FILE).exists():
        return told
    scene = Scene.of(story, cast, statements)
    options = [options_of(scene, told, k) for k in range(len(told))]
    if not any(options):
        return told
    return tuple(map(_weighed, told, options, _chances(told, options, signals)))


def _weighed(trigger: Trigger, options: list[Option], chances: Floats) -> Trigger:
    if not options:
        return trigger
    as_actor, as_recipient, actor_itself, recipient_itself = chances.T.tolist()
    actors = _chosen(options, as_actor, actor_itself, trigger.actors)
    actors = [pair for k, pair in enumerate(actors) if not (k and _stands_beside(pair[0], trigger))]
    taken = {o.actor.id for o, _chance in actors}
    left = [k for k, option in enumerate(options) if option.actor.id not in taken]
    others = [options[k] for k in left]
    likely = _chosen(
        others, [as_recipient[k] for k in left], [recipient_itself[k] for k in left], trigger.recipients
    )
    recipients = [option for option, chance in likely if chance >= KEEP and not _is_teller(option, trigger)]
    if any(option.mention is not None for option in recipients):  # who is hit stands there: the context adds no person
        recipients = [option for option in recipients if option.mention is not None or option.actor.kind != "person"]
    why = [f"actor:{o.actor.id} {chance:.2f}, from the context" for o, chance in actors if o.mention is None]
    return replace(
        trigger,
        actors=tuple(o.actor.id for o, _chance in actors) or trigger.actors,
        recipients=tuple(option.actor.id for option in recipients),
        why=(*trigger.why, *why),
        parts=max((chance for _option, chance in actors), default=0.5),
    )


def _is_teller(option: Option, trigger: Trigger) -> bool:
    """Who only tells of it: "the minister said Thailand had closed the border" may hit his country, hardly himself."""
    named = option.actor.id in (*trigger.actors, *trigger.recipients)
    return option.actor.kind == "person" and "speaker" in option.features and not named


def _stands_beside(option: Option, trigger: Trigger) -> bool:
    """Who has a deed of his own next to this one is no second doer: "Chile signed and Peru said it would follow"."""
    own_deed = "path conj nsubj" in option.features and option.actor.id not in trigger.actors
    return own_deed or _is_teller(option, trigger)


def _chances(told: tuple[Trigger, ...], options: list[list[Option]], signals: tuple[Signals, ...]) -> list[Floats]:
    """For each trigger a row an option: the chances that its country is an actor's, a recipient's, that it is actor itself,
    recipient itself."""
    weights = _net().weights
    pairs = [(trigger, option) for trigger, found in zip(told, options, strict=True) for option in found]
    events = np.stack([signals[trigger.sentence].states[trigger.token] for trigger, _option in pairs])
    nobody = np.zeros_like(events[0])
    there = np.stack([signals[t.sentence].states[o.mention.head] if o.mention else nobody for t, o in pairs])
    event = events @ weights["event.weight"].T + weights["event.bias"]
    mention = there @ weights["mention.weight"].T + weights["mention.bias"]
    joint = np.concatenate([event, mention, event * mention], axis=1)
    hidden = _of_features([option for _trigger, option in pairs]) + joint @ weights["joint.weight"].T
    scores = np.maximum(hidden, 0) @ weights["out.weight"].T + weights["out.bias"]
    ends = np.cumsum([len(found) for found in options])
    return np.split(1 / (1 + np.exp(-scores)), ends[:-1])


def _of_features(options: list[Option]) -> Floats:
    """What the features of each option add up to in the hidden layer, its bias included."""
    index, weights = _net().index, _net().weights
    unknown = len(index)
    rows = [index.get(name, unknown) for option in options for name in option.features]
    values = np.array([value for option in options for value in option.features.values()], dtype=np.float32)
    starts = np.cumsum([0, *(len(option.features) for option in options[:-1])])
    hidden: Floats = np.add.reduceat(weights["features.rows"][rows] * values[:, None], starts) + weights["features.bias"]
    return hidden


def _chosen(
    options: list[Option], countries: list[float], themselves: list[float], by_rule: tuple[str, ...]
) -> list[tuple[Option, float]]:
    """Of each country likely enough the likeliest one, and whom else the grammar names; first those of the sentence.

    "The ministers" of no known country are only taken where the grammar names them: nobody could learn whether they are
    right."""
    groups: dict[str, list[int]] = {}
    for k, option in enumerate(options):
        if _known(option) or option.actor.id in by_rule:
            groups.setdefault(option.actor.country or option.actor.id, []).append(k)
    found: list[tuple[Option, float]] = []
    ranked = sorted(((max(countries[k] for k in group), group) for group in groups.values()), key=lambda pair: -pair[0])
    for chance, group in ranked:
        named = any(options[k].actor.id in by_rule for k in group)
        if chance < (LEAST if not found else KEEP if named else MORE):
            continue
        best = max(group, key=lambda k: themselves[k])
        also = [k for k in group if k != best and options[k].actor.id in by_rule and themselves[k] >= KEEP]
        found += [(options[k], chance) for k in sorted([best, *also], key=lambda k: -themselves[k])]
    return sorted(found, key=lambda pair: pair[0].mention is None)


def _known(option: Option) -> bool:
    return not option.features["no country"]
