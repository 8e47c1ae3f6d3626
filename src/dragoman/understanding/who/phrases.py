"""Items → phrases: "U.S. Secretary of State Marco Rubio" is one, "the foreign ministers of France and Italy" too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.model import Sentence, Token
from dragoman.understanding.who.items import Item
from dragoman.understanding.who.lexicon import titles
from dragoman.understanding.who.standing import suffix_after

_OWNERS = ("nation", "capital", "body", "metonym", "agent", "title", "people", "firm")
_NAMES = ("person", "surname", "stranger")
_MODIFIERS = ("JJ", "JJR", "JJS", "NN", "CD", "HYPH", "POS", "VBN", "VBG", "``", "NNP", "AFX")
_MOST_BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may stand for one actor. `owners` are whose it is ("Iranian", "NATO", "the army"), `core` the title
    or noun, `name` the person's name. A phrase of one item that is neither has it as its only owner."""

    first: int
    last: int
    owners: tuple[Item, ...] = ()
    core: Item | None = None
    name: Item | None = None
    former: bool = False
    lower: bool = False
    elect: bool = False
    definite: bool = False
    #: Index of the phrase in apposition, whose title or name this one shares.
    twin: int | None = None

    @property
    def sole(self) -> Item | None:
        """The item, where the phrase is nothing but a name of a country, body or place."""
        return self.owners[0] if self.core is None and self.name is None and len(self.owners) == 1 else None

    @property
    def plural(self) -> bool:
        core = self.core
        if core is None:
            return False
        if core.title is not None:
            return core.title.plural
        return any(n.printed != n.ref for n in core.names if n.kind == "agent")


def find_phrases(sentence: Sentence, items: list[Item]) -> list[Phrase]:
    """The phrases of a sentence in order, none overlapping."""
    found: list[Phrase] = []
    k = 0
    while k < len(items):
        phrase, k = _phrase_at(sentence, items, k)
        found.append(_dressed(sentence, phrase))
    return _twins(sentence, found)


def _phrase_at(sentence: Sentence, items: list[Item], k: int) -> tuple[Phrase, int]:
    """The phrase that begins with item `k`, and the number of the item after it."""
    owners: list[Item] = []
    chain = k
    end = _coordinated(sentence, items, k)
    if end is not None:
        owners.extend(items[k:end])
        chain = end
    item = items[chain]
    core: Item | None = None
    while True:
        if item.kind in _NAMES:
            if core is None and not owners:
                return Phrase(item.first, item.last, name=item), chain + 1
            return _of_nation(sentence, items, Phrase(items[k].first, item.last, tuple(owners), core, item), chain + 1)
        if item.kind in ("title", "agent"):
            if core is not None and not _rank_after(core, item):
                owners.append(core)
                core = item
            core = core or item
        else:
            owners.append(item)
        following = items[chain + 1] if chain + 1 < len(items) else None
        if following is None or not _joins(sentence, item, following):
            break
        chain += 1
        item = following
    stranger = _unnamed(sentence, core, item) if core is not None and item.kind in ("title", "agent") else None
    if stranger is not None:
        after = chain + 1
        while after < len(items) and items[after].last <= stranger.last:
            after += 1
        if after == len(items) or items[after].first > stranger.last:
            return _of_nation(
                sentence, items, Phrase(items[k].first, stranger.last, tuple(owners), core, stranger), after
            )
    phrase = Phrase(items[k].first, item.last, tuple(owners), core)
    return _with_of(sentence, items, phrase, chain + 1)


