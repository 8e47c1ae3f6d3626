"""What happened: the words that tell of events, their type and mode, and who fills their parts.

Two readers look at each word: the ontology's table of trigger words with what must stand beside them, and a trained
encoder. `_weigh` puts their answers together; both show in `why`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.knowledge.ontology import TriggerRule, classes_of, decoys, event_types, rules_by_head
from dragoman.model import Cast, Sentence, Span, Story, Token, Trigger
from dragoman.understanding.clause import agents, contents, patients, phrase, prepositional
from dragoman.understanding.roles import Parties, parties, parties_of
from dragoman.understanding.signals import Signals, labels

_NO_EVENT = "NONE"


@dataclass(frozen=True, slots=True)
class _Candidate:
    token: Token
    first: int
    last: int
    type: str
    mode: str | None
    score: float
    why: tuple[str, ...]
    negated: bool = False


def find_triggers(story: Story, cast: Cast, signals: tuple[Signals, ...]) -> tuple[Trigger, ...]:
    """The triggers of a story in order of its text; each event of a sentence stands once."""
    found: list[Trigger] = []
    quiet = quietness(story, cast)
    for sentence in story.sentences:
        hints = signals[sentence.index] if signals else None
        if sentence.lead is not None and _lists_content(story.sentences[sentence.lead], found):
            continue
        candidates = _merge(sentence, _candidates(sentence, cast), hints, quiet)
        found.extend(_fill(sentence, cast, candidate) for candidate in _once(sentence, candidates))
    return _with_parties(found)


#: Sectors whose presence makes a text one about politics; a text with fewer than one such mention in three sentences
#: is about something else, whatever words it borrows.
_POLITICAL = frozenset(
    ("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "REB", "UAF", "PTY", "IGO", "PRM", "ELI", "NGO", "PRE")
)
_LEAST_POLITICS = 1 / 3
#: In fewer sentences than this there is too little to tell by: any nation, place or person named will do.
_SHORT = 3


def quietness(story: Story, cast: Cast) -> float:
    """1 for a text that hardly names anybody political: a match report, a recipe, a weather forecast; 0 for news; less
    than a half where the text is too short to tell."""
    actors = (cast.actors[m.actor] for m in cast.mentions if m.actor is not None)
    political = sum(actor.sector in _POLITICAL or actor.kind == "government" for actor in actors)
    if len(story.sentences) < _SHORT and not political:
        named = any(token.ent in ("GPE", "NORP", "PERSON") for s in story.sentences for token in s.tokens)
        return 0.0 if named else 0.5
    return float(political < _LEAST_POLITICS * len(story.sentences))


def _lists_content(lead: Sentence, found: list[Trigger]) -> bool:
    """True when the items below `lead` are what is demanded, promised or threatened, not events beside it."""
    if any(t.sentence == lead.index and t.type in _COVERING for t in found):
        return True
    return any(classes_of(token.lemma.lower()) & _CONTENT_NOUNS for token in lead.tokens if token.pos == "NOUN")


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


# --- the table's reading -------------------------------------------------------------------------------------------


def _candidates(sentence: Sentence, cast: Cast) -> dict[int, list[_Candidate]]:
    found: dict[int, list[_Candidate]] = {}
    index = rules_by_head()
    blocked = _decoy_words(sentence)
    for token in sentence.tokens:
        if token.i in blocked:
            continue
        for key in {token.lemma.lower(), token.lower}:
            for rule in index.get(key, ()):
                span = _extent(rule, sentence, token)
                if span is None or not _fits(rule, sentence, token, cast):
                    continue
                score = min(0.99, rule.weight + 0.03 * rule.demands)
                found.setdefault(token.i, []).append(
                    _Candidate(
                        token, *span, rule.type, rule.mode, score, (f"{rule.name} {rule.weight:g}",), rule.negated
                    )
                )
    return found


def _decoy_words(sentence: Sentence) -> set[int]:
    """The words that stand in a fixed phrase about something else, such as "heart attack"."""
    found: set[int] = set()
    for token in sentence.tokens:
        for phrase_words in decoys().get(token.lemma.lower(), ()) + decoys().get(token.lower, ()):
            window = sentence.tokens[token.i : token.i + len(phrase_words)]
            if len(window) == len(phrase_words) and all(map(_is, phrase_words, window)):
                found.update(t.i for t in window)
    return found


_NOUN_PREPOSITIONS = ("of", "on", "against", "for", "from", "in", "to")
_POS = {"verb": ("VERB",), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "VERB")}


def _extent(rule: TriggerRule, sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """First and last token of the rule's words around its head word, or None where they do not all stand there."""
    if token.pos not in _POS.get(rule.pos, ()) or (rule.pos == "verb" and token.dep in ("aux", "auxpass")):
        return None
    first = token.i - rule.at
    if first < 0 or not all(_is(w, sentence.tokens[first + k]) for k, w in enumerate(rule.words[: rule.at])):
        return None
    last = token.i
    for word in rule.words[rule.at + 1 :]:
        follower = _follower(sentence, token, last, word)
        if follower is None:
            return None
        last = follower.i if follower.i == last + 1 else last
    return first, last


