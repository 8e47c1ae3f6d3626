"""Where a time points: the tense of what it hangs on. "on Tuesday" is past after "met", to come after "will meet"."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.when_frame import Direction
from dragoman.understanding.when_words import time_words

_MODALS = frozenset({"will", "shall", "'ll", "wo", "would", "can", "could", "may", "might", "must", "should", "ought"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve", "'d"})
_MAX_CLIMB = 12
#: How far behind a verb of saying its own time may begin.
_SAID_REACH = 2


def top(sentence: Sentence, first: int, last: int) -> Token:
    """The word by which the words `first` to `last` hang on the rest of the sentence."""
    inside = [
        token for token in sentence.tokens[first : last + 1] if not first <= token.head <= last or token.head == token.i
    ]
    words = [token for token in inside if token.pos != "PUNCT"] or inside
    return words[-1] if words else sentence.tokens[first]


def sayer(sentence: Sentence, token: Token, above: Token, first: int, last: int) -> Token:
    """The verb of saying where the parser hung its time on what is said ("said on Monday it would go"); else `above`."""
    verb = sentence.head(above)
    if above.dep != "ccomp" or token.dep not in ("prep", "npadvmod") or not verb.i < first <= verb.i + _SAID_REACH:
        return above
    subject = sentence.child(above, "nsubj", "nsubjpass", "expl")
    return verb if subject is not None and subject.i > last and token.i == verb.i + 1 else above


def mode(sentence: Sentence, verb: Token) -> str:
    """Whether a verb tells of what is "ahead", had been "before", is "now" (so far or just done) or simply "past"."""
    helpers = {child.lower for child in sentence.children(verb, "aux", "auxpass")}
    present = verb.tag in ("VBZ", "VBP") or _finite(sentence, verb, helpers)
    if helpers & _MODALS or (verb.tag == "VB" and "did" not in helpers and not present):
        return "ahead"
    if "had" in helpers:
        return "before"
    if present or helpers & {"has", "have", "is", "are", "'s", "'re", "'ve"}:
        return "now"
    return "past"


def _finite(sentence: Sentence, verb: Token, helpers: set[str]) -> bool:
    """ "Malta and Cyprus sign a pact": a present tense that the parser takes for an infinitive."""
    return verb.tag == "VB" and not helpers and verb.i == sentence.root.i and sentence.child(verb, "nsubj") is not None


def direction(sentence: Sentence, first: int, last: int) -> Direction:
    """Whether the clause around the words `first` to `last` tells of the past or of what is to come."""
    grammar = time_words().grammar
    token = top(sentence, first, last)
    if _lasted(sentence, first):
        return "near"  # "held the mine until 11 May"; where the verb does not tell, the nearest
    if _bounded_ahead(sentence, first):
        return "future"
    if first and sentence.tokens[first - 1].lower == "since":
        return "past"
    if as_of(sentence, first):
        verb = _verb_above(sentence, first)
        return "future" if verb is not None and mode(sentence, verb) == "ahead" else "past"
    if token.dep == "pobj" and sentence.head(token).lower == "of" and sentence.head(sentence.head(token)).pos == "NOUN":
        token = sentence.head(sentence.head(token))
        if not of_part(sentence, first, last):
            # "the accord of March 10" is one that there is
            return _of_word(sentence, token, grammar) or "past"
    if token.dep == "pobj" and sentence.head(token).lower == "for" and sentence.tokens[first - 1].lower == "for":
        return "future"  # "called a summit for June 9"
    for _ in range(_MAX_CLIMB):
        above = sayer(sentence, token, sentence.head(token), first, last)
        if above is token:
            break
        found = _of_word(sentence, above, grammar)
        if found == "near" and not _names_a_day(sentence, first, last):
            return "past"  # "was to have been held in April"
        if found:
            return found
        token = above
    if token.pos in ("VERB", "AUX"):
        return _of_word(sentence, token, grammar) or "past"
    return "near"


def as_of(sentence: Sentence, first: int) -> bool:
    """ "As of Friday": the day on which a count or a state is told, or from which something will be so."""
    return [token.lower for token in sentence.tokens[max(0, first - 2) : first]] == ["as", "of"]


def of_part(sentence: Sentence, first: int, last: int) -> bool:
    """The time stands behind "of" as the whole of a part: "in the course of April"; not "the accord of April"."""
    of = sentence.head(top(sentence, first, last))
    return of.lower == "of" and sentence.head(of).lemma in time_words().grammar["time_parts"]


def _names_a_day(sentence: Sentence, first: int, last: int) -> bool:
    words = [token.lower for token in sentence.tokens[first : last + 1]]
    return any(word.isdigit() or word.endswith("day") for word in words)


def _bounded_ahead(sentence: Sentence, first: int) -> bool:
    """ "until Friday", "ahead of Tuesday's vote": what follows these is still to come for what the clause tells."""
    before = " ".join(token.lower for token in sentence.tokens[max(0, first - 3) : first])
    before = before.removesuffix(" the")
    words = time_words().grammar["future_prepositions"]
    if not any(before == word or before.endswith(" " + word) for word in words):
        return False
    return not (before.endswith("by") and (_done(sentence, first) or _fronted(sentence, first)))


def _lasted(sentence: Sentence, first: int) -> bool:
    """ "The siege lasted until 11 July": what went on in the past has ended; but "closed the port until Friday" sets a term."""
    grammar = time_words().grammar
    before = [token.lower for token in sentence.tokens[max(0, first - 2) : first] if token.lower != "the"]
    if not before or before[-1] not in grammar["lasting"] & grammar["future_prepositions"]:
        return False
    verb = _verb_above(sentence, first)
    if verb is None or mode(sentence, verb) not in ("past", "before"):
        return False
    if verb.lemma != "be" and _of_noun(sentence, first):
        return False  # "approved a state of emergency until May"
    return mode(sentence, verb) == "before" or verb.lemma not in grammar["term_verbs"]


def _of_noun(sentence: Sentence, first: int) -> bool:
    """The preposition before the time hangs on a common noun."""
    above = next((word for word in sentence.ancestors(sentence.tokens[first]) if word.pos in ("VERB", "AUX", "NOUN")), None)
    return above is not None and above.pos == "NOUN" and above.i < first


def _fronted(sentence: Sentence, first: int) -> bool:
    """ "By Friday noon thousands were marching": a bound told before its verb, of what is past."""
    verb = _verb_above(sentence, first)
    return verb is not None and first < verb.i and mode(sentence, verb) in ("past", "before")


def _verb_above(sentence: Sentence, first: int) -> Token | None:
    return next((word for word in sentence.ancestors(sentence.tokens[first]) if word.pos in ("VERB", "AUX")), None)


def _done(sentence: Sentence, first: int) -> bool:
    return any(token.lower == "had" for token in sentence.tokens[max(0, first - 8) : first + 6])


def _of_word(sentence: Sentence, word: Token, grammar: dict[str, frozenset[str]]) -> Direction | None:
    if word.pos in ("VERB", "AUX"):
        return _of_verb(sentence, word, grammar)
    if word.lower in grammar["future_words"]:
        return "future"
    if any(child.lower in grammar["future_words"] for child in sentence.children(word, "amod", "acl")):
        return "future"
    return None


def _of_verb(sentence: Sentence, verb: Token, grammar: dict[str, frozenset[str]]) -> Direction | None:
    helpers = {child.lower for child in sentence.children(verb, "aux", "auxpass")}
    planned = verb.lower in grammar["future_words"] and verb.tag in ("VBN", "VBD", "JJ")
    planned = planned and not (verb.tag == "VBD" and verb.lower in grammar["done_when_active"])
    if helpers & _HAVE and verb.tag != "VB":
        return "near" if "to" in helpers or (planned and "had" in helpers) else "past"
    if planned:
        return "future"
    if helpers & _HAVE and "to" not in helpers:
        return "past"
    if helpers & _MODALS:
        return "future"
    if verb.tag == "VB" or "to" in helpers:
        return _of_infinitive(sentence, verb, helpers, grammar)
    if verb.tag == "VBD" or helpers & {"was", "were", "did", "been"}:
        return "past"
    if verb.tag in ("VBZ", "VBP"):
        return "future" if not _reports(sentence, verb) else "past"
    if verb.tag == "VBG":
        if helpers & {"is", "are", "am", "'s", "'re"}:
            return "future"
        return None
    if helpers & {"is", "are", "'s", "'re"}:
        return "future"
    return None if verb.dep == "conj" or _elliptic(sentence, verb) else "past"


def _elliptic(sentence: Sentence, verb: Token) -> bool:
    """ "Voters will be registered in May and elections held in June": the parser takes the second verb to be the noun's."""
    noun = sentence.head(verb)
    other = sentence.head(noun)
    return verb.tag == "VBN" and verb.dep == "acl" and noun.dep == "conj" and (other.pos == "VERB" or other.ent == "DATE")


def _of_infinitive(
    sentence: Sentence, verb: Token, helpers: set[str], grammar: dict[str, frozenset[str]]
) -> Direction | None:
    above = sentence.head(verb)
    if "to" in helpers:
        if helpers & _HAVE:
            return "past"
        return None if above.lemma in grammar["done_infinitives"] or above.lower == "able" else "future"
    if verb.dep == "conj" and above is not verb:
        return None
    if verb.dep == "xcomp" and above.lemma in grammar["done_infinitives"]:
        return None
    return "past" if "did" in helpers else "future"


def _reports(sentence: Sentence, verb: Token) -> bool:
    """ "says", "writes": the present tense of headlines tells of what was said."""
    return sentence.child(verb, "ccomp") is not None
