"""Negotiations: meetings, positions and pressure among the same parties, what they are about and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.knowledge.issues import issues
from dragoman.model import Cast, Event, Meeting, Negotiation, Position, Sentence, Span, Story, Token
from dragoman.model.meeting import NegotiationState
from dragoman.understanding.clause import patients, prepositional
from dragoman.understanding.talks_merge import side_of, sides
from dragoman.understanding.talks_steps import reality
from dragoman.understanding.talks_words import negotiation_words, state_words

_KINDS_THAT_NEGOTIATE = ("talks", "summit", "meeting", "call")
_OFF = ("cancelled", "postponed", "refused")
#: How many negotiations a story has at most.
_MOST = 3
_UNDONE = ("denied", "hypothetical", "conditional")


@dataclass(frozen=True, slots=True)
class _State:
    """Words that tell how talks stand, and the sides named in their sentence."""

    state: NegotiationState
    sentence: int
    span: Span
    sides: frozenset[str]
    past: bool
    #: Told by the main clause, not in passing.
    main: bool


@dataclass(slots=True)
class _Group:
    """A negotiation while its parts are gathered."""

    sides: frozenset[str]
    meetings: list[Meeting] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    states: list[_State] = field(default_factory=list)

    @property
    def weight(self) -> float:
        return 2 * len(self.meetings) + len(self.positions) + 0.3 * len(self.events)


def find_negotiations(
    story: Story, cast: Cast, events: tuple[Event, ...], positions: tuple[Position, ...], meetings: tuple[Meeting, ...]
) -> tuple[Negotiation, ...]:
    """The negotiations of a story, the weightiest first."""
    states = list(_states(story, cast))
    groups = _groups(cast, meetings, positions, states)
    _of_deals(groups, cast, events)
    if not groups:
        return ()
    _share_out(groups, cast, events, positions, states)
    kept = [g for g in groups if _negotiates(g, cast)]
    kept.sort(key=lambda g: -g.weight)
    finished = [_finished(story, cast, group) for group in kept]
    whole = [n for n in finished if len(sides(cast, n.parties)) >= 2]
    return tuple(replace(n, id=f"{story.id}n{number}") for number, n in enumerate(whole[:_MOST], 1))


# --- grouping ------------------------------------------------------------------------------------------------------


def _groups(cast: Cast, meetings: tuple[Meeting, ...], positions: tuple[Position, ...], states: list[_State]) -> list[_Group]:
    groups: list[_Group] = []
    for meeting in meetings:
        who = sides(cast, meeting.parties)
        if len(who) < 2 or meeting.kind not in (*_KINDS_THAT_NEGOTIATE, "visit"):
            continue
        group = next((g for g in groups if g.sides <= who or who <= g.sides), None)
        if group is None:
            groups.append(group := _Group(who))
        group.sides |= who
        group.meetings.append(meeting)
    if not groups:
        pairs = Counter(
            frozenset((a, b)) for p in positions for a in sides(cast, (p.actor,)) for b in sides(cast, p.toward) if a != b
        )
        answered = [pair for pair, _ in pairs.most_common() if _answered(cast, positions, pair)]
        told = [s.sides for s in states if len(s.sides) == 2]
        if told and (pairs or states):
            groups.append(_Group(told[0]))
        elif pairs and states:
            groups.append(_Group(pairs.most_common(1)[0][0]))
        elif answered:
            groups.append(_Group(answered[0]))
    return groups


def _of_deals(groups: list[_Group], cast: Cast, events: tuple[Event, ...]) -> None:
    """Adds those who made a deal with each other where no meeting of theirs is told of."""
    for event in events:
        who = sides(cast, (*event.actors, *event.recipients))
        made = event.type == "AGREE" and event.status == "occurred" and len(sides(cast, event.actors)) == 2
        if made and len(who) == 2 and not any(who <= g.sides for g in groups):
            groups.append(_Group(who))


def _answered(cast: Cast, positions: tuple[Position, ...], pair: frozenset[str]) -> bool:
    """True where each of the two has a wish turned to the other, or an answer to it."""
    speaking = {
        side for p in positions for side in sides(cast, (p.actor,)) if side in pair and sides(cast, p.toward) & (pair - {side})
    }
    return speaking == pair


def _share_out(
    groups: list[_Group], cast: Cast, events: tuple[Event, ...], positions: tuple[Position, ...], states: list[_State]
) -> None:
    """Gives each position, event and word on the state to the group whose sides it names."""
    for position in positions:
        group = _home(groups, sides(cast, (position.actor,)), sides(cast, position.toward))
        if group is not None:
            group.positions.append(position)
    main = max(groups, key=lambda g: g.weight)
    known = {p.issue for p in main.positions}
    for position in positions:  # what a third party wants on the same issues belongs to the same matter
        if position.issue in known and not any(position in g.positions for g in groups):
            main.positions.append(position)
    main.positions.sort(key=lambda p: positions.index(p))
    for event in events:
        actors, recipients = sides(cast, event.actors), sides(cast, event.recipients)
        if event.type in negotiation_words("pressure") and event.status not in _UNDONE:
            group = next((g for g in groups if actors & g.sides and len((actors | recipients) & g.sides) >= 2), None)
            if group is not None:
                group.events.append(event)
    main = max(groups, key=lambda g: (any(m.kind in ("talks", "summit") for m in g.meetings), g.weight))
    for state in states:
        apart = not state.sides & main.sides
        if apart and (len(state.sides) >= 2 or (state.state == "concluded" and state.sides)):
            if (group := _home(groups, state.sides, frozenset())) is not None:
                group.states.append(state)
            continue  # what others signed says nothing of these
        (_home(groups, state.sides, frozenset()) or main if len(state.sides) >= 2 else main).states.append(state)


def _home(groups: list[_Group], actor: frozenset[str], toward: frozenset[str]) -> _Group | None:
    """The weightiest group that holds the actor and, where possible, the one it is turned to."""
    holding = [g for g in groups if actor <= g.sides]
    facing = [g for g in holding if toward & (g.sides - actor)]
    return max(facing or holding, key=lambda g: g.weight, default=None)


def _negotiates(group: _Group, cast: Cast) -> bool:
    """One courtesy call makes no negotiation: there must be talks, wishes of one side turned to another, or word on how
    things stand."""
    kinds = {m.kind for m in group.meetings}
    if "talks" in kinds or (group.states and (kinds & {"summit", "meeting"} or not kinds)):
        return True
    own = [p for p in group.positions if sides(cast, (p.actor,)) & group.sides]
    at_odds = [p for p in own if p.stance in ("demands", "refuses", "opposes", "conditions")]
    turned = any(sides(cast, p.toward) & (group.sides - sides(cast, (p.actor,))) for p in at_odds)
    several = len(sides(cast, [p.actor for p in own])) > 1
    return (bool(group.meetings) or several) and (turned or (several and bool(at_odds)))


def _finished(story: Story, cast: Cast, group: _Group) -> Negotiation:
    state, span, why = _verdict(group)
    matter, reason = _matter(story, group)
    parties = list(dict.fromkeys(i for m in group.meetings for i in m.parties))
    parties += [
        p.actor
        for p in group.positions
        if not sides(cast, (p.actor,)) & sides(cast, parties) and sides(cast, (p.actor,)) <= group.sides
    ]
    brokers = sides(cast, [i for m in group.meetings for i in m.mediators])
    if len(sides(cast, parties) - brokers) >= 2:
        parties = [i for i in parties if side_of(cast, i) not in brokers]
    missing = group.sides - sides(cast, parties) - brokers
    parties += [m.actor for m in cast.mentions if m.actor is not None and side_of(cast, m.actor) in missing]
    return Negotiation(
        id="",
        story=story.id,
        parties=_governments(cast, parties),
        matter=matter,
        state=state,
        meetings=tuple(m.id for m in group.meetings),
        positions=tuple(p.id for p in group.positions),
        events=tuple(e.id for e in group.events),
        span=span,
        why=(*why, *reason),
    )


def _governments(cast: Cast, ids: list[str]) -> tuple[str, ...]:
    """One actor a side: its government where the story names it, else whoever stands for the side first."""
    known = [i for i in ids if cast.actors[i].country is not None or cast.actors[i].kind in ("organisation", "group")]
    ids = known if len(sides(cast, known)) >= 2 else ids  # "a delegation" is no third side
    found: dict[str, str] = {}
    for id in ids:
        side = side_of(cast, id)
        government = f"{side}-GOV"
        found.setdefault(side, government if government in cast.actors else id)
    return tuple(found.values())


# --- how it stands -------------------------------------------------------------------------------------------------


def _verdict(group: _Group) -> tuple[NegotiationState, Span | None, tuple[str, ...]]:
    """The state that the report's words give, the newest told first; what was so once counts last."""
    now = [s for s in group.states if not s.past and s.main] or [s for s in group.states if not s.past] or group.states
    if not now:
        return _by_meetings(group)
    lasting = [s for s in now if s.state != "active"]
    chosen = lasting[0] if lasting else now[0]
    revived = [s for s in now if s.state == "active" and s.sentence < chosen.sentence]
    if revived:
        chosen = revived[0]
    return chosen.state, chosen.span, (f"state:{chosen.span.text.lower()}",)


