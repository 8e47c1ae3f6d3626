"""Whether a cue of stance stands in the world, on which side of a negation, and how surely."""

from __future__ import annotations

from dragoman.model import Cast, Sentence, Source, Token
from dragoman.model.event import Factuality
from dragoman.model.position import Stance
from dragoman.understanding.stance_parts import cue_at, outside
from dragoman.understanding.stance_words import Cue, stance_words
from dragoman.understanding.sure_local import is_nothing

_NEGATORS = ("not", "n't", "never", "nor", "hardly", "neither")
_ORDER: tuple[Factuality, ...] = ("CT+", "PR+", "PS+", "U")
#: What a stance becomes under negation; None where the negation leaves no stance behind.
_FLIPPED: dict[Stance, Stance | None] = {
    "supports": "opposes",
    "accepts": "refuses",
    "offers": "refuses",
    "demands": None,
    "refuses": None,
    "conditions": None,
    "opposes": None,
}
_COMPLEMENT = ("xcomp", "ccomp", "acl", "pcomp", "acomp", "oprd")


def negated(sentence: Sentence, token: Token) -> bool:
    """True for "did not accept", "neither accepted", "has yet to accept", "is not ready", "no willingness"."""
    places = [token]
    if token.pos == "ADJ" or token.dep in ("acomp", "attr"):
        places.append(sentence.head(token))
    for place in places:
        for child in sentence.children(place):
            if child.dep == "neg" or (child.lower in _NEGATORS and child.dep in ("advmod", "preconj", "cc")):
                return True
    if token.pos == "VERB" and (_yet(sentence, token) or any(is_nothing(sentence, token, c) for c in sentence.children(token))):
        return True
    if token.pos != "NOUN":
        return False
    if any(c.lower == "no" for c in sentence.children(token, "det")):
        return True
    above = sentence.head(token)
    if token.dep == "pobj" and above.lower == "without":
        return True
    return token.dep in ("dobj", "attr") and any(c.dep == "neg" for c in sentence.children(above))


def unfinished(sentence: Sentence, token: Token) -> bool:
    """True for "has not accepted", "has yet to agree", "no longer demands": the negation tells of no refusal."""
    children = sentence.children(token)
    perfect = any(c.dep == "aux" and c.lemma == "have" for c in children)
    longer = any(c.lower in ("longer", "anymore") for c in children)
    return perfect or _yet(sentence, token) or longer


def _yet(sentence: Sentence, token: Token) -> bool:
    """ "Has yet to accept"."""
    above = sentence.head(token)
    own, higher = sentence.children(token, "advmod"), sentence.children(above, "advmod")
    return above.lemma in ("have", "be") and token.dep == "xcomp" and any(c.lower == "yet" for c in (*own, *higher))


def flipped(stance: Stance) -> Stance | None:
    return _FLIPPED[stance]


def governor(sentence: Sentence, token: Token) -> Token | None:
    """The word whose complement the clause of `token` is, through coordination; None for a clause of its own."""
    while token.dep == "conj":
        if outside(sentence, token):
            return None
        token = sentence.head(token)
    if token.dep not in _COMPLEMENT or (token.dep == "acl" and token.tag != "VB"):
        return None
    above = sentence.head(token)
    if above.pos == "ADP":
        above = sentence.head(above)
    if above.pos == "AUX" and above.dep in _COMPLEMENT:
        return governor(sentence, above)
    return above


def overruled(sentence: Sentence, token: Token, cue: Cue) -> bool:
    """True where the cue is only part of what another cue wants ("urged Israel to accept"), or of what was dropped."""
    if cue.kind == "noun":
        above = sentence.head(token)
        return token.dep in ("dobj", "nsubjpass") and above.lemma in stance_words()["drops"]
    below, steps = token, 0
    while (above_ := governor(sentence, below)) is not None and steps < 4:
        if above_.lemma in stance_words()["drops"] or cue_at(sentence, above_) is not None:
            return True
        below, steps = above_, steps + 1
    return False


def unreal(sentence: Sentence, token: Token) -> bool:
    """True in a question, or where an if-clause holds the cue."""
    if sentence.text.rstrip("\"'”’ ").endswith("?"):
        return True
    chain = [token, *sentence.ancestors(token)]
    return any(
        t.dep in ("advcl", "ccomp") and any(c.lower in stance_words()["hypothetical"] for c in sentence.children(t, "mark"))
        for t in chain
    )


def surety(
    sentence: Sentence, token: Token, sources: tuple[Source, ...], cast: Cast, actor: str
) -> tuple[Factuality, tuple[str, ...]]:
    """How sure the report is that the actor takes the stance, with reasons."""
    factuality: Factuality = "CT+"
    why: list[str] = []

    def lower(to: Factuality, reason: str) -> None:
        nonlocal factuality
        why.append(reason)
        factuality = max(factuality, to, key=_ORDER.index)

    for word in _around(sentence, token):
        if level := stance_words()["hedges"].get(word.lower):
            lower(level, f"hedge:{word.lower}")
    above: Token | None = token
    while above is not None and (above := governor(sentence, above)) is not None:
        if level := stance_words()["lowering"].get(above.lemma):
            lower(level, f"under:{above.lemma}")
    for source in sources:
        if source.kind in ("anonymous", "hearsay"):
            lower("PR+", f"source:{source.kind}")
        elif source.kind == "author":
            lower("PS+", "source:author")
    if sources and sources[-1].kind == "named" and _other_side(sources[-1], cast, actor):
        lower("PR+", "source:another side")
    return factuality, tuple(why)


def _around(sentence: Sentence, token: Token) -> list[Token]:
    """Adverbs and modals on the cue, and on what it hangs on as an argument."""
    found = sentence.children(token, "advmod", "aux")
    if token.pos != "VERB":
        above = sentence.head(token)
        found += sentence.children(above, "advmod", "aux")
        for verb in sentence.children(token, "relcl", "acl"):
            found += sentence.children(verb, "advmod", "aux")
    return found


def _other_side(source: Source, cast: Cast, actor: str) -> bool:
    """True when somebody else tells of the stance: what one state says that another wants is less than sure."""
    if source.actor is None or source.actor == actor:
        return False
    teller, holder = cast.actors.get(source.actor), cast.actors[actor]
    return teller is not None and (teller.country is None or teller.country != holder.country)
