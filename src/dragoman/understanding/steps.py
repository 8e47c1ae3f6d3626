"""The steps of understanding, in order. Each is a pure function; its parameter names are what it needs.

`dragoman steps` prints this table; a test walks it, so that a wrong order fails before a user sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Any

from dragoman.model import Judgement, Relation, Setting, Story
from dragoman.understanding.events import find_events
from dragoman.understanding.relate import Pair, relate_spans
from dragoman.understanding.roles_weigh import weigh_parts
from dragoman.understanding.said import find_statements
from dragoman.understanding.signals import find_signals
from dragoman.understanding.stance import find_positions
from dragoman.understanding.sure import assess_spans, find_judgements
from dragoman.understanding.talks import find_meetings, find_negotiations
from dragoman.understanding.what import find_triggers
from dragoman.understanding.when import find_times
from dragoman.understanding.where import find_places
from dragoman.understanding.who import find_cast


@cache
def _parameters(run: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(signature(run).parameters)


#: What every story starts with.
GIVEN = ("story", "setting")


@dataclass(frozen=True, slots=True)
class Step:
    """One question asked of a story: what it gives, and the function that answers it."""

    gives: str
    run: Callable[..., Any]

    @property
    def needs(self) -> tuple[str, ...]:
        return _parameters(self.run)

    @property
    def does(self) -> str:
        """The first sentence of the function's docstring."""
        return (self.run.__doc__ or "").strip().split("\n")[0]


STEPS = (
    Step("signals", find_signals),
    Step("times", find_times),
    Step("cast", find_cast),
    Step("places", find_places),
    Step("statements", find_statements),
    Step("told", find_triggers),
    Step("triggers", weigh_parts),
    Step("judgements", find_judgements),
    Step("events", find_events),
    Step("positions", find_positions),
    Step("meetings", find_meetings),
    Step("negotiations", find_negotiations),
)


def understand(story: Story, setting: Setting) -> dict[str, Any]:
    """Everything the steps find in one story, by name."""
    found: dict[str, Any] = {"story": story, "setting": setting}
    for step in STEPS:
        found[step.gives] = step.run(**{name: found[name] for name in step.needs})
    return found


def relate(story: Story, pairs: Sequence[Pair]) -> list[Relation | None]:
    """What the first of each pair of marked parties does to the second; None for those outside the story."""
    return relate_spans(story, find_cast(story, Setting()), find_signals(story), pairs)


def assess(story: Story, setting: Setting, spans: Sequence[tuple[int, int]]) -> list[Judgement | None]:
    """Status and factuality of stretches of the text, given as document offsets; None for those outside the story."""
    signals = find_signals(story)
    statements = find_statements(story, find_cast(story, setting), signals)
    return assess_spans(story, spans, statements, signals)
