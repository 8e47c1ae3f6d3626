"""A sentence as a row of known things: names of the tables, titles, nouns for actors, and names nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.actors import Named, Registry
from dragoman.knowledge.actors.keys import word_key
from dragoman.model import Sentence, Token
from dragoman.understanding.who.lexicon import Title, standing_words, titles

_LONGEST = 14
_JOINERS = {"-", ".", "'", "–", "/"}
_SINGLE_NOUNS = ("NN", "NNS", "NNP", "NNPS")
#: What a name is, where several tables hold it: the first of these that fits.
_ORDER = ("person", "body", "metonym", "country", "adjective", "demonym", "capital", "agent", "surname")
#: What a name that no table has is, by the parser's label.
_STRANGERS = {"PERSON": "stranger", "ORG": "firm", "NORP": "people"}


@dataclass(frozen=True, slots=True)
class Item:
    """Tokens `first` to `last` and what they name. `kind`: person body metonym nation capital title agent surname
    stranger (a person no table has) firm (an organisation no table has) people (a group no table has).

    `suffix` is the second half of a word like "Russian-led". `cut` is the length of the name in such a token."""

    kind: str
    first: int
    last: int
    names: tuple[Named, ...] = ()
    title: Title | None = None
    suffix: str = ""
    cut: int = 0

    @property
    def nation(self) -> str | None:
        """The country that a nation or a capital names, where it is one."""
        refs = {n.ref for n in self.names if n.kind in ("country", "adjective", "demonym", "capital")}
        return refs.pop() if len(refs) == 1 else None

    def has(self, *kinds: str) -> bool:
        return any(n.kind in kinds for n in self.names)


def find_items(sentence: Sentence, registry: Registry) -> list[Item]:
    """The items of a sentence from left to right, none overlapping; the longest match wins."""
    tokens = sentence.tokens
    keys = ["" if t.tag == "POS" or t.text in _JOINERS else word_key(t.text) for t in tokens]
    loud = _loud(tokens)
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        item = _item_at(tokens, keys, i, registry, loud) if keys[i] else None
        if item is None:
            i += 1
        else:
            items.append(item)
            i = item.last + 1
    return items


def _loud(tokens: tuple[Token, ...]) -> bool:
    """True for a headline in capitals, where capitals tell nothing."""
    letters = [t for t in tokens if t.text.isalpha() and len(t.text) > 2]
    return len(letters) > 3 and sum(t.text.isupper() for t in letters) > 0.7 * len(letters)


def _item_at(
    tokens: tuple[Token, ...],
    keys: list[str],
    i: int,
    registry: Registry,
    loud: bool,
) -> Item | None:
    best = _known(tokens, keys, i, registry, loud)
    if best is not None and tokens[i].lower == "the" and keys[best.first + 1 : best.first + 2] not in ([], [""]):
        further = _known(tokens, keys, i + 1, registry, loud)
        if further is not None and further.last > best.last:
            return None  # "the UN" is a name, "UN Security Council" the one that is meant
    title = _title(tokens, keys, i)
    if title and (best is None or title.last >= best.last or best.kind == "agent"):
        best = title if best is None or title.last >= best.last else best
    if title and best and best.kind == "person" and best.last < len(tokens) - 1:
        after = (
            _known(tokens, keys, title.last + 1, registry, loud) if keys[min(title.last + 1, len(keys) - 1)] else None
        )
        if after is not None and after.kind == "person" and after.last > best.last:
            best = title  # "Crown Prince Mohammed" is a name, yet more of it follows
    stranger = _stranger(tokens, i)
    if stranger and stranger.kind == "firm" and best is None and _ends_known(tokens, keys, stranger, registry, loud):
        return None
    if stranger and best and _explained(tokens, keys, best, stranger, registry, loud):
        stranger = None
    if stranger and (best is None or (stranger.last > best.last and best.kind in ("surname", "capital", "nation"))):
        best = stranger
    if best is None:
        best = _half(tokens[i], registry)
    return best


def _explained(
    tokens: tuple[Token, ...],
    keys: list[str],
    best: Item,
    stranger: Item,
    registry: Registry,
    loud: bool,
) -> bool:
    """True where what the parser takes for one name is known words: "Serbian Army", "Trump administration"."""
    i = best.last + 1
    while i <= stranger.last and (not keys[i] or tokens[i].lower == "national"):
        i += 1
    if i > stranger.last:
        return False
    rest = [item for item in (_known(tokens, keys, i, registry, loud), _title(tokens, keys, i)) if item is not None]
    return any(item.last >= stranger.last and item.kind in ("agent", "title", "person", "body") for item in rest)


def _ends_known(
    tokens: tuple[Token, ...],
    keys: list[str],
    stranger: Item,
    registry: Registry,
    loud: bool,
) -> bool:
    """True where a known body ends what the parser takes for one name: "Recalling United Nations General Assembly"."""
    found = (_known(tokens, keys, i, registry, loud) for i in range(stranger.first + 1, stranger.last + 1) if keys[i])
    return any(item is not None and item.kind in ("body", "person") and item.last >= stranger.last for item in found)


def _runs(tokens: tuple[Token, ...], keys: list[str], i: int) -> Iterator[tuple[int, str, bool]]:
    """Keys of the word runs that begin at `i`, with their last token and whether a comma is inside."""
    run, comma = "", False
    for j in range(i, min(i + _LONGEST, len(tokens))):
        if keys[j]:
            run = f"{run} {keys[j]}" if run else keys[j]
            yield j, run, comma
        elif tokens[j].text == ",":
            comma = True
        elif tokens[j].tag != "POS" and tokens[j].text not in _JOINERS:
            return


def _known(
    tokens: tuple[Token, ...],
    keys: list[str],
    i: int,
    registry: Registry,
    loud: bool,
) -> Item | None:
    table = registry.starting(keys[i].split(" ", 1)[0])
    best = None
    if not table:
        return None
    for j, run, comma in _runs(tokens, keys, i):
        if run not in table:
            continue
        named = tuple(
            n
            for n in table[run]
            if _fits(n, tokens, i, j, loud)
            and (not comma or "," in n.printed)
            and not (n.kind == "agent" and _document(registry, n.ref))
        )
        if named:
            best = _as_item(named, tokens, i, j) or best
    return best


def _document(registry: Registry, phrase: str) -> bool:
    agent = registry.agent(phrase)
    return agent is None or agent.kind == "document"


def _fits(named: Named, tokens: tuple[Token, ...], i: int, j: int, loud: bool) -> bool:
    """Whether the words as printed can be this name: capitals where the name has them, a noun where it is a noun."""
    if named.kind == "agent":
        last = tokens[j]
        return last.tag in _SINGLE_NOUNS or (i != j and last.tag[:2] in ("NN", "VB", "JJ"))
    text = tokens[i].text
    letters = named.printed.replace(".", "")
    if letters.isupper() and len(letters) <= 5 and i == j and not loud:
        plain = text.replace(".", "")
        return plain.isupper() or (len(letters) >= 4 and text[:1].isupper())
    if not named.printed[:1].isupper():
        return True
    if named.kind == "surname" and named.printed.split()[0].isupper() != text.isupper() and len(text) <= 3:
        return text[:1].isupper() and text[1:].islower()
    upper = text[:1].isupper() or (i != j and tokens[j].text[:1].isupper() and tokens[i].lower in ("al", "el", "the"))
    if upper and named.kind == "surname" and i == 0 and tokens[i].pos not in ("PROPN", "NOUN"):
        return False
    return upper


def _as_item(named: tuple[Named, ...], tokens: tuple[Token, ...], i: int, j: int) -> Item | None:
    kinds = {n.kind for n in named}
    kind = next(kind for kind in _ORDER if kind in kinds)
    if kind in ("body", "person") and kinds & {"country", "capital", "agent"}:
        strong = [n for n in named if n.kind in ("body", "person") and not n.weak]
        capitals = j > i and all(t.text[:1].isupper() for t in tokens[i : j + 1])
        owned = i > 0 and tokens[i - 1].tag in ("POS", "JJ", "PRP$")
        if not strong and not (kind == "body" and capitals and not owned):
            kind = next(k for k in _ORDER if k in kinds - {"body", "person"})
    if kind in ("country", "adjective", "demonym"):
        kept = tuple(n for n in named if n.kind in ("country", "adjective", "demonym", "capital"))
        return Item("nation", i, j, kept)
    kept = tuple(n for n in named if n.kind in (kind, "capital", "surname", "metonym") or n.kind == kind)
    return Item(kind, i, j, kept)


def _title(tokens: tuple[Token, ...], keys: list[str], i: int) -> Item | None:
    table = titles().by_first.get(keys[i].split(" ", 1)[0])
    if not table:
        return None
    if i and tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start and tokens[i].text[:1].isupper():
        return None  # "Sharm el-Sheikh"
    best = None
    for j, run, comma in _runs(tokens, keys, i):
        title = table.get(run)
        if title and not comma and (tokens[j].tag in _SINGLE_NOUNS or (i != j and tokens[j].tag[:2] != "VB")):
            best = Item("title", i, j, (), title)
    return best


def _stranger(tokens: tuple[Token, ...], i: int) -> Item | None:
    """A name that the parser marks and no table has."""
    label = tokens[i].ent
    if label not in _STRANGERS or not tokens[i].text[:1].isalnum() or not tokens[i].text[:1].isupper():
        return None
    if tokens[i].tag == "DT":
        return None
    j = i
    while j + 1 < len(tokens) and tokens[j + 1].ent == label and not tokens[j + 1].ent_start:
        if (
            tokens[j + 1].tag == "POS"
            or tokens[j + 1].text == ","
            or (label == "PERSON" and tokens[j + 1].lower == "of")
        ):
            break
        j += 1
    return Item(_STRANGERS[label], i, j)


def _half(token: Token, registry: Registry) -> Item | None:
    """The nation in a word like "U.S.-backed" or "Russian-led"."""
    name, dash, suffix = token.text.rpartition("-")
    if (
        not dash
        or not name
        or not suffix.islower()
        or (suffix != "based" and suffix not in standing_words()["acting_suffixes"])
    ):
        return None
    named = tuple(n for n in registry.named(name) if n.kind in ("country", "adjective", "demonym", "body", "capital"))
    if not named or not name[:1].isupper():
        return None
    kind = "body" if named[0].kind == "body" else "nation"
    return Item(kind, token.i, token.i, named, None, suffix, len(name))
