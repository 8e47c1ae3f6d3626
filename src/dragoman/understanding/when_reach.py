"""Times that reach an event from another clause of its sentence, where none hangs on its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.knowledge.ontology import classes_of
from dragoman.model import Sentence, Time, Token
from dragoman.understanding.said_words import cues
from dragoman.understanding.when_tense import mode
from dragoman.understanding.when_words import time_words

VERBAL = ("VERB", "AUX")
#: Clauses under these happen when their main clause does.
_WHILE = frozenset({"when", "as", "while"})
#: What is done in or during something dated is done on its day.
_WITHIN = frozenset({"in", "during", "at", "amid"})
#: Relations within one clause, from a noun up to its verb.
_NOMINAL_DEPS = frozenset({"prep", "pobj", "dobj", "attr", "appos", "nmod", "compound", "conj", "agent", "dative", "oprd"})
_DURING = frozenset({"during", "amid", "at"})

#: Days that a month has at least and a season at most.
_MONTH, _SEASON = 28, 93

Held = Mapping[int, Sequence[Time]]


def reaching(sentence: Sentence, held: Held, times: Sequence[Time], event: Token) -> Iterator[Sequence[Time]]:
    """Groups of times that hold for the event, the surest first; `held` has the times by the word they hang on."""
    if event.pos not in VERBAL:
        yield from (held.get(word.i, ()) for word in _around_noun(sentence, event))
        return
    if event.dep in ("relcl", "advcl") and (_marked(sentence, event) or _there(sentence, event)):
        # "since 2014, when the Houthis seized Sanaa"; "on Friday, where nine died": the parser hangs the clause on the day
        yield [_then(time) for time in times if time.first <= event.head <= time.last]
    marks = [child.i for child in sentence.children(event, "mark", "advmod") if child.lower in _WHILE]
    if marks:
        yield [_then(time) for time in times if _comma_between(sentence, time, marks[0])]
    if event.dep == "relcl" and _in_which(sentence, event):
        yield held.get(event.head, ())
    yield from _noun_times(sentence, held, event)
    for word in _clauses(sentence, event):
        group = held.get(word.i, ())
        yield group or [time for found in _noun_times(sentence, held, word) for time in found]
    if event.dep == "advcl" and any(c.lower == "after" for c in sentence.children(event, "mark")):
        # "ties collapsed in June 2020 after soldiers clashed": the same month, as far as the text tells
        yield [time for time in held.get(event.head, ()) if _is_a_month(time)]
    yield _deep(sentence, held, event)


def _is_a_month(time: Time) -> bool:
    """A month or a season: long enough to hold both of two deeds that follow each other."""
    return time.lower is not None and time.upper is not None and _MONTH <= (time.upper - time.lower).days + 1 <= _SEASON


def _there(sentence: Sentence, clause: Token) -> bool:
    return _in_which(sentence, clause) or any(c.lower == "where" for c in sentence.children(clause, "advmod"))


def _in_which(sentence: Sentence, clause: Token) -> bool:
    """ "the accord of March 10, in which both sides undertook …" """
    return any(
        prep.lower in _WITHIN and any(word.tag == "WDT" for word in sentence.children(prep, "pobj"))
        for prep in sentence.children(clause, "prep")
    )


def _comma_between(sentence: Sentence, time: Time, mark: int) -> bool:
    return mark == time.last + 2 and sentence.tokens[mark - 1].text == ","


def _then(time: Time) -> Time:
    """The time itself, without the open side of "since" or "until": what "when" tells of it happened right then."""
    if time.edtf is None or ".." not in time.edtf:
        return time
    lower = time.upper if time.lower is None else time.lower
    why = f"{time.why.split(';')[0]}; when"
    return replace(time, edtf=time.edtf.removesuffix("/..").removeprefix("../"), lower=lower, why=why)


def _marked(sentence: Sentence, clause: Token) -> bool:
    return any(child.lower in _WHILE for child in sentence.children(clause, "mark", "advmod"))


def _plain_participle(sentence: Sentence, word: Token) -> bool:
    return word.tag == "VBG" and sentence.child(word, "mark", "aux") is None


def _exact(time: Time) -> bool:
    return time.lower is not None and time.lower == time.upper


def _noun_times(sentence: Sentence, held: Held, event: Token) -> Iterator[Sequence[Time]]:
    """Times that the parser hung on a noun of the clause: "rejected a plan on Wednesday", "in a speech on Monday"."""
    for child in sentence.children(event, "dobj", "attr", "prep", "nsubj"):
        if child.dep == "prep":
            noun = sentence.child(child, "pobj")
            if noun is None:
                # "on leaving the town in October, a convoy was hit"
                yield from (held.get(done.i, ()) for done in sentence.children(child, "pcomp") if done.tag == "VBG")
                continue
            if child.lower in _WITHIN or (child.lower in ("after", "before") and _hours_off(sentence, event, "prep")):
                yield held.get(noun.i, ())
                for dated in sentence.children(noun, "acl"):
                    yield held.get(dated.i, ())
            elif child.lower in ("to", "with", "on", "for", "from", "into", "over"):
                yield _after(sentence, held.get(noun.i, ()), noun)
        elif child.dep == "nsubj":
            if event.lemma in time_words().grammar["carriers"]:
                of_noun = held.get(child.i, ())
                after = _after(sentence, of_noun, child) if mode(sentence, event) == "past" else []
                yield [*(time for time in of_noun if time.first < child.i), *after]
        else:
            yield _after(sentence, held.get(child.i, ()), child)
            for inner in sentence.children(child, "appos"):
                yield [time for time in held.get(inner.i, ()) if time.first > inner.i]
            for prep in sentence.children(child, "prep"):
                noun = sentence.child(prep, "pobj")
                if noun is not None:
                    yield _after(sentence, held.get(noun.i, ()), noun)


def _deep(sentence: Sentence, held: Held, event: Token) -> list[Time]:
    """Times that hang on nouns deeper in the verb's own clause: "recalled its envoys from all three capitals on Friday"."""
    found: list[Time] = []
    for i, times in held.items():
        word = sentence.tokens[i]
        while word.i > event.i and word.dep in _NOMINAL_DEPS:
            word = sentence.head(word)
        if word.i == event.i != i:
            found.extend(_after(sentence, times, sentence.tokens[i], ahead=mode(sentence, event) == "ahead"))
    return found


