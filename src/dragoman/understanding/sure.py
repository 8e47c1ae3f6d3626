"""How sure: what a report says of the reality of an event, read off the words around and above it.

From the event's word the climb goes up through the grammar; every word that changes what holds (a negation, a modal,
a verb of planning, a preposition) is an operator of `lexicon/certainty.yaml`. The chain of sources comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Judgement, Sentence, Source, Statement, Story, Trigger
from dragoman.model.event import Factuality
from dragoman.understanding.said import sources_of
from dragoman.understanding.signals import Signals
from dragoman.understanding.sure_climb import climb
from dragoman.understanding.sure_fuse import with_factuality, with_status
from dragoman.understanding.sure_state import State
from dragoman.understanding.sure_words import words

_LESS: dict[str, Factuality] = {"CT+": "PR+", "CT-": "PR-"}


def find_judgements(
    story: Story, triggers: tuple[Trigger, ...], statements: tuple[Statement, ...], signals: tuple[Signals, ...]
) -> tuple[Judgement, ...]:
    """Status and factuality of each trigger's event, in the order of the triggers."""
    found = []
    for trigger in triggers:
        chain = sources_of(story, statements, trigger.sentence, trigger.token)
        hints = signals[trigger.sentence] if signals else None
        state = _read(story, trigger.sentence, trigger.token, _inside(story, trigger))
        if trigger.type == "REJECT" and state.status == "denied" and not _is_refusal(story, trigger):
            state = State(None, "CT", True, (*state.why, "status:the negation is the refusal"))
        judgement = state.judgement()
        if hints is not None:
            judgement = with_status(judgement, hints, trigger.token)
        found.append(_by_source(judgement, chain))
    return tuple(found)


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
    """The same for stretches of the text (document offsets); None for those outside the story."""
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
    """What the report says of the word's event: the reading of rules and encoder, lowered by who says so."""
    judgement = _read(story, sentence, token).judgement()
    if hints is not None:
        judgement = with_factuality(judgement, hints, token)
    return _by_source(judgement, chain)


def _read(story: Story, sentence: int, token: int, inside: frozenset[int] = frozenset()) -> State:
    here = story.sentences[sentence]
    state = climb(here, here.tokens[token], inside)
    if here.lead is not None and state.status is None:
        state = _under_lead(story.sentences[here.lead], state)
    return state


def _inside(story: Story, trigger: Trigger) -> frozenset[int]:
    """Words of a refusal that are part of the event itself: "would not hear of it" happened. For a REJECT, every
    negation of its own is; for others, none."""
    sentence = story.sentences[trigger.sentence]
    if trigger.type != "REJECT":
        return frozenset()
    token = sentence.tokens[trigger.token]
    spoken = {t.i for t in sentence.tokens if trigger.span.start <= t.start < trigger.span.end}
    negations = {c.i for c in sentence.children(token, "neg")}
    if token.pos != "VERB" or not (negations & spoken or (negations and not _is_refusal(story, trigger))):
        return frozenset()
    return frozenset(negations | {c.i for c in sentence.children(token, "aux")})


def _is_refusal(story: Story, trigger: Trigger) -> bool:
    """ "refuse", "reject": the word is the refusal, so that a "not" before it undoes it; "not interested" is one."""
    token = story.sentences[trigger.sentence].tokens[trigger.token]
    lemma = token.lemma.lower()
    undone = [words().operators[name] for name in ("negate", "deny", "cancel")]
    return words().governed(lemma, "to", "object", "noun") in undone


def _under_lead(lead: Sentence, state: State) -> State:
    """An item of a list stands where the last noun or verb of its lead stands: "demands that include:"."""
    last = next((t for t in reversed(lead.tokens) if t.pos in ("VERB", "NOUN") and t.lower != "following"), None)
    if last is None:
        return state
    above = climb(lead, last)
    return replace(above, why=(*state.why, *above.why))


def _by_source(judgement: Judgement, chain: tuple[Source, ...]) -> Judgement:
    """Hearsay, nameless sources and the writer's own surmise make certain things probable."""
    if not chain or judgement.factuality not in _LESS:
        return judgement
    kinds = [source.kind for source in chain]
    for kind in ("hearsay", "author", "anonymous"):
        if kind in kinds:
            why = (*judgement.why, f"factuality:{kind} source")
            return replace(judgement, factuality=_LESS[judgement.factuality], why=why)
    return judgement
