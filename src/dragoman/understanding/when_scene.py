"""Times that an event has from other sentences: told of the same event, of the scene that goes on, of the body below a headline.

Only where the event's own sentence ties no time to it. A time found here keeps its span, in the sentence that tells it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from dragoman.knowledge.ontology import classes_of
from dragoman.model import Sentence, Story, Time, Token
from dragoman.understanding.said_words import cues
from dragoman.understanding.when_entries import entries, is_heading
from dragoman.understanding.when_governs import governing, hung
from dragoman.understanding.when_reach import VERBAL
from dragoman.understanding.when_tense import mode
from dragoman.understanding.when_values import counted
from dragoman.understanding.when_words import time_words

#: Sentences back in which "the attack" may have been told with its day.
_SAME_EVENT = 6
#: Sentences of the body in which a headline's event is looked for.
_BODY = 5
#: Sentences over which one scene goes on without a new time.
_SCENE = 3
_HEADLINE_WORDS = 25
#: Chronologies tell in the present tense or the past.
_TOLD_THEN = ("past", "now")
_MONTH = 31
_LEAST_STEM = 4
_LENGTH = re.compile(r"P(\d+)([DWMY])$")
_UNITS = {"D": "D", "W": "W", "M": "MO", "Y": "Y"}


class Scene:
    """The times of a story, by sentence, and what they tell of events in others."""

    def __init__(self, story: Story, times: tuple[Time, ...]) -> None:
        self.story = story
        self.by_sentence: dict[int, list[Time]] = {}
        self.lengths: dict[int, list[Time]] = {}
        self.dayless: dict[int, list[Time]] = {}
        for time in times:
            if time.kind == "time" and time.lower is None:
                self.dayless.setdefault(time.sentence, []).append(time)
                continue
            where = self.by_sentence if time.kind in ("date", "time") else self.lengths
            where.setdefault(time.sentence, []).append(time)
            if time.edtf is None and _LENGTH.search(time.why):
                self.lengths.setdefault(time.sentence, []).append(time)
        told = self.by_sentence.items()
        headings = {i for i, here in told for t in here if _heads(story.sentences[i], t)}
        self.entries = entries(story, headings)
        self._hung: dict[int, dict[int, list[Time]]] = {}
        self._own: dict[tuple[int, int], Time | None] = {}

    def own(self, sentence: Sentence, token: Token) -> Time | None:
        """The time that the sentence itself ties to the event."""
        here = self.by_sentence.get(sentence.index)
        if not here:
            return None
        key = sentence.index, token.i
        if key not in self._own:
            if sentence.index not in self._hung:
                self._hung[sentence.index] = hung(sentence, here)
            self._own[key] = governing(sentence, here, self._hung[sentence.index], token.i)
        return self._own[key]

    def of(self, sentence: Sentence, token: Token) -> Time | None:
        """The time of the event, from wherever in the story it is told; a clock without its day where no day is."""
        return self._day_of(sentence, token) or self._hour_of(sentence, token)

    def _hour_of(self, sentence: Sentence, token: Token) -> Time | None:
        clocks = self.dayless.get(sentence.index)
        return governing(sentence, clocks, hung(sentence, clocks), token.i) if clocks else None

    def _day_of(self, sentence: Sentence, token: Token) -> Time | None:
        shifted = self._shifted(sentence, token)
        if shifted is not None:
            return shifted
        found = self.own(sentence, token)
        if found is not None or not self.by_sentence:
            return found
        if self._measured(sentence, token):
            return self._entry(sentence, token)  # "26 April: He is murdered two days after he spoke"
        if self._headline(sentence):
            return self._told_below(sentence, token)
        return self._same_event(sentence, token) or self._entry(sentence, token) or self._going_on(sentence, token)

    # --- counted from another event -----------------------------------------------------------------------------

    def _shifted(self, sentence: Sentence, token: Token) -> Time | None:
        """ "two weeks after the truce, shelling resumed"; "a day after Ottawa ejected an official"."""
        if token.pos not in VERBAL:
            return None
        if token.dep in ("conj", "advcl") and sentence.child(token, "nsubj", "nsubjpass") is None:
            token = next(reversed(list(_chain(sentence, token))))
        for length, joint in self._joints(sentence):
            base, sign = self._base(sentence, token, length, joint)
            match = _LENGTH.search(length.edtf or length.why)
            if match is None or base is None or base.lower is None or base.lower != base.upper:
                continue
            steps = sign * int(match.group(1)) * (1 if joint.lower == "after" else -1)
            value = counted(base.lower, _UNITS[match.group(2)], steps, "counted from another event's day")
            return replace(length, kind="date", edtf=value.edtf, lower=value.lower, upper=value.upper, why=value.why)
        return None

    def _joints(self, sentence: Sentence) -> Iterator[tuple[Time, Token]]:
        """The lengths of time of the sentence with the "after" or "before" behind them."""
        for length in self.lengths.get(sentence.index, ()):
            joint = sentence.tokens[min(length.last + 1, len(sentence.tokens) - 1)]
            if joint.lower in ("after", "before"):
                yield length, joint

    def _measured(self, sentence: Sentence, token: Token) -> bool:
        """The event is told to be so long after another: no day is its own but that one's, counted on."""
        for length, joint in self._joints(sentence):
            above = sentence.head(joint)
            if self._beside(sentence, length) is None and token.i == (sentence.head(above) if joint.dep == "mark" else above).i:
                return True
        return False

    def _base(self, sentence: Sentence, token: Token, length: Time, joint: Token) -> tuple[Time | None, int]:
        """The day that "after" or "before" counts from, and whether the event stands on its side or on the other."""
        above = sentence.head(joint)
        beside = self._beside(sentence, length)
        if joint.dep == "mark":
            main = sentence.head(above)
            if token.i == above.i:
                entry = self._entry(sentence, main) if above.i > main.i else None
                return beside or self._dated(sentence, main) or entry, -1
            if token.i != main.i or beside is not None or self._dated(sentence, main):
                return None, 1
            return self._dated(sentence, above) or self._told_before(sentence, above), 1
        noun = sentence.child(joint, "pobj")
        if noun is None or token.i != above.i or beside is not None:
            return None, 1
        after = [t for t in self.by_sentence.get(sentence.index, ()) if t.first > noun.i and sentence.head(
            sentence.tokens[t.first - 1]).i == noun.i]
        return (after[0] if after else self._dated(sentence, noun) or self._same_event(sentence, noun)), 1

    def _beside(self, sentence: Sentence, length: Time) -> Time | None:
        """ "issued on May 26, six days after": the day that the length goes on from."""
        comma = sentence.tokens[length.first - 1] if length.first else None
        if comma is None or comma.text != ",":
            return None
        here = self.by_sentence.get(sentence.index, ())
        return next((t for t in here if t.last == comma.i - 1 and t.lower is not None and t.lower == t.upper), None)

    def _dated(self, sentence: Sentence, token: Token) -> Time | None:
        """The time of the sentence's own for the event, where it has a value."""
        found = self.own(sentence, token)
        return found if found is not None and found.edtf is not None else None

    def _told_before(self, sentence: Sentence, verb: Token) -> Time | None:
        """The day of what a clause tells again: the same verb of the same subject, in a sentence before."""
        subject = sentence.child(verb, "nsubj", "nsubjpass")
        if subject is None:
            return None
        for other in reversed(self.story.sentences[max(0, sentence.index - _SAME_EVENT) : sentence.index]):
            for word in other.tokens if other.index in self.by_sentence else ():
                if word.pos == "VERB" and word.lemma == verb.lemma and mode(other, word) != "ahead":
                    who = other.child(word, "nsubj", "nsubjpass")
                    found = self.own(other, word) if who is not None and who.lower == subject.lower else None
                    if found is not None and _close(found):
                        return found
        return None

    # --- the same event told elsewhere --------------------------------------------------------------------------

    def _same_event(self, sentence: Sentence, token: Token) -> Time | None:
        if not _definite(sentence, token):
            return None
        for other in reversed(self.story.sentences[max(0, sentence.index - _SAME_EVENT) : sentence.index + 1]):
            end = token.i if other.index == sentence.index else len(other.tokens)
            found = self._like(other, token, end)
            if found is not None:
                return found
        return None

    def _like(self, sentence: Sentence, token: Token, end: int) -> Time | None:
        """The time of a word before `end` that names the event which `token` names."""
        if sentence.index not in self.by_sentence:
            return None
        for word in sentence.tokens[:end]:
            if word.pos in ("NOUN", "VERB") and mode(sentence, word) != "ahead" and _alike(word, token):
                found = self.own(sentence, word)
                if found is not None and _close(found):
                    return found
        return None

    # --- headlines ----------------------------------------------------------------------------------------------

    def _headline(self, sentence: Sentence) -> bool:
        after = self.story.sentences[sentence.index + 1 : sentence.index + 2]
        return (
            sentence.index == 0
            and bool(after)
            and after[0].paragraph > sentence.paragraph
            and len(sentence.tokens) <= _HEADLINE_WORDS
            and not sentence.text.rstrip(" ”\"'").endswith((".", "!", "?"))
        )

    def _told_below(self, headline: Sentence, token: Token) -> Time | None:
        """What the body says of the event of a headline; else the day of what it opens with."""
        for sentence in self.story.sentences[1 : 1 + _BODY]:
            for word in sentence.tokens:
                if word.pos in ("NOUN", "VERB") and _alike(word, token):
                    found = self.own(sentence, word)
                    if found is not None and _close(found):
                        return found
        lead = next((s for s in self.story.sentences[1 : 1 + _BODY] if s.root.pos in VERBAL), None)
        if lead is None or token.tag == "VB" or headline.root.i != token.i:
            return None
        found = self._main(lead, speaking=cues().reports(token.lemma))
        return found if found is not None and _close(found) else None

    # --- chronologies -------------------------------------------------------------------------------------------

    def _entry(self, sentence: Sentence, token: Token) -> Time | None:
        """The date that the sentence stands under, for what it chiefly tells, as long as no other day was told there."""
        heading = self.entries.get(sentence.index)
        if heading is None or sentence.index - heading > _SCENE:
            return None
        if sentence.index > heading + 1 and any(i in self.by_sentence for i in range(heading + 1, sentence.index + 1)):
            return None
        if not _is_main(sentence, token) and _main_verb(sentence, token, _TOLD_THEN) is None:
            return None
        return self.by_sentence[heading][0] if mode(sentence, token) in _TOLD_THEN else None

    # --- a scene that goes on -----------------------------------------------------------------------------------

    def _going_on(self, sentence: Sentence, token: Token) -> Time | None:
        if token.pos in VERBAL and token.lemma in time_words().grammar["carriers"]:
            # "Oman hosted the talks": when they were held
            held = (self._same_event(sentence, noun) for noun in sentence.children(token, "dobj"))
            found = next((time for time in held if time is not None), None)
            if found is not None:
                return found
        verb = _main_verb(sentence, token, ("past",))
        return None if verb is None else self._scene(sentence, verb, _SCENE)

    def _scene(self, sentence: Sentence, verb: Token, left: int) -> Time | None:
        """The day of the sentence before, where this one tells on in the past and has no time of its own."""
        if not left or sentence.index == 0 or sentence.index in self.by_sentence:
            return None
        if any(token.dep == "aux" and token.lower == "had" for token in sentence.tokens):
            return None  # goes back to what was before
        before = self.story.sentences[sentence.index - 1]
        pronoun = _takes_up(sentence)
        if not (before.paragraph == sentence.paragraph or (pronoun and before.paragraph == sentence.paragraph - 1)):
            return None
        speaking = _speaks(verb.lemma)
        if not pronoun and (speaking or _newcomer(sentence, before)):
            return None
        root = before.root
        if root.pos not in VERBAL or mode(before, root) != "past":
            return None
        found = self._main(before, speaking=speaking)
        if found is None:
            return self._scene(before, root, left - 1)
        return found if found.lower is not None and found.lower == found.upper else None

    def _main(self, sentence: Sentence, *, speaking: bool) -> Time | None:
        """The time of what a sentence chiefly tells: of the saying, or of what is said."""
        root = sentence.root
        said = sentence.child(root, "ccomp") if cues().reports(root.lemma) else None
        if said is None:
            chain = [t for t in sentence.conjuncts(root) if t.pos in VERBAL]
            return next((found for word in reversed(chain) if (found := self.own(sentence, word))), None)
        if mode(sentence, said) == "ahead" and not speaking:
            return None
        return self.own(sentence, root if speaking else said)