def _is(word: str, token: Token) -> bool:
    return word in (token.lemma.lower(), token.lower)


def _follower(sentence: Sentence, token: Token, last: int, word: str) -> Token | None:
    """The next word of a phrasal verb: right after it, or hanging on it ("called the talks off")."""
    if last + 1 < len(sentence.tokens):
        after = sentence.tokens[last + 1]
        if word in (after.lower, after.lemma.lower()):
            return after
    below = sentence.children(token, "prt", "prep", "advmod", "dobj", "acomp", "dative", "agent")
    return next((c for c in below if c.i > token.i and word in (c.lower, c.lemma.lower())), None)


def _fits(rule: TriggerRule, sentence: Sentence, token: Token, cast: Cast) -> bool:
    if rule.negated and not _negated(sentence, token):
        return False
    if rule.prep and not any(p in rule.prep for p in _prepositions(sentence, token)):
        return False
    if rule.subject and not _subject_fits(rule, sentence, token, cast):
        return False
    if rule.complement and not _complement_fits(rule.complement, sentence, token):
        return False
    if rule.complement_class and not _complement_class_fits(rule, sentence, token):
        return False
    if not rule.object and not rule.not_object:
        return True
    objects = _objects(rule, sentence, token)
    if rule.not_object and any(_in_class(rule.not_object, sentence, o, cast) for o in objects):
        return False
    return not rule.object or any(_in_class(rule.object, sentence, o, cast) for o in objects)


def _negated(sentence: Sentence, token: Token) -> bool:
    """True for "no willingness", "not interested", "showed no interest", "will not negotiate", "never agreed"."""
    chain = [token]
    while chain[-1].dep in ("dobj", "acomp", "attr", "xcomp", "pobj", "prep") and len(chain) < 4:
        chain.append(sentence.head(chain[-1]))
    for word in chain:
        if sentence.child(word, "neg") or any(d.lower in ("no", "neither") for d in sentence.children(word, "det")):
            return True
        if word is not token and any(word.lemma == w for w in ("lack", "without")):
            return True
    return False


def _prepositions(sentence: Sentence, token: Token) -> set[str]:
    found = {c.lower for c in sentence.children(token, "prep", "prt", "agent", "dative", "mark")}
    for child in sentence.children(token, "xcomp", "ccomp", "advcl"):
        found |= {c.lower for c in sentence.children(child, "mark", "aux") if c.i == token.i + 1}
    for noun in sentence.children(token, "dobj"):
        found |= {c.lower for c in sentence.children(noun, "prep")}
    if token.i + 1 < len(sentence.tokens):
        after = sentence.tokens[token.i + 1]
        if after.pos in ("ADP", "PART", "SCONJ"):
            found.add(after.lower)
    return found


def _subject_fits(rule: TriggerRule, sentence: Sentence, token: Token, cast: Cast) -> bool:
    nouns = agents(sentence, token) if token.pos == "VERB" else sentence.children(token, "poss", "amod", "compound")
    for noun in nouns:
        if "political" in rule.subject and parties_of(sentence, cast, noun):
            return True
        if classes_of(noun.lemma.lower()) & set(rule.subject):
            return True
    return False


def _complement_fits(kind: str, sentence: Sentence, token: Token) -> bool:
    if kind == "infinitive":
        below = sentence.children(token, "xcomp", "acl", "ccomp", "advcl")
        return any(c.tag == "VB" and any(a.lower == "to" for a in sentence.children(c, "aux")) for c in below)
    return bool(sentence.children(token, "ccomp", "acl")) or any(
        c.dep == "xcomp" for c in sentence.children(token)
    )


def _complement_class_fits(rule: TriggerRule, sentence: Sentence, token: Token) -> bool:
    heads = sentence.children(token, "xcomp", "ccomp", "acl", "advcl", "dobj")
    for preposition in sentence.children(token, "prep"):
        heads.extend(sentence.children(preposition, "pcomp", "pobj"))
    heads.extend(conjunct for head in list(heads) for conjunct in sentence.children(head, "xcomp"))
    return any(classes_of(h.lemma.lower()) & set(rule.complement_class) for h in heads)


def _objects(rule: TriggerRule, sentence: Sentence, token: Token) -> list[Token]:
    if token.pos == "VERB":
        nouns = patients(sentence, token)
        if token.dep == "amod":
            nouns = [sentence.head(token)]
        nouns += [n for p, n in prepositional(sentence, token) if not rule.prep or p in rule.prep]
    else:
        nouns = [n for p, n in prepositional(sentence, token) if p in _NOUN_PREPOSITIONS]
        nouns += sentence.children(token, "compound", "amod", "poss")
    return [inner for noun in nouns for inner in contents(sentence, noun)]


