"""Verbs that tell of meetings: "met", "will visit", "spoke with"."""

from __future__ import annotations

from dragoman.model import Cast, PlaceMention, Sentence, Token
from dragoman.understanding.clause import agents, by_agents, is_passive, patients, prepositional
from dragoman.understanding.talks_scene import Scene, Telling, companions, doers_of, fit, ids_of, run_after
from dragoman.understanding.talks_steps import signs_of_verb
from dragoman.understanding.talks_words import MeetingVerb, verbs_by_head, words


def of_verb(scene: Scene, sentence: Sentence, token: Token) -> list[Telling]:
    """One mention; for a journey to several countries one for each."""
    entry = _verb_at(sentence, token)
    signs = tuple(signs_of_verb(sentence, token)) if entry is not None else ()
    if entry is None or not signs:
        return []
    again = frozenset(c.lower for c in sentence.children(token, "advmod") if c.lower == "again")
    return [
        Telling(
            sentence.index,
            token.i,
            sentence.words(token.i, token.i),
            entry.kind,
            who,
            (),
            place or scene.where(sentence, token),
            scene.when(sentence, token),
            False,
            again,
            signs,
            verbal=True,
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
    own = sentence.children(token, "nsubj")
    if len(own) > 1:  # the parse gives the verb its neighbour's subject too: the nearest is its own
        doers = sentence.conjuncts(own[-1])
    subjects = doers_of(scene, sentence, doers)
    if not subjects and doers and doers[0].lower in words("both"):
        subjects = list(scene.latest)  # "The two are due to meet on Tuesday"
    others: list[str] = []
    if entry.object:
        objects = patients(sentence, token)
        others = ids_of(scene, sentence, objects) or run_after(scene, sentence, token.i + 1)
        if objects and not others and not entry.place:
            return []  # "met the conditions", "hosted a summit"
    others += companions(scene, sentence, token, entry.partners)
    moved = sentence.child(token, "dobj") is not None and (entry.place or entry.words[0] == "convene")
    if not entry.object and (moved or is_passive(sentence, token)):
        return []  # "convened a summit", "flew weapons to Mali", "a text negotiated by envoys"
    together = subjects if entry.partners and not others else others  # "the two presidents spoke"
    if entry.kind == "call" and not _is_call(scene, sentence, token, together):
        return []
    if entry.needs and not any(p.lower in entry.needs for p in sentence.children(token, "prep", "dative")):
        return []
    if entry.place:
        return _journey(scene, sentence, token, entry, subjects, others)
    subjects = (
        subjects
        if not is_passive(sentence, token)
        else [*subjects, *ids_of(scene, sentence, by_agents(sentence, token))]
    )
    who = fit(scene.cast, [*subjects, *others])
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


def _is_call(scene: Scene, sentence: Sentence, token: Token, others: list[str]) -> bool:
    """ "called Putin", "spoke with the king"; not "called Putin a killer", "called on Kigali", "spoke to reporters"."""
    people = [
        i
        for i in others
        if scene.cast.actors[i].sector not in ("JRN", "CVL", None) or scene.cast.actors[i].kind == "person"
    ]
    if token.lemma != "call":
        return bool(people) or len(set(others)) > 1
    named_so = sentence.children(token, "oprd") if sentence.children(token, "dobj") else []
    if not people or named_so or sentence.children(token, "ccomp", "prt"):
        return False
    return not (
        token.lemma == "call" and any(p.lower in ("on", "upon", "for") for p in sentence.children(token, "prep"))
    )


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
        hosts = ids_of(scene, sentence, [goal]) or (host_of(scene.cast, place) if place is not None else [])
        land = place.place.country if place is not None else next((scene.cast.actors[i].country for i in hosts), None)
        if land in home or (place is None and not hosts):
            continue
        found.setdefault(land, (fit(scene.cast, [*subjects, *hosts]), place))
    if not found and others:
        return [(fit(scene.cast, [*subjects, *others]), None)]
    return list(found.values())


def _travels(cast: Cast, id: str) -> bool:
    actor = cast.actors[id]
    return actor.kind == "person" or actor.sector in ("GOV", "MIL", "LEG", "IGO", "SPY")


def host_of(cast: Cast, place: PlaceMention) -> list[str]:
    """The government of the place visited, where the story names it."""
    country = place.place.country
    return [id for id in cast.actors if country is not None and id == f"{country}-GOV"]
