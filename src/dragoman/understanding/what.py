"""What happened: the words that tell of events, their type and mode, and who fills their parts.

Two readers look at each word: the ontology's table of trigger words (`what_table.py`) and a trained encoder;
`what_weigh.py` puts their answers together, and both show in `why`. `what_once.py` tells each event once.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.ontology import classes_of
from dragoman.model import Cast, Sentence, Span, Story, Trigger
from dragoman.understanding.clause import patients, phrase, prepositional
from dragoman.understanding.roles import Parties, parties
from dragoman.understanding.signals import Signals
from dragoman.understanding.what_once import CONTENT_NOUNS, COVERING, once
from dragoman.understanding.what_table import Candidate, candidates_of, decoy_words
from dragoman.understanding.what_weigh import weigh


def find_triggers(story: Story, cast: Cast, signals: tuple[Signals, ...]) -> tuple[Trigger, ...]:
    """The triggers of a story in order of its text; each event of a sentence stands once."""
    found: list[Trigger] = []
    quiet = quietness(story, cast)
    for sentence in story.sentences:
        hints = signals[sentence.index] if signals else None
        if sentence.lead is not None and _lists_content(story.sentences[sentence.lead], found):
            continue
        blocked = decoy_words(sentence)
        candidates = weigh(sentence, candidates_of(sentence, cast, blocked), blocked, hints, quiet)
        found.extend(_fill(sentence, cast, candidate) for candidate in once(sentence, candidates))
    return _with_parties(found)


#: Sectors whose presence makes a text one about politics; a text with fewer than one such mention in three sentences
#: is about something else, whatever words it borrows.
_POLITICAL = frozenset(
    ("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "REB", "UAF", "PTY", "IGO", "PRM", "ELI", "NGO", "PRE")
)
_LEAST_POLITICS = 1 / 3
_GENERIC = ("person", "people")
#: In fewer sentences than this there is too little to tell by: any nation, place or person named will do.
_SHORT = 3


def quietness(story: Story, cast: Cast) -> float:
    """1 for a text that hardly names anybody political: a match report, a recipe, a weather forecast; 0 for news. One too
    short to tell by that has a half where it names nobody at all or has words of sport, the stage and the like, and a
    little where "the captain" or "critics" stand alone."""
    actors = [cast.actors[m.actor] for m in cast.mentions if m.actor is not None]
    political = sum(actor.sector in _POLITICAL or actor.kind == "government" for actor in actors)
    generic = all(actor.country is None and actor.kind in _GENERIC for actor in actors)
    if len(story.sentences) < _SHORT and (generic or not political):
        if not any(a.kind == "government" for a in actors) and _words_apart(story):
            return 0.5
        named = any(token.ent in ("GPE", "NORP", "PERSON") for s in story.sentences for token in s.tokens)
        return 0.0 if named or political > 1 else 0.05 if political else 0.5
    return float(political < _LEAST_POLITICS * len(story.sentences))


def _words_apart(story: Story) -> bool:
    tokens = (token for sentence in story.sentences for token in sentence.tokens)
    return any(name.startswith("apart-") for token in tokens for name in classes_of(token.lemma.lower()))


def _lists_content(lead: Sentence, found: list[Trigger]) -> bool:
    """True when the items below `lead` are what is demanded, promised or threatened, not events beside it."""
    if any(t.sentence == lead.index and t.type in COVERING for t in found):
        return True
    return any(classes_of(token.lemma.lower()) & CONTENT_NOUNS for token in lead.tokens if token.pos == "NOUN")


def _with_parties(triggers: list[Trigger]) -> tuple[Trigger, ...]:
    """A calling-off that names nobody is told of the parties to the meeting last named: "the talks were scrapped"."""
    filled: list[Trigger] = []
    for trigger in triggers:
        if trigger.type == "REJECT" and trigger.mode == "meet" and not trigger.actors:
            parties = _parties_before(filled)
            if parties:
                why = (*trigger.why, "parties:of the meeting named before")
                trigger = replace(trigger, actors=parties, why=why)
        filled.append(trigger)
    return tuple(filled)


def _parties_before(filled: list[Trigger]) -> tuple[str, ...]:
    """The parties of the meeting called off before, or else of the meeting last named."""
    off = (t.actors for t in reversed(filled) if t.mode == "meet" and len(t.actors) > 1)
    met = (t.actors for t in reversed(filled) if t.type == "CONSULT" and len(t.actors) > 1)
    return next(off, None) or next(met, ())


def _of_meeting(sentence: Sentence, cast: Cast, candidate: Candidate) -> Parties | None:
    """The parties of the meeting that is called off, where nobody is said to have done it."""
    token = candidate.token
    nouns = patients(sentence, token) if token.pos == "VERB" else [n for _p, n in prepositional(sentence, token)]
    nouns += sentence.children(token, "poss", "compound")
    for noun in nouns:
        if "meeting" in classes_of(noun.lemma.lower()) | classes_of(phrase(sentence, noun)):
            found = parties(sentence, cast, noun, "CONSULT", None)
            if found.actors:
                return found
    return None


def _fill(sentence: Sentence, cast: Cast, candidate: Candidate) -> Trigger:
    found = parties(sentence, cast, candidate.token, candidate.type, candidate.mode)
    if candidate.mode == "meet" and not found.actors:
        found = _of_meeting(sentence, cast, candidate) or found
    span: Span = sentence.words(candidate.first, candidate.last)
    return Trigger(
        sentence.index, candidate.token.i, span, candidate.type, candidate.mode, found.actors, found.recipients,
        candidate.score, candidate.why, candidate.negated,
    )