def _close(time: Time) -> bool:
    """The time is told finely enough to be one event's: no more than a month, and not "recently"."""
    known = time.lower is not None and time.upper is not None and not time.why.startswith(("vague", "present"))
    return known and (time.upper - time.lower).days <= _MONTH  # type: ignore[operator]


def _definite(sentence: Sentence, noun: Token) -> bool:
    determiner = sentence.child(noun, "det", "poss")
    return determiner is not None and determiner.lower in time_words().grammar["definite"]


def _alike(word: Token, token: Token) -> bool:
    """The words name the same kind of event: attack and attacked, kill and killing, raid and attack."""
    a, b = sorted((word.lemma.lower().removesuffix("e"), token.lemma.lower().removesuffix("e")), key=len)
    if len(a) >= _LEAST_STEM and b.startswith(a):
        return True
    if word.pos != "NOUN" or token.pos != "NOUN":
        return False
    return bool(_event_classes(word.lemma.lower()) & _event_classes(token.lemma.lower()))


@lru_cache(maxsize=10_000)
def _event_classes(lemma: str) -> frozenset[str]:
    return classes_of(lemma) & time_words().grammar["event_classes"]


@lru_cache(maxsize=10_000)
def _speaks(lemma: str) -> bool:
    return any(lemma in verbs for verbs in cues().verbs.values())


