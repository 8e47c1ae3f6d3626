"""Is a listed name a place's where it stands, or a person's, a body's, a word's?

The name recogniser's label is one witness; what stands around the name is the other, and outweighs it: "in X", "seized X",
"a man of X", "X, the country's second city"."""

from __future__ import annotations

from dragoman.knowledge.places.gazetteer import Entry, fold, lookup
from dragoman.model import Cast, Sentence, Token
from dragoman.understanding.where_words import adjectives, place_words

PLACE_ENTS = ("GPE", "LOC", "FAC")
_OTHER_ENTS = ("PERSON", "ORG", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "LANGUAGE", "DATE", "TIME")
#: Labels that the recogniser gives to a place's name by mistake, so that the words around decide.
_SWALLOWED = ("DATE", "TIME", "NORP")
#: Features whose names are often other things' names too.
_COMMON = ("PPL", "PPLC", "PPLX", "ADM1", "ADM2", "BLDG")
#: A name borne by a place of this many people is taken for the place with less ado.
_LARGE = 100_000
#: Prepositions that say of more than places where something is.
_LOOSE = ("on", "over", "under", "past", "out", "above", "below", "amid", "via", "through", "beyond")
_DASHES = ("--", "–", "—")


def is_name(
    sentence: Sentence, first: int, last: int, entries: tuple[Entry, ...], cast: Cast, persons: frozenset[str]
) -> bool | None:
    """True: a place's name. False: one if the story uses it as one elsewhere. None: something else."""
    tokens, words = sentence.tokens, place_words()
    labels = {t.ent for t in tokens[first : last + 1] if not t.text.isdigit()}
    key = fold(sentence.words(first, last).text)
    large = any(e.population >= _LARGE or e.feature not in ("PPL", "ADM2", "ADM1") for e in entries)
    if _part_of_longer(sentence, first, last, labels, large) or key in words["features"]:
        return None
    small = not large and all(e.feature.startswith("PPL") for e in entries)
    if "ORG" in labels and small and _acronym(sentence, first, last):
        return None
    stands = located(sentence, first, last)
    firm = stands and _firmly(sentence, first, last)
    if _is_person(sentence, first, last, cast, firm):
        return None
    if first and tokens[first - 1].lower.rstrip(".") in words["titles"] and first == last:
        return None
    mapped = labels <= {"GPE", "LOC"}
    if key in persons and not (mapped and stands):
        return None
    if labels & {"LANGUAGE", "CARDINAL", "MONEY", "ORDINAL"}:
        return None
    swallowed = bool(labels & set(_SWALLOWED))
    if swallowed and (not stands or tokens[last].pos != "PROPN" or sentence.words(first, last).text in adjectives()):
        return None
    if tokens[last].pos not in ("PROPN", "NOUN", "ADJ", "NUM", "X") and not mapped and not heads_line(sentence, first, last):
        return None
    if last > first and all(e.feature not in _COMMON for e in entries):
        return True  # "Diego Garcia", whatever the name recogniser makes of it
    if first == last and key in words["doubtful"] and not (large and mapped):
        if (stands and labels <= set(PLACE_ENTS)) or (tokens[first].text.isupper() and heads_line(sentence, first, last)):
            return True
        return False if "ORG" in labels and _begins_body(sentence, first, last) else None
    if labels <= set(PLACE_ENTS):
        return True
    if firm:
        return True
    if labels & {"WORK_OF_ART", "PRODUCT", "EVENT", "LAW"}:
        return None
    if labels & {"PERSON", "ORG"}:
        return "ORG" in labels and (large or last > first) and _begins_body(sentence, first, last)
    if last > first:
        return True
    return stands or (tokens[last].tag in ("NNP", "NNPS") and large and first > 0)


def before(sentence: Sentence, first: int) -> str:
    """The word before, an article and words like "northern" left out."""
    i = before_index(sentence, first)
    return sentence.tokens[i].lower if i >= 0 else ""


def before_index(sentence: Sentence, first: int) -> int:
    """The number of that word; -1 for none."""
    i = first - 1
    while i >= 0 and (
        sentence.tokens[i].pos in ("DET", "ADJ") or sentence.tokens[i].lower in place_words()["directions"]
    ):
        i -= 1
    return i


