"""Which of a sentence's times an event happened at: by what it hangs on, not by what stands nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model import Sentence, Time, Token
from dragoman.understanding.when_reach import reaching
from dragoman.understanding.when_tense import as_of, mode, sayer, top
from dragoman.understanding.when_words import time_words

_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON")
_VERBAL = ("VERB", "AUX")
#: How far before a time "and again" may stand.
_AGAIN = 8
#: How far before "since" a superlative may stand that it belongs to.
_COMPARED = 10


def hung(sentence: Sentence, times: list[Time]) -> dict[int, list[Time]]:
    """The times by the word that each says something of."""
    by_word: dict[int, list[Time]] = {}
    for time in times:
        if not _bears_on_none(sentence, time) and not _of_another_time(sentence, time):
            by_word.setdefault(governor(sentence, time).i, []).append(time)
    return by_word


def governing(sentence: Sentence, times: list[Time], by_word: dict[int, list[Time]], token: int) -> Time | None:
    """The time of the event told by `token`, or None; `by_word` is what `hung` gives."""
    event = sentence.tokens[token]
    for word in _carriers(sentence, event):
        held = by_word.get(word.i)
        if held:
            return _best(held, token)
    for found in reaching(sentence, by_word, times, event):
        closed = [t for t in found if not (t.edtf or "").endswith("/..") and not t.why.startswith("present")]
        if closed:
            return _best(closed, token)
    return _opening(sentence, times, event)


def _opening(sentence: Sentence, times: list[Time], event: Token) -> Time | None:
    """ "On Friday the deputy ministers conferred": the time that opens the sentence is its first verb's, whatever the parse
    hangs it on."""
    if event.pos != "VERB" or any(token.pos in _VERBAL for token in sentence.tokens[: event.i] if token.dep != "aux"):
        return None
    if sentence.tokens[0].pos != "ADP":  # "Friday's talks collapsed" leaves the day of the collapse open
        return None
    return next((time for time in times if time.first == 1 and time.last < event.i and not _bears_on_none(sentence, time)), None)


def _bears_on_none(sentence: Sentence, time: Time) -> bool:
    """True for times at which nothing told happened: "until Friday", "as of Friday", "the largest since 2020"."""
    if as_of(sentence, time.first):
        # "as of June the rebels hold the town": only what is so, not what had been done, is so then
        return not ((time.edtf or "").endswith("/..") or governor(sentence, time).tag in ("VBZ", "VBP"))
    before = [token.lower for token in sentence.tokens[max(0, time.first - 2) : time.first] if token.lower != "the"]
    if not before:
        return False
    grammar = time_words().grammar
    if before[-1] in grammar["lasting"]:
        return True
    if before[-1] != "since":
        return False
    reach = sentence.tokens[max(0, time.first - _COMPARED) : time.first]
    return any(token.tag in ("JJS", "RBS") or token.lower == "first" for token in reach)


def _of_another_time(sentence: Sentence, time: Time) -> bool:
    """ "met in Oslo, and again in Riga in April": the second time that the verb is not said for."""
    words = time_words().grammar["once_more"]
    for token in sentence.tokens[max(0, time.first - _AGAIN) : time.first]:
        if token.lower in words and token.i and sentence.tokens[token.i - 1].pos == "CCONJ":
            between = sentence.tokens[token.i : time.first]
            return governor(sentence, time).i < token.i and all(word.pos not in _VERBAL for word in between)
    return False


def _best(times: Sequence[Time], token: int) -> Time:
    return min(times, key=lambda t: (t.edtf is None, _worth(t), abs(t.first - token)))


def _worth(time: Time) -> int:
    """Exact days before stretches, these before "recently" and "now"."""
    if time.why.startswith(("vague", "present")):
        return 2
    return 0 if time.lower is not None and time.lower == time.upper else 1


def governor(sentence: Sentence, time: Time) -> Token:
    """The verb or noun that the time says something of: up through its prepositions and their like."""
    token = top(sentence, time.first, time.last)
    for _ in range(len(sentence.tokens)):
        above = sayer(sentence, token, sentence.head(token), time.first, time.last)
        if above is token:
            return token
        if token.dep in ("pobj", "pcomp") or above.pos == "ADP" or (time.first <= above.i <= time.last):
            token = above
            continue
        # "late on Tuesday", "hours after talks on Friday": an adverb or another time carries it on
        if token.dep in ("prep", "npadvmod", "advmod") and above.pos == "ADV":
            token = above
            continue
        if token.dep == "npadvmod" and above.pos == "NOUN" and above.lemma in time_words().grammar["time_parts"]:
            token = above  # "shelled the port for three days last week"
            continue
        if above.pos == "PROPN" and above.dep in ("pobj", "dobj", "appos") and sentence.head(above) is not above:
            # "a call with Putin on Friday": what the parser hangs on the person is said of the call
            token = above
            continue
        return above
    return token


def _carriers(sentence: Sentence, event: Token) -> Iterator[Token]:
    """The words whose time is the event's, the closest tie first."""
    yield event
    below = list(_below(sentence, event))
    planned = time_words().grammar["future_verbs"]
    first = [word for word in below if word.dep != "acl" or word.lemma not in planned]
    yield from first
    seen = {event.i}
    word = event
    for _ in range(8):
        above = _above(sentence, word)
        if above is None or above.i in seen:
            break
        seen.add(above.i)
        yield above
        word = above
    # "the summit, first planned for May, will be held in June": the plan only where nothing else tells
    yield from (word for word in below if word not in first)
    if event.pos in _VERBAL:
        for other in sentence.children(event, "conj"):
            if other.pos in _VERBAL and sentence.child(other, "nsubj", "nsubjpass") is None:
                yield other


