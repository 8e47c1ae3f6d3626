"""Which of a sentence's places is an event's: the one its own word or clause is located at, not one merely named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.model import PlaceMention, Sentence, Token
from dragoman.understanding.where_hung import GOAL, VERBAL, event_nouns, leading_word, located_word, loosely_tied
from dragoman.understanding.where_words import place_words

#: Relations that lead into a clause of its own.
_BREAKS = ("ccomp", "relcl", "advcl", "acl", "parataxis", "csubj", "xcomp")
_NOWHERE: Mapping[int, PlaceMention] = {}


def event_place(
    sentence: Sentence, places: list[PlaceMention], token: int, here: Mapping[int, PlaceMention] = _NOWHERE
) -> PlaceMention | None:
    """The place of the event told by `token`; of "Budapest, Hungary" the narrower one.

    `here`: words located by a "here", with the place it points to."""
    event = sentence.tokens[token]
    if event.pos in VERBAL and _spoken_from_afar(sentence, event):
        return None
    words = place_words()
    by_word: dict[int, list[PlaceMention]] = {}
    for place in places:
        word = located_word(sentence, place)
        if word is not None and not (word.lemma in words["arrivals"] and leading_word(sentence, place) == "from"):
            by_word.setdefault(word.i, []).append(place)
    for i, place in here.items():
        by_word.setdefault(i, []).append(place)
    found = _of_carriers(sentence, event, by_word) or _of_clause(sentence, event, by_word)
    if found is None:
        found = (
            _of_antecedent(sentence, event, places, by_word)
            or _of_subject(sentence, event, by_word)
            or _of_reach(sentence, event, by_word)
        )
    return _seen_on_map(sentence, _narrowed(sentence, found, places), places) if found is not None else None


def here_words(sentence: Sentence) -> list[int]:
    """The numbers of the words that "here" or "in this city" locates."""
    found = []
    for token in sentence.tokens:
        if token.lower == "here" and token.dep in ("advmod", "advcl", "npadvmod"):
            found.append(sentence.head(token).i)
        elif token.lower == "this" and token.dep == "det" and sentence.head(token).dep == "pobj":
            noun = sentence.head(token)
            preposition = sentence.head(noun)
            if noun.lemma in place_words()["towns"] and preposition.lower in place_words()["locative"]:
                found.append(sentence.head(preposition).i)
    return found


def _of_carriers(sentence: Sentence, event: Token, by_word: dict[int, list[PlaceMention]]) -> PlaceMention | None:
    for word in _carriers(sentence, event):
        held = by_word.get(word.i, [])
        if word.pos in VERBAL and word is not event and word.dep in ("conj", "advcl"):
            # "seized him and flew him to Lagos", "as he left for Lagos": where another deed ends is not where this was done
            held = [p for p in held if leading_word(sentence, p) not in (*GOAL, "from")]
        if held:
            return min(held, key=lambda p: (loosely_tied(sentence, p), width(p), abs(p.first - event.i), p.first))
    return None


def _of_subject(sentence: Sentence, event: Token, by_word: dict[int, list[PlaceMention]]) -> PlaceMention | None:
    """ "Police in Guayaquil arrested a man": who acts on the spot does so where he is said to be."""
    if event.pos not in VERBAL or event.lemma in place_words()["elsewhere"] or sentence.child(event, "ccomp"):
        return None
    verb = event
    if verb.dep == "conj" and not sentence.child(verb, "nsubj", "nsubjpass") and not _later(sentence, verb):
        verb = sentence.head(verb)
    for noun in sentence.children(verb, "nsubj", "nsubjpass"):
        held = by_word.get(noun.i, []) if noun.pos == "NOUN" else []
        if held:
            return min(held, key=lambda p: (width(p), p.first))
    return None


def _of_reach(sentence: Sentence, event: Token, by_word: dict[int, list[PlaceMention]]) -> PlaceMention | None:
    """The one place that the verb's participles and its "when" and "as" tell of: "was killed when shells hit a house in X"."""
    if event.pos not in VERBAL or event.lemma in place_words()["elsewhere"]:
        return None
    found: list[PlaceMention] = []
    for i, places in by_word.items():
        if i > event.i and _reached(sentence, sentence.tokens[i], event):
            found.extend(p for p in places if leading_word(sentence, p) not in ("to", "toward", "towards", "for", "from"))
    if not found:
        return None
    narrow = min(found, key=lambda p: (width(p), p.first))
    return narrow if all(p is narrow or width(p) > width(narrow) for p in found) else None


def _reached(sentence: Sentence, word: Token, event: Token) -> bool:
    """No clause of saying or relating, and no "after", lies between the two."""
    words = place_words()
    while word is not event:
        above = sentence.head(word)
        if above is word or word.dep in ("ccomp", "relcl", "parataxis", "csubj"):
            return False
        if word.dep == "conj" and sentence.child(word, "nsubj", "nsubjpass") is not None:
            return False
        if above.pos not in VERBAL and any(t.lower == "to" for t in sentence.children(word, "aux")):
            return False  # "blocked a deal due to be signed in X": not yet done, if ever
        if (word.pos in VERBAL and word.lemma in words["elsewhere"]) or word.lemma in words["struck_nouns"]:
            return False
        if word.dep == "prep" and word.lower in words["apart"]:
            return False
        if word.dep == "advcl" and sentence.child(word, "nsubj", "nsubjpass") and not _meanwhile(sentence, word):
            return False
        word = above
    return True