def _coordinated(sentence: Sentence, items: list[Item], k: int) -> int | None:
    """For "U.S., British and Iranian officials": the number of the item where the noun begins, else None."""
    if items[k].kind not in ("nation", "body", "metonym"):
        return None
    j = k
    while j + 1 < len(items) and items[j + 1].kind in ("nation", "body", "metonym"):
        between = sentence.tokens[items[j].last + 1 : items[j + 1].first]
        if not between or any(t.lower not in (",", "and", "&", "or", "the") for t in between):
            break
        j += 1
    if j == k or j + 1 >= len(items) or items[j + 1].kind not in ("title", "agent"):
        return None
    if not _joins(sentence, items[j], items[j + 1]):
        return None
    noun = items[j + 1].last
    first = sentence.tokens[items[k].last]
    if items[k].kind == "nation" and not items[k].has("adjective"):
        return None
    return j + 1 if first.i == noun or any(t.i == noun for t in sentence.ancestors(first)) else None


def _joins(sentence: Sentence, left: Item, right: Item) -> bool:
    """Whether `right` goes on the phrase that `left` is in."""
    between = sentence.tokens[left.last + 1 : right.first]
    possessive = any(t.tag == "POS" for t in between)
    if right.kind in _NAMES:
        if left.kind not in ("title", "agent") or (left.title is not None and left.title.body):
            return False
        if left.kind == "agent" and any(n.printed != n.ref for n in left.names):
            return False
        return all(t.lower.rstrip(".") in titles().honorifics or t.tag in ("``", "''", "HYPH") for t in between)
    if (
        right.kind not in ("title", "agent")
        or left.kind not in (*_OWNERS, *_NAMES)
        or left.suffix not in ("", "based")
        or (left.kind == "nation" and suffix_after(sentence, left.last) not in ("", "based"))
    ):
        return False
    if left.kind == "nation" and not possessive and not left.has("country", "adjective"):
        return False
    if left.kind in _NAMES:
        words = " ".join(t.lower for t in sentence.tokens[right.first : right.last + 1])
        return words in titles().households and not [t for t in between if t.tag != "POS"]
    if left.title is not None and right.title is not None and _rank_after(left, right):
        return not left.title.plural
    if left.kind == "title" and (possessive or not left.title or not left.title.body):
        # "foreign ministry spokesman" is one phrase, "the president's envoy" two; "deputy minister chief" none.
        return bool(left.title and left.title.body)
    if left.kind == "capital" and right.title is not None and between and not possessive:
        return False
    return len(between) <= _MOST_BETWEEN and all(_modifies(t) for t in between) and not _breaks(sentence, left, right)


def _modifies(token: Token) -> bool:
    return token.tag in _MODIFIERS or token.text in ("-", '"') or token.lower in ("most", "then")


def _breaks(sentence: Sentence, left: Item, right: Item) -> bool:
    """True where the parse puts a clause between: "Russia struck civilians"."""
    tokens = sentence.tokens
    noun, owner = tokens[right.last], tokens[left.last]
    if (
        owner.dep in ("nsubj", "nsubjpass")
        and tokens[owner.head].i != noun.i
        and owner.head not in range(left.first, right.last + 1)
    ):
        between = tokens[left.last + 1 : right.first]
        return any(t.tag.startswith("VB") for t in between)
    return False


def _rank_after(core: Item, item: Item) -> bool:
    """True for "Prime Minister General Abdourahamane": the rank says less than the office."""
    return core.title is not None and item.title is not None and not core.title.body and core.last + 1 == item.first


def _unnamed(sentence: Sentence, core: Item, end: Item) -> Item | None:
    """A capitalised name right after a singular title that nobody marked as a name."""
    if core.title is None or core.title.plural or core.title.body:
        return None
    tokens, i = sentence.tokens, end.last + 1
    while i < len(tokens) and tokens[i].lower.rstrip(".") in titles().honorifics and tokens[i].text[:1].isupper():
        i += 1
    j = i
    while j < len(tokens) and (tokens[j].tag in ("NNP", "NNPS") or tokens[j].lower in titles().particles):
        if not (tokens[j].text[:1].isupper() or tokens[j].lower in titles().particles) or tokens[j].ent in (
            "DATE",
            "GPE",
            "TIME",
        ):
            break
        j += 1
    while j > i and not tokens[j - 1].text[:1].isupper():
        j -= 1
    marked = {t.ent for t in tokens[i:j]}
    if "PERSON" not in marked and (
        marked - {"", "NORP"} or core.title.sector in ("MIL", "owner") or (not core.title.holders and j - i == 1)
    ):
        return None
    return Item("stranger", i, j - 1) if j > i else None


