"""Who wants what on which issue: demands, offers, support, acceptance, refusal, opposition, conditions.

cue word → what is wanted → its issue → who wants it → how surely
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.model import Cast, Event, Position, Sentence, Source, Span, Statement, Story, Token
from dragoman.model.event import Factuality
from dragoman.model.position import Stance
from dragoman.understanding.clause import agents, is_passive
from dragoman.understanding.roles import parties_of
from dragoman.understanding.said import sources_of
from dragoman.understanding.stance_events import carried_stance, wanted_of
from dragoman.understanding.stance_parts import (
    Part,
    cue_at,
    directed,
    exchanges,
    heads_of_content,
    holders,
    own_words,
    owners,
    split,
    within,
)
from dragoman.understanding.stance_sure import flipped, negated, overruled, surety, unfinished, unreal
from dragoman.understanding.stance_words import Cue, stance_words, topics


@dataclass(frozen=True, slots=True)
class _Reader:
    """What every finder of positions looks at."""

    story: Story
    cast: Cast
    statements: tuple[Statement, ...]

    def sources(self, sentence: Sentence, token: Token) -> tuple[Source, ...]:
        return sources_of(self.story, self.statements, sentence.index, token.i)


@dataclass(frozen=True, slots=True)
class _Held:
    """A cue with its owner, kept for the list or the sentence that goes on about it."""

    cue: Cue
    token: Token
    owners: tuple[str, ...]


def find_positions(
    story: Story, cast: Cast, statements: tuple[Statement, ...], events: tuple[Event, ...] = ()
) -> tuple[Position, ...]:
    """Who wants what on which issue, in order of the text; each stance of an actor on an issue once a sentence."""
    reader = _Reader(story, cast, statements)
    found: list[Position] = []
    held: dict[int, _Held] = {}
    by_sentence: dict[Span, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(event.sentence, []).append(event)
    last: _Held | None = None
    for sentence in story.sentences:
        if not cast.mentions:
            break
        if sentence.lead is not None and sentence.lead in held:
            found += _of_item(reader, sentence, story.sentences[sentence.lead], held[sentence.lead])
        for token in sentence.tokens:
            cue = cue_at(sentence, token)
            if cue is not None:
                known = len(found)
                who = owners(sentence, token, cue, cast)
                if not who and cue.kind == "noun" and last is not None and last.cue.stance == cue.stance:
                    who = list(last.owners) if _refers_back(sentence, token) else []
                who = holders(cast, who)
                if who and cue.kind != "adj":
                    held[sentence.index] = _Held(cue, token, tuple(who))
                    last = held[sentence.index] if cue.kind == "noun" else last
                found += _of_cue(reader, sentence, token, cue, who)
                if len(found) == known:
                    found += _of_anaphor(reader, sentence, token, cue, who, found)
                if len(found) == known and cue.kind == "verb" and cue.stance in ("demands", "refuses", "offers"):
                    found += _of_tail(reader, sentence, token, cue, who)
            elif token.pos == "VERB":
                found += _of_refusal(reader, sentence, token)
                found += _of_terms(reader, sentence, token)
        found += _of_obligation(reader, sentence)
        for event in by_sentence.get(sentence.span, ()):
            found += _of_event(reader, sentence, event, found)
    return _numbered(story, _once(found))


def _refers_back(sentence: Sentence, token: Token) -> bool:
    return any(c.lower in ("the", "these", "those") for c in sentence.children(token, "det"))


# --- cues ----------------------------------------------------------------------------------------------------------


def _of_cue(reader: _Reader, sentence: Sentence, token: Token, cue: Cue, who: list[str]) -> Iterator[Position]:
    if not who or overruled(sentence, token, cue) or unreal(sentence, token):
        return
    stance: Stance | None = cue.stance
    if negated(sentence, token):
        stance = None if unfinished(sentence, token) else flipped(cue.stance)
    if stance is None:
        return
    conditions = list(_conditions(sentence, token))
    heads = (
        [] if conditions and stance == "refuses" and stance != cue.stance else heads_of_content(sentence, token, cue, reader.cast)
    )
    beside = (token, sentence.head(token))
    for head in heads:
        turned = _turned(sentence, head, stance)
        if turned is None:
            continue
        for part in split(sentence, head, beside):
            if cue.issues and part.topics:
                part = Part(part.head, part.zone, tuple(t for t in part.topics if t.issue in cue.issues))
            for actor in who:
                toward = directed(sentence, token, cue, part, reader.cast, actor)
                if cue.infinitive and not toward:
                    continue  # orders to one's own people
                yield from _position(reader, sentence, token, part, actor, turned, toward, cue.name)
    yield from _conditional(reader, sentence, token, who, conditions)


def _turned(sentence: Sentence, head: Token, stance: Stance) -> Stance | None:
    """The stance after what the complement's own verb does to it: "pledged to oppose", "refused to rule out"."""
    inner = cue_at(sentence, head)
    negative = negated(sentence, head) if head.pos == "VERB" else False
    if inner is not None and inner.kind == "verb" and inner.stance in ("refuses", "opposes"):
        negative = not negative
    if not negative:
        return stance
    if stance in ("refuses", "opposes"):
        return None
    if stance == "offers" and inner is None:
        return "refuses"  # "vowed never to give up its arms"
    return "opposes" if stance in ("demands", "supports") or inner is not None else stance