def _below(sentence: Sentence, event: Token) -> Iterator[Token]:
    """Clauses that date the event noun: "talks, which were held on Friday"; "a summit set for May"."""
    carriers = time_words().grammar["carriers"]
    if event.pos not in _VERBAL:
        for clause in sentence.children(event, "relcl", "acl"):
            if clause.lemma in carriers and _about(sentence, clause):
                yield clause
                for inner in sentence.children(clause, "xcomp"):
                    if inner.lemma in carriers:
                        yield inner
    else:
        for inner in sentence.children(event, "xcomp"):
            if inner.tag == "VBG":
                yield inner


def _about(sentence: Sentence, clause: Token) -> bool:
    """The relative clause has the noun as its subject, or as the object of a passive or a participle."""
    if clause.dep == "acl":
        return True
    subject = sentence.child(clause, "nsubj", "nsubjpass")
    return subject is None or subject.tag in ("WDT", "WP") or sentence.child(clause, "dobj") is None


def _above(sentence: Sentence, word: Token) -> Token | None:
    """The word above whose time holds for this one too."""
    above = sentence.head(word)
    if above is word:
        return None
    if word.pos in _VERBAL:
        if word.dep == "conj" and above.pos in _VERBAL and sentence.child(word, "nsubj", "nsubjpass") is None:
            return _conjoined(sentence, word, above)
        if word.tag == "VBG" and word.dep in ("advcl", "xcomp") and sentence.child(word, "mark") is None:
            return above
        if word.dep == "xcomp" and above.lemma in time_words().grammar["carriers"]:
            return above
        return None
    return _above_noun(sentence, word, above)


def _conjoined(sentence: Sentence, word: Token, above: Token) -> Token | None:
    """The verb that `word` goes on from: one of its own tense, above a participle that the parser took it to."""
    tense = mode(sentence, word)
    if word.tag == "VBD" and above.tag in ("VBG", "VB"):
        climb = (t for t in sentence.ancestors(above) if t.pos in _VERBAL and t.tag == "VBD")
        return next(climb, None)
    if word.tag in ("VB", "VBG", "VBN"):
        return None if tense == "ahead" and _modal(sentence, word) and mode(sentence, above) != tense else above
    return above if mode(sentence, above) != "ahead" or tense == "ahead" else None


def _modal(sentence: Sentence, word: Token) -> bool:
    return any(child.tag == "MD" for child in sentence.children(word, "aux"))


def _above_noun(sentence: Sentence, word: Token, above: Token) -> Token | None:
    carriers = time_words().grammar["carriers"]
    if word.dep == "conj" and above.pos in _NOMINAL:
        # "held talks and a dinner on Friday": the verb's time is both nouns', but not one noun's the other's
        return _above_noun(sentence, above, sentence.head(above)) if sentence.head(above) is not above else None
    if word.dep in ("compound", "amod", "nmod", "poss"):
        return above
    if word.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd") and above.lemma in carriers:
        return above
    if word.dep == "pobj":
        carrier = sentence.head(above)
        # "a round of talks on Friday"
        if above.lower == "of" and carrier.pos == "NOUN":
            return carrier
        # "met for talks on Friday", "arrived for a visit": what was done for the event's sake was done then
        if above.lower in ("for", "in", "with", "to", "at") and carrier.pos == "VERB" and carrier.lemma in carriers:
            return carrier
    return None
