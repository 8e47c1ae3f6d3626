"""Events as plain sentences, and the words of the report that tell of them."""

from __future__ import annotations

from dragoman.model import Event, Reading, Sentence, Source, Span
from dragoman.present.dossier.names import Names
from dragoman.present.dossier.phrases import phrases

#: A quotation longer than this is cut at a word.
_LONGEST = 100
#: What hangs on a word without belonging to what it says.
_ASIDE = ("advcl", "conj", "cc", "parataxis", "relcl", "punct", "ccomp_said", "appos")


def sentence_of(event: Event, names: Names) -> str:
    """Who did what to whom, in the event's status: "The European Union cut ties with Rwanda"."""
    known = phrases()
    wording, status = known.wording(event.type, event.mode), known.statuses[event.status]
    recipients = [r for r in event.recipients if r not in event.actors]
    if not event.actors and recipients and wording.passive:
        said = status.passive.format(participle=wording.passive, **_auxiliaries(recipients, names))
        return _first(f"{names.listed(recipients)} {said}")
    if not event.actors:
        bare = wording.noun.removeprefix("a ").removeprefix("an ")
        said = status.noun.format(noun=wording.noun, bare=bare)
        return _first(f"{said} ({names.listed(recipients, inside=False)})" if recipients else said)
    forms = wording.say if recipients else wording.both if len(event.actors) > 1 else wording.alone
    base, past, ing = (form.format(r=names.listed(recipients)) for form in forms)
    said = status.active.format(base=base, past=past, ing=ing, **_auxiliaries(event.actors, names))
    return _first(f"{names.listed(event.actors)} {said}")


def _auxiliaries(ids: tuple[str, ...] | list[str], names: Names) -> dict[str, str]:
    actor = names.actor(ids[0])
    many = len(ids) > 1 or actor is not None and (actor.kind == "people" or bool(actor.members))
    return {"be": "are", "was": "were", "have": "have"} if many else {"be": "is", "was": "was", "have": "has"}


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


class Words:
    """The words behind facts, cut from the parsed sentences of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._sentences = [s for story in reading.stories for s in story.sentences]

    def around(self, span: Span) -> Span:
        """The phrase that the words head: "cut" → "cut defence ties with Kigali". The span itself without a parse."""
        sentence = next((s for s in self._sentences if s.start <= span.start < s.end), None)
        if sentence is None:
            return span
        inside = [t for t in sentence.tokens if span.start <= t.start < span.end]
        if not inside:
            return span
        head = next((t for t in inside if not span.start <= sentence.tokens[t.head].start < span.end), inside[0])
        tokens = [t for t in _core(sentence, head.i) if t >= inside[0].i or head.pos != "VERB"]
        run = _run([*tokens, *(t.i for t in inside)], inside[-1].i)
        return self.cut(sentence.words(*run)) if run else span

    def cut(self, span: Span) -> Span:
        """The span, ended at a word where it is too long to be read at a glance."""
        if span.end - span.start <= _LONGEST:
            return span
        end = span.start + _LONGEST
        end = max(self._text.rfind(" ", span.start, end), span.start + 1)
        return Span(span.start, end, self._text[span.start : end])

    @staticmethod
    def shown(span: Span, whole: str = "") -> str:
        """The words on one line, without the marks that would double the quotation marks around them."""
        text = " ".join(span.text.split()).strip("“”\"‘’' ,;:")
        return f"{text.rstrip('.')} …" if whole and len(span.text) < len(whole) else text


def _core(sentence: Sentence, i: int) -> list[int]:
    """The token and what belongs to it, without asides, coordinated clauses and what follows a comma."""
    found = [i]
    for child in sentence.children(sentence.tokens[i]):
        clause = child.dep in _ASIDE and not (child.dep == "conj" and child.pos in ("NOUN", "PROPN", "ADJ"))
        if not clause or child.dep == "cc" and _joins_nouns(sentence, i):
            found.extend(_core(sentence, child.i))
    return found


def _joins_nouns(sentence: Sentence, i: int) -> bool:
    return any(c.pos in ("NOUN", "PROPN", "ADJ") for c in sentence.children(sentence.tokens[i], "conj"))


def _run(tokens: list[int], anchor: int) -> tuple[int, int] | None:
    """The unbroken run of token numbers around the anchor, gaps of one mark or particle bridged."""
    held = sorted(set(tokens))
    if anchor not in held:
        return None
    first = last = held.index(anchor)
    while first > 0 and held[first] - held[first - 1] <= 2:
        first -= 1
    while last + 1 < len(held) and held[last + 1] - held[last] <= 2:
        last += 1
    return held[first], held[last]


def chain(sources: tuple[Source, ...], names: Names) -> str:
    """The chain of sources in words, outermost first: "hearsay (“reportedly”) → Rubio"."""
    known = phrases().sources
    said = []
    for source in sources:
        words = " ".join(source.span.text.split()) if source.span else ""
        cue = " ".join(source.cue.text.split()) if source.cue else ""
        if source.kind == "named":
            said.append(names.short(source.actor) if source.actor else words or "somebody named")
        elif source.kind == "author":
            said.append(known["author"].say + (f" (“{cue}”)" if cue else ""))
        else:
            given = words or cue
            said.append(known[source.kind].say + (f" (“{given}”)" if given else ""))
    return " → ".join(dict.fromkeys(said)) or known["report"].say
