"""What hangs on an event's word or on one that governs it: negations, modals, aspect, adjectives."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.sure_grammar import SUBJECT, is_verbal, mark_of, op
from dragoman.understanding.sure_state import State
from dragoman.understanding.sure_words import Operator, words


def around(sentence: Sentence, here: Token, below: int, state: State) -> tuple[State, bool]:
    if is_verbal(sentence, here):
        return _around_verb(sentence, here, below, state)
    return _around_noun(sentence, here, state)


def _around_verb(sentence: Sentence, verb: Token, below: int, state: State) -> tuple[State, bool]:
    """`below` is the word that the climb comes from: a "no" of its own has been counted."""
    state = _adverbs(sentence, verb, state)
    negation = _negation(sentence, verb, below)
    modal = _modal(sentence, verb)
    ability = modal is not None and modal.lower in ("can", "could", "ca")
    if negation is not None:
        state = state.under(op("negate"), negation)
    if modal is not None and not (ability and negation is not None):
        state = _under_modal(sentence, verb, modal, state)
    state = _aspect(sentence, verb, state)
    for child in sentence.children(verb, "advcl"):
        mark = mark_of(sentence, child)
        operator = words().conjunctions.get(mark)
        if operator is not None and operator.name == "condition" and _is_open(sentence, verb, modal, state):
            return state.under(op("condition"), mark), True
    return state, False


def _is_open(sentence: Sentence, verb: Token, modal: Token | None, state: State) -> bool:
    """Whether a condition can hang on the verb: not on what is told as past."""
    if modal is not None or state.status in ("planned", "hypothetical"):
        return True
    past = [
        t for t in (verb, *sentence.children(verb, "aux", "auxpass")) if t.tag == "VBD" or t.lower in ("has", "have")
    ]
    return not past and verb.tag != "VBN" and state.status is None


def _under_modal(sentence: Sentence, verb: Token, modal: Token, state: State) -> State:
    name = words().modals[modal.lower]
    if _is_inverted(sentence, verb, modal):
        return state.under(op("condition"), modal.lower)
    perfect = any(c.lower == "have" for c in sentence.children(verb, "aux"))
    if name == "would":
        if state.status == "denied":
            return state
        return state.under(op("plan" if _reported(sentence, verb) else "possible"), modal.lower)
    if name == "plan" and state.status == "denied":
        return state
    if name == "possible" and state.status == "denied":
        return State("hypothetical", "PS", False, (*state.why, f"status:possible {modal.lower}"))
    if perfect and modal.lower in ("could", "should", "might"):
        return state.under(op("possible"), modal.lower)
    return state.under(op(name), modal.lower)


def _is_inverted(sentence: Sentence, verb: Token, helper: Token) -> bool:
    """ "Should the parties violate it, …": a condition, where it is no question."""
    owner = sentence.child(verb, "nsubj", "nsubjpass")
    if (
        owner is None
        or sentence.tokens[-1].text == "?"
        or any(t.tag in ("WRB", "WP", "WDT") for t in sentence.tokens[:3])
    ):
        return False
    return helper.lower in ("should", "were", "had") and helper.i < owner.i and not sentence.children(verb, "neg")


def _reported(sentence: Sentence, verb: Token) -> bool:
    """ "said it would": the future seen from the past."""
    for above in (verb, *sentence.ancestors(verb)):
        if above.dep in ("ccomp", "conj", "parataxis"):
            governor = sentence.head(above)
            if above.dep == "ccomp" and governor.tag in ("VBD", "VBN", "VBG"):
                return True
        elif above is not verb:
            break
    return any(above.lemma in ("say", "tell", "announce") for above in sentence.ancestors(verb)) or any(
        c.lemma in ("say", "tell") and c.dep in ("parataxis", "ccomp", "advcl")
        for c in sentence.children(sentence.root)
    )


def _modal(sentence: Sentence, verb: Token) -> Token | None:
    for child in sentence.children(verb, "aux"):
        if child.lower in words().modals and child.tag == "MD":
            return child
    if (
        verb.dep == "conj"
        and not sentence.children(verb, *SUBJECT)
        and not sentence.children(verb, "aux")
        and (verb.tag == "VB" or verb.tag == sentence.head(verb).tag)
    ):
        return _modal(sentence, sentence.head(verb))
    return None


def _negation(sentence: Sentence, verb: Token, below: int = -1) -> str | None:
    for child in sentence.children(verb):
        if child.dep == "neg" and child.lower in words().negations:
            after = sentence.tokens[child.i + 1].lower if child.i + 1 < len(sentence.tokens) else ""
            if (after in ("only", "just") and child.lower == "not") or _not_until(sentence, verb):
                continue
            return child.lower
        if child.lower in words().negations and child.dep in ("advmod", "preconj", "cc") and child.i < verb.i:
            return child.lower
        if child.lower == "longer" and sentence.tokens[child.i - 1].lower == "no":
            return "no longer"
        if child.i != below and is_nothing(sentence, verb, child):
            return f"{child.lower} (no)"
    if verb.dep == "conj" and not sentence.children(verb, *SUBJECT) and not sentence.children(verb, "aux", "auxpass"):
        joiner = next((t.lower for t in reversed(sentence.tokens[: verb.i]) if t.dep == "cc"), "")
        if joiner in ("or", "nor") or (verb.tag == "VB" and sentence.head(verb).tag == "VB" and joiner == "and"):
            return _negation(sentence, sentence.head(verb))
    return None


def _not_until(sentence: Sentence, verb: Token) -> bool:
    """ "It was not until May that they met": they met."""
    return verb.lemma == "be" and any(t.lower == "until" for t in sentence.tokens[verb.i : verb.i + 4])


def is_nothing(sentence: Sentence, verb: Token, noun: Token) -> bool:
    """True for a subject or object that nobody or nothing is: "neither side accepted", "none of them", "made no offer"."""
    moved = noun.dep in ("nsubj", "nsubjpass") or (noun.dep in ("dobj", "attr") and verb.lemma not in words().unmoved)
    return moved and _is_negative(sentence, noun)


def _is_negative(sentence: Sentence, noun: Token) -> bool:
    if noun.lower in words().negative_subjects:
        return True
    before = sentence.tokens[noun.i - 1].lower if noun.i else ""
    if noun.lower == "one" and before == "no":
        return True
    return any(
        c.lower in ("no", "neither") and c.dep in ("det", "neg", "preconj", "cc") for c in sentence.children(noun)
    )


def _adverbs(sentence: Sentence, word: Token, state: State) -> State:
    for child in sentence.children(word, "advmod"):
        if child.lower in words().continuing and state.status is None and word.tag != "VBN":
            state = state.under(op("begin"), child.lower)
        operator = words().adverbs.get(child.lower)
        if operator is not None:
            state = state.under(operator, child.lower)
    return state


def _aspect(sentence: Sentence, verb: Token, state: State) -> State:
    """ "is withdrawing" goes on; "is flying to Doha next week" is planned."""
    if state.status is not None or verb.tag != "VBG":
        return state
    helpers = sentence.children(verb, "aux")
    if any(h.lower in ("is", "are", "'re", "'s", "am", "'m") for h in helpers):
        below = sentence.subtree(verb)
        if any(t.lower in words().future_words for t in below):
            return state.under(op("plan"), "progressive with a future time")
        return state.under(op("begin"), "progressive")
    if any(h.lower in ("was", "were", "be") for h in helpers):
        return state.under(op("begin"), "progressive")
    if any(h.lower == "been" for h in helpers) and any(h.lower in ("has", "have", "'s", "'ve") for h in helpers):
        return state.under(op("begin"), "progressive")
    return state


def _around_noun(sentence: Sentence, noun: Token, state: State) -> tuple[State, bool]:
    for child in sentence.children(noun):
        if child.lower in ("no", "neither") and child.dep in ("det", "neg", "preconj", "cc"):
            state = state.under(op("negate"), child.lower)
        elif (
            child.dep in ("amod", "advmod", "acl", "nmod", "compound")
            and child.lower in words().adjectives
            and (child.dep != "acl" or child.tag == "VBN")
        ):
            state = state.under(words().adjectives[child.lower], child.lower)
        elif child.dep == "relcl" and (planned := _planned(sentence, child)) is not None:
            state = state.under(planned, child.lower)
    return state, False


def _planned(sentence: Sentence, clause: Token) -> Operator | None:
    """ "Talks, which had been scheduled to begin", "a visit that was planned for May"."""
    own = sentence.child(clause, "nsubjpass")
    if own is None or (own.tag != "WDT" and own.lower != "that"):
        return None
    operator = words().governed(clause.lemma.lower(), "to", "noun")
    if operator is None or operator.name not in ("plan", "expect"):
        return None
    past = any(c.lower in ("was", "were", "had") for c in sentence.children(clause, "aux", "auxpass"))
    return op("lapsed") if past else operator