def located(sentence: Sentence, first: int, last: int) -> bool:
    """The name stands as one of a place does: "in X", "X, Y", "X (Agency) –", "the city of X", "seized X"."""
    tokens, word = sentence.tokens, before(sentence, first)
    if word in place_words()["locative"] or word in ("to", "from", "toward", "towards", "between"):
        return True
    if word == "of" and first >= 2:
        return _of_place(sentence, first)
    if heads_line(sentence, first, last) or _governed(sentence, first, last) or _told_a_place(sentence, last):
        return True
    if first >= 2 and tokens[first - 1].text == "," and tokens[first - 2].ent in PLACE_ENTS:
        return True
    return (
        last + 2 < len(tokens)
        and tokens[last + 1].text == ","
        and tokens[last + 2].ent == "GPE"
        and tokens[last].ent in PLACE_ENTS
    )


def _of_place(sentence: Sentence, first: int) -> bool:
    """ "the city of X", "the siege of X", and where people come from: "Ana Ruiz of X", "Ruiz, 19, of X"."""
    tokens, at = sentence.tokens, before_index(sentence, first)
    words = place_words()
    if any(t.lemma in words["place_nouns"] or t.lemma in words["struck_nouns"] for t in tokens[max(0, at - 3) : first]):
        return True
    teller = tokens[at - 1] if at else None
    return teller is not None and (teller.ent == "PERSON" or (teller.text == "," and at >= 2 and tokens[at - 2].ent != ""))


def _firmly(sentence: Sentence, first: int, last: int) -> bool:
    """No person or body stands so: the words around outweigh what the name recogniser says."""
    word = before(sentence, first)
    return (
        (word in place_words()["locative"] and word not in _LOOSE)
        or word in ("toward", "towards")
        or heads_line(sentence, first, last)
        or _lists(sentence.tokens, first, last)
        or _told_a_place(sentence, last)
        or _governed(sentence, first, last)
        or (word == "of" and first >= 2 and _of_place(sentence, first))
    )


def _governed(sentence: Sentence, first: int, last: int) -> bool:
    """An object of seizing or shelling, a goal of going, or what people are of: "visited X", "flew to X", "an X man"."""
    words, token = place_words(), sentence.tokens[last]
    above = sentence.head(token)
    if token.dep in ("dobj", "nsubjpass"):
        taken = above.lemma in words["town_objects"] and (token.ent != "PERSON" or _known(sentence, first, last))
        return taken or above.lemma in words["place_objects"]
    if token.dep in ("compound", "nmod") and above.i > last:
        return above.text.islower() and (above.lemma in words["dwellers"] or above.lemma in words["place_nouns"])
    if token.dep == "conj" and above.pos == "PROPN" and above.i < first:
        return _governed(sentence, above.i, above.i)
    return token.dep == "pobj" and _led_to(above.lower, sentence.head(above).lemma)


def _led_to(preposition: str, above: str) -> bool:
    """ "flew to X", "a man from X", "the road between X and Y", "the border with X", "the dispute over X"."""
    words = place_words()
    if preposition == "to":
        return above in words["motion"]
    if preposition == "from":
        return above in words["motion"] or above in words["dwellers"]
    if preposition == "between":
        return above in words["routes"] or above in words["edges"]
    return above in words["edges"] if preposition == "with" else preposition == "over" and above in words["contests"]


def _known(sentence: Sentence, first: int, last: int) -> bool:
    """A large town bears the name."""
    return any(e.population >= _LARGE for e in lookup(sentence.words(first, last).text))


def _told_a_place(sentence: Sentence, last: int) -> bool:
    """ "X, the country's second city": the words behind say what it is."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return False
    noun = next((t for t in sentence.children(tokens[last], "appos") if t.i > last + 1), None)
    return noun is not None and noun.pos == "NOUN" and noun.lemma in place_words()["place_nouns"]


def in_body_name(sentence: Sentence, first: int, last: int) -> bool:
    """A part of the name of a body: "Lagos Chamber of Commerce"."""
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.text[:1].isupper() and after.pos == "PROPN" and tokens[last].head > last:
        return True
    return tokens[first].ent == "ORG" and (
        not tokens[first].ent_start or (after is not None and after.ent == "ORG" and not after.ent_start)
    )


def _begins_body(sentence: Sentence, first: int, last: int) -> bool:
    """The place from which a body has its name: "Lima Stock Exchange", "University of Oslo"."""
    token = sentence.tokens[first]
    if not in_body_name(sentence, first, last):
        return False
    return token.ent_start or (first > 0 and sentence.tokens[first - 1].lower in ("of", "in", "at", "the"))


def heads_line(sentence: Sentence, first: int, last: int) -> bool:
    """A dateline: "BEIRUT (Agency) –", "GENEVA —", "LIMA:", "CAIRO/TUNIS (Agency)"."""
    tokens = sentence.tokens
    if last + 1 >= len(tokens):
        return False
    after, capitals = tokens[last + 1].text, tokens[first].text.isupper() and len(tokens[first].text) > 3
    if first > 1:
        slashed = capitals and tokens[first - 1].text == "/" and first == 2
        return slashed or (capitals and after in _DASHES and not tokens[first - 1].text.isupper())
    return after in ("(", *_DASHES) or (tokens[first].text.isupper() and after in (":", ",", "-", "_", "/"))


def _acronym(sentence: Sentence, first: int, last: int) -> bool:
    """ "NATO", though a town is called so; not the capitals of a dateline or a headline."""
    tokens = sentence.tokens
    if first != last or not tokens[first].text.isupper() or heads_line(sentence, first, last):
        return False
    return sum(t.text.islower() for t in tokens) * 2 >= len(tokens)


def _lists(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "X, Texas" and "Texas" in it."""
    after = last + 2 < len(tokens) and tokens[last + 1].text == "," and tokens[last + 2].ent == "GPE"
    return bool(after) or (first >= 2 and tokens[first - 1].text == "," and tokens[first - 2].ent == "GPE")


