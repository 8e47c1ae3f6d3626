"""The grammar's attributions and the encoder's tags put together.

The encoder marks sources, cues and contents word by word, without chains and without saying which belongs to which; the
grammar knows both, and misses what its word lists do not hold. So the encoder adds cues that the grammar has not found,
strikes those it holds for none, and the grammar keeps what lies below another content, where the encoder is blind.
Figures: `benchmarks/attribution.py` with and without `--signals`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import by_agents, is_passive, subject
from dragoman.understanding.said_pieces import Link, Range, is_another_verb, ranges
from dragoman.understanding.said_words import cues
from dragoman.understanding.signals import Signals, labels

Spans = dict[str, list[Range]]
Chances = np.ndarray[tuple[int], np.dtype[np.float32]]


def fused(sentence: Sentence, links: list[Link], attitudes: list[Link], hints: Signals) -> list[Link]:
    """The links of both readers, in order of their cues; of the attitudes found, those whose cue the encoder is sure of."""
    if not hints.attribution.any():
        return links
    marked = tagged(hints)
    chance = _chances(hints, "CUE")
    kept = [_leaning(sentence, link, chance) for link in links if _stands(sentence, link, links, chance, marked)]
    keys = [link.key for link in kept]
    kept = [_filled(sentence, link, marked, keys) for link in kept]
    for cue in marked["CUE"]:
        if float(chance[cue[0] : cue[1] + 1].max()) < cues().fusion["add"] or any(
            _meet(cue, link.cue) for link in kept
        ):
            continue
        link = _known(cue, (*links, *attitudes)) or _found(sentence, cue, marked)
        if link is not None and not _told_already(link, kept):
            kept.append(link)
    return sorted(kept, key=lambda link: link.cue)


def tagged(hints: Signals) -> Spans:
    """Token ranges of sources, cues and contents, as the likeliest tags give them."""
    names = labels()["attribution"]
    found: Spans = {"SOURCE": [], "CUE": [], "CONTENT": []}
    open_tag = ""
    for i, column in enumerate(hints.attribution.argmax(1)):
        start, _, tag = names[int(column)].partition("-")
        if tag and tag == open_tag and start == "I":
            found[tag][-1] = (found[tag][-1][0], i)
        elif tag:
            found[tag].append((i, i))
        open_tag = tag
    return found


def _chances(hints: Signals, tag: str) -> Chances:
    columns = [i for i, name in enumerate(labels()["attribution"]) if name.endswith(f"-{tag}")]
    total: Chances = hints.attribution[:, columns].sum(1)
    return total


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _told_already(link: Link, kept: list[Link]) -> bool:
    """True where the grammar has given these very words to somebody by another cue of the same clause."""
    return any(
        _meet(piece, other)
        and not any(a <= link.key <= b for a, b in one.pieces)
        and not any(a <= one.key <= b for a, b in link.pieces)
        for one in kept
        for other in one.pieces
        for piece in link.pieces
    )


def _stands(sentence: Sentence, link: Link, links: list[Link], chance: Chances, marked: Spans) -> bool:
    if _is_sure(sentence, link):
        return True
    if link.report and link.pieces and any(a < link.key <= b for a, b in marked["CONTENT"]):
        return True
    if any(a <= link.key <= b for other in links if other is not link for a, b in other.pieces):
        return link.report
    least = cues().fusion["keep" if link.report else "keep_stance"]
    return _best(link, chance) >= least


def _is_sure(sentence: Sentence, link: Link) -> bool:
    """True where the grammar needs no second reader."""
    cue = sentence.tokens[link.key]
    if link.kind is not None or link.under is not None or cue.pos == "ADP" or cue.lemma in cues().sure:
        return True
    return cue.lemma in cues().counting and any(t.tag == "CD" for a, b in link.pieces for t in sentence.tokens[a : b + 1])


def _best(link: Link, chance: Chances) -> float:
    return float(chance[link.cue[0] : link.cue[1] + 1].max())


def _leaning(sentence: Sentence, link: Link, chance: Chances) -> Link:
    """A report that the encoder marks for no cue stands only inside somebody's word, where the encoder is blind."""
    weak = link.report and not _is_sure(sentence, link) and _best(link, chance) < cues().fusion["keep"]
    return replace(link, within=True) if weak else link


def _filled(sentence: Sentence, link: Link, marked: Spans, keys: list[int]) -> Link:
    """A cue whose content the grammar has not found takes what the encoder marks beside it."""
    if link.pieces or link.kind is not None or not any(_meet(link.cue, cue) for cue in marked["CUE"]):
        return link
    content = _nearest(link.cue, marked["CONTENT"])
    if content is None or any(content[0] <= key <= content[1] for key in keys):
        return link
    return replace(link, pieces=ranges(sentence, range(content[0], content[1] + 1)))


_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")


def _found(sentence: Sentence, cue: Range, marked: Spans) -> Link | None:
    """A cue that only the encoder has found, with the content and the source that it marks nearest to it."""
    content, source = _nearest(cue, marked["CONTENT"]), _nearest(cue, marked["SOURCE"])
    pieces = ranges(sentence, range(content[0], content[1] + 1)) if content is not None else ()
    if not pieces:
        return None
    key, inside = _head(sentence, cue), sentence.tokens[cue[0] : cue[1] + 1]
    if any(t.lemma in cues().verbs["seeming"] for t in inside):
        return Link(sentence.index, cue, None, pieces, "author", True, key.i)
    passive = is_passive(sentence, key)
    if passive and not by_agents(sentence, key) and cues().reports(key.lemma):
        return Link(sentence.index, cue, None, pieces, "hearsay", True, key.i)
    if source is None:
        return None
    noun = _noun_of(sentence, source)
    if noun.pos not in _NOMINAL or key.dep in ("aux", "auxpass") or is_another_verb(sentence, key):
        return None
    if passive and noun is subject(sentence, key):
        return None  # "was told": the encoder marks who was
    report = any(cues().reports(t.lemma) for t in inside) or all(t.text == ":" for t in inside)
    if noun.lower == "you" and not report:
        return None  # "Are you worried that …?"
    return Link(sentence.index, cue, noun.i, pieces, None, report, key.i)


def _known(cue: Range, links: Iterable[Link]) -> Link | None:
    """What the grammar makes of a cue that only the encoder was sure of."""
    return next((link for link in links if link.pieces and cue[0] <= link.key <= cue[1]), None)


def _nearest(cue: Range, spans: list[Range]) -> Range | None:
    return min(spans, key=lambda s: (min(abs(s[0] - cue[1]), abs(cue[0] - s[1])), s), default=None)


def _noun_of(sentence: Sentence, span: Range) -> Token:
    """The head of the source's words; where the parse makes it a verb ("soldiers flown out said"), the noun before it."""
    head = _head(sentence, span)
    nouns = [t for t in sentence.tokens[span[0] : span[1] + 1] if t.pos in ("NOUN", "PROPN", "PRON")]
    return nouns[0] if head.pos in ("VERB", "AUX") and nouns else head


def _head(sentence: Sentence, span: Range) -> Token:
    """The word of the stretch that hangs on something outside it."""
    inside = sentence.tokens[span[0] : span[1] + 1]
    tops = [t for t in inside if not span[0] <= t.head <= span[1] or t.head == t.i]
    words = [t for t in tops if t.text[:1].isalnum()]
    return (words or tops or list(inside))[0]
