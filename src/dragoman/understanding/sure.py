"""How sure: what a report says of the reality of an event, read off the words around and above it.

From the event's word the climb goes up through the grammar; every word on the way that changes what holds (a negation, a
modal, a verb of planning, a preposition) is an operator of `lexicon/certainty.yaml`. The chain of sources comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Judgement, Sentence, Source, Statement, Story, Trigger
from dragoman.understanding.said import sources_of
from dragoman.understanding.signals import Signals
from dragoman.understanding.sure_climb import climb
from dragoman.understanding.sure_state import State

_ORDER = {"CT+": "PR+", "CT-": "PR-"}


def find_judgements(
    story: Story, triggers: tuple[Trigger, ...], statements: tuple[Statement, ...], signals: tuple[Signals, ...]
) -> tuple[Judgement, ...]:
    """Status and factuality of each trigger's event, in the order of the triggers."""
    return assess_words(story, [(t.sentence, t.token) for t in triggers], statements, signals)


def assess_words(
    story: Story,
    positions: Sequence[tuple[int, int]],
    statements: tuple[Statement, ...],
    signals: tuple[Signals, ...] = (),
) -> tuple[Judgement, ...]:
    """Status and factuality of any words, given as (sentence, token): political or not, verb, noun or adjective."""
    found = []
    for sentence, token in positions:
        chain = sources_of(story, statements, sentence, token)
        hints = signals[sentence] if signals else None
        found.append(judge(story, sentence, token, chain, hints))
    return tuple(found)


def assess_spans(
    story: Story, spans: Sequence[tuple[int, int]], statements: tuple[Statement, ...], signals: tuple[Signals, ...] = ()
) -> list[Judgement | None]:
    """The same for stretches of the text (document offsets); None where a stretch lies outside the story's sentences."""
    found: list[Judgement | None] = []
    for start, end in spans:
        place = head_word(story, start, end)
        found.append(assess_words(story, [place], statements, signals)[0] if place else None)
    return found


def head_word(story: Story, start: int, end: int) -> tuple[int, int] | None:
    """(sentence, token) of the word that governs the others of the stretch."""
    for sentence in story.sentences:
        inside = [t for t in sentence.tokens if t.start < end and start < t.end]
        if inside:
            numbers = {t.i for t in inside}
            tops = [t for t in inside if t.head not in numbers or t.head == t.i]
            words = [t for t in tops if t.pos in ("VERB", "NOUN", "PROPN", "ADJ")] or tops or inside
            return sentence.index, words[0].i
    return None


def judge(
    story: Story, sentence: int, token: int, chain: tuple[Source, ...], hints: Signals | None = None
) -> Judgement:
    """What the report says of the word's event: the rules' reading, lowered by who says so."""
    here = story.sentences[sentence]
    state = climb(here, here.tokens[token])
    if here.lead is not None and state.status is None:
        state = _under_lead(story.sentences[here.lead], state)
    return _by_source(state, chain).judgement()


def _under_lead(lead: Sentence, state: State) -> State:
    """An item of a list stands where the last noun or verb of the introducing sentence stands: "demands that include:"."""
    words = [t for t in lead.tokens if t.pos in ("VERB", "NOUN") and t.lower not in ("following", "points", "terms")]
    if not words:
        return state
    above = climb(lead, words[-1])
    return replace(above, why=(*state.why, *above.why))


def _by_source(state: State, chain: tuple[Source, ...]) -> State:
    """Hearsay, nameless sources and the writer's own surmise make certain things probable."""
    if not chain or state.degree != "CT":
        return state
    kinds = [source.kind for source in chain]
    for kind in ("hearsay", "author", "anonymous"):
        if kind in kinds:
            return state.weaker("PR", f"factuality:{kind} source")
    return state
