"""The words of a story that tell of meetings: each with its kind, parties, place, date and the signs of its life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.model import Actor, Cast, PlaceMention, Sentence, Setting, Span, Story, Time, Token
from dragoman.model.meeting import MeetingKind
from dragoman.understanding.clause import agents, antecedent, by_agents, is_passive, patients, prepositional
from dragoman.understanding.roles import named, parties, parties_of
from dragoman.understanding.talks_steps import Sign, signs_of_noun, signs_of_verb
from dragoman.understanding.talks_words import (
    MeetingVerb,
    anaphors,
    nouns_by_head,
    step_of,
    verbs_by_head,
    words,
)
from dragoman.understanding.when import time_of
from dragoman.understanding.where import place_of

_DEFINITE = ("the", "this", "that", "these", "those", "both")


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of a meeting. `definite`: it points to a meeting that the reader should know. `ordinals` tell
    rounds apart. `back` are the kinds that an anaphor may point to; empty for a noun of its own."""

    sentence: int
    token: int
    span: Span
    kind: MeetingKind
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    place: PlaceMention | None
    date: Time | None
    definite: bool
    ordinals: frozenset[str]
    signs: tuple[Sign, ...]
    verbal: bool = False
    back: tuple[MeetingKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What the finders of meetings look at."""

    story: Story
    setting: Setting
    cast: Cast
    times: tuple[Time, ...]
    places: tuple[PlaceMention, ...]
    #: The parties of the meeting told of last.
    latest: tuple[str, ...] = ()

    def when(self, sentence: Sentence, token: Token) -> Time | None:
        time = time_of(self.story, self.times, self.setting, sentence.index, token.i)
        return time if time is not None and time.kind == "date" else None

    def where(self, sentence: Sentence, token: Token) -> PlaceMention | None:
        return place_of(self.story, self.places, sentence.index, token.i)


def tellings(scene: Scene) -> Iterator[Telling]:
    """All mentions of meetings in order of the text."""
    for sentence in scene.story.sentences:
        for token in sentence.tokens:
            found: list[Telling] = []
            if token.pos in ("NOUN", "PROPN"):
                found = _of_noun(scene, sentence, token)
            elif token.pos == "VERB":
                found = _of_verb(scene, sentence, token)
            for telling in found:
                if len(telling.parties) == 2:
                    scene = replace(scene, latest=telling.parties)
                yield telling


# --- nouns ---------------------------------------------------------------------------------------------------------


def _of_noun(scene: Scene, sentence: Sentence, token: Token) -> list[Telling]:
    kind, first, needs = _kind_of_noun(sentence, token)
    back = anaphors().get(token.lemma.lower(), ())
    if (kind is None and not back) or token.dep == "compound" and token.head == token.i + 1:
        return []
    if any(c.lower in words("not_meetings") for c in sentence.children(token, "compound", "amod", "nmod", "poss")):
        return []
    who, mediators = _parties_of_noun(scene, sentence, token, kind or back[0])
    if needs == "party" and not _has_partner(scene, sentence, token):
        kind = None
    if needs == "plural" and token.tag not in ("NNS", "NNPS"):
        return []
    definite = _definite(sentence, token)
    if kind is None and not (back and definite):
        return []
    signs = tuple(signs_of_noun(sentence, token))
    place = _own_place(scene, sentence, token) or _place_before(scene, sentence, token) or next(
        (p for verb in _carriers(sentence, signs) if (p := scene.where(sentence, verb)) is not None), None
    )
    if needs == "abroad" and place is None:
        if not definite or not back:
            return []
        kind = None
    if kind == "talks" and _by_phone(sentence, token):
        kind = "call"
    return [Telling(
        sentence.index, token.i, sentence.words(first, token.i), kind or back[0], who, mediators, place,
        _date_of_noun(scene, sentence, token, signs), definite, _ordinals(sentence, token), signs,
        back=() if kind is not None else back,
    )]


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
        c.lower for p in places for c in sentence.children(p, "amod", "advmod", "det", "nummod") if c.lower in words("ordinals")
    )


def _own_place(scene: Scene, sentence: Sentence, token: Token) -> PlaceMention | None:
    """The meeting's place; not where somebody stands who only speaks of it ("In London, she praised the talks")."""
    place = scene.where(sentence, token)
    if place is None or place.sentence != sentence.index or not only_speaks_of(sentence, token, 0):
        return place
    inside = {t.i for t in sentence.subtree(token)}
    return place if place.first in inside else None


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
    if not carried and any(s.status in ("cancelled", "postponed", "refused", "proposed", "agreed") for s in signs if s.clear):
        return None
    if any(s.clear and s.status == "scheduled" and sentence.tokens[s.last].lemma in ("announce", "confirm") for s in signs):
        return None
    above = sentence.head(token)
    if any(time.sentence == sentence.index and sentence.tokens[time.first].head == v.i for v in _carriers(sentence, signs)):
        return time
    if only_speaks_of(sentence, token, 0) and above.pos != "ADP":
        return None
    by_clause = above.pos == "ADP" and above.lower not in ("in", "at", "during", "for")
    return None if by_clause else time


def _carriers(sentence: Sentence, signs: tuple[Sign, ...]) -> list[Token]:
    """Verbs whose own time and place are the meeting's: "hold", "take place", "is set for"."""
    verbs = [sentence.tokens[i] for s in signs for i in range(s.last, s.first - 1, -1) if sentence.tokens[i].pos == "VERB"]
    return [v for v in verbs if step_of("verbs", v.lemma.lower()) == "held" or v.lemma in words("fixing") or v.lower == "take"]


def _parties_of_noun(scene: Scene, sentence: Sentence, token: Token, kind: MeetingKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actor ids of those who meet, and of those who bring them together."""
    found = parties(sentence, scene.cast, token, "CONSULT", "visit" if kind == "visit" else None)
    above = sentence.head(token)
    doers = agents(sentence, above) if token.dep in ("dobj", "nsubjpass") and above.pos == "VERB" else []
    doers = [d for d in doers if d.i != token.i and parties_of(sentence, scene.cast, d) and above.lemma not in words("hosting")]
    ids = [*found.actors, *found.recipients, *_doers(scene, sentence, doers if found.actors else []), *companions(scene, sentence, token, words("partners"))]
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
    if only_speaks_of(sentence, token, len(own)):
        ids = [i for i in ids if i in own]
    return _fit(scene.cast, ids), _fit(scene.cast, mediators)


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
    ids = {i for p, n in prepositional(sentence, token) if p in ("with", "between", "among") for i in parties_of(sentence, scene.cast, n)}
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
    for preposition in sentence.children(token, "prep") + (sentence.children(above, "prep") if above.pos == "VERB" else []):
        for noun in sentence.children(preposition, "pobj"):
            if noun.lemma in words("hosting_nouns") and preposition.lower in ("under", "with", "through"):
                nouns += sentence.children(noun, "poss", "amod", "compound")
                nouns += [n for p, n in prepositional(sentence, noun) if p == "of"]
    for child in sentence.children(token, "amod"):
        if child.lemma in words("hosting") or child.lower in ("mediated", "brokered", "hosted", "sponsored"):
            nouns += [c for c in sentence.children(child) if c.dep in ("npadvmod", "amod", "compound", "advmod")]
    return [i for noun in nouns for i in parties_of(sentence, scene.cast, antecedent(sentence, noun)) if noun.i != token.i]


def _fit(cast: Cast, ids: Iterable[str]) -> tuple[str, ...]:
    """Each id once, without those who only report; of a state's government and its person the person stays."""
    single = [m for i in ids for m in (cast.actors[i].members if "+" in i else ()) or (i,) if m in cast.actors]
    kept = [i for i in dict.fromkeys(single) if i not in words("never_parties") and _meets(cast.actors[i])]
    persons = {cast.actors[i].country for i in kept if cast.actors[i].kind == "person"}
    return tuple(
        i for i in kept
        if cast.actors[i].kind in ("person", "organisation", "group") or cast.actors[i].country not in persons
    )


def _meets(actor: Actor) -> bool:
    """False for reporters, and for mere descriptions of people of no known country."""
    return actor.sector != "JRN" and (actor.country is not None or actor.kind in ("person", "organisation", "group", "government"))


# --- verbs ---------------------------------------------------------------------------------------------------------


def _of_verb(scene: Scene, sentence: Sentence, token: Token) -> list[Telling]:
    """One mention; for a journey to several countries one for each."""
    entry = _verb_at(sentence, token)
    signs = tuple(signs_of_verb(sentence, token)) if entry is not None else ()
    if entry is None or not signs:
        return []
    again = frozenset(c.lower for c in sentence.children(token, "advmod") if c.lower == "again")
    return [
        Telling(
            sentence.index, token.i, sentence.words(token.i, token.i), entry.kind, who, (),
            place or scene.where(sentence, token), scene.when(sentence, token), False, again, signs, verbal=True,
        )
        for who, place in _sides(scene, sentence, token, entry)
    ]


def _verb_at(sentence: Sentence, token: Token) -> MeetingVerb | None:
    for entry in verbs_by_head().get(token.lemma.lower(), ()):
        after = [t.lower for t in sentence.tokens[token.i + 1 : token.i + len(entry.words)]]
        if after == list(entry.words[1:]):
            return entry
    return None


def _sides(
    scene: Scene, sentence: Sentence, token: Token, entry: MeetingVerb
) -> list[tuple[tuple[str, ...], PlaceMention | None]]:
    """Parties and place of what the verb tells of; empty where it tells of no meeting."""
    doers = agents(sentence, token)
    subjects = _doers(scene, sentence, doers)
    if not subjects and doers and doers[0].lower in words("both"):
        subjects = list(scene.latest)  # "The two are due to meet on Tuesday"
    others: list[str] = []
    if entry.object:
        objects = patients(sentence, token)
        others = _ids(scene, sentence, objects) or run_after(scene, sentence, token.i + 1)
        if objects and not others and not entry.place:
            return []  # "met the conditions", "hosted a summit"
    others += companions(scene, sentence, token, entry.partners)
    if not entry.object and (sentence.child(token, "dobj") is not None and entry.words[0] == "convene" or is_passive(sentence, token)):
        return []  # "convened a summit", "a text negotiated by envoys"
    together = subjects if entry.partners and not others else others  # "the two presidents spoke"
    if entry.kind == "call" and not _is_call(scene, sentence, token, together):
        return []
    if entry.needs and not any(p.lower in entry.needs for p in sentence.children(token, "prep", "dative")):
        return []
    if entry.place:
        return _journey(scene, sentence, token, entry, subjects, others)
    subjects = subjects if not is_passive(sentence, token) else [*subjects, *_ids(scene, sentence, by_agents(sentence, token))]
    who = _fit(scene.cast, [*subjects, *others])
    if entry.kind == "call" and len(who) < 2:
        return []
    if len(who) < 2 or (not subjects and not others):
        plural = entry.kind == "meeting" and any(n.tag in ("NNS", "NNPS") for n in agents(sentence, token))
        if not (plural and who):
            return []
    if entry.words[0] in ("host", "receive", "welcome") and not any(
        scene.cast.actors[i].kind in ("person", "unknown") for i in others
    ):
        return []
    return [(who, None)]


def companions(scene: Scene, sentence: Sentence, word: Token, prepositions: Iterable[str]) -> list[str]:
    """Actor ids that "with", "between" and the like bring."""
    wanted = frozenset(prepositions)
    found = _ids(scene, sentence, [noun for preposition, noun in prepositional(sentence, word) if preposition in wanted])
    for preposition in sentence.children(word, "prep"):
        if preposition.lower in wanted:
            found += run_after(scene, sentence, preposition.i + 1)
    return found


def run_after(scene: Scene, sentence: Sentence, start: int) -> list[str]:
    """Actors named one after another from token `start` on: "A of X, B of Y, and C". It asks the words and not the
    parse, which lets a purpose clause swallow its noun ("spoke with the premier to thank her"). A comma alone does
    not go on ("met with Xi, Putin said")."""
    found: list[str] = []
    pending: list[str] = []
    i, tokens = start, sentence.tokens
    while i < len(tokens):
        while i < len(tokens) and tokens[i].tag in ("DT", "PRP$"):
            i += 1
        mention = scene.cast.at(sentence.index, i) if i < len(tokens) else None
        if mention is None or mention.actor is None or mention.form in ("adjective", "pronoun"):
            break
        i = mention.last + 1
        if i < len(tokens) and tokens[i].tag == "POS":  # "North Korea's Kim Jong Un": the one after
            i += 1
            continue
        pending.append(mention.actor)
        joined = [t.lower for t in tokens[i : i + 2]]
        if joined[:1] == ["and"] or joined == [",", "and"]:
            found += pending
            pending = []
            i += len(joined) if joined[0] == "," else 1
        elif joined[:1] == [","]:
            i += 1
        else:
            break
    return found + (pending if found or len(pending) == 1 else pending[:1])


def _ids(scene: Scene, sentence: Sentence, nouns: Iterable[Token]) -> list[str]:
    found: list[str] = []
    for noun in nouns:
        own = named(sentence, scene.cast, noun)
        found += parties_of(sentence, scene.cast, noun)
        if all(scene.cast.actors[i].country is None and scene.cast.actors[i].kind in ("people", "unknown") for i in own):
            # "negotiators from Iran and the United States"
            found += [i for p, n in prepositional(sentence, noun) if p in ("from", "of") for i in parties_of(sentence, scene.cast, n)]
    return found


def _doers(scene: Scene, sentence: Sentence, nouns: list[Token]) -> list[str]:
    """Those who do it; a series that the parse breaks ("A, B of X, and C met") is read on from its first name."""
    found = _ids(scene, sentence, nouns)
    first = scene.cast.at(sentence.index, nouns[0]) if nouns else None
    series = run_after(scene, sentence, first.first) if first is not None else []
    return [*found, *(series if len(series) > 1 else [])]


def _is_call(scene: Scene, sentence: Sentence, token: Token, others: list[str]) -> bool:
    """ "called Putin", "spoke with the king"; not "called Putin a killer", "called on Kigali", "spoke to reporters"."""
    people = [i for i in others if scene.cast.actors[i].sector not in ("JRN", "CVL", None) or scene.cast.actors[i].kind == "person"]
    if token.lemma != "call":
        return bool(people) or len(set(others)) > 1
    named_so = sentence.children(token, "oprd") if sentence.children(token, "dobj") else []
    if not people or named_so or sentence.children(token, "ccomp", "prt"):
        return False
    return not (token.lemma == "call" and any(p.lower in ("on", "upon", "for") for p in sentence.children(token, "prep")))


def _journey(
    scene: Scene, sentence: Sentence, token: Token, entry: MeetingVerb, subjects: list[str], others: list[str]
) -> list[tuple[tuple[str, ...], PlaceMention | None]]:
    """Visits: somebody in office goes to one or more places abroad."""
    if not any(_travels(scene.cast, i) for i in subjects):
        return []
    goals = patients(sentence, token) if "object" in entry.place else []
    goals += [n for p, n in prepositional(sentence, token) if p in entry.place]
    home = {scene.cast.actors[i].country for i in subjects}
    found: dict[str | None, tuple[tuple[str, ...], PlaceMention | None]] = {}
    for goal in goals:
        place = next((p for p in scene.places if p.sentence == sentence.index and p.first <= goal.i <= p.last), None)
        hosts = _ids(scene, sentence, [goal]) or (host_of(scene.cast, place) if place is not None else [])
        land = place.place.country if place is not None else next((scene.cast.actors[i].country for i in hosts), None)
        if land in home or (place is None and not hosts):
            continue
        found.setdefault(land, (_fit(scene.cast, [*subjects, *hosts]), place))
    if not found and others:
        return [(_fit(scene.cast, [*subjects, *others]), None)]
    return list(found.values())


def _travels(cast: Cast, id: str) -> bool:
    actor = cast.actors[id]
    return actor.kind == "person" or actor.sector in ("GOV", "MIL", "LEG", "IGO", "SPY")


def host_of(cast: Cast, place: PlaceMention) -> list[str]:
    """The government of the place visited, where the story names it."""
    country = place.place.country
    return [id for id in cast.actors if country is not None and id == f"{country}-GOV"]
