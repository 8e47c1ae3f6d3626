"""The climb from an event's word to the top of its sentence, operator by operator."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import is_passive
from dragoman.understanding.sure_state import State
from dragoman.understanding.sure_words import Operator, words

_VERBAL = ("VERB", "AUX")
_SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_STEPS = 14


def climb(sentence: Sentence, token: Token, inside: frozenset[int] = frozenset()) -> State:
    """Everything that the sentence says of the reality of the word's event. `inside` are words that belong to the
    event itself ("would not hear of it" as one act): none of them is an operator on it."""
    state, here, below = State(), token, -1
    for step in range(_STEPS):
        if not (step == 0 and inside):
            state, stopped = _around(sentence, here, below, state)
        else:
            stopped = False
        if stopped:
            return state
        state, above = _above(sentence, here, state)
        if above is None:
            return _whole(sentence, token, state)
        here, below = above, here.i
    return state


def _op(name: str) -> Operator:
    return words().operators[name]


# --- the word itself and what hangs on it --------------------------------------------------------------------------


def _around(sentence: Sentence, here: Token, below: int, state: State) -> tuple[State, bool]:
    if _is_verbal(sentence, here):
        return _around_verb(sentence, here, below, state)
    return _around_noun(sentence, here, state)


def _is_verbal(sentence: Sentence, token: Token) -> bool:
    return token.pos in _VERBAL and token.dep not in ("amod", "compound") or bool(sentence.children(token, "aux", "cop"))


def _around_verb(sentence: Sentence, verb: Token, below: int, state: State) -> tuple[State, bool]:
    """`below` is the word that the climb comes from: a "no" of its own has been counted."""
    state = _adverbs(sentence, verb, state)
    negation = _negation(sentence, verb, below)
    modal = _modal(sentence, verb)
    ability = modal is not None and modal.lower in ("can", "could", "ca")
    if negation is not None:
        state = state.under(_op("negate"), negation)
    if modal is not None and not (ability and negation is not None):
        state = _under_modal(sentence, verb, modal, state)
    state = _aspect(sentence, verb, state)
    for child in sentence.children(verb, "advcl"):
        mark = _mark(sentence, child)
        if mark in ("if", "unless", "should", "provided") and child.i != verb.i and (
            modal is not None or state.status in ("planned", "hypothetical")
        ):
            return state.under(_op("condition"), mark), True
    return state, False


def _under_modal(sentence: Sentence, verb: Token, modal: Token, state: State) -> State:
    name = words().modals[modal.lower]
    perfect = any(c.lower == "have" for c in sentence.children(verb, "aux"))
    if name == "would":
        if state.status == "denied":
            return state
        return state.under(_op("expect" if _reported(sentence, verb) else "possible"), modal.lower)
    if name == "plan" and state.status == "denied":
        return state
    if name == "possible" and state.status == "denied":
        return State("hypothetical", "PS", False, (*state.why, f"status:possible {modal.lower}"))
    if perfect and modal.lower in ("could", "should", "might"):
        return state.under(_op("possible"), modal.lower)
    return state.under(_op(name), modal.lower)


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
        c.lemma in ("say", "tell") and c.dep in ("parataxis", "ccomp", "advcl") for c in sentence.children(sentence.root)
    )


def _modal(sentence: Sentence, verb: Token) -> Token | None:
    for child in sentence.children(verb, "aux"):
        if child.lower in words().modals and child.tag == "MD":
            return child
    if verb.dep == "conj" and not sentence.children(verb, *_SUBJECT) and not sentence.children(verb, "aux") and (
        verb.tag == "VB" or verb.tag == sentence.head(verb).tag
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
        if child.i != below and _is_negative(sentence, child) and (
            child.dep in ("nsubj", "nsubjpass")
            or (child.dep in ("dobj", "attr") and verb.lemma not in words().unmoved)
        ):
            return f"{child.lower} (no)"
    if verb.dep == "conj" and not sentence.children(verb, *_SUBJECT) and not sentence.children(verb, "aux", "auxpass"):
        joiner = next((t.lower for t in reversed(sentence.tokens[: verb.i]) if t.dep == "cc"), "")
        if joiner in ("or", "nor") or (verb.tag == "VB" and sentence.head(verb).tag == "VB" and joiner == "and"):
            return _negation(sentence, sentence.head(verb))
    return None


def _not_until(sentence: Sentence, verb: Token) -> bool:
    """ "It was not until May that they met": they met."""
    return verb.lemma == "be" and any(t.lower == "until" for t in sentence.tokens[verb.i : verb.i + 4])


def _is_negative(sentence: Sentence, noun: Token) -> bool:
    if noun.lower in words().negative_subjects:
        return True
    before = sentence.tokens[noun.i - 1].lower if noun.i else ""
    if noun.lower == "one" and before == "no":
        return True
    return any(c.lower in ("no", "neither") and c.dep in ("det", "neg", "preconj", "cc") for c in sentence.children(noun))


def _adverbs(sentence: Sentence, word: Token, state: State) -> State:
    for child in sentence.children(word, "advmod"):
        if child.lower in words().continuing and state.status is None and word.tag != "VBN":
            state = state.under(_op("begin"), child.lower)
        operator = words().adverbs.get(child.lower)
        if operator is not None:
            state = state.under(operator, child.lower)
    return state


def _aspect(sentence: Sentence, verb: Token, state: State) -> State:
    """ "is withdrawing" goes on; "is flying to Doha next week" is planned."""
    if state.status is not None or verb.tag != "VBG":
        return state
    helpers = [c for c in sentence.children(verb, "aux")]
    if any(h.lower in ("is", "are", "'re", "'s", "am", "'m") for h in helpers):
        below = sentence.subtree(verb)
        if any(t.lower in words().future_words for t in below):
            return state.under(_op("plan"), "progressive with a future time")
        return state.under(_op("begin"), "progressive")
    if any(h.lower in ("was", "were", "be") for h in helpers):
        return state.under(_op("begin"), "progressive")
    if any(h.lower == "been" for h in helpers) and any(h.lower in ("has", "have", "'s", "'ve") for h in helpers):
        return state.under(_op("begin"), "progressive")
    return state


def _around_noun(sentence: Sentence, noun: Token, state: State) -> tuple[State, bool]:
    for child in sentence.children(noun):
        if child.lower in ("no", "neither") and child.dep in ("det", "neg", "preconj", "cc"):
            state = state.under(_op("negate"), child.lower)
        elif child.dep in ("amod", "advmod", "acl", "nmod", "compound") and child.lower in words().adjectives and (
            child.dep != "acl" or child.tag == "VBN"
        ):
            state = state.under(words().adjectives[child.lower], child.lower)
    return state, False


# --- up one step ---------------------------------------------------------------------------------------------------


def _above(sentence: Sentence, here: Token, state: State) -> tuple[State, Token | None]:
    """The state after the step to the word above, and that word; None at the top or where the climb ends."""
    above = sentence.head(here)
    if above is here:
        return _top(sentence, here, state), None
    if here.dep == "conj":
        return _from_conjunct(sentence, here, above, state)
    if _is_verbal(sentence, here):
        return _from_verb(sentence, here, above, state)
    return _from_noun(sentence, here, above, state)


def _top(sentence: Sentence, here: Token, state: State) -> State:
    """A headline's "Kenya to host talks" is a plan."""
    helper = sentence.child(here, "aux")
    if here.tag == "VB" and helper is not None and helper.lower == "to" and state.status is None:
        return state.under(_op("plan"), "to (headline)")
    return state