def _of_nation(sentence: Sentence, items: list[Item], phrase: Phrase, k: int) -> tuple[Phrase, int]:
    """Takes in "of Denmark" after "Prime Minister Frederiksen"."""
    if k < len(items) and items[k].kind in ("nation", "body") and phrase.core is not None and not phrase.owners:
        between = sentence.tokens[phrase.last + 1 : items[k].first]
        if between and between[0].lower == "of" and all(t.lower in ("of", "the") for t in between):
            return replace(phrase, owners=(items[k],), last=items[k].last), k + 1
    return phrase, k


def _with_of(sentence: Sentence, items: list[Item], phrase: Phrase, k: int) -> tuple[Phrase, int]:
    """Takes in "of Kenya" after "the president", and every nation of "of France, Germany and Britain"."""
    core = phrase.core
    if core is None or core.last + 2 >= len(sentence.tokens) or sentence.tokens[core.last + 1].lower != "of":
        return phrase, k
    owners, at = list(phrase.owners), core.last + 1
    last = phrase.last
    while k < len(items) and items[k].kind in ("nation", "capital", "body", "metonym", "agent", "firm"):
        between = sentence.tokens[at : items[k].first]
        fillers = ("of", "the", ",", "and", "its", "a", "an")
        if any(t.lower not in fillers and t.tag not in ("JJ", "JJS", "VBN") for t in between):
            break
        if owners and last != phrase.last and not phrase.plural:
            break
        if items[k].kind == "agent" and core.title is None:
            break  # "a group of soldiers": the soldiers come as a phrase of their own
        owners.append(items[k])
        at, last = items[k].last + 1, items[k].last
        k += 1
        if at < len(sentence.tokens) and sentence.tokens[at].tag == "POS":
            break
    return replace(phrase, owners=tuple(owners), last=last), k


