"""Who: every word that stands for an actor, and who that is on the day of the report.

sentence → items → phrases → actors; then pronouns and descriptions, from the first sentence to the last
"""

from __future__ import annotations

from dragoman.knowledge.actors import registry
from dragoman.knowledge.actors.keys import word_key
from dragoman.model import Actor, Cast, Mention, Sentence, Setting, Span, Story, Token
from dragoman.understanding.clause import SUBJECTS, antecedent
from dragoman.understanding.signals import quoted_words
from dragoman.understanding.who.codes import render_code
from dragoman.understanding.who.groups import crowd_of, enumerate_members
from dragoman.understanding.who.items import Item, find_items
from dragoman.understanding.who.land import find_lands
from dragoman.understanding.who.lexicon import references
from dragoman.understanding.who.memory import Found, Memory
from dragoman.understanding.who.owners import body_actor, body_of, nation_of, owner_of
from dragoman.understanding.who.phrases import Phrase, find_phrases
from dragoman.understanding.who.plain import hear
from dragoman.understanding.who.refer import Trail, description, pronoun, some_of
from dragoman.understanding.who.resolve import resolve
from dragoman.understanding.who.speakers import find_speaker
from dragoman.understanding.who.standing import outer, stands_for_actor
from dragoman.understanding.who.towns import towns_of

__all__ = ["find_by_id", "find_cast", "render_code", "resolve_phrase"]


def find_cast(story: Story, setting: Setting) -> Cast:
    """The actors of a story and all the words that stand for them."""
    memory = Memory(registry(), setting.published)
    rows = [find_phrases(s, find_items(s, memory.registry)) for s in story.sentences]
    if setting.title:
        hear(memory, setting.title)
    _survey(memory, story, rows)
    trail = Trail(memory, story.sentences)
    quotes = quoted_words([[t.text for t in s.tokens] for s in story.sentences])
    for sentence, phrases, quoted in zip(story.sentences, rows, quotes, strict=True):
        _read(trail, sentence, phrases, quoted)
    return _cast(memory, [*trail.mentions, *find_lands(memory, story, rows, trail.mentions)])


def _survey(memory: Memory, story: Story, rows: list[list[Phrase]]) -> None:
    """First look at the whole story: which countries it names, where each sentence is set, and all full names."""
    shared = []
    for sentence, phrases in zip(story.sentences, rows, strict=True):
        seats = any(
            o.kind == "metonym" and o.has("capital") and outer(sentence, o.first, o.last).dep in SUBJECTS
            for p in phrases
            for o in p.owners
        )
        for phrase in phrases:
            for item in phrase.owners:
                if item.kind in ("nation", "capital", "metonym") and (ref := item.nation) is not None:
                    memory.nations[ref] += 1
                    if item.kind == "nation":
                        # Beside a shared seat it says whose that is: "Brussels has no government, Belgium's parties ..."
                        memory.named[ref] += 2 if seats else 1
                elif item.kind in ("nation", "capital") or (item.kind == "metonym" and item.has("capital")):
                    shared.append(item)
    for name in shared:
        if (ref := nation_of(memory, name)[0]) is not None:
            memory.nations[ref] += 1
    for sentence, phrases in zip(story.sentences, rows, strict=True):
        towns = towns_of(sentence)
        _mark(memory, sentence, phrases, towns)
        memory.nation_words[sentence.index] = frozenset(
            i for p in phrases for o in p.owners if o.kind == "nation" for i in range(o.first, o.last + 1)
        )
        grounds = {
            ref
            for p in phrases
            if (spot := p.sole) is not None
            and spot.kind in ("nation", "capital", "metonym")
            and (spot.kind != "metonym" or spot.has("capital"))
            and outer(sentence, spot.first, spot.last).dep not in ("amod", "compound", "nmod")
            and not stands_for_actor(sentence, spot.first, spot.last, spot.kind != "nation")[0]
            and (ref := nation_of(memory, spot)[0]) is not None
        }
        first = next((p for p in phrases if p.sole is not None), None)
        if first is not None and first.first <= 2 and sentence.tokens[0].lower == "in" and len(grounds) == 1:
            memory.opening[sentence.index] = next(iter(grounds))
        if not grounds:
            named = {ref for p in phrases for o in p.owners if o.kind == "nation" and (ref := nation_of(memory, o)[0])}
            grounds = towns if not towns & named or len(named) == 1 else set()
        if len(grounds) == 1:
            memory.grounds[sentence.index] = grounds.pop()
        for phrase in phrases:
            if phrase.name is not None and phrase.name.kind != "surname":
                found = resolve(memory, sentence, phrase, phrases)
                if found is not None and found.actor is not None and (country := memory.actors[found.actor].country):
                    memory.nations[country] += 1
                    memory.mark(sentence.index, country)