def _part_of_longer(sentence: Sentence, first: int, last: int, labels: set[str], large: bool) -> bool:
    """ "Washington Post", "Paris Saint-Germain", "Alexandria Police Department": the name of something else."""
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and _continues(sentence, first, last, after, large):
        return True
    if after is not None and after.ent == "PERSON" and tokens[last].ent == "PERSON" and not after.ent_start:
        return after.text[:1].isupper()
    if labels & {"GPE", "LOC"} and _inside_longer(sentence, last):
        return True
    previous = tokens[first - 1] if first else None
    if previous is not None and previous.ent and previous.ent == tokens[first].ent and not tokens[first].ent_start:
        return previous.text[:1].isupper() and previous.pos == "PROPN" and previous.ent in (*_OTHER_ENTS, "FAC", "GPE")
    if (
        previous is not None
        and previous.pos == "PROPN"
        and previous.head in range(first, last + 1)
        and previous.dep == "compound"
    ):
        return previous.ent not in PLACE_ENTS and not labels & {"GPE"}
    return False


def _continues(sentence: Sentence, first: int, last: int, after: Token, large: bool) -> bool:
    """The name goes on in a way that makes it another's: "X Treaty", "X River", "Bab el X"."""
    words, tokens = place_words(), sentence.tokens
    capital = after.text[:1].isupper()
    if capital and after.lower.rstrip(".") in words["not_before"]:
        return True
    if capital and after.lower in words["features"] and after.pos == "PROPN":
        return not (large and after.lower in words["built"])
    second = tokens[last + 2] if last + 2 < len(tokens) else None
    if capital and second is not None and second.lower in words["built"] and second.text[:1].isupper():
        return not large  # "Roberts International Airport"
    if after.lower in words["particles"] and (second is None or second.text[:1].isupper()):
        return True
    return (capital or after.text == "-") and fold(sentence.words(first, last).text) in words["prefixes"]


def _inside_longer(sentence: Sentence, last: int) -> bool:
    """The recogniser takes what follows for the same place's name: "Gulf" of Alaska, "Otter" Tail, not "Athens" Georgia."""
    tokens, end = sentence.tokens, last
    while end + 1 < len(tokens) and tokens[end + 1].ent == tokens[last].ent and not tokens[end + 1].ent_start:
        end += 1
    rest = tokens[last + 1 : end + 1]
    if not rest or not rest[-1].text[:1].isupper() or any(t.lower in ("'s", "and", ",") for t in rest):
        return False
    if rest[0].lower in place_words()["suffixes"]:
        return False
    return not any(e.feature.startswith(("PCL", "ADM1")) for e in lookup(sentence.words(last + 1, end).text))


def _is_person(sentence: Sentence, first: int, last: int, cast: Cast, firm: bool) -> bool:
    mention = cast.at(sentence.index, last)
    if mention is None or mention.actor is None or mention.first < first - 3:
        return False
    if firm and mention.form == "surname" and mention.first == first and not _possessive(sentence, last):
        return False  # nobody is arrested "in" a minister
    actor = cast.actors.get(mention.actor)
    return actor is not None and actor.kind == "person" and mention.form in ("name", "surname") and mention.head == last


def _possessive(sentence: Sentence, last: int) -> bool:
    return last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].lower in ("'s", "’s", "'", "’")