def _dressed(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Reads the words before and inside: "former", "deputy", "the", and "-elect" behind the title."""
    words = titles()
    if phrase.core is None:
        before = sentence.tokens[max(0, phrase.first - 1) : phrase.first]
        return replace(phrase, definite=any(t.lower == "the" for t in before))
    start, ranks = phrase.first, words.former | words.lower
    while start > 0 and (
        sentence.tokens[start - 1].tag in ("JJ", "HYPH", "AFX", "NN", "RB", "CD", "JJS", "VBN", "NNP")
        and (
            sentence.tokens[start - 1].lower.rstrip("-") in ranks
            or (sentence.tokens[start - 1].text == "-" and sentence.tokens[start - 2].lower in ranks)
        )
    ):
        start -= 1
    inside = sentence.tokens[start : phrase.core.last + 1]
    former = any(t.lower.rstrip("-") in words.former or t.lower.startswith("ex-") for t in inside)
    title_at = phrase.core.first
    lower = any(t.lower in words.lower for t in sentence.tokens[start:title_at]) and "deputy" not in (
        phrase.core.title.words if phrase.core.title else ""
    )
    after = sentence.tokens[phrase.core.last + 1 : phrase.core.last + 3]
    elect = any(t.lower.lstrip("-") in words.elect for t in after)
    definite = any(t.lower in ("the", "this", "that") for t in sentence.tokens[max(0, start - 3) : start])
    definite = definite or any(t.tag == "POS" for t in inside)
    phrase = replace(phrase, first=start, former=former, lower=lower, elect=elect, definite=definite)
    return _split_title(sentence, phrase)


def _split_title(sentence: Sentence, phrase: Phrase) -> Phrase:
    """ "The top U.S. diplomat": a title that its owner parts in two."""
    core, start = phrase.core, phrase.first
    if core is None or core.title is None or core.title.body or not phrase.owners:
        return phrase
    near = phrase.owners[-1]
    if near.kind == "body" and near.last == core.first - 1 and near.first < near.last:
        inner = sentence.tokens[near.last].lower  # "Egyptian intelligence" is a body, its chief an "intelligence chief"
        whole = titles().by_first.get(inner, {}).get(f"{inner} {core.title.words}")
        if whole is not None and whole.plural == core.title.plural:
            return replace(phrase, core=replace(core, first=near.last, title=whole))
    if start == 0:
        return phrase
    before = sentence.tokens[start - 1]
    words = f"{before.lower} {core.title.words}"
    title = titles().by_first.get(before.lower, {}).get(words)
    if title is None or not title.holders or before.head != core.last or title.plural != core.title.plural:
        return phrase
    pointed = any(t.lower in ("the", "this", "that") for t in sentence.tokens[max(0, start - 3) : start - 1])
    return replace(phrase, first=start - 1, core=replace(core, title=title), definite=phrase.definite or pointed)


def _twins(sentence: Sentence, phrases: list[Phrase]) -> list[Phrase]:
    """Links a name and the title beside it: "Kenya's president, William Ruto," and "Jorge Amaral, the minister,"."""
    linked = list(phrases)
    for k in range(len(phrases) - 1):
        linked[k + 1] = _person_after(sentence, linked[k], linked[k + 1])
        a, b = linked[k], linked[k + 1]
        if a.twin is not None or not _apposed(sentence, a, b):
            continue
        if (a.name is not None and b.core is not None and b.core.title and b.name is None and not b.plural) or (
            _named_only(a) and b.core is not None and b.name is None and not b.plural
        ) or (
            a.core is not None and a.name is None and not a.plural and b.name is not None and not b.owners
        ):
            linked[k], linked[k + 1] = replace(a, twin=k + 1), replace(b, twin=k)
    return linked


def _person_after(sentence: Sentence, a: Phrase, b: Phrase) -> Phrase:
    """ "Japan's ambassador, Uichiro Niwa": after one person's title a name that the parser takes for a firm is a person."""
    spot = b.sole
    if spot is None or spot.kind != "firm" or a.core is None or a.core.title is None or a.core.title.body:
        return b
    tokens = sentence.tokens[spot.first : spot.last + 1]
    names = len(tokens) > 1 and all(t.tag == "NNP" for t in tokens)
    if a.name is not None or a.plural or not names or tokens[-1].dep != "appos" or not _apposed(sentence, a, b):
        return b
    return replace(b, owners=(), name=Item("stranger", spot.first, spot.last))


def _named_only(phrase: Phrase) -> bool:
    return phrase.name is not None and phrase.core is None


def _apposed(sentence: Sentence, a: Phrase, b: Phrase) -> bool:
    between = sentence.tokens[a.last + 1 : b.first]
    if not between or between[0].text not in (",", "(", "-", "–", "—"):
        return False
    if any(t.tag.startswith(("VBD", "VBZ", "VBP", "MD", "CC", "W")) or t.lower in ("and", "who") for t in between):
        return False
    if any(t.text == "," for t in between[1:]) or len(between) > 8:
        return False
    tokens = sentence.tokens
    heads = {t.i for t in tokens[b.first : b.last + 1] if t.dep == "appos" and a.first <= t.head <= a.last}
    after = tokens[b.last + 1].text if b.last + 1 < len(tokens) else "."
    before = tokens[a.first - 1].text if a.first else ""
    closed = after in (",", ".", ")", "-", "–", "—", ";") and before != ","
    if heads:
        return True
    conj = any(t.dep == "conj" for t in tokens[b.first : b.last + 1])
    return closed and not conj