def _mark(memory: Memory, sentence: Sentence, phrases: list[Phrase], towns: set[str]) -> None:
    """Notes the countries that a sentence names: by name, capital, seat of power, body or town."""
    named = [c for p in phrases for item in p.owners if (c := _country_of(memory, item)) is not None]
    for country in (*named, *(towns - set(named))):
        memory.mark(sentence.index, country)


def _country_of(memory: Memory, item: Item) -> str | None:
    if item.kind in ("nation", "capital", "metonym"):
        return nation_of(memory, item)[0]
    body = body_of(memory, item) if item.kind == "body" else None
    return body.country if body is not None else None


def _read(trail: Trail, sentence: Sentence, phrases: list[Phrase], quoted: list[bool]) -> None:
    """Adds the mentions of a sentence to the trail, in order of the text."""
    at = {p.first: p for p in phrases}
    covered = {i: p for p in phrases for i in range(p.first, p.last + 1)}
    speaker_known = False
    pronouns = references().pronouns
    for token in sentence.tokens:
        if token.tag in ("PRP", "PRP$") and token.lower in pronouns and token.i not in covered:
            if pronouns[token.lower][0] == "speaker" and not speaker_known:
                speaker_known = True
                _note_speaker(trail, sentence, phrases, quoted)
            actor, why = pronoun(trail, sentence, token, quoted[token.i])
            if actor is not None:
                trail.memory.pronouns[sentence.index, token.i] = actor
            _add(trail, sentence, token.i, token.i, Found(actor, "pronoun", why))
            continue
        if token.tag == "WP$" and (held := named_at(trail, sentence, antecedent(sentence, token).i)) is not None:
            trail.memory.pronouns[sentence.index, token.i] = held
        phrase = at.get(token.i)
        if phrase is None and token.i in covered:
            continue
        if phrase is None and (crowd := crowd_of(trail, sentence, token)) is not None:
            _add(trail, sentence, token.i, token.i, crowd)
            continue
        if phrase is None and (some := some_of(trail, sentence, token)) is not None:
            _add(trail, sentence, token.i, token.i, Found(some[0], "description", some[1]))
            continue
        noun = phrase.last if phrase is not None else token.i
        found = _described(trail, sentence, noun, covered.get(token.i))
        if found is not None and (found.actor is not None or phrase is None or phrase.first == phrase.last):
            _add(trail, sentence, token.i, noun, found)
        elif phrase is None and (actor := _told_surname(trail.memory, sentence, token)) is not None:
            _add(trail, sentence, token.i, token.i, Found(actor, "surname", "named before"))
        elif phrase is not None:
            _add_phrase(trail, sentence, phrase, phrases)
    enumerate_members(trail, sentence, phrases)
    if any(quoted) and not speaker_known:
        _note_speaker(trail, sentence, phrases, quoted)


def named_at(trail: Trail, sentence: Sentence, i: int) -> str | None:
    """The actor of the mention of this sentence that covers a token."""
    here = (m for m in reversed(trail.mentions) if m.sentence == sentence.index and m.first <= i <= m.last)
    return next((m.actor for m in here), None)


def _told_surname(memory: Memory, sentence: Sentence, token: Token) -> str | None:
    """A person of the story by a surname that no table has and the parser did not mark."""
    if not token.tag.startswith("NNP") or not token.text[:1].isupper():
        return None
    if token.dep == "compound" and sentence.head(token).tag.startswith("NNP"):
        return None
    held = memory.by_surname.get(word_key(token.text), ())
    return held[0] if len(held) == 1 else None


def _note_speaker(trail: Trail, sentence: Sentence, phrases: list[Phrase], quoted: list[bool]) -> None:
    speaker = find_speaker(trail, sentence, phrases, quoted)
    if speaker is None and quoted and quoted[0] and sentence.index - 1 in trail.speakers:
        speaker = trail.speakers[sentence.index - 1]
    if speaker is not None:
        trail.speakers[sentence.index] = speaker