def _takes_up(sentence: Sentence) -> bool:
    """The sentence goes on about whom the last one told of."""
    subject = sentence.child(sentence.root, "nsubj", "nsubjpass")
    return subject is not None and subject.tag == "PRP" and subject.lower in time_words().grammar["taking_up"]


def _newcomer(sentence: Sentence, before: Sentence) -> bool:
    """The subject is named by a name that the sentence before does not have: another scene."""
    subject = sentence.child(sentence.root, "nsubj", "nsubjpass")
    if subject is None:
        return False
    known = {token.text for token in before.tokens}
    return any(token.pos == "PROPN" and token.text not in known for token in sentence.subtree(subject))


def _chain(sentence: Sentence, token: Token) -> Iterator[Token]:
    yield token
    while token.dep in ("conj", "advcl") and sentence.head(token).pos in VERBAL:
        if token.dep == "advcl" and (token.tag != "VBG" or sentence.child(token, "mark") is not None):
            break
        token = sentence.head(token)
        yield token


def _heads(sentence: Sentence, time: Time) -> bool:
    return is_heading(sentence, time.span.start - sentence.start, time.span.end - sentence.start)


def _main_verb(sentence: Sentence, token: Token, modes: Collection[str]) -> Token | None:
    """The main verb, in one of the modes, that the event is told by, itself or as the thing newly brought about."""
    if token.pos not in VERBAL:
        above = sentence.head(token)
        made = token.dep == "dobj" and above.lemma in time_words().grammar["carriers"] and not _definite(sentence, token)
        return _main_verb(sentence, above, modes) if made and above.pos in VERBAL else None
    chain = list(_chain(sentence, token))
    if any(mode(sentence, verb) not in modes for verb in chain):
        return None
    return token if _is_main(sentence, chain[-1]) else None


def _is_main(sentence: Sentence, verb: Token) -> bool:
    """The root, or a clause that only a semicolon joins to it."""
    root = sentence.root
    if verb.dep == "ccomp" and verb.head == root.i and verb.i < root.i:
        return any(token.text == ";" for token in sentence.tokens[verb.i : root.i])
    return verb.i == root.i