def _of_refusal(reader: _Reader, sentence: Sentence, verb: Token) -> Iterator[Position]:
    """ "will not withdraw", "would never cede": a verb of giving way, denied for the time to come."""
    modal = any(c.lower in ("will", "wo", "would", "can", "ca", "could", "shall") for c in sentence.children(verb, "aux"))
    if not modal or verb.lemma not in stance_words()["yielding"] or not negated(sentence, verb):
        return
    if unreal(sentence, verb) or overruled(sentence, verb, _PLAIN) or is_passive(sentence, verb):
        return
    who = holders(reader.cast, [id for n in agents(sentence, verb) for id in parties_of(sentence, reader.cast, n)])
    conditions = list(_conditions(sentence, verb))
    for part in [] if conditions else split(sentence, verb, ()):
        for actor in who:
            toward = directed(sentence, verb, _PLAIN, part, reader.cast, actor)
            yield from _position(reader, sentence, verb, part, actor, "refuses", toward, "stance:will not")
    yield from _conditional(reader, sentence, verb, who, conditions)


def _of_terms(reader: _Reader, sentence: Sentence, verb: Token) -> Iterator[Position]:
    """ "would return only if", "no talks unless", "threatened to strike unless": what must come first is a condition
    of the one who acts, or of the one who says so."""
    open_ = any(c.tag == "MD" or c.lower == "to" for c in sentence.children(verb, "aux"))
    clauses = [c for c in sentence.children(verb, "advcl") if _is_term(sentence, verb, c, open_)]
    if not clauses or (verb.lemma in stance_words()["yielding"] and negated(sentence, verb)):
        return
    who = holders(reader.cast, [id for n in agents(sentence, verb) for id in parties_of(sentence, reader.cast, n)])
    if not who:
        sources = reader.sources(sentence, verb)
        who = [s.actor for s in sources[-1:] if s.actor is not None and s.actor in reader.cast.actors]
    yield from _conditional(reader, sentence, verb, who, clauses)


def _is_term(sentence: Sentence, verb: Token, clause: Token, open_: bool) -> bool:
    """True for "unless", and under a verb that leaves things open for "only if" and a denied "until"."""
    marks = [c for c in sentence.children(clause, "mark", "advmod") if c.i < clause.i]
    words = {m.lower for m in marks}
    if "unless" in words:
        return True
    if not open_:
        return False
    only = any(c.lower == "only" for c in (*marks, *sentence.children(verb, "advmod"), *sentence.children(clause)))
    return ("if" in words and only) or ("until" in words and negated(sentence, verb))