def _in_class(wanted: tuple[str, ...], sentence: Sentence, noun: Token, cast: Cast) -> bool:
    if "political" in wanted and parties_of(sentence, cast, noun):
        return True
    if "place" in wanted and noun.ent in ("GPE", "LOC", "FAC"):
        return True
    if "person" in wanted and (noun.ent == "PERSON" or noun.pos == "PRON"):
        return True
    held = classes_of(noun.lemma.lower()) | classes_of(phrase(sentence, noun))
    return bool(held & set(wanted))


# --- both readings together ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Weighing:
    """How much the table's and the encoder's words count; `training/weighing/fit.py` fits it. Scores are chances."""

    keep: float
    bias: float
    model: float
    lexicon: float
    known: float
    other: float
    verb: float
    quiet: float


@cache
def _weighing() -> _Weighing:
    name = "weights/weighing.yaml"
    given = check_keys(name, read_yaml(name), required=[field.name for field in fields(_Weighing)])
    return _Weighing(**{key: float(value) for key, value in given.items()})


#: Below this the encoder's word for a type is not worth a candidate of its own.
_FAINT = 0.08
#: Parts of speech that can tell of an event by themselves.
_TELLING = ("VERB", "NOUN", "ADJ")
#: The encoder's chances spill over to the words around; within this many words only its best word counts.
_NEAR = 5


def _merge(
    sentence: Sentence, table: dict[int, list[_Candidate]], hints: Signals | None, quiet: float
) -> list[_Candidate]:
    """The best candidate of each word, where it is likely enough."""
    best: list[_Candidate] = []
    blocked = _decoy_words(sentence)
    chances = hints.types.tolist() if hints is not None else None
    names = labels()["types"] if hints is not None else ()
    for token in sentence.tokens:
        if token.i in blocked:
            continue
        options = _best_by_type(table.get(token.i, []))
        if chances is not None and hints is not None:
            by_name = dict(zip(names, chances[token.i], strict=True))
            options = _weighed(sentence, token, options, by_name, hints, quiet)
        elif quiet:
            continue
        if options:
            best.append(_praising(sentence, max(options.values(), key=lambda c: c.score)))
    kept = [c for c in best if c.score >= _weighing().keep]
    return [c for c in kept if not (_model_alone(c) and any(_outshines(r, c) for r in kept))]


def _praising(sentence: Sentence, candidate: _Candidate) -> _Candidate:
    """ "Called the deal a breakthrough" is praise, though "called" mostly goes before blame."""
    if candidate.type != "ACCUSE" or "naming" not in classes_of(candidate.token.lemma.lower()):
        return candidate
    below = sentence.subtree(candidate.token)
    said = {name for t in below if t.i > candidate.token.i for name in classes_of(t.lemma.lower())}
    if "praise" not in said or "blame_word" in said:
        return candidate
    return replace(candidate, type="SUPPORT", mode=None, why=(*candidate.why, "type:the words praise"))


def _model_alone(candidate: _Candidate) -> bool:
    return not any(reason.startswith("lexicon:") for reason in candidate.why)


def _outshines(rival: _Candidate, candidate: _Candidate) -> bool:
    """True when the rival tells of the same type nearby, and a rule knows it or its chance is higher."""
    if rival is candidate or rival.type != candidate.type or abs(rival.token.i - candidate.token.i) > _NEAR:
        return False
    return not _model_alone(rival) or (rival.score, -rival.token.i) > (candidate.score, -candidate.token.i)


def _best_by_type(candidates: list[_Candidate]) -> dict[str, _Candidate]:
    best: dict[str, _Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.score, c.last - c.first)):
        best[candidate.type] = candidate
    return best


def _weighed(
    sentence: Sentence,
    token: Token,
    options: dict[str, _Candidate],
    chances: dict[str, float],
    hints: Signals,
    quiet: float,
) -> dict[str, _Candidate]:
    """The candidates of one word with the encoder's chances put in; types that only the encoder sees are added."""
    weights = _weighing()
    found: dict[str, _Candidate] = {}
    for type, chance in chances.items():
        held = options.get(type)
        if type == _NO_EVENT or (held is None and (chance < _FAINT or token.pos not in _TELLING or token.ent)):
            continue
        value = (
            weights.bias
            + weights.model * math.log((chance + 1e-4) / (1 - chance + 1e-4))
            + weights.lexicon * (held.score if held is not None else 0.0)
            + weights.known * (held is not None)
            + weights.other * bool(options)
            + weights.verb * (token.pos == "VERB")
            + weights.quiet * quiet
        )
        score = 1 / (1 + math.exp(-value))
        if held is not None and held.negated and not quiet:
            score = held.score  # the encoder sees the promise, not the "no" before it
        why = (*(held.why if held is not None else ()), f"model:{type} {chance:.2f}")
        if held is None:
            held = _Candidate(token, *_own_extent(sentence, token), type, None, score, why)
        mode = held.mode or _model_mode(type, token, hints)
        found[type] = replace(held, mode=mode, score=score, why=why)
    return found