def _meanwhile(sentence: Sentence, clause: Token) -> bool:
    """ "as he sat", "when shells hit": told of the same hour."""
    return any(t.lower in ("as", "when", "while") for t in sentence.children(clause, "mark", "advmod"))


def _of_antecedent(
    sentence: Sentence, event: Token, places: list[PlaceMention], by_word: dict[int, list[PlaceMention]]
) -> PlaceMention | None:
    """ "X, which they occupied", "X, where they met", "talks in X, which opened on Monday"."""
    clause = event if event.dep == "relcl" else sentence.head(event)
    if clause.dep != "relcl" or (clause is not event and event.dep not in ("conj", "dobj", "nsubj", "nsubjpass")):
        return None
    at = sentence.head(clause)
    place = next((p for p in places if p.first <= at.i <= p.last), None)
    if place is None and at.ent in ("DATE", "TIME"):
        # "held in X on Sunday, where soldiers fired": the parser hangs the clause on the day
        beside = by_word.get(sentence.head(sentence.head(at)).i, [])
        place = next((p for p in reversed(beside) if p.sentence == sentence.index and p.last < at.i), None)
    if place is None:
        return None
    words = place_words()
    for pronoun in sentence.tokens[place.last + 1 : clause.i]:
        if pronoun.lower == "where":
            return place
        if pronoun.lower in ("which", "that"):
            if pronoun.dep == "pobj":
                return place if sentence.head(pronoun).lower in words["locative"] else None
            if pronoun.dep in ("dobj", "nsubjpass"):
                return place if clause.lemma in words["place_objects"] | words["town_objects"] else None
            return place if pronoun.dep == "nsubj" and clause.lemma in words["carriers"] else None
    return None


def _narrowed(sentence: Sentence, place: PlaceMention, places: list[PlaceMention]) -> PlaceMention:
    """ "near Refahiye, in Erzincan province": the town named right before the province that holds it."""
    if place.sentence != sentence.index:
        return place
    for other in places:
        between = sentence.tokens[other.last + 1 : place.first]
        if (
            between
            and width(other) < width(place)
            and other.place.country in (None, place.place.country)
            and all(t.text == "," or t.lower in ("in", "the") or t.lower in place_words()["directions"] for t in between)
        ):
            return other
    return place


def _seen_on_map(sentence: Sentence, place: PlaceMention, places: list[PlaceMention]) -> PlaceMention:
    """ "at the Old Palace in Lagos": the town, where no gazetteer lists what is in it."""
    if place.place.latitude is not None or place.sentence != sentence.index:
        return place
    for other in places:
        between = sentence.tokens[place.last + 1 : other.first]
        if len(between) == 1 and between[0].lower in (",", "in") and other.place.latitude is not None and not width(other):
            return other
    return place


def _spoken_from_afar(sentence: Sentence, verb: Token) -> bool:
    """ "spoke by telephone with leaders in Accra": nobody went there."""
    means = (noun for p in sentence.children(verb, "prep") for noun in sentence.children(p, "pobj"))
    return any(n.lemma in place_words()["remote"] and sentence.head(n).lower in ("by", "over", "via", "on") for n in means)


def _later(sentence: Sentence, verb: Token) -> bool:
    """ "met in Oslo and will meet again": a deed to come is not where the one before it was."""

    def modal(token: Token) -> bool:
        return any(t.tag == "MD" for t in sentence.children(token, "aux"))

    return modal(verb) and not modal(sentence.head(verb))


def _of_clause(
    sentence: Sentence, event: Token, by_word: dict[int, list[PlaceMention]], depth: int = 0
) -> PlaceMention | None:
    """The one place inside the clause of a verb that acts on the spot: "was shot at his office in Karachi".

    What the clause only speaks of is elsewhere: "condemned the raid in Jenin" tells of a raid in Jenin, no more."""
    words = place_words()
    if event.pos not in VERBAL or event.lemma in words["elsewhere"] or sentence.child(event, "ccomp"):
        return None
    found: list[tuple[int, PlaceMention]] = []
    for i, places in by_word.items():
        steps = _steps_below(sentence, sentence.tokens[i], event)
        if steps is not None:
            found.extend((steps, place) for place in places)
    if not found:
        return _of_neighbour(sentence, event, by_word) if depth == 0 else None
    return min(found, key=lambda pair: (width(pair[1]), pair[0], pair[1].first))[1]


