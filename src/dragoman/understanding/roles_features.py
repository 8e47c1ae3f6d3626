"""What may tell whether somebody of the cast is actor or recipient of an event: the grammar between the two words, what
the rules found, and what the story told before. Names of features are plain words; `training/roles/` weighs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Actor, Cast, Mention, Sentence, Statement, Story, Token, Trigger
from dragoman.understanding.clause import agents, is_passive, looks_on
from dragoman.understanding.said import sources_of

#: Beyond the sentence only those named this many sentences back, or among the most named, are thought of.
_BACK, _TOP = 2, 5
_LONGEST_PATH = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One of the cast who may fill a part, with the mention in the sentence that stands nearest to the event."""

    actor: Actor
    mention: Mention | None
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """A story's cast counted once: how often each is named, and which country the story is mostly about."""

    story: Story
    cast: Cast
    statements: tuple[Statement, ...]
    by_sentence: dict[int, list[Mention]]
    #: The actors named in each sentence.
    named: dict[int, frozenset[str | None]]
    counts: Counter[str]
    countries: Counter[str]
    #: How many mentions are counted, and how many of them are of a country.
    mentions: int
    national: int
    #: The actors named most, and the country.
    top: tuple[str, ...]
    home: str | None

    @classmethod
    def of(cls, story: Story, cast: Cast, statements: tuple[Statement, ...]) -> Scene:
        by_sentence: dict[int, list[Mention]] = {}
        counts: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        for mention in cast.mentions:
            if mention.actor is None:
                continue
            by_sentence.setdefault(mention.sentence, []).append(mention)
            counts[mention.actor] += 1
            if (country := cast.actors[mention.actor].country) is not None:
                countries[country] += 1
        top = tuple(id for id, _count in counts.most_common(_TOP))
        home = countries.most_common(1)[0][0] if countries else None
        named = {sentence: frozenset(m.actor for m in here) for sentence, here in by_sentence.items()}
        return cls(story, cast, statements, by_sentence, named, counts, countries, counts.total(), countries.total(), top, home)


def options_of(scene: Scene, triggers: Sequence[Trigger], number: int) -> list[Option]:
    """Everybody who may be a part of trigger `number`, each once, with the features of the pair."""
    trigger = triggers[number]
    sentence = scene.story.sentences[trigger.sentence]
    token = sentence.tokens[trigger.token]
    here: dict[str, list[Mention]] = {}
    for mention in scene.by_sentence.get(trigger.sentence, ()):
        for id in _ids(scene.cast, mention):
            here.setdefault(id, []).append(mention)
    shared = _shared(triggers, number, sentence, token)
    speakers = {s.actor for s in sources_of(scene.story, scene.statements, trigger.sentence, trigger.token)}
    apart = _onlookers(sentence, token)
    parts = {*trigger.actors, *trigger.recipients}
    countries = {scene.cast.actors[id].country for id in parts if id in scene.cast.actors}
    found = []
    for id in dict.fromkeys([*trigger.actors, *trigger.recipients, *here, *_told_before(scene, triggers, number)]):
        if id not in scene.cast.actors:
            continue
        paths = [(_path(sentence, token, sentence.tokens[m.head]), m) for m in here.get(id, ())]
        features = {**shared, **_of_actor(scene, triggers, number, id, id in speakers, countries)}
        nearest = min(paths, key=lambda p: (len(p[0]), abs(p[1].head - token.i))) if paths else None
        if nearest is not None and nearest[1].head in apart and id not in parts:
            continue
        if nearest is not None:
            features.update(_of_pair(sentence, token, nearest[1], nearest[0], trigger.type))
        found.append(Option(scene.cast.actors[id], nearest[1] if nearest else None, features))
    return found


def _onlookers(sentence: Sentence, token: Token) -> set[int]:
    """Words of those who condemn, mediate or report the deed, or what is done ("signed a deal brokered by Qatar"): they
    have no part in it."""
    done = sentence.children(token, "nsubj", "nsubjpass", "dobj") if token.pos == "VERB" else []
    modifiers = [verb for noun in (token, *done) for verb in sentence.children(noun, "acl", "relcl")]
    verbs = [verb for verb in modifiers if is_passive(sentence, verb)]
    if token.dep in ("dobj", "nsubjpass"):
        verbs.append(sentence.head(token))
    return {agent.i for verb in verbs if looks_on(verb) for agent in agents(sentence, verb)} | _tellers(sentence, token)


def _tellers(sentence: Sentence, verb: Token) -> set[int]:
    """ "Riyadh said both sides had accepted": a deed with a doer of its own, who is no pronoun, is not the teller's."""
    own = sentence.child(verb, "nsubj")
    if verb.pos != "VERB" or own is None or own.pos not in ("NOUN", "PROPN") or verb.dep != "ccomp":
        return set()
    above = sentence.head(verb)
    return {agent.i for agent in agents(sentence, above) if agent is not own}


def _ids(cast: Cast, mention: Mention) -> list[str]:
    assert mention.actor is not None
    members = [id for id in cast.actors[mention.actor].members if id in cast.actors]
    return members if members and mention.form != "name" else [mention.actor]


