"""Who is relied on for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.model import Event, Position, Reading, Source, Span
from dragoman.present.dossier.certainty import relied_on
from dragoman.present.dossier.names import Names
from dragoman.present.dossier.phrases import phrases
from dragoman.present.dossier.view import Speaker

_ORDER = ("report", "author", "named", "anonymous", "hearsay")


def relied_of(facts: Sequence[Event | Position]) -> tuple[tuple[str, int], ...]:
    """How many facts rest on what kind of word, the report's own first."""
    counts = Counter(relied_on(fact.sources) for fact in facts)
    return tuple((kind, counts[kind]) for kind in _ORDER if counts[kind])


def speakers_of(reading: Reading, facts: Sequence[Event | Position], names: Names) -> tuple[Speaker, ...]:
    """Each source with what it says, those that say most first; anonymous words count as sources of their own."""
    says: dict[tuple[str, str], list[Span]] = {}
    rests: Counter[tuple[str, str]] = Counter()
    for statement in reading.statements:
        if statement.sources and statement.actual:
            says.setdefault(_who(statement.sources, names), []).append(statement.span)
    for fact in facts:
        if fact.sources:
            rests[_who(fact.sources, names)] += 1
            says.setdefault(_who(fact.sources, names), [])
    found = [Speaker(kind, name, _widest(spans), rests[kind, name]) for (kind, name), spans in says.items()]
    return tuple(sorted(found, key=lambda s: (_ORDER.index(s.kind), -len(s.says) - s.facts, s.name)))


def _widest(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Without the contents that stand in a longer one of the same source."""
    held = sorted(spans, key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in held:
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _who(sources: tuple[Source, ...], names: Names) -> tuple[str, str]:
    """The weakest link of the chain: it is the one that the fact hangs on."""
    kind = relied_on(sources)
    link = next(source for source in sources if source.kind == kind)
    words = link.span or link.cue
    printed = " ".join(words.text.split()) if words else ""
    if kind == "named" and link.actor:
        return kind, names.short(link.actor)
    if printed.lower() in phrases().pronouns:
        printed = ""
    return kind, printed or phrases().sources[kind].meaning