def _after(sentence: Sentence, times: Sequence[Time], noun: Token, *, ahead: bool = False) -> list[Time]:
    """Exact days told after the noun: what is said of the noun itself stands before it, or is a stretch."""
    return [
        time
        for time in times
        if time.first > noun.i and (ahead or _exact(time)) and sentence.tokens[time.first - 1].lower != "of"
    ]


def _clauses(sentence: Sentence, event: Token) -> Iterator[Token]:
    """Other verbs whose time is the event's."""
    tense = mode(sentence, event)
    yield from _clauses_below(sentence, event, tense)
    for above in _clauses_above(sentence, event, tense):
        yield above
        yield from _clauses_below(sentence, above, tense)


def _clauses_below(sentence: Sentence, event: Token, tense: str) -> Iterator[Token]:
    if event.lemma in time_words().grammar["done_infinitives"]:
        yield from sentence.children(event, "xcomp")
    for child in sentence.children(event, "advcl"):
        if mode(sentence, child) == tense and (_marked(sentence, child) or _plain_participle(sentence, child)):
            yield child
    for subject in sentence.children(event, "nsubj", "nsubjpass"):
        yield from (clause for clause in sentence.children(subject, "acl") if _plain_participle(sentence, clause))


def _clauses_above(sentence: Sentence, event: Token, tense: str) -> Iterator[Token]:
    word = event
    for _ in range(6):
        above = sentence.head(word)
        if above is word:
            break
        if word.dep == "acl" and _plain_participle(sentence, word) and above.dep in ("dobj", "pobj"):
            # "signed a statement calling on both sides"
            verb = sentence.head(above)
            above = verb if verb.pos in VERBAL else sentence.head(verb)
            if mode(sentence, above) != "past":
                break
        elif not _shares(sentence, word, above, tense):
            break
        yield above
        word = above
    for clause in sentence.children(word, "ccomp"):
        # "On Thursday its jets struck two camps; Kabul summoned the envoy": the parser puts the first below the second
        between = [t.text for t in sentence.tokens[clause.i + 1 : word.i]] if clause.i < word.i else []
        if ";" in between and mode(sentence, clause) == tense:
            yield clause


def _hours_off(sentence: Sentence, word: Token, dep: str) -> bool:
    """ "hours after the army bombed the port", "minutes before talks": the same day, as far as the text tells."""
    hours = time_words().grammar["hours"]
    return any(
        joint.lower in ("after", "before")
        and any(t.lower in hours and t.head in (joint.i, word.i) for t in sentence.tokens[max(0, joint.i - 1) : joint.i])
        for joint in sentence.children(word, dep)
    )


def _shares(sentence: Sentence, word: Token, above: Token, tense: str) -> bool:
    """The clause of `word` happens when the one above it does."""
    if above.pos not in VERBAL:
        return False
    if word.dep == "conj":
        return mode(sentence, above) == tense and tense != "ahead"
    if word.dep == "advcl" and (_marked(sentence, word) or _hours_off(sentence, word, "mark")):
        return mode(sentence, above) == tense or tense == "before"
    if word.dep == "advcl" and _plain_participle(sentence, word):
        return True
    if word.dep in ("xcomp", "advcl") and word.tag == "VB":
        grammar = time_words().grammar
        return above.lemma in grammar["done_infinitives"] or "meeting_act" in classes_of(above.lemma)
    if word.dep == "ccomp":
        # "said on Tuesday it rejects the claim": said and done in one
        return mode(sentence, word) == "now" and cues().reports(above.lemma) and mode(sentence, above) == "past"
    return False


def _around_noun(sentence: Sentence, event: Token) -> Iterator[Token]:
    carriers = time_words().grammar["carriers"]
    if event.dep == "pobj":
        prep = sentence.head(event)
        verb = sentence.head(prep)
        if prep.lower in _DURING and verb.pos in VERBAL:
            yield verb
    for prep in sentence.children(event, "prep"):
        # "a summit with the president that was due on Wednesday"
        for noun in sentence.children(prep, "pobj"):
            for clause in sentence.children(noun, "relcl"):
                subject = sentence.child(clause, "nsubj", "nsubjpass")
                if subject is not None and subject.tag == "WDT" and clause.lemma in carriers:
                    yield clause