def _of_anaphor(
    reader: _Reader, sentence: Sentence, token: Token, cue: Cue, who: list[str], before: list[Position]
) -> list[Position]:
    """ "rejected the proposal", "a demand that Kenya also supports": the issue is that of the position told before."""
    nouns = [n for n in heads_of_content(sentence, token, cue, reader.cast) if n.lemma in stance_words()["anaphors"]]
    pointing = [n for n in nouns if _refers_back(sentence, n) or n.dep == "appos" or token.dep == "relcl"]
    near = [p for p in before[-12:] if p.sentence == sentence.span or _follows(reader.story, sentence, p)]
    near = [p for p in near if p.actor not in who and p.stance in _RAISED]
    if not pointing or not near or cue.kind != "verb" or overruled(sentence, token, cue) or unreal(sentence, token):
        return []
    stance = cue.stance if not negated(sentence, token) else None if unfinished(sentence, token) else flipped(cue.stance)
    if stance not in ("supports", "accepts", "refuses", "opposes"):
        return []
    part = Part(pointing[0], own_words(sentence, pointing[0]), ())
    found = []
    meant = near[-1]
    for actor in who if not cue.issues or meant.issue in cue.issues else ():
        sources = reader.sources(sentence, token)
        factuality, reasons = surety(sentence, token, sources, reader.cast, actor)
        found.append(
            Position(
                id="",
                story=reader.story.id,
                actor=actor,
                toward=(meant.actor,),
                issue=meant.issue,
                stance=stance,
                span=part.span(sentence),
                sentence=sentence.span,
                factuality=factuality,
                sources=sources,
                confidence=0.55,
                why=(cue.name, f"issue:as said before ({meant.issue})", *reasons),
            )
        )
    return found


def _of_tail(reader: _Reader, sentence: Sentence, token: Token, cue: Cue, who: list[str]) -> Iterator[Position]:
    """ "called for tighter controls at the borders", where the parse hangs the issue's words beside what is wanted: all
    words from the content to the end of its clause."""
    if overruled(sentence, token, cue) or unreal(sentence, token) or negated(sentence, token) or cue.issues:
        return
    heads = heads_of_content(sentence, token, cue, reader.cast)
    if not heads or cue.infinitive or any(_turned(sentence, h, cue.stance) != cue.stance for h in heads):
        return
    zone: list[Token] = []
    for each in sentence.tokens[max(heads[0].i, token.i + 1) :]:
        if each.pos == "PUNCT" or each.tag in ("VBD", "VBZ", "VBP", "WDT", "WP", "WRB") or each.dep == "mark":
            break
        if each.lower == "as":
            break
        zone.append(each)
    while zone and zone[-1].pos in ("CCONJ", "ADP"):
        zone.pop()
    if not zone or heads[0].i < token.i:
        return
    part = Part(heads[0], tuple(zone), tuple(topics(sentence, token, zone)))
    for actor in who:
        toward = directed(sentence, token, cue, part, reader.cast, actor)
        yield from _position(reader, sentence, token, part, actor, cue.stance, toward, cue.name)


def _follows(story: Story, sentence: Sentence, position: Position) -> bool:
    """True when the position was told in one of the two sentences right before."""
    before = story.sentences[max(sentence.index - 2, 0) : sentence.index]
    return any(s.span == position.sentence for s in before)


#: Stances that bring a thing up, for others to answer.
_RAISED = ("demands", "offers", "conditions", "supports", "accepts")
_PLAIN = Cue("refuses", "verb", ("will", "not"), ())


