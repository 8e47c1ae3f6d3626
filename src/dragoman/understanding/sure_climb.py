"""The climb from an event's word to the top of its sentence, operator by operator."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.sure_grammar import is_infinitive, is_verbal, op
from dragoman.understanding.sure_local import around
from dragoman.understanding.sure_nouns import from_noun, is_denied_word
from dragoman.understanding.sure_state import State
from dragoman.understanding.sure_verbs import from_verb

_STEPS = 14


def climb(sentence: Sentence, token: Token, inside: frozenset[int] = frozenset()) -> State:
    """Everything that the sentence says of the reality of the word's event. `inside` are words that belong to the
    event itself ("would not hear of it" as one act): none of them is an operator on it."""
    state, here, below = State(), token, -1
    for step in range(_STEPS):
        if not (step == 0 and inside):
            state, stopped = around(sentence, here, below, state)
        else:
            stopped = False
        if stopped:
            return state
        state, above = _above(sentence, here, below, state)
        if above is None:
            return _whole(sentence, token, state)
        here, below = above, here.i
    return state


def _above(sentence: Sentence, here: Token, below: int, state: State) -> tuple[State, Token | None]:
    """The state after the step to the word above, and that word; None at the top or where the climb ends. `below` is
    the word that the climb comes from."""
    above = sentence.head(here)
    if above is here:
        return _top(sentence, here, state), None
    if here.dep == "conj":
        return _from_conjunct(sentence, here, above, state)
    if is_verbal(sentence, here):
        return from_verb(sentence, here, above, state)
    if below >= 0 and is_denied_word(sentence, here, above, sentence.tokens[below]):
        return state.under(op("deny"), above.lemma), None
    return from_noun(sentence, here, above, state)


def _top(sentence: Sentence, here: Token, state: State) -> State:
    """A headline's "Kenya to host talks" is a plan."""
    helper = sentence.child(here, "aux")
    if here.tag == "VB" and helper is not None and helper.lower == "to" and state.status is None:
        return state.under(op("plan"), "to (headline)")
    return state


def _from_conjunct(sentence: Sentence, here: Token, above: Token, state: State) -> tuple[State, Token | None]:
    """Coordinated words stand where the first of them stands; a verb with a subject of its own only in its clause."""
    if is_verbal(sentence, here) and is_verbal(sentence, above):
        first = above
        while first.dep == "conj" and sentence.head(first) is not first:
            first = sentence.head(first)
        if first.head == first.i:
            return (_top(sentence, first, state) if here.tag == "VB" else state), None
        own = sentence.children(here, "nsubj", "nsubjpass")
        if is_infinitive(sentence, first) and (own or here.tag not in ("VB", "VBN")):
            return state, None
        if own and first.dep in ("xcomp", "advcl", "acl", "relcl", "pcomp"):
            return state, None
        return from_verb(sentence, first, sentence.head(first), state)
    first = above
    while first.dep == "conj" and sentence.head(first) is not first:
        first = sentence.head(first)
    if first.head == first.i:
        return state, None
    if is_verbal(sentence, first):
        return state, first
    return from_noun(sentence, first, sentence.head(first), state)


def _whole(sentence: Sentence, token: Token, state: State) -> State:
    """A question asserts nothing."""
    last = sentence.tokens[-1].text if sentence.tokens else ""
    if last == "?" and state.status is None and is_verbal(sentence, token):
        return state.open("status:question")
    return state