def _told_before(scene: Scene, triggers: Sequence[Trigger], number: int) -> list[str]:
    """Those named shortly before, the parts of the events before, and those whom the story names most."""
    at = triggers[number].sentence
    near = [id for k in range(at - 1, at - 1 - _BACK, -1) for m in scene.by_sentence.get(k, ()) for id in _ids(scene.cast, m)]
    parts = [id for t in triggers[max(0, number - 3) : number] for id in (*t.actors, *t.recipients)]
    return [*near, *parts, *scene.top]


def _shared(triggers: Sequence[Trigger], number: int, sentence: Sentence, token: Token) -> dict[str, float]:
    """What is alike for all options of one event."""
    trigger = triggers[number]
    shape = "passive" if token.pos == "VERB" and is_passive(sentence, token) else token.pos
    return {
        f"type {trigger.type}": 1.0,
        f"shape {shape}": 1.0,
        f"type {trigger.type} {shape}": 1.0,
        f"dep {token.dep}": 1.0,
        "rules: no actor": float(not trigger.actors),
        "rules: no recipient": float(not trigger.recipients),
        "rules: many actors": float(len(trigger.actors) > 1),
        "headline": float(trigger.sentence == 0),
    }


def _of_actor(
    scene: Scene, triggers: Sequence[Trigger], number: int, id: str, speaks: bool, countries: set[str | None]
) -> dict[str, float]:
    trigger, actor = triggers[number], scene.cast.actors[id]
    by_rule = "actor" if id in trigger.actors else "recipient" if id in trigger.recipients else "nobody"
    found = {
        f"rules: {by_rule}": 1.0,
        f"rules: {by_rule} {trigger.type}": 1.0,
        f"rules: {by_rule}, actor {'found' if trigger.actors else 'missing'}": 1.0,
        f"kind {actor.kind}": 1.0,
        f"sector {actor.sector}": 1.0,
        f"type {trigger.type} sector {actor.sector}": 1.0,
        "no country": float(actor.country is None and actor.body is None and actor.sector != "IGO"),
        f"country of a rule's part, {by_rule}": float(actor.country is not None and actor.country in countries),
        "share": scene.counts[id] / max(1, scene.mentions),
        "country's share": scene.countries[actor.country] / max(1, scene.national) if actor.country else 0.0,
        "main country": float(actor.country is not None and actor.country == scene.home),
    }
    for back in range(1, 4):
        if number - back < 0:
            break
        before = triggers[number - back]
        near = "here" if before.sentence == trigger.sentence else "before"
        for part, ids in (("actor", before.actors), ("recipient", before.recipients)):
            if id in ids:
                found[f"{part} {back} back {near}"] = 1.0
                if before.type == trigger.type:
                    found[f"{part} of the same type"] = 1.0
    if speaks:
        found["speaker"] = 1.0
        found[f"speaker {trigger.type}"] = 1.0
    ago = next((k for k in range(1, 6) if id in scene.named.get(trigger.sentence - k, ())), 0)
    found[f"named {ago} sentences ago"] = 1.0
    if ago == 1:
        last = scene.story.sentences[trigger.sentence - 1]
        if any(m.actor == id and last.tokens[m.head].dep.startswith("nsubj") for m in scene.by_sentence[trigger.sentence - 1]):
            found["subject before"] = 1.0
    return found


def _of_pair(sentence: Sentence, token: Token, mention: Mention, path: list[str], type: str) -> dict[str, float]:
    head = sentence.tokens[mention.head]
    route, end = " ".join(path), path[-1] if path else "self"
    distance = head.i - token.i
    found = {
        "here": 1.0,
        f"form {mention.form}": 1.0,
        f"path {route}": 1.0,
        f"path {route} {type}": 1.0,
        f"end {end}": 1.0,
        f"length {len(path)}": 1.0,
        "after" if distance > 0 else "before": 1.0,
        f"{'after' if distance > 0 else 'before'} {token.pos}": 1.0,
        f"distance {min(abs(distance), 40).bit_length()}": 1.0,
        f"between {_between(sentence, token, head)}": 1.0,
    }
    if head.dep == "pobj":
        found[f"after {sentence.head(head).lower}"] = 1.0
        found[f"after {sentence.head(head).lower} {type}"] = 1.0
    return found


def _between(sentence: Sentence, token: Token, head: Token) -> str:
    """Whether commas and other verbs part the two words."""
    inside = sentence.tokens[min(token.i, head.i) + 1 : max(token.i, head.i)]
    verbs = sum(t.pos == "VERB" for t in inside)
    commas = sum(t.text == "," for t in inside)
    return f"{min(verbs, 2)} verbs {min(commas, 2)} commas"


def _path(sentence: Sentence, start: Token, end: Token) -> list[str]:
    """The steps through the grammar from one word to the other: "^conj" upwards, "nsubj" and "pobj:by" downwards."""
    up = [start, *sentence.ancestors(start)]
    above = {t.i: k for k, t in enumerate(up)}
    down: list[str] = []
    token = end
    while token.i not in above:
        down.append(f"{token.dep}:{sentence.head(token).lower}" if token.dep == "pobj" else token.dep)
        if token.head == token.i:
            break
        token = sentence.head(token)
    climbed = [f"^{t.dep}" for t in up[: above.get(token.i, 0)]]
    path = [step for step in [*climbed, *reversed(down)] if step not in ("prep", "agent")]
    return path if len(path) <= _LONGEST_PATH else ["far"]
