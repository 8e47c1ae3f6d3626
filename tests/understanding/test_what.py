"""What happened: the example sentences of the ontology are its tests."""

from __future__ import annotations

import pytest

from dragoman.knowledge.ontology import Example, event_types
from dragoman.model import Setting
from dragoman.understanding.signals import find_signals
from dragoman.understanding.what import find_triggers
from dragoman.understanding.who import find_cast
from tests.build import stories_of

EXAMPLES = [(kind.name, example) for kind in event_types().values() for example in kind.examples]
#: The share of the ontology's own sentences that must come out with the right type at the right word.
FLOOR = 0.9


def found_at(type: str, example: Example) -> bool:
    start = example.text.index(example.trigger)
    end = start + len(example.trigger)
    for story in stories_of(example.text):
        for trigger in find_triggers(story, find_cast(story, Setting()), find_signals(story)):
            if trigger.type == type and trigger.span.start < end and start < trigger.span.end:
                return True
    return False


@pytest.mark.parser
def test_the_examples_of_the_ontology_are_found() -> None:
    missed = [f"{type}: {e.text}" for type, e in EXAMPLES if not found_at(type, e)]
    assert len(missed) <= (1 - FLOOR) * len(EXAMPLES), "\n".join(missed)


def test_every_type_has_ten_examples_with_their_trigger_in_the_text() -> None:
    for kind in event_types().values():
        assert len(kind.examples) >= 10, kind.name
        assert all(example.trigger in example.text for example in kind.examples)


def test_modes_of_rules_and_examples_belong_to_their_type() -> None:
    for kind in event_types().values():
        assert {e.mode for e in kind.examples if e.mode} <= set(kind.modes)
        assert {rule.mode for rule in kind.rules if rule.mode} <= set(kind.modes)


def test_there_are_sixteen_types() -> None:
    assert len(event_types()) == 16
