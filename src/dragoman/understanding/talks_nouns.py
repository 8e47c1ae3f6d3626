"""Nouns that tell of meetings: "the planned summit between ...", "his visit", "the talks"."""

from __future__ import annotations

from dragoman.model import PlaceMention, Sentence, Time, Token
from dragoman.model.meeting import MeetingKind
from dragoman.understanding.clause import agents, antecedent, by_agents, is_passive, prepositional
from dragoman.understanding.roles import named, parties, parties_of
from dragoman.understanding.talks_scene import Scene, Telling, companions, doers_of, fit
from dragoman.understanding.talks_steps import Sign, signs_of_noun
from dragoman.understanding.talks_words import anaphors, negotiation_words, nouns_by_head, step_of, words

_DEFINITE = ("the", "this", "that", "these", "those", "both")


def of_noun(scene: Scene, sentence: Sentence, token: Token) -> list[Telling]:
    kind, first, needs = _kind_of_noun(sentence, token)
    back = anaphors().get(token.lemma.lower(), ())
    if (kind is None and not back) or (token.dep == "compound" and token.head == token.i + 1):
        return []
    if any(c.lower in words("not_meetings") for c in sentence.children(token, "compound", "amod", "nmod", "poss")):
        return []
    who, mediators = _parties_of_noun(scene, sentence, token, kind or back[0])
    if needs == "party" and not _has_partner(scene, sentence, token):
        kind = None
    if needs == "plural" and token.tag not in ("NNS", "NNPS"):
        return []
    definite = _definite(sentence, token)
    ordinals = _ordinals(sentence, token)
    if kind is None and not (back and (definite or ordinals)):
        return []
    if not who and (kind or back) and _of_two(sentence, token):
        who = scene.pair(sentence.index)  # "a meeting between the two foreign ministers"
    signs = tuple(signs_of_noun(sentence, token))
    place = (
        _own_place(scene, sentence, token)
        or _place_before(scene, sentence, token)
        or next((p for verb in _carriers(sentence, signs) if (p := scene.where(sentence, verb)) is not None), None)
    )
    if needs == "abroad" and place is None:
        if not definite or not back:
            return []
        kind = None
    if kind == "talks" and _by_phone(sentence, token):
        kind = "call"
    return [
        Telling(
            sentence.index,
            token.i,
            sentence.words(first, token.i),
            kind or back[0],
            who,
            mediators,
            place,
            _date_of_noun(scene, sentence, token, signs),
            definite,
            ordinals,
            signs,
            back=() if kind is not None else back,
        )
    ]


def _kind_of_noun(sentence: Sentence, token: Token) -> tuple[MeetingKind | None, int, str | None]:
    """The kind of meeting that the noun stands for, the first of its words, and what it needs beside it."""
    for head in dict.fromkeys((token.lemma.lower(), token.lower)):
        for noun in nouns_by_head().get(head, ()):
            first = token.i - len(noun.words) + 1
            before = sentence.tokens[max(first, 0) : token.i]
            if first >= 0 and all(t.lower == w for t, w in zip(before, noun.words[:-1], strict=True)):
                return noun.kind, first, noun.needs
    return None, token.i, None


def _has_partner(scene: Scene, sentence: Sentence, token: Token) -> bool:
    """True where "with" or "between" brings a known actor; a call *for* something is none."""
    phrases = list(prepositional(sentence, token))
    if any(p == "for" for p, _ in phrases) and token.lemma == "call":
        return False
    return any(p in words("partners") and parties_of(sentence, scene.cast, noun) for p, noun in phrases)


def _of_two(sentence: Sentence, token: Token) -> bool:
    """True for "between the two ministers", "of the two sides"."""
    nouns = [n for p, n in prepositional(sentence, token) if p in ("between", "of", "by")]
    return any(c.lower in ("two", "both") for n in nouns for c in sentence.children(n, "nummod", "det", "predet"))


def _by_phone(sentence: Sentence, token: Token) -> bool:
    """ "held talks by video link"."""
    above = sentence.head(token)
    places = [token, above] if above.pos == "VERB" else [token]
    brought = [n for place in places for p, n in prepositional(sentence, place) if p in ("by", "via", "over", "on")]
    return any(t.lower in words("phone_words") for n in brought for t in (n, *sentence.children(n, "compound", "amod")))


