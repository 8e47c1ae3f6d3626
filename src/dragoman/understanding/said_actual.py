"""Whether a word was said and a wish was felt at all: "did not say", "declined to confirm", "would accept if"."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import is_controlled, is_negated
from dragoman.understanding.said_pieces import Link
from dragoman.understanding.said_words import cues


def is_actual(sentence: Sentence, link: Link) -> bool:
    """False where the text denies that the source said or wanted it, or only supposes it, asks for it or expects it."""
    cue = sentence.tokens[link.key] if link.key >= 0 else sentence.tokens[link.cue[0]]
    checks = (is_negated, _is_withheld, _is_supposed, _is_asked)
    return not any(check(sentence, cue) for check in checks)


def _is_withheld(sentence: Sentence, cue: Token) -> bool:
    """ "Declined to say", "lost confidence in"."""
    if cue.dep == "dobj" and sentence.head(cue).lemma in cues().losing:
        return True
    return cue.dep == "xcomp" and sentence.head(cue).lemma in cues().verbs["refusing"]


def _is_supposed(sentence: Sentence, cue: Token) -> bool:
    """ "If he says", "should say", "will say", "would say if"."""
    clause = [cue, *(sentence.children(cue, "advcl") if sentence.child(cue, "aux") else ())]
    if any(c.lower in cues().supposing for word in clause for c in sentence.children(word, "mark")):
        return True
    return any(c.lower in cues().unreal for c in sentence.children(cue, "aux"))


def _is_asked(sentence: Sentence, cue: Token) -> bool:
    """ "Urged the generals to respect the court", "pledged to explain": what others are to do, or the source itself later."""
    above = sentence.head(cue)
    wanted = is_controlled(above) or above.lemma in cues().verbs["stance_infinitive"]
    return cue.tag == "VB" and cue.dep in ("xcomp", "ccomp") and wanted