def _from_conjunct(sentence: Sentence, here: Token, above: Token, state: State) -> tuple[State, Token | None]:
    """Coordinated words stand where the first of them stands; a verb with a subject of its own only in its clause."""
    if _is_verbal(sentence, here) and _is_verbal(sentence, above):
        first = above
        while first.dep == "conj" and sentence.head(first) is not first:
            first = sentence.head(first)
        if first.head == first.i:
            return (_top(sentence, first, state) if here.tag == "VB" else state), None
        own = sentence.children(here, "nsubj", "nsubjpass")
        if _is_infinitive(sentence, first) and (own or here.tag not in ("VB", "VBN")):
            return state, None
        if own and first.dep in ("xcomp", "advcl", "acl", "relcl", "pcomp"):
            return state, None
        return _from_verb(sentence, first, sentence.head(first), state)
    first = above
    while first.dep == "conj" and sentence.head(first) is not first:
        first = sentence.head(first)
    if first.head == first.i:
        return state, None
    if _is_verbal(sentence, first):
        return state, first
    return _from_noun(sentence, first, sentence.head(first), state)


def _from_verb(sentence: Sentence, verb: Token, above: Token, state: State) -> tuple[State, Token | None]:
    dep = verb.dep
    infinitive = _is_infinitive(sentence, verb)
    if dep in ("xcomp", "ccomp", "oprd", "acomp") or (dep in ("advcl", "dep") and infinitive):
        return _complement(sentence, verb, above, state, infinitive)
    if dep == "acl" and infinitive:
        return _complement(sentence, verb, above, state, True)
    if dep in ("acl",) and _mark(sentence, verb) == "that":
        return _complement(sentence, verb, above, state, False)
    if dep == "advcl":
        return _adverbial(sentence, verb, state), None
    if dep in ("pcomp", "pobj"):
        return _gerund(sentence, verb, above, state)
    if dep in ("csubj", "csubjpass"):
        return _subject_clause(sentence, above, state)
    if dep == "relcl" and infinitive:
        return state.under(_op("wish"), "to"), None
    return state, None


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    if verb.tag != "VB" and not (verb.tag in ("VBN", "VBG") and any(c.lower == "be" for c in sentence.children(verb, "auxpass", "aux"))):
        return False
    return any(c.lower == "to" for c in sentence.children(verb, "aux")) or (
        verb.dep == "conj" and _is_infinitive(sentence, sentence.head(verb))
    )