def _definite(sentence: Sentence, token: Token) -> bool:
    if any(c.lower in _DEFINITE for c in sentence.children(token, "det")):
        return True
    return bool(sentence.children(token, "poss"))


def _ordinals(sentence: Sentence, token: Token) -> frozenset[str]:
    places = [token]
    above = sentence.head(sentence.head(token))
    if token.dep == "pobj" and above.lemma in words("containers"):
        places.append(above)
    return frozenset(
        c.lower
        for p in places
        for c in sentence.children(p, "amod", "advmod", "det", "nummod")
        if c.lower in words("ordinals")
    )


def _own_place(scene: Scene, sentence: Sentence, token: Token) -> PlaceMention | None:
    """The meeting's place; not where somebody stands who only speaks of it ("In London, she praised the talks")."""
    place = scene.where(sentence, token)
    if place is not None and place.sentence == sentence.index and _is_matter(sentence, token, place):
        place = next(
            (
                p
                for p in scene.places
                if p.sentence == sentence.index
                and p.first > token.i
                and sentence.tokens[p.first - 1].lower in ("in", "at")
                and not _is_matter(sentence, token, p)
            ),
            None,
        )
    if place is None or place.sentence != sentence.index or not only_speaks_of(sentence, token, 0):
        return place
    inside = {t.i for t in sentence.subtree(token)}
    return place if place.first in inside else None


def _is_matter(sentence: Sentence, token: Token, place: PlaceMention) -> bool:
    """True where the place is what is talked about: "negotiations over the dam"."""
    for above in sentence.ancestors(sentence.tokens[place.last]):
        if above.i == token.i:
            return False
        if above.pos == "ADP" and above.lower in negotiation_words("matter_prepositions"):
            return sentence.tokens[place.first - 1].lower not in ("in", "at") if place.first else True
    return False


def _place_before(scene: Scene, sentence: Sentence, token: Token) -> PlaceMention | None:
    """ "the Budapest summit"."""
    names = {c.i for c in sentence.children(token, "compound", "nmod", "amod", "poss")}
    return next((p for p in scene.places if p.sentence == sentence.index and p.last in names), None)


def _date_of_noun(scene: Scene, sentence: Sentence, token: Token, signs: tuple[Sign, ...]) -> Time | None:
    """The meeting's own date: not the day on which it was called off, proposed or agreed."""
    time = scene.when(sentence, token) or next(
        (t for verb in _carriers(sentence, signs) if (t := scene.when(sentence, verb)) is not None), None
    )
    if time is None:
        return None
    inside = {t.i for t in sentence.subtree(token)}
    if time.sentence == sentence.index and time.first in inside:
        return time
    carried = _carriers(sentence, signs)
    if not carried and any(
        s.status in ("cancelled", "postponed", "refused", "proposed", "agreed") for s in signs if s.clear
    ):
        return None
    if any(
        s.clear and s.status == "scheduled" and sentence.tokens[s.last].lemma in ("announce", "confirm") for s in signs
    ):
        return None
    above = sentence.head(token)
    if any(
        time.sentence == sentence.index and sentence.tokens[time.first].head == v.i for v in _carriers(sentence, signs)
    ):
        return time
    if only_speaks_of(sentence, token, 0) and above.pos != "ADP":
        return None
    by_clause = above.pos == "ADP" and above.lower not in ("in", "at", "during", "for")
    return None if by_clause else time


def _carriers(sentence: Sentence, signs: tuple[Sign, ...]) -> list[Token]:
    """Verbs whose own time and place are the meeting's: "hold", "take place", "is set for"."""
    deciding = {s.first for s in signs if s.status in ("cancelled", "postponed", "refused", "proposed")}
    numbers = [i for s in signs for i in range(s.last, s.first - 1, -1) if i not in deciding]
    verbs = [sentence.tokens[i] for i in numbers if sentence.tokens[i].pos == "VERB"]
    return [
        v
        for v in verbs
        if step_of("verbs", v.lemma.lower()) == "held" or v.lemma in words("fixing") or v.lower == "take"
    ]