def _by_meetings(group: _Group) -> tuple[NegotiationState, Span | None, tuple[str, ...]]:
    """Where no words tell the state: talks whose last meeting was called off rest, those that met or will go on."""
    if not group.meetings:
        return "active", None, ("state:no word on it",)
    if all(m.status in _OFF for m in group.meetings):
        last = group.meetings[-1]
        state: NegotiationState = "stalled" if last.status == "refused" else "suspended"
        return state, last.history[-1].span, (f"state:the meeting was {last.status}",)
    return "active", None, ("state:they meet",)


def _states(story: Story, cast: Cast) -> Iterator[_State]:
    for sentence in story.sentences:
        found = _state_in(sentence)
        if found is None:
            continue
        state, first, last, past = found
        verb = next(
            (t for t in (sentence.tokens[first], *sentence.ancestors(sentence.tokens[first])) if t.pos in ("VERB", "AUX")),
            None,
        )
        main = verb is not None and verb.dep in ("ROOT", "ccomp", "conj")
        who = [m.actor for m in cast.mentions if m.sentence == sentence.index and m.actor is not None]
        yield _State(state, sentence.index, sentence.words(first, last), sides(cast, who), past, main)


def _state_in(sentence: Sentence) -> tuple[NegotiationState, int, int, bool] | None:
    """The state told of in the sentence, its first and last word, and whether it is one of the past."""
    about = {t.i for t in sentence.tokens if t.lemma.lower() in negotiation_words("about")}
    words = {word for t in sentence.tokens for word in (t.lower, t.lemma.lower())}
    for state, table in state_words().items():
        if state == "active" and (deal := _deal_done(sentence)) is not None:
            return "concluded", *deal, False
        if table.first.isdisjoint(words):
            continue
        for token in sentence.tokens:
            length = _phrase_at(sentence, token.i, table.phrases)
            if length and (about or state in ("concluded",)) and not _denied(sentence, token):
                return state, token.i, token.i + length - 1, _bygone(sentence, token)  # type: ignore[return-value]
            lemma = token.lemma.lower()
            fits = (
                (token.pos == "NOUN" and lemma in table.nouns and _of_talks(sentence, token, about))
                or (
                    token.pos == "VERB"
                    and lemma in table.verbs
                    and not sentence.children(token, "xcomp")
                    and _said_of_talks(sentence, token, about)
                )
                or (token.lower in table.adjectives and _said_of_talks(sentence, token, about))
            )
            if fits and not _denied(sentence, token):
                last = token.i + 1 if _particle_follows(sentence, token) else token.i
                return state, token.i, last, _bygone(sentence, token)  # type: ignore[return-value]
    return None