def _conditions(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Head words of what the stance is made to depend on: "only if …", "unless …", "in exchange for …"."""
    places = [token, *sentence.children(token, "xcomp", "ccomp", "dobj")]
    if token.pos == "ADJ":
        places.append(sentence.head(token))
    for place in places:
        for clause in sentence.children(place, "advcl"):
            marks = [c.lower for c in sentence.children(clause, "mark", "advmod")]
            if any(m in stance_words()["condition_marks"] for m in marks):
                yield clause
        for preposition in sentence.children(place, "prep", "advcl"):
            if preposition.lower == "provided":
                yield from sentence.children(preposition, "ccomp", "pcomp")
    for noun in exchanges(sentence, token):
        yield from sentence.children(noun, "acl", "ccomp", "relcl")
        for inner in sentence.children(noun, "prep"):
            yield from sentence.children(inner, "pobj", "pcomp")


def _conditional(reader: _Reader, sentence: Sentence, token: Token, who: list[str], heads: list[Token]) -> Iterator[Position]:
    for head in heads:
        for part in split(sentence, head, ()):
            for actor in who:
                toward = directed(sentence, token, _PLAIN, part, reader.cast, actor)
                yield from _position(reader, sentence, token, part, actor, "conditions", toward, "stance:condition")


# --- lists and speakers --------------------------------------------------------------------------------------------


def _of_item(reader: _Reader, sentence: Sentence, lead: Sentence, held: _Held) -> Iterator[Position]:
    """What an item of a list says that the owner of the cue in the lead wants."""
    if negated(lead, held.token) or not (held.cue.list or held.cue.stance in ("demands", "offers", "conditions", "refuses")):
        return
    root = sentence.root
    part = Part(root, own_words(sentence, root), tuple(topics(sentence, root, sentence.tokens)))
    speech = [*lead.children(held.token, "relcl"), held.token]
    for actor in held.owners:
        country = reader.cast.actors[actor].country
        others = within(sentence, part, reader.cast) or [
            m.actor for m in reader.cast.within(lead.index, held.token.i + 1, len(lead.tokens) - 1) if m.actor is not None
        ]
        toward = tuple(
            i for i in dict.fromkeys(others) if i != actor and (country is None or reader.cast.actors[i].country != country)
        )
        for position in _position(reader, sentence, root, part, actor, held.cue.stance, toward, held.cue.name):
            sources = position.sources or next((s for w in speech if (s := reader.sources(lead, w))), ())
            level, why = surety(lead, held.token, sources, reader.cast, actor)
            level = max(level, position.factuality, key=("CT+", "PR+", "PS+", "U").index)
            yield replace(
                position,
                sources=sources or _hearsay(lead, held.token),
                factuality=level,
                why=(*position.why, "list item", *why),
            )


def _hearsay(lead: Sentence, token: Token) -> tuple[Source, ...]:
    """ "demands, which reportedly include": nobody is named, but the writer does not vouch either."""
    for verb in lead.children(token, "relcl", "acl"):
        for adverb in lead.children(verb, "advmod"):
            if stance_words()["hedges"].get(adverb.lower) == "PR+":
                return (Source("hearsay", cue=lead.words(adverb.i, adverb.i)),)
    return ()


def _of_obligation(reader: _Reader, sentence: Sentence) -> Iterator[Position]:
    """ "Kyiv must withdraw, said the minister": what must be, in a speaker's mouth, is the speaker's demand."""
    for token in sentence.tokens:
        verb = _obliged(sentence, token)
        if verb is None or unreal(sentence, verb):
            continue
        sources = reader.sources(sentence, verb)
        if not sources or sources[-1].actor is None or sources[-1].actor not in reader.cast.actors:
            continue
        if reader.cast.actors[sources[-1].actor].sector in ("JRN", "EDU"):
            continue
        stance: Stance = "opposes" if negated(sentence, verb) else "demands"
        for part in split(sentence, verb, ()):
            subjects = [c for c in sentence.children(verb) if c.dep in ("nsubj", "nsubjpass")]
            whole = Part(part.head, part.zone, part.topics or tuple(topics(sentence, verb, own_words(sentence, verb), subjects)))
            toward = directed(sentence, verb, _PLAIN, whole, reader.cast, sources[-1].actor)
            yield from _position(reader, sentence, verb, whole, sources[-1].actor, stance, toward, f"stance:{token.lower}")


def _obliged(sentence: Sentence, token: Token) -> Token | None:
    """The verb that must be done: of "must withdraw", "has to end", "needs to be lifted"."""
    words = stance_words()
    if token.dep == "aux" and token.lower in words["obligation"]:
        return sentence.head(token)
    if token.pos == "NOUN" and token.lemma in words["due_nouns"] and sentence.head(token).lemma == "be":
        below = [
            *sentence.children(token, "acl", "relcl", "ccomp", "xcomp"),
            *sentence.children(sentence.head(token), "xcomp", "ccomp", "advcl"),
        ]
        return next((c for c in below if c.tag == "VB" and c.i > token.i), None)
    if token.pos in ("VERB", "AUX") and token.lemma in words["obligation_verbs"]:
        return next((c for c in sentence.children(token, "xcomp") if c.tag == "VB"), None)
    return None


def _of_event(reader: _Reader, sentence: Sentence, event: Event, before: list[Position]) -> Iterator[Position]:
    """What an event of asking, granting or refusing tells, where no cue of its sentence has told it."""
    told = carried_stance(sentence, event)
    if told is None or unreal(sentence, told[0]) or overruled(sentence, told[0], _PLAIN):
        return
    token, stance = told
    known = {p.actor for p in before if p.sentence == sentence.span}
    for actor in holders(reader.cast, [i for i in event.actors if i not in known]):
        for head in wanted_of(sentence, token):
            for part in split(sentence, head, (token,)):
                others = [i for i in event.recipients if i != actor]
                toward = tuple(others) or directed(sentence, token, _PLAIN, part, reader.cast, actor)
                yield from _position(reader, sentence, token, part, actor, stance, toward, f"event:{event.type}")


# --- positions -----------------------------------------------------------------------------------------------------


def _position(
    reader: _Reader,
    sentence: Sentence,
    token: Token,
    part: Part,
    actor: str,
    stance: Stance,
    toward: tuple[str, ...],
    why: str,
) -> Iterator[Position]:
    """The position, unless the words tell of no issue or the holder is nobody who takes stances in politics."""
    if not part.topics or reader.cast.actors[actor].sector == "JRN":
        return
    topic = part.topics[0]
    sources = reader.sources(sentence, token)
    factuality, reasons = surety(sentence, token, sources, reader.cast, actor)
    telling = sentence.words(topic.first, topic.last).text
    yield Position(
        id="",
        story=reader.story.id,
        actor=actor,
        toward=toward,
        issue=topic.issue,
        stance=stance,
        span=part.span(sentence),
        sentence=sentence.span,
        factuality=factuality,
        sources=sources,
        confidence=_confidence(topic.score, factuality, reader.cast.actors[actor].country is None),
        why=(why, f"issue:{telling}", *reasons),
    )


def _confidence(score: float, factuality: Factuality, stateless: bool) -> float:
    """A raw chance: clear issue words near the head count for more, a holder of no known country for less."""
    return round(min(0.9, max(0.4, 0.66 + 0.09 * score - 0.05 * (factuality != "CT+") - 0.08 * stateless)), 2)


def _once(positions: Iterable[Position]) -> list[Position]:
    """Each stance of an actor on an issue once a sentence; the better-told one stays, with whom both are toward."""
    best: dict[tuple[str, str, str, int], Position] = {}
    for position in positions:
        key = (position.actor, position.issue, position.stance, position.sentence.start)
        held = best.get(key)
        if held is None:
            best[key] = position
            continue
        first, second = (held, position) if held.confidence >= position.confidence else (position, held)
        best[key] = replace(first, toward=tuple(dict.fromkeys((*first.toward, *second.toward))))
    return list(best.values())


def _numbered(story: Story, positions: list[Position]) -> tuple[Position, ...]:
    ordered = sorted(positions, key=lambda p: (p.sentence.start, _start(p.span), p.actor, p.issue))
    return tuple(replace(p, id=f"{story.id}p{n}") for n, p in enumerate(ordered, 1))


def _start(span: Span) -> int:
    return span.start