def _mark(sentence: Sentence, verb: Token) -> str:
    mark = sentence.child(verb, "mark")
    if mark is not None:
        return mark.lower
    if any(c.lower == "provided" for c in sentence.children(verb)):
        return "provided"
    first = next((c for c in sentence.children(verb, "advmod") if c.i < verb.i), None)
    if first is not None and first.lower in words().conjunctions:
        return first.lower
    subject = sentence.child(verb, "nsubj", "nsubjpass")
    should = next((c for c in sentence.children(verb, "aux") if c.lower in ("should", "were", "had")), None)
    if should is not None and subject is not None and should.i < subject.i and sentence.tokens[-1].text != "?":
        return "should"
    return ""


def _complement(
    sentence: Sentence, verb: Token, above: Token, state: State, infinitive: bool
) -> tuple[State, Token | None]:
    mark = _mark(sentence, verb)
    if verb.dep == "ccomp" and verb.i < above.i and not mark:
        return _said_of(sentence, above, state), None  # "…," they said; or two clauses side by side
    if mark in ("if", "whether"):
        return state.under(_op("open"), mark), above if above.pos == "NOUN" else None
    lemma = _lemma(sentence, above)
    ways = ["to"] if infinitive else ["ing"] if verb.tag == "VBG" and verb.dep != "ccomp" else ["that"]
    if above.lemma == "be" and infinitive:
        return _be_to(sentence, above, state)
    if above.lower == "order" and infinitive and above.i and sentence.tokens[above.i - 1].lower == "in":
        return state.under(_op("purpose"), "in order to"), None
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
            operator = _op("purpose") if verb.dep == "advcl" else _op("wish" if bare else "pass")
            if verb.dep == "advcl" and any(c.lower in ("only",) for c in sentence.children(verb, "advmod")):
                operator = _op("pass")
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
            operator = _op("probable")
    if operator.name == "plan" and _has_lapsed(sentence, above):
        operator = _op("lapsed")
    state = state.under(operator, lemma)
    return state, above


def _is_wished(sentence: Sentence, verb: Token) -> bool:
    """ "insist that he leave", "propose that talks be held" or "should": no tense of its own."""
    helpers = sentence.children(verb, "aux", "auxpass")
    if any(h.tag == "MD" for h in helpers):
        return True
    finite = [t for t in (verb, *helpers) if t.tag in ("VBD", "VBZ", "VBP")]
    return not finite and verb.tag in ("VB", "VBN")


def _lemma(sentence: Sentence, word: Token) -> str:
    """The word's dictionary form, with its particle where the two are known together: "call off"."""
    for child in sentence.children(word, "prt", "advmod", "prep"):
        if child.i > word.i and f"{word.lemma.lower()} {child.lower}" in words().phrasal:
            return f"{word.lemma.lower()} {child.lower}"
    return word.lemma.lower()


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
        return state.under(_op("wish"), f"{subject.lemma} is to"), None
    return state.under(_op("lapsed" if above.lower in ("was", "were") else "plan"), "be to"), above


def _have_to(sentence: Sentence, above: Token, state: State) -> tuple[State, Token | None]:
    if any(c.lower == "yet" for c in sentence.children(above, "advmod")):
        return state.under(_op("negate"), "yet to"), None
    if above.lower == "had":
        return state, above
    return state.under(_op("propose"), "have to"), above


def _said_of(sentence: Sentence, verb: Token, state: State) -> State:
    """Content of a verb of saying: what is not said, or asked, is open."""
    if any(c.dep == "neg" for c in sentence.children(verb)) and state.status is None:
        return state.open("status:not said")
    return state


def _adverbial(sentence: Sentence, verb: Token, state: State) -> State:
    mark = _mark(sentence, verb)
    operator = words().conjunctions.get(mark)
    if operator is None or operator.name == "past":
        return state
    return state.under(operator, mark)