def _deal_done(sentence: Sentence) -> tuple[int, int] | None:
    """First and last word of "concluded a free-trade agreement", where it is told as done."""
    for verb in sentence.tokens:
        told = verb.dep not in ("acl", "relcl", "amod")  # "under an accord signed in 2004" is an older one
        if verb.pos == "VERB" and told and verb.lemma in negotiation_words("deal_verbs"):
            objects = [n for n in patients(sentence, verb) if n.lemma in negotiation_words("deal_objects")]
            done = reality(sentence, verb)
            if objects and done is not None and done.status == "held" and done.clear:
                return min(verb.i, objects[0].i), max(verb.i, objects[0].i)
    return None


def _phrase_at(sentence: Sentence, start: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many tokens the phrase that begins at `start` has; 0 for none."""
    token = sentence.tokens[start]
    for phrase in (*phrases.get(token.lower, ()), *phrases.get(token.lemma.lower(), ())):
        held = sentence.tokens[start : start + len(phrase)]
        if len(held) == len(phrase) and all(w in (t.lower, t.lemma.lower()) for w, t in zip(phrase, held, strict=True)):
            return len(phrase)
    return 0


def _particle_follows(sentence: Sentence, token: Token) -> bool:
    return token.i + 1 < len(sentence.tokens) and sentence.tokens[token.i + 1].dep == "prt"


def _of_talks(sentence: Sentence, noun: Token, about: set[int]) -> bool:
    """ "a deadlock in the talks", "the match remains at a deadlock", "an impasse over the dam"."""
    if any(t.i in about for t in sentence.subtree(noun)):
        return True
    chain = [noun, *sentence.ancestors(noun)][:4]
    if any(c.i in about for t in chain for c in (t, *sentence.children(t))):
        return True
    return any(p in ("over", "on", "between", "with") for p, _ in prepositional(sentence, noun))


def _said_of_talks(sentence: Sentence, token: Token, about: set[int]) -> bool:
    """The word is said of talks: they are its subject, its object, or what it stands before."""
    near = [token, sentence.head(token)]
    if token.dep in ("amod", "acl", "relcl"):
        near = [sentence.head(token)]
    for place in near:
        below = sentence.children(place, "nsubj", "nsubjpass", "dobj") if place.pos != "NOUN" else [place]
        if any(n.i in about or any(c.i in about for c in sentence.children(n, "compound")) for n in below):
            return True
        if place.pos == "VERB" and any(
            n.i in about for p, n in prepositional(sentence, place) if p in ("out", "of", "from", "away", "in")
        ):
            return True
    return False


def _denied(sentence: Sentence, token: Token) -> bool:
    """ "did not collapse", "to break the deadlock", "if the talks fail"."""
    chain = [token, *sentence.ancestors(token)]
    for above in chain[:4]:
        children = sentence.children(above)
        if any(c.dep == "neg" for c in children) or any(
            c.lower in ("if", "unless", "whether", "lest") for c in children if c.dep == "mark"
        ):
            return True
        if any(c.tag == "MD" and c.lower in ("may", "might", "could", "would", "will") for c in children):
            return True
        if above.lemma in negotiation_words("averting") and above is not token and token.dep in ("dobj", "nsubjpass"):
            return True
        if above.pos in ("VERB", "AUX"):
            break
    verb = next((t for t in chain if t.pos in ("VERB", "AUX")), token)
    return any(c.lower == "to" and c.dep == "aux" for c in sentence.children(verb)) and verb.lemma not in ("take",)


def _bygone(sentence: Sentence, token: Token) -> bool:
    """ "had stalled", "stalled last year": not how things stand now."""
    verb = next((t for t in (token, *sentence.ancestors(token)) if t.pos in ("VERB", "AUX")), token)
    return any(c.lower == "had" and c.dep == "aux" for c in sentence.children(verb))


# --- what it is about ----------------------------------------------------------------------------------------------


def _matter(story: Story, group: _Group) -> tuple[str | None, tuple[str, ...]]:
    """The words that name the matter; where there are none, the issue most wanted things are about."""
    counts: Counter[str] = Counter()
    for sentence in story.sentences:
        mine = any(m.span.start >= sentence.start and m.span.end <= sentence.end for m in group.meetings)
        for words, score in _matters(sentence):
            counts[words] += int(score) + 2 * mine
    if counts:
        words = max(counts, key=lambda w: (counts[w], -len(w)))
        return words, ("matter:in these words",)
    told = Counter(p.issue for p in group.positions)
    if told:
        return issues()[told.most_common(1)[0][0]].name.lower(), ("matter:by the issue of most positions",)
    return None, ()


def _matters(sentence: Sentence) -> Iterator[tuple[str, float]]:
    """(words, score): "talks on the dam" → "the dam"; "the war in Ukraine" wherever it stands."""
    strife, about = negotiation_words("strife"), negotiation_words("about")
    for token in sentence.tokens:
        lemma = token.lemma.lower()
        if lemma in strife:
            for preposition, _noun in prepositional(sentence, token):
                if preposition in negotiation_words("strife_prepositions"):
                    yield _phrase(sentence, token), 7
                    break
        if lemma not in about or token.pos != "NOUN":
            continue
        for brings in sentence.children(token, "prep"):
            if brings.lower in negotiation_words("matter_prepositions"):
                for noun in sentence.children(brings, "pobj"):
                    if noun.lemma.lower() not in negotiation_words("no_matter") and noun.ent not in (
                        "DATE",
                        "TIME",
                        "CARDINAL",
                    ):
                        yield _phrase(sentence, noun), 5
        for clause in sentence.children(token, "acl", "relcl", "advcl"):
            if clause.lemma in negotiation_words("matter_verbs") and clause.tag in ("VB", "VBG"):
                for noun in sentence.children(clause, "dobj"):
                    yield _phrase(sentence, noun), 4


def _phrase(sentence: Sentence, noun: Token) -> str:
    """The noun with its modifiers and one prepositional phrase, without article and relative clauses."""
    kept = [noun]
    for child in sentence.children(noun):
        if child.dep in ("amod", "compound", "poss", "nmod", "nummod", "case"):
            kept += sentence.subtree(child)
        elif child.dep == "prep" and child.i > noun.i and child.lower in (*negotiation_words("strife_prepositions"), "of"):
            kept += [t for t in sentence.subtree(child) if t.pos not in ("VERB",)][:6]
    ordered = sorted({t.i for t in kept})
    last = ordered[0]
    for i in ordered[1:]:
        if i != last + 1:
            break
        last = i
    while last > noun.i and sentence.tokens[last].pos in ("PUNCT", "CCONJ", "ADP"):
        last -= 1
    return " ".join(sentence.words(ordered[0], max(last, noun.i)).text.split())