def _of_neighbour(sentence: Sentence, event: Token, by_word: dict[int, list[PlaceMention]]) -> PlaceMention | None:
    """The place of "as he sat in his office in Karachi" for the main verb, and of the main clause for a participle."""
    for clause in sentence.children(event, "advcl"):
        if _meanwhile(sentence, clause) and (place := _of_clause(sentence, clause, by_word, 1)):
            return place if leading_word(sentence, place) not in (*GOAL, "from") else None
    main = sentence.head(event)
    own = sentence.child(event, "nsubj", "nsubjpass") is not None
    if event.dep in ("advcl", "xcomp") and main.pos in VERBAL and main is not event and not own:
        return _of_clause(sentence, main, by_word, 1)
    return None


def width(place: PlaceMention) -> int:
    """Towns and the like before divisions, these before countries and wider regions."""
    feature = place.place.feature or ""
    if feature.startswith("PCL") or feature in ("RGN", "CONT", "OCN", "SEA"):
        return 2
    return 1 if feature.startswith("ADM") else 0


def _steps_below(sentence: Sentence, word: Token, event: Token) -> int | None:
    """How far `word` hangs below the verb; None past another clause or an event noun."""
    steps, words = 0, place_words()
    while word is not event:
        above = sentence.head(word)
        if above is word or word.dep in _BREAKS:
            return None
        if word.dep in ("nsubj", "csubj"):
            return None
        if word.pos in VERBAL:
            return None
        # "captured in raids in X" happened where the raids did; "condemned raids in X" did not
        within = word.dep == "pobj" and above.lower in ("in", "during", "by")
        if word.pos == "NOUN" and (word.lemma in event_nouns() or word.lemma in words["struck_nouns"]) and not within:
            return None
        if word.dep == "prep" and word.lower in words["apart"] and steps:
            return None  # "summoned him after the incident at X": that was elsewhere and before
        word, steps = above, steps + 1
    return steps


def _carriers(sentence: Sentence, event: Token) -> Iterator[Token]:
    """The words whose place is the event's, the closest tie first."""
    yield event
    carriers = place_words()["carriers"]
    if event.pos not in VERBAL:
        for clause in sentence.children(event, "relcl", "acl"):
            if clause.lemma in carriers:
                yield clause
                yield from (
                    inner for inner in sentence.children(clause, "xcomp", "dobj") if inner.lemma in (*carriers, "place")
                )
    elif event.lemma in place_words()["elsewhere"]:
        yield from _stages(sentence, event)
    else:
        # "held talks in Doha", "carried out a raid in Jenin": the object's place is the verb's
        yield from sentence.children(event, "dobj", "dative", "attr")
        yield from (
            clause
            for clause in sentence.children(event, "xcomp", "advcl")
            if not sentence.child(clause, "nsubj", "nsubjpass") or _meanwhile(sentence, clause)
        )
        yield from (
            c
            for c in sentence.children(event, "conj")
            if c.pos in VERBAL and not sentence.child(c, "nsubj", "nsubjpass")
        )
        # "the attack in Baghdad killed three": where the attack was
        yield from (noun for noun in sentence.children(event, "nsubj") if noun.lemma in event_nouns())
    seen, word = {event.i}, event
    for _ in range(6):
        above = _above(sentence, word)
        if above is None or above.i in seen:
            return
        seen.add(above.i)
        yield above
        word = above


def _stages(sentence: Sentence, event: Token) -> Iterator[Token]:
    """ "rejected the plan in a speech in Oslo", "said at a news conference in Oslo": what was said there was said in Oslo."""
    for noun in sentence.tokens:
        preposition = sentence.head(noun)
        if noun.lemma in place_words()["stages"] and preposition.lower in ("in", "at", "during"):
            above = sentence.head(preposition)
            if above is event or (above.dep == "dobj" and sentence.head(above) is event):
                yield noun


def _above(sentence: Sentence, word: Token) -> Token | None:
    above = sentence.head(word)
    carriers = place_words()["carriers"]
    if above is word:
        return None
    if word.pos in VERBAL:
        if word.dep == "conj" and above.pos in VERBAL and sentence.child(word, "nsubj", "nsubjpass") is None:
            return None if _later(sentence, word) else above
        if word.tag == "VBG" and word.dep in ("advcl", "xcomp"):
            return above
        if word.dep in ("xcomp", "relcl", "acl") and (above.lemma in carriers or word.lemma in carriers):
            return above
        return None
    if word.dep == "conj" and above.pos not in VERBAL:
        # "held talks and a dinner in Doha": the verb's place is both nouns', but not one noun's the other's
        return _above(sentence, above) if sentence.head(above) is not above else None
    if word.dep in ("compound", "amod", "nmod", "poss"):
        return above
    if word.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd") and above.pos in VERBAL and above.lemma in carriers:
        return above
    if word.dep == "pobj":
        carrier = sentence.head(above)
        if above.lower == "of" and carrier.pos == "NOUN":
            return carrier
        if above.lower in ("for", "in", "with", "during", "at", "after", "to", "by") and carrier.pos in VERBAL:
            return carrier if carrier.lemma in carriers or above.lower in ("in", "during", "by") else None
    return None
