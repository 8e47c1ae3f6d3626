"""One step up from a verb: what the word that governs its clause makes of the event."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.sure_grammar import is_infinitive, lemma_of, mark_of, op, preposition_of
from dragoman.understanding.sure_state import State
from dragoman.understanding.sure_words import words


def from_verb(sentence: Sentence, verb: Token, above: Token, state: State) -> tuple[State, Token | None]:
    dep = verb.dep
    if dep in ("acl", "relcl") and is_infinitive(sentence, verb) and _is_headline(sentence, above):
        return state.under(op("plan"), "to (headline)"), None
    infinitive = is_infinitive(sentence, verb)
    if dep in ("xcomp", "ccomp", "oprd", "acomp") or (dep in ("advcl", "dep") and infinitive):
        return _complement(sentence, verb, above, state, infinitive)
    if dep == "acl" and infinitive:
        return _complement(sentence, verb, above, state, True)
    if dep in ("acl",) and mark_of(sentence, verb) == "that":
        return _complement(sentence, verb, above, state, False)
    if dep == "advcl":
        return _adverbial(sentence, verb, state), None
    if dep in ("pcomp", "pobj"):
        return _gerund(sentence, verb, above, state)
    if dep in ("csubj", "csubjpass"):
        return _subject_clause(sentence, above, state)
    if dep == "relcl" and infinitive:
        return state.under(op("wish"), "to"), None
    return state, None


def _complement(
    sentence: Sentence, verb: Token, above: Token, state: State, infinitive: bool
) -> tuple[State, Token | None]:
    mark = mark_of(sentence, verb)
    if verb.dep == "ccomp" and verb.i < above.i and not mark:
        return _said_of(sentence, above, state), None  # "…," they said; or two clauses side by side
    if mark in ("if", "whether"):
        return state.under(op("open"), mark), above if above.pos == "NOUN" else None
    lemma = lemma_of(sentence, above)
    ways = ["to"] if infinitive else ["ing"] if verb.tag == "VBG" and verb.dep != "ccomp" else ["that"]
    if above.lemma == "be" and infinitive:
        return _be_to(sentence, above, state)
    if above.lower == "order" and infinitive and above.i and sentence.tokens[above.i - 1].lower == "in":
        return state.under(op("purpose"), "in order to"), None
    if above.lemma == "be" and verb.dep == "ccomp":
        predicate = sentence.child(above, "acomp", "attr")
        found = words().governed(predicate.lemma.lower(), "that") if predicate is not None else None
        if found is not None and predicate is not None and found.name != "past":
            return state.under(found, predicate.lemma), None
    if above.lemma == "have" and infinitive:
        return _have_to(sentence, above, state)
    operator = words().governed(lemma, *ways)
    if operator is None:
        if infinitive:
            bare = verb.dep in ("advcl", "acl") or above.pos == "ADJ"
            operator = op("purpose") if verb.dep == "advcl" else op("wish" if bare else "pass")
            if verb.dep == "advcl" and any(c.lower in ("only",) for c in sentence.children(verb, "advmod")):
                operator = op("pass")
            if verb.dep == "advcl":
                return state.under(operator, f"to ({lemma})"), None
        elif verb.dep == "ccomp":
            return _said_of(sentence, above, state), None
        else:
            return state, above
    if operator.name == "past":
        return state, None
    if not infinitive and verb.dep == "ccomp" and not _is_wished(sentence, verb):
        if operator.name == "propose":
            return _said_of(sentence, above, state), None
        if operator.name == "threaten":  # "worry that soldiers are being starved": a fear of what is
            operator = op("probable")
    if operator.name == "plan" and _has_lapsed(sentence, above):
        operator = op("lapsed")
    state = state.under(operator, lemma)
    return state, above


def _is_wished(sentence: Sentence, verb: Token) -> bool:
    """ "insist that he leave", "propose that talks be held" or "should": no tense of its own."""
    helpers = sentence.children(verb, "aux", "auxpass")
    if any(h.tag == "MD" for h in helpers):
        return True
    finite = [t for t in (verb, *helpers) if t.tag in ("VBD", "VBZ", "VBP")]
    return not finite and verb.tag in ("VB", "VBN")


def _has_lapsed(sentence: Sentence, verb: Token) -> bool:
    """ "was set to", "had been due to", "had planned to": a plan seen from later."""
    helpers = {c.lower for c in sentence.children(verb, "aux", "auxpass")}
    above = sentence.head(verb)
    if verb.dep == "acomp" and above.lemma == "be":
        helpers |= {above.lower} | {c.lower for c in sentence.children(above, "aux")}
    if "had" in helpers:
        return True
    return bool(helpers & {"was", "were"}) and verb.lemma.lower() in words().lapsing


def _be_to(sentence: Sentence, above: Token, state: State) -> tuple[State, Token | None]:
    subject = sentence.child(above, "nsubj")
    if subject is not None and subject.lemma in words().purposes:
        return state.under(op("wish"), f"{subject.lemma} is to"), None
    return state.under(op("lapsed" if above.lower in ("was", "were") else "plan"), "be to"), above


def _have_to(sentence: Sentence, above: Token, state: State) -> tuple[State, Token | None]:
    if any(c.lower == "yet" for c in sentence.children(above, "advmod")):
        return state.under(op("negate"), "yet to"), None
    if above.lower == "had":
        return state, above
    return state.under(op("propose"), "have to"), above


def _said_of(sentence: Sentence, verb: Token, state: State) -> State:
    """Content of a verb of saying: what is not said, or asked, is open."""
    if any(c.dep == "neg" for c in sentence.children(verb)) and state.status is None:
        return state.open("status:not said")
    return state


def _adverbial(sentence: Sentence, verb: Token, state: State) -> State:
    mark = mark_of(sentence, verb)
    operator = words().conjunctions.get(mark)
    if operator is None or operator.name == "past":
        return state
    return state.under(operator, mark)


def _gerund(sentence: Sentence, verb: Token, preposition: Token, state: State) -> tuple[State, Token | None]:
    lower = preposition_of(sentence, preposition)
    joining = words().conjunctions.get(lower)
    if joining is not None and joining.name == "condition":
        return state.under(joining, lower), None
    above = sentence.head(preposition)
    if above.dep == "dobj" and words().governed(lemma_of(sentence, sentence.head(above)), lower) is not None:
        above = sentence.head(above)  # "barred the ship from docking"
    lemma = lemma_of(sentence, above)
    found = words().governed(lemma, lower, *(("noun",) if lower == "of" else ()))
    if found is not None:
        return (state, None) if found.name == "past" else (state.under(found, f"{lemma} {lower}"), above)
    operator = words().prepositions.get(lower)
    if operator is not None and operator.name == "negate":
        return state.under(operator, lower), None
    if operator is not None or lower in ("for", "by", "in", "at", "with"):
        return state, None
    return state, above


def _subject_clause(sentence: Sentence, above: Token, state: State) -> tuple[State, Token | None]:
    predicate = sentence.child(above, "acomp", "attr")
    operator = words().governed(predicate.lemma.lower(), "that", "to") if predicate is not None else None
    return (state.under(operator, predicate.lemma), above) if operator and predicate is not None else (state, above)


def _is_headline(sentence: Sentence, noun: Token) -> bool:
    """ "Oman to host talks": a name at the head of a line without a finite verb."""
    return noun.head == noun.i and (noun.pos == "PROPN" or noun.ent != "") and sentence.tokens[-1].text not in ".!?"
