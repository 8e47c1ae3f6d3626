"""One step up from a noun: what the verb, noun or preposition above it makes of the event it names."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import is_passive
from dragoman.understanding.sure_grammar import (
    VERBAL,
    is_definite,
    is_infinitive,
    lemma_of,
    mark_of,
    op,
    preposition_of,
)
from dragoman.understanding.sure_state import State
from dragoman.understanding.sure_words import Operator, words


def from_noun(sentence: Sentence, noun: Token, above: Token, state: State) -> tuple[State, Token | None]:
    dep = noun.dep
    lemma = above.lemma.lower()
    if dep in ("amod",) and noun.pos in ("VERB", "ADJ"):
        return state, None
    if dep in ("compound", "nmod", "poss", "amod"):
        operator = words().governed(lemma, "noun")
        if operator is None or operator.name in ("past", "pass"):
            return state, (above if operator is not None and operator.name == "pass" else None)
        return state.under(operator, lemma), above
    if dep == "pobj":
        return _from_prepositional(sentence, noun, above, state)
    if dep in ("nsubj", "nsubjpass"):
        return _from_subject(sentence, noun, above, state)
    if dep in ("dobj", "dative", "oprd"):
        return _from_object(sentence, noun, above, state)
    if dep in ("attr", "appos", "acomp", "ccomp", "xcomp"):
        return state, above if dep in ("attr", "acomp") else None
    return state, None


def is_denied_word(sentence: Sentence, noun: Token, verb: Token, clause: Token) -> bool:
    """ "Denied a report that …", "rejected claims that …": what the clause says is denied."""
    said = clause.dep in ("acl", "ccomp", "relcl") and mark_of(sentence, clause) == "that"
    return said and noun.dep == "dobj" and noun.lemma in words().speech_acts and verb.lemma in words().denials


def _from_object(sentence: Sentence, noun: Token, verb: Token, state: State) -> tuple[State, Token | None]:
    definite = is_definite(sentence, noun)
    lemma = lemma_of(sentence, verb)
    operator = words().governed(lemma, "object", "noun", definite=definite)
    if operator is not None and operator.name == "past":
        return state, None
    if operator is not None and operator.name == "pass" and definite and (lemma, "object") not in words().of_definite:
        return state, None
    if operator is not None and operator.flip and noun.lemma in words().speech_acts and operator.name != "cancel":
        return state, None
    if operator is not None:
        return _governed(state, operator, lemma), verb
    if is_definite(sentence, noun):
        return state, None
    return state, verb


def _governed(state: State, operator: Operator, lemma: str) -> State:
    """Under a governing word; "stop", "prevent" leave the event averted, which more can be said of."""
    after = state.under(operator, lemma)
    return replace(after, averted=True) if operator.name == "negate" and not after.positive else after


def _from_subject(sentence: Sentence, noun: Token, verb: Token, state: State) -> tuple[State, Token | None]:
    lemma = lemma_of(sentence, verb)
    raised = _raised(sentence, verb)
    if raised is not None:
        return state, raised
    if noun.dep == "nsubjpass" or is_passive(sentence, verb):
        return (
            _from_object(sentence, noun, verb, state)
            if words().governed(lemma, "object", "noun")
            else (
                (state, verb)
                if words().governed(lemma, "subject") or not is_definite(sentence, noun)
                else (state, None)
            )
        )
    if verb.lemma == "be":
        predicate = sentence.child(verb, "acomp", "attr")
        if predicate is not None:
            operator = words().adjectives.get(predicate.lower) or words().governed(predicate.lemma.lower(), "noun")
            if operator is not None and operator.name not in ("past", "pass"):
                return state.under(operator, predicate.lower), verb
            return state, None
        return state, verb
    operator = words().governed(lemma, "subject")
    if operator is not None:
        return state.under(operator, lemma), verb
    return state, None


def _from_prepositional(
    sentence: Sentence, noun: Token, preposition: Token, state: State
) -> tuple[State, Token | None]:
    lower = preposition_of(sentence, preposition)
    above = sentence.head(preposition)
    if above.pos == "ADP" and above is not preposition and above.lower in ("ahead", "instead", "because", "out"):
        lower, above = above.lower, sentence.head(above)
    window = " ".join(t.lower for t in sentence.tokens[max(0, preposition.i - 3) : preposition.i + 2])
    phrase = next((p for p in words().condition_phrases if p in window), None)
    if phrase is not None:
        return state.under(op("condition"), phrase), None
    operator = words().governed(above.lemma.lower(), lower, *(("noun",) if lower == "of" else ()))
    if operator is not None:
        if operator.name == "past":
            return state, None
        return state.under(operator, f"{above.lemma} {lower}"), above
    operator = words().prepositions.get(lower)
    if operator is not None:
        return (state, None) if operator.name == "past" else (state.under(operator, lower), None)
    if above.pos in VERBAL and lower in ("in", "to", "into", "with", "at", "on") and not is_definite(sentence, noun):
        return state, above
    if above.pos == "NOUN" and lower == "of" and not is_definite(sentence, noun):
        return state, above
    return state, None


def _raised(sentence: Sentence, verb: Token) -> Token | None:
    """ "The trial is set to begin", "talks were to have resumed": the verb that the noun is the subject of in sense."""
    predicate = verb if verb.lemma != "be" else sentence.child(verb, "acomp") or verb
    below = sentence.child(predicate, "xcomp")
    if below is None or not is_infinitive(sentence, below):
        return None
    happens = words().governed(lemma_of(sentence, below), "subject") is not None
    return below if happens or is_passive(sentence, below) else None