def _gerund(sentence: Sentence, verb: Token, preposition: Token, state: State) -> tuple[State, Token | None]:
    lower = _preposition(sentence, preposition)
    joining = words().conjunctions.get(lower)
    if joining is not None and joining.name == "condition":
        return state.under(joining, lower), None
    above = sentence.head(preposition)
    if above.dep == "dobj" and words().governed(_lemma(sentence, sentence.head(above)), lower) is not None:
        above = sentence.head(above)  # "barred the ship from docking"
    lemma = _lemma(sentence, above)
    found = words().governed(lemma, lower, *(("noun",) if lower == "of" else ()))
    if found is not None:
        return (state, None) if found.name == "past" else (state.under(found, f"{lemma} {lower}"), above)
    operator = words().prepositions.get(lower)
    if operator is not None and operator.name == "negate":
        return state.under(operator, lower), None
    if operator is not None or lower in ("for", "by", "in", "at", "with"):
        return state, None
    return state, above


def _preposition(sentence: Sentence, preposition: Token) -> str:
    """The preposition, or the word before it that gives it its sense: "instead of", "ahead of", "rather than"."""
    before = sentence.tokens[preposition.i - 1].lower if preposition.i else ""
    return before if before in words().prepositions and before in ("ahead", "instead", "rather", "short") else preposition.lower


def _subject_clause(sentence: Sentence, above: Token, state: State) -> tuple[State, Token | None]:
    predicate = sentence.child(above, "acomp", "attr")
    operator = words().governed(predicate.lemma.lower(), "that", "to") if predicate is not None else None
    return (state.under(operator, predicate.lemma), above) if operator and predicate is not None else (state, above)


# --- nouns ---------------------------------------------------------------------------------------------------------


def _from_noun(sentence: Sentence, noun: Token, above: Token, state: State) -> tuple[State, Token | None]:
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


def _from_object(sentence: Sentence, noun: Token, verb: Token, state: State) -> tuple[State, Token | None]:
    definite = _is_definite(sentence, noun)
    lemma = _lemma(sentence, verb)
    operator = words().governed(lemma, "object", "noun", definite=definite)
    if operator is not None and operator.name == "past":
        return state, None
    if operator is not None and operator.name == "pass" and definite and (lemma, "object") not in words().of_definite:
        return state, None
    if operator is not None and operator.flip and noun.lemma in words().speech_acts and operator.name != "cancel":
        return state, None
    if operator is not None and operator.name == "plan" and verb.lemma in ("order", "authorise", "authorize"):
        return state, verb
    if operator is not None:
        return _governed(state, operator, lemma), verb
    if _is_definite(sentence, noun):
        return state, None
    return state, verb


def _governed(state: State, operator: Operator, lemma: str) -> State:
    """Under a governing word; "stop", "prevent" leave the event averted, which more can be said of."""
    after = state.under(operator, lemma)
    return replace(after, averted=True) if operator.name == "negate" and not after.positive else after


def _is_definite(sentence: Sentence, noun: Token) -> bool:
    return any(c.lower in ("the", "this", "that", "these", "those") for c in sentence.children(noun, "det")) or bool(
        sentence.children(noun, "poss")
    )


def _from_subject(sentence: Sentence, noun: Token, verb: Token, state: State) -> tuple[State, Token | None]:
    lemma = _lemma(sentence, verb)
    if noun.dep == "nsubjpass" or is_passive(sentence, verb):
        return _from_object(sentence, noun, verb, state) if words().governed(lemma, "object", "noun") else (
            (state, verb) if words().governed(lemma, "subject") or not _is_definite(sentence, noun) else (state, None))
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


def _from_prepositional(sentence: Sentence, noun: Token, preposition: Token, state: State) -> tuple[State, Token | None]:
    lower = _preposition(sentence, preposition)
    above = sentence.head(preposition)
    if above.pos == "ADP" and above is not preposition and above.lower in ("ahead", "instead", "because", "out"):
        lower, above = above.lower, sentence.head(above)
    window = " ".join(t.lower for t in sentence.tokens[max(0, preposition.i - 3) : preposition.i + 2])
    phrase = next((p for p in words().condition_phrases if p in window), None)
    if phrase is not None:
        return state.under(_op("condition"), phrase), None
    operator = words().governed(above.lemma.lower(), lower, *(("noun",) if lower == "of" else ()))
    if operator is not None:
        if operator.name == "past":
            return state, None
        return state.under(operator, f"{above.lemma} {lower}"), above
    operator = words().prepositions.get(lower)
    if operator is not None:
        return (state, None) if operator.name == "past" else (state.under(operator, lower), None)
    if above.pos in _VERBAL and lower in ("in", "to", "into", "with", "at", "on") and not _is_definite(sentence, noun):
        return state, above
    if above.pos == "NOUN" and lower == "of" and not _is_definite(sentence, noun):
        return state, above
    return state, None


# --- the sentence as a whole ---------------------------------------------------------------------------------------


def _whole(sentence: Sentence, token: Token, state: State) -> State:
    """A question asserts nothing."""
    last = sentence.tokens[-1].text if sentence.tokens else ""
    if last == "?" and state.status is None and _is_verbal(sentence, token):
        return state.open("status:question")
    return state
