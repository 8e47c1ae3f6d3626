"""An attribution within one sentence, and the ranges of words it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import sets_against
from dragoman.understanding.said_words import cues

Range = tuple[int, int]


_TRIM = frozenset(",;:-–—()") | {"--", "and", "but", "that,", "..."}


SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in a sentence; ranges are token numbers, both ends included.

    `source` is the head word of the source, or None; `kind` is set where the cue alone decides it (hearsay, author).
    `report` is False for what the source only feels or wants. A link without pieces still leads to those below it.
    """

    sentence: int
    cue: Range
    source: int | None
    pieces: tuple[Range, ...]
    kind: str | None = None
    report: bool = True
    #: The word that decides where the link stands: inside whose content it lies.
    key: int = -1
    #: For "citing two aides": the word whose content this link shares.
    under: int | None = None
    #: What the source feels or wants of a thing, with no word of it: told of wherever it stands.
    attitude: bool = False
    #: Stands only where another statement holds it: on its own it would be too weak.
    within: bool = False


def is_another_verb(sentence: Sentence, verb: Token) -> bool:
    """ "Called off" says nothing, though "called" may."""
    return any(c.lower not in cues().particles for c in sentence.children(verb, "prt"))


def ranges(sentence: Sentence, tokens: Iterable[int], without: Iterable[int] = ()) -> tuple[Range, ...]:
    """Runs of token numbers, their edges trimmed of commas and the like; a run without a word is dropped."""
    left = sorted(set(tokens) - set(without))
    runs: list[list[int]] = []
    for i in left:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        while run and sentence.tokens[run[0]].lower in _TRIM:
            run.pop(0)
        while run and (sentence.tokens[run[-1]].lower in _TRIM or sentence.tokens[run[-1]].text == "."):
            run.pop()
        if any(sentence.tokens[i].text[:1].isalnum() for i in run):
            found.append((run[0], run[-1]))
    return tuple(found)


def below(sentence: Sentence, *tokens: Token | None) -> set[int]:
    """Numbers of the tokens and of everything that hangs on them."""
    return {t.i for token in tokens if token is not None for t in sentence.subtree(token)}


def after(sentence: Sentence, verb: Token) -> set[int]:
    """What hangs on the verb behind it, coordinated verbs, asides and other people's words left out."""
    found: set[int] = set()
    for child in sentence.children(verb):
        aside = child.dep in ("conj", "cc", "punct", "prt", "parataxis", *SUBJECTS)
        if child.i > verb.i and not aside and not _is_anothers(sentence, child):
            found |= below(sentence, child) - below(sentence, *misjoined(sentence, verb, child))
    end = end_of_word(sentence, verb.i)
    return {i for i in found if i < end}


def _is_anothers(sentence: Sentence, child: Token) -> bool:
    """ ", according to Abbas", ", while Chad opposed it", ", saying it was late": no part of what the verb before them holds."""
    if child.lower == "according":
        return True
    first = min(below(sentence, child))
    if child.dep != "advcl" or first == 0 or sentence.tokens[first - 1].text != ",":
        return False
    against = any(sets_against(c) for c in sentence.children(child, "mark", "advmod"))
    return against or (child.tag == "VBG" and child.lemma in cues().verbs["speech"])


def misjoined(sentence: Sentence, verb: Token, clause: Token) -> list[Token]:
    """ "Demanded that Mali withdraw and urged the council to act": a past tense that the parse joins to a bare verb goes on
    with what the verb above tells."""
    if clause.tag != "VB" or verb.tag not in ("VBD", "VBZ", "VBP"):
        return []
    return [c for c in sentence.children(clause, "conj") if c.tag == verb.tag and sentence.child(c, *SUBJECTS) is None]


def end_of_word(sentence: Sentence, start: int) -> int:
    """Where the writer speaks again behind what is told: at a semicolon, or at ", a claim that Oslo rejects"."""
    own = {i for a, b in quoted(sentence) for i in range(a, b + 1)}
    for mark in sentence.tokens[start:-2]:
        if mark.i in own or mark.text not in (",", ";"):
            continue
        after = sentence.tokens[mark.i + 1]
        if mark.text == ";" and after.lower not in ("that", "and", "but"):
            return mark.i
        noun = sentence.head(after)
        resumed = after.lower in ("a", "an") and noun.i > after.i and noun.lemma in cues().resumptive
        if resumed and sentence.child(noun, "relcl", "acl"):
            return mark.i
    return len(sentence.tokens)


def cue_range(sentence: Sentence, verb: Token) -> Range:
    """The verb with its auxiliaries before and, for verbs of telling, its hearer behind."""
    first = last = verb.i
    helpers = {c.i for c in sentence.children(verb, "aux", "auxpass", "neg", "advmod") if c.lower not in cues().adverbs}
    while first - 1 in helpers:
        first -= 1
    above = sentence.head(verb)
    if verb.dep == "xcomp" and above.lemma in cues().verbs["refusing"] and above.i < verb.i <= above.i + 2:
        first = above.i
    if verb.lemma in cues().verbs["addressing"]:
        hearer = sentence.child(verb, "dobj", "dative")
        if hearer is not None and hearer.i > verb.i and min(below(sentence, hearer)) == verb.i + 1:
            hearers = below(sentence, hearer)
            if len(hearers) <= 4:
                last = max(hearers)
    elif last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].dep == "prt":
        last += 1
    return first, last


def quoted(sentence: Sentence) -> list[Range]:
    """Token ranges between quotation marks, marks included; open ends run to the edge of the sentence."""
    marks = [t.i for t in sentence.tokens if t.text in ('"', "''", "``")]
    found = [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    if len(marks) % 2:
        found.append((marks[-1], len(sentence.tokens) - 1))
    return found