def _described(trail: Trail, sentence: Sentence, i: int, phrase: Phrase | None) -> Found | None:
    """ "the group" and the like, unless the word is part of a phrase that says more."""
    token = sentence.tokens[i]
    if not token.tag.startswith("NN") or (
        phrase is not None and (phrase.name or phrase.last != i or any(o.kind != "nation" for o in phrase.owners))
    ):
        return None
    if (
        phrase is not None
        and phrase.owners
        and not any(t.lower == "the" for t in sentence.tokens[max(0, phrase.first - 1) : phrase.first])
    ):
        return None
    words = _worded(sentence, i)
    country = owner_of(trail.memory, phrase.owners).country if phrase is not None else None
    given = description(trail, sentence, token, words, country)
    return Found(given[0], "description", given[1]) if given is not None else None


def _add_phrase(trail: Trail, sentence: Sentence, phrase: Phrase, phrases: list[Phrase]) -> None:
    for item in phrase.owners:
        if item.kind in ("nation", "capital", "metonym") and (ref := nation_of(trail.memory, item)[0]) is not None:
            trail.nations.append((sentence.index, item.first, ref))
    if phrase.core is not None and phrase.name is None and not phrase.owners and _taken(trail, sentence, phrase):
        return
    _note_possessor(trail, sentence, phrase)
    found = resolve(trail.memory, sentence, phrase, phrases)
    _shadow(trail, sentence, phrase, found)
    if found is not None:
        cut = phrase.sole.cut if phrase.sole is not None else 0
        _add(trail, sentence, phrase.first, found.last or phrase.last, found, cut)


def _note_possessor(trail: Trail, sentence: Sentence, phrase: Phrase) -> None:
    """ "the group's spokesman", "the ministry's spokesman": whose, where the possessor points back at a body."""
    if phrase.core is None:
        return
    poss = sentence.child(outer(sentence, phrase.first, phrase.core.last), "poss")
    if poss is None or not poss.tag.startswith("NN") or (sentence.index, poss.i) in trail.memory.pronouns:
        return
    given = description(trail, sentence, poss, _worded(sentence, poss.i))
    if given is not None and given[0] is not None:
        trail.memory.pronouns[sentence.index, poss.i] = given[0]


def _worded(sentence: Sentence, i: int) -> str:
    """A noun with the modifier right before it: "militant group"."""
    before = sentence.tokens[i - 1] if i else None
    if before is not None and before.head == i and before.dep in ("compound", "amod"):
        return f"{before.lower} {sentence.tokens[i].lower}"
    return sentence.tokens[i].lower


def _shadow(trail: Trail, sentence: Sentence, phrase: Phrase, found: Found | None) -> None:
    """Notes the body inside "Hamas spokesman Abu Obeida": "the group" may mean it later."""
    for item in phrase.owners:
        body = body_of(trail.memory, item) if item.kind == "body" else None
        if body is None or (found is not None and found.actor == body.id):
            continue
        actor = body_actor(trail.memory, body)
        span = sentence.words(item.first, item.last)
        trail.shadows.append(Mention(span, sentence.index, item.first, item.last, item.last, actor.id, "name"))


def _taken(trail: Trail, sentence: Sentence, phrase: Phrase) -> bool:
    return any(
        m.sentence == sentence.index and m.first >= phrase.first and m.last <= phrase.last for m in trail.mentions[-3:]
    )


def _add(trail: Trail, sentence: Sentence, first: int, last: int, found: Found, cut: int = 0) -> None:
    if first < last and sentence.tokens[first].lower == "the":
        first += 1
    span = sentence.words(first, last)
    if cut:
        span = Span(span.start, span.start + cut, span.text[:cut])
    head = outer(sentence, first, last).i
    if found.actor is not None:
        trail.memory.spoken[found.actor] += 1
        trail.memory.heads[sentence.index, head] = found.actor
        if sentence.tokens[head].dep == "poss":
            trail.memory.pronouns[sentence.index, head] = found.actor
    if found.actor is not None and trail.memory.actors[found.actor].kind == "person":
        trail.memory.last_person = found.actor
    trail.mentions.append(Mention(span, sentence.index, first, last, head, found.actor, found.form, found.why))


def _cast(memory: Memory, mentions: list[Mention]) -> Cast:
    """The mentions in order of the text, and the actors they need in order of their first mention."""
    ordered = tuple(sorted(mentions, key=lambda m: (m.sentence, m.first, -m.last)))
    actors: dict[str, Actor] = {}
    for mention in ordered:
        if mention.actor is not None:
            actor = memory.actors[mention.actor]
            actors.setdefault(actor.id, actor)
            for member in actor.members:
                if member in memory.actors:
                    actors.setdefault(member, memory.actors[member])
    return Cast(actors, ordered)


from dragoman.understanding.who.phrase import find_by_id, resolve_phrase  # noqa: E402