def _parties_of_noun(
    scene: Scene, sentence: Sentence, token: Token, kind: MeetingKind
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actor ids of those who meet, and of those who bring them together."""
    top = _top(sentence, token)
    found = parties(sentence, scene.cast, token, "CONSULT", "visit" if kind == "visit" else None)
    above = sentence.head(top)
    doers = agents(sentence, above) if top.dep in ("dobj", "nsubjpass") and above.pos == "VERB" else []
    doers = [
        d
        for d in doers
        if d.i != token.i and parties_of(sentence, scene.cast, d) and above.lemma not in words("hosting")
    ]
    ids = [
        *found.actors,
        *found.recipients,
        *doers_of(scene, sentence, doers if found.actors or top is not token else []),
        *companions(scene, sentence, token, words("partners")),
    ]
    if token.dep == "conj" and not sentence.children(token, "poss"):
        # "Trump's meeting with Xi and a call with Putin": the owner of the first noun owns the second
        first = token
        while first.dep == "conj":
            first = sentence.head(first)
        ids = [i for c in sentence.children(first, "poss") for i in parties_of(sentence, scene.cast, c)] + ids
    mediators = _mediators(scene, sentence, token)
    own = _own_parties(scene, sentence, token)
    if len(own) >= 2 and mediators:
        ids = [i for i in ids if i in own or i not in mediators]
    if only_speaks_of(sentence, top, len(own)):
        ids = [i for i in ids if i in own]
    return fit(scene.cast, ids), fit(scene.cast, mediators)


def _top(sentence: Sentence, token: Token) -> Token:
    """The noun that stands in the clause for the meeting: "a second round of talks" → round."""
    while token.dep == "pobj" and sentence.head(token).lower == "of":
        holder = sentence.head(sentence.head(token))
        if holder.pos != "NOUN" or holder.lemma not in words("containers"):
            break
        token = holder
    return token


def only_speaks_of(sentence: Sentence, token: Token, named_already: int) -> bool:
    """True where the subject above takes no part: it praises the talks, or wants them between two others."""
    verb = sentence.head(token)
    if token.dep == "pobj":
        return named_already > 1 or _definite(sentence, token)
    if verb.pos != "VERB" or token.dep not in ("dobj", "nsubjpass"):
        return False
    if verb.lemma not in words("attending") and verb.lemma not in words("hosting"):
        return True
    return sum(p == "between" for p, _ in prepositional(sentence, token)) > 1


def _own_parties(scene: Scene, sentence: Sentence, token: Token) -> set[str]:
    """Those named on the noun itself: by "with", "between" or a possessive."""
    ids = {
        i
        for p, n in prepositional(sentence, token)
        if p in ("with", "between", "among")
        for i in parties_of(sentence, scene.cast, n)
    }
    for child in sentence.children(token, "poss", "amod", "compound", "nmod"):
        ids.update(named(sentence, scene.cast, child))
    return ids


def _mediators(scene: Scene, sentence: Sentence, token: Token) -> list[str]:
    nouns: list[Token] = []
    for clause in sentence.children(token, "acl", "relcl"):
        if clause.lemma in words("hosting"):
            nouns += by_agents(sentence, clause) if is_passive(sentence, clause) else agents(sentence, clause)
    above = sentence.head(token)
    if above.lemma in words("hosting") and token.dep in ("dobj", "nsubjpass"):
        nouns += by_agents(sentence, above) if token.dep == "nsubjpass" else agents(sentence, above)
    for preposition in sentence.children(token, "prep") + (
        sentence.children(above, "prep") if above.pos == "VERB" else []
    ):
        for noun in sentence.children(preposition, "pobj"):
            if noun.lemma in words("hosting_nouns") and preposition.lower in ("under", "with", "through"):
                nouns += sentence.children(noun, "poss", "amod", "compound")
                nouns += [n for p, n in prepositional(sentence, noun) if p == "of"]
    for child in sentence.children(token, "amod"):
        if child.lemma in words("hosting") or child.lower in ("mediated", "brokered", "hosted", "sponsored"):
            nouns += [c for c in sentence.children(child) if c.dep in ("npadvmod", "amod", "compound", "advmod")]
    return [
        i for noun in nouns for i in parties_of(sentence, scene.cast, antecedent(sentence, noun)) if noun.i != token.i
    ]