def _own_extent(sentence: Sentence, token: Token) -> tuple[int, int]:
    """The word with its particle: "called off"."""
    after = sentence.child(token, "prt")
    return (token.i, after.i) if after is not None and after.i == token.i + 1 else (token.i, token.i)


def _model_mode(type: str, token: Token, hints: Signals) -> str | None:
    """The encoder's mode, where the type has such a mode and the encoder is sure of it."""
    allowed = event_types()[type].modes
    row = hints.modes[token.i].tolist()
    best = max(range(len(row)), key=row.__getitem__)
    name = labels()["modes"][best]
    return name if name in allowed and row[best] >= 0.5 else None


def _once(sentence: Sentence, candidates: list[_Candidate]) -> list[_Candidate]:
    """Drops what tells the same event twice: a light verb beside its noun, words inside a longer trigger."""
    kept: list[_Candidate] = []
    for candidate in candidates:
        rivals = [c for c in candidates if c is not candidate]
        if any(_covers(sentence, r, candidate) for r in rivals):
            continue
        if not any(_inside(candidate, r) for r in rivals) and not any(_same(sentence, candidate, r) for r in rivals):
            kept.append(candidate)
    return kept


#: What is demanded, promised, refused, threatened or given up is the content of that act, not an event beside it.
_COVERING = ("REQUEST", "THREATEN", "CONCEDE", "REJECT", "AGREE")
_CONTENT_NOUNS = frozenset(("demand", "proposal", "request", "offer"))
_CONTENT = ("dobj", "pobj", "prep", "xcomp", "ccomp", "acl", "pcomp", "conj", "nsubjpass", "dative", "oprd", "appos")


def _covers(sentence: Sentence, above: _Candidate, below: _Candidate) -> bool:
    """True when `below` is the content of `above`: "called for a ceasefire", "agreed to meet", "lifted the curfew"."""
    if above.type not in _COVERING or above.type == below.type or above.token.i == below.token.i:
        return False
    if "denial" in classes_of(above.token.lemma.lower()):  # what is denied is told as denied
        return False
    if above.token.dep == "amod" and above.token.head == below.token.i:  # "the cancelled talks"
        return True
    token = below.token
    for _ in range(6):
        if token.dep not in _CONTENT or (token.dep == "conj" and token.tag in _FINITE_TAGS):
            return False
        token = sentence.head(token)
        if token.i == above.token.i:
            return True
    return False


_FINITE_TAGS = ("VBD", "VBZ", "VBP")


def _inside(one: _Candidate, other: _Candidate) -> bool:
    """True when the words of `one` are some, not all, of the words of `other`."""
    within = other.first <= one.first and one.last <= other.last
    return within and other.last - other.first > one.last - one.first


def _same(sentence: Sentence, one: _Candidate, other: _Candidate) -> bool:
    """True when `one` says again what `other` says better: same type, and one is the other's argument.

    Of a light verb and its noun the noun is told ("imposed sanctions"), else the surer of the two."""
    if one.type != other.type:
        return False
    above, below = (one, other) if other.token.head == one.token.i else (other, one)
    if below.token.head != above.token.i or below.token.dep not in _ARGUMENTS:
        return False
    if below.token.dep in ("dobj", "nsubjpass") and above.token.lemma.lower() in _light_verbs():
        return one is above
    return (one.score, -one.token.i) < (other.score, -other.token.i)


_ARGUMENTS = ("dobj", "nsubjpass", "nsubj", "pobj", "xcomp", "compound")


@cache
def _light_verbs() -> frozenset[str]:
    """The verbs that carry a nominal event, by their first word."""
    return frozenset(str(verb).split()[0] for verb in read_yaml("lexicon/light_verbs.yaml"))


def _of_meeting(sentence: Sentence, cast: Cast, candidate: _Candidate) -> Parties | None:
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


def _fill(sentence: Sentence, cast: Cast, candidate: _Candidate) -> Trigger:
    found = parties(sentence, cast, candidate.token, candidate.type, candidate.mode)
    if candidate.mode == "meet" and not found.actors:
        found = _of_meeting(sentence, cast, candidate) or found
    span: Span = sentence.words(candidate.first, candidate.last)
    return Trigger(
        sentence.index, candidate.token.i, span, candidate.type, candidate.mode, found.actors, found.recipients,
        candidate.score, candidate.why, candidate.negated,
    )
