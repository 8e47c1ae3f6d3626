"""Events as plain sentences, and the words of the report that tell of them."""

from __future__ import annotations

from bisect import bisect_right

from dragoman.model import Event, Reading, Sentence, Source, Span, Token
from dragoman.present.dossier.names import Names
from dragoman.present.dossier.phrases import phrases

#: A quotation longer than this is cut at a word.
_LONGEST = 110
#: Pronouns need the sentence before.
_PERSONAL = ("PRP", "WP")
#: What hangs on a word without belonging to what it says.
_ASIDE = ("advcl", "conj", "cc", "parataxis", "relcl", "punct", "appos")


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


def quoted_of(event: Event, names: Names) -> str:
    """What stands before the report's own words where the plain sentence would say too little or too much: "Canada: ",
    "Israel, planned: ". "" where the plain sentence serves."""
    wording = phrases().wording(event.type, event.mode)
    recipients = [r for r in event.recipients if r not in event.actors]
    plain = wording.passive if not event.actors else recipients or (len(event.actors) > 1 and wording.both != wording.alone)
    # A word or two of the report say less than the mode does: "postponed", "called off".
    if event.mode and plain and len(event.anchor.text.split()) <= 2 and event.type == "REJECT":
        return ""
    if plain and event.type not in phrases().vague:
        return ""
    status = "" if event.status in ("occurred", "ongoing", "cancelled", "denied") else event.status
    whom = names.listed(event.actors, inside=False)
    if not whom and recipients:
        whom = f"{phrases().nobody} → {names.listed(recipients, inside=False)}"
    return f"{_first(', '.join(filter(None, (whom or phrases().nobody, status))))}: "


def _auxiliaries(ids: tuple[str, ...] | list[str], names: Names) -> dict[str, str]:
    if names.many(ids):
        return {"be": "are", "was": "were", "have": "have"}
    return {"be": "is", "was": "was", "have": "has"}


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


class Words:
    """The words behind facts, cut from the parsed sentences of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._sentences = sorted((s for story in reading.stories for s in story.sentences), key=lambda s: s.start)
        self._mentions = reading.mentions
        self._starts = [s.start for s in self._sentences]

    def around(self, span: Span, *, negated: bool = False) -> Span:
        """The phrase that the words head: "cut" → "cut defence ties with Kigali". The span itself without a parse.

        `negated` takes in the "not" of the verb: "accept" → "will not accept the terms"."""
        found = self._headed(span)
        if found is None:
            return span
        sentence, head, inside = found
        # Of two nouns side by side only the first is told of: "a meeting with Xi and a call".
        noun = head.pos != "VERB"
        beside = {t.i for c in sentence.children(head, "conj", "cc") for t in sentence.subtree(c)} if noun else set()
        tokens = [t for t in _core(sentence, head.i) if (noun or t >= inside[0].i) and t not in beside]
        run = _run(sentence, [*tokens, *(t.i for t in inside)], inside[-1].i)
        if run and negated and (nots := sentence.children(head, "neg")) and nots[0].i < run[0]:
            helpers = [t.i for t in sentence.children(head, "aux") if t.i < nots[0].i]
            run = (min([nots[0].i, *helpers]), run[1])
        return sentence.words(*run) if run else span

    def told(self, event: Event, names: Names) -> str:
        """The event as the actors' names and the report's own verb phrase: "Kagame" + "accused Kinshasa of arming
        militias". "" where the report puts it otherwise: in the passive, in a noun, negated, with a pronoun."""
        found = self._headed(event.anchor)
        if found is None or not event.actors or event.status not in ("occurred", "ongoing"):
            return ""
        sentence, head, inside = found
        phrase = self.around(event.anchor)
        held = [t for t in sentence.tokens if phrase.start <= t.start < phrase.end]
        if head.i != inside[0].i or event.factuality.endswith("-") or any(t.tag in _PERSONAL for t in held):
            return ""
        others = [
            m for m in self._mentions
            if m.actor in event.actors and m.form in ("name", "surname") and m.span in phrase
        ]
        verb = None if others else _active(sentence, head, names.many(event.actors))
        # A phrase too long to be read at a glance, or one that a list goes on with, says too little by itself.
        if verb is None or phrase.end - phrase.start > _LONGEST or self._text[phrase.end : phrase.end + 1] == ":":
            return ""
        return _first(f"{names.listed(event.actors)} {verb}{self.shown(phrase)}")

    def _headed(self, span: Span) -> tuple[Sentence, Token, list[Token]] | None:
        """The sentence of the span, the span's head word and all its tokens; None without a parse."""
        at = bisect_right(self._starts, span.start) - 1
        sentence = self._sentences[at] if at >= 0 else None
        if sentence is None or span.start >= sentence.end:
            return None
        inside = [t for t in sentence.tokens if span.start <= t.start < span.end]
        if not inside:
            return None
        head = next((t for t in inside if not span.start <= sentence.tokens[t.head].start < span.end), inside[0])
        return sentence, head, inside

    def cut(self, span: Span, longest: int = _LONGEST) -> Span:
        """The span, ended at a word where it is too long to be read at a glance."""
        if span.end - span.start <= longest:
            return span
        end = span.start + longest
        end = max(self._text.rfind(" ", span.start, end), span.start + 1)
        return Span(span.start, end, self._text[span.start : end])

    @staticmethod
    def shown(span: Span, whole: str = "") -> str:
        """The words on one line, without the marks that would double the quotation marks around them."""
        text = _balanced(" ".join(span.text.split()).strip(" ,;:–—"))
        return f"{text.rstrip('.')} …" if whole and len(span.text) < len(whole) else text


