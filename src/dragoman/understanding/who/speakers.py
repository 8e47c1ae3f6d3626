"""Who speaks in a sentence with a quotation: enough to know whom "I" and "we" mean."""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import SUBJECTS, subject
from dragoman.understanding.who.lexicon import references
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.refer import Trail, pronoun
from dragoman.understanding.who.resolve import resolve


def find_speaker(trail: Trail, sentence: Sentence, phrases: list[Phrase], quoted: list[bool]) -> str | None:
    """The actor who is the subject of the verb that the quotation hangs on, or the only subject outside it."""
    if not any(quoted):
        return None
    for token in sentence.tokens:
        if not quoted[token.i]:
            continue
        for above in sentence.ancestors(token):
            if quoted[above.i] or above.pos not in ("VERB", "AUX"):
                continue
            said = subject(sentence, above)
            if said is not None and not quoted[said.i]:
                return _actor(trail, sentence, phrases, said)
        break
    subjects = [t for t in sentence.tokens if t.dep in SUBJECTS and not quoted[t.i] and not quoted[t.head]]
    found = {a for t in subjects if (a := _actor(trail, sentence, phrases, t)) is not None}
    return found.pop() if len(found) == 1 else None


def _actor(trail: Trail, sentence: Sentence, phrases: list[Phrase], token: Token) -> str | None:
    for mention in reversed(trail.mentions):
        if mention.sentence == sentence.index and mention.first <= token.i <= mention.last:
            return mention.actor
    for phrase in phrases:
        if phrase.first <= token.i <= phrase.last:
            given = resolve(trail.memory, sentence, phrase, phrases)
            return given.actor if given is not None else None
    if token.lower in references().pronouns and references().pronouns[token.lower][0] == "person":
        return pronoun(trail, sentence, token, False)[0]
    return None