def _balanced(text: str) -> str:
    """The text without quotation marks around it or left over from a quotation that it cuts."""
    if len(text) > 1 and text[0] in "“\"‘'" and text[-1] in "”\"’'" and not any(c in "“”\"" for c in text[1:-1]):
        return text[1:-1]
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return text.replace('"', "") if text.count('"') % 2 else text


def _active(sentence: Sentence, head: Token, many: bool) -> str | None:
    """What stands before an active verb of its own clause: "" or "has "; None for any other form."""
    if head.pos != "VERB" or head.dep not in ("ROOT", "conj", "ccomp", "relcl", "advcl", "parataxis"):
        return None
    if sentence.children(head, "auxpass", "nsubjpass", "neg", "agent") or not _has_subject(sentence, head):
        return None
    helpers = [t.lemma.lower() for t in sentence.children(head, "aux")]
    if head.tag == "VBD" and not helpers:
        return ""
    if head.tag == "VBZ" and not helpers and not many:
        return ""
    return ("have " if many else "has ") if head.tag == "VBN" and helpers == ["have"] else None


def _has_subject(sentence: Sentence, verb: Token) -> bool:
    """True where the verb has a subject, its own or that of the verb it is joined to."""
    while verb.dep == "conj" and not sentence.children(verb, "nsubj"):
        verb = sentence.head(verb)
    return verb.pos in ("VERB", "AUX") and bool(sentence.children(verb, "nsubj"))


def _core(sentence: Sentence, i: int) -> list[int]:
    """The token and what belongs to it, without asides, coordinated clauses and what follows a comma."""
    found = [i]
    for child in sentence.children(sentence.tokens[i]):
        clause = child.dep in _ASIDE and not (child.dep == "conj" and child.pos in ("NOUN", "PROPN", "ADJ"))
        if not clause or (child.dep == "cc" and _joins_nouns(sentence, i)):
            found.extend(_core(sentence, child.i))
    return found


def _joins_nouns(sentence: Sentence, i: int) -> bool:
    return any(c.pos in ("NOUN", "PROPN", "ADJ") for c in sentence.children(sentence.tokens[i], "conj"))


def _run(sentence: Sentence, tokens: list[int], anchor: int) -> tuple[int, int] | None:
    """The unbroken run of token numbers around the anchor; a gap of one mark or particle is bridged, a comma only
    inside a list."""
    held = sorted(set(tokens))
    if anchor not in held:
        return None
    first = last = held.index(anchor)
    while first > 0 and _joined(sentence, held[first - 1], held[first]):
        first -= 1
    while last + 1 < len(held) and _joined(sentence, held[last], held[last + 1]):
        last += 1
    return held[first], held[last]


def _joined(sentence: Sentence, one: int, other: int) -> bool:
    if other - one != 2:
        return other - one == 1
    after = sentence.tokens[other]
    if sentence.tokens[one + 1].text == ";":
        return False
    listed = "conj" in (after.dep, sentence.head(after).dep, sentence.head(sentence.head(after)).dep)
    return sentence.tokens[one + 1].text != "," or listed


def chain(sources: tuple[Source, ...], names: Names) -> str:
    """The chain of sources in words, outermost first: "hearsay (“reportedly”) → Rubio"."""
    known = phrases().sources
    said = []
    for source in sources:
        words = " ".join(source.span.text.split()) if source.span else ""
        cue = " ".join(source.cue.text.split()) if source.cue else ""
        if source.kind == "named":
            pronoun = words.lower() in phrases().pronouns
            said.append(names.short(source.actor) if source.actor else words if words and not pronoun else "the speaker")
        elif source.kind == "author":
            said.append(known["author"].say + (f" (“{cue}”)" if cue else ""))
        else:
            given = words or cue
            said.append(known[source.kind].say + (f" (“{given}”)" if given else ""))
    return " → ".join(dict.fromkeys(said)) or known["report"].say
