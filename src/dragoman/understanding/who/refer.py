"""Words that point back: pronouns, "the group", "the two leaders", "the country". Conservative: unsure is None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dragoman.knowledge.actors.keys import key
from dragoman.model import Actor, Mention, Sentence, Token
from dragoman.understanding.clause import SUBJECTS, antecedent, told_beside
from dragoman.understanding.said_words import source_words
from dragoman.understanding.who.lexicon import references, titles
from dragoman.understanding.who.memory import Memory
from dragoman.understanding.who.nouns import holder_by_title
from dragoman.understanding.who.owners import government
from dragoman.understanding.who.people import Billing, known
from dragoman.understanding.who.standing import stands_for_actor

_BODIES = ("government", "organisation", "group", "unknown")
_MANY = ("people", "group")
_WINDOW = 3
#: Kinds of office whose holders a report calls leaders.
_LEADING = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "group_leader",
        "party_leader",
        "igo_head",
        "opposition_leader",
        "regional_leader",
    }
)


@dataclass(slots=True)
class Trail:
    """The mentions so far, and for every sentence who speaks in it."""

    memory: Memory
    sentences: tuple[Sentence, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    #: Bodies named inside a longer phrase: not mentions, yet "the group" may mean them.
    shadows: list[Mention] = field(default_factory=list)
    #: Country of each nation named, actor or place, with its sentence.
    nations: list[tuple[int, int, str]] = field(default_factory=list)
    speakers: dict[int, str] = field(default_factory=dict)
    #: Who says "we" outside of quotations.
    issuer: str | None = None

    def recent(self, sentence: int, before: int, window: int) -> list[Mention]:
        """Resolved mentions of the sentence before the token, and of `window` sentences above; the latest first."""
        found = []
        for m in reversed(self.mentions):
            if m.sentence < sentence - window:
                break
            if m.actor is not None and (m.sentence < sentence or m.last < before):
                found.append(m)
        return found

    def parties(self, sentence: int, before: int, window: int) -> list[Actor]:
        """The actors of the recent mentions in order of the text, groups taken apart into their members."""
        found = []
        for mention in reversed(self.recent(sentence, before, window)):
            actor = self.actor(mention)
            found.extend([self.memory.actors[m] for m in actor.members if m in self.memory.actors] or [actor])
        return found

    def actor(self, mention: Mention) -> Actor:
        assert mention.actor is not None
        return self.memory.actors[mention.actor]


def is_subject(sentence: Sentence, mention: Mention) -> bool:
    return sentence.tokens[mention.head].dep in SUBJECTS


def pronoun(trail: Trail, sentence: Sentence, token: Token, quoted: bool) -> tuple[str | None, str]:
    """The actor that a pronoun stands for, and why."""
    who, gender = references().pronouns[token.lower]
    if who == "speaker":
        if not quoted:
            return _issuer(trail, sentence, token)
        speaker = trail.speakers.get(sentence.index)
        return speaker, "speaker of the quotation" if speaker else "no speaker known"
    if who in ("body", "many") and token.dep not in (*SUBJECTS, "poss"):
        return None, "an object, seldom an actor"
    if who == "body" and _empty(sentence, token):
        return None, "empty it"
    barred = {trail.speakers[sentence.index]} if quoted and sentence.index in trail.speakers else set()
    if token.tag == "PRP$" and (renamed := _renamed(trail, sentence, token)) is not None:
        barred.add(renamed)
    own = _own_subject(trail, sentence, token)
    if own is not None:
        barred.add(own)
    told = told_beside(sentence, token)  # who says "Peru has won" is not Peru

    def fits(mention: Mention) -> bool:
        actor = trail.actor(mention)
        if actor.id in barred or mention.form == "adjective":
            return False
        if mention.sentence == sentence.index and mention.head in told:
            return False
        if who == "person":
            figure = trail.memory.figures.get(actor.id)
            return actor.kind == "person" and (figure is None or figure.gender in (None, gender))
        if who == "many":
            return actor.kind in _MANY or _is_plural(trail, mention)
        return actor.kind in _BODIES and not actor.members

    return _search(trail, sentence, token, fits, who)


def _issuer(trail: Trail, sentence: Sentence, token: Token) -> tuple[str | None, str]:
    """Who says "we" outside of quotations: the one named right after, else who issues the statement."""
    if trail.issuer is None and token.lower in ("we", "our", "us"):
        first = [m for m in trail.mentions if m.sentence <= 1 and m.actor is not None and m.form in _OWN_NAMES]
        heads = [m for m in first if trail.sentences[m.sentence].tokens[m.head].dep in (*SUBJECTS, "ROOT", "poss")]
        if len({m.actor for m in first}) == 1 or heads:
            trail.issuer = (heads or first)[0].actor
    if token.lower in ("i", "me", "my") and not _is_signed(trail):
        return None, "the writer"
    return trail.issuer, "who issues the statement" if trail.issuer else "no speaker known"


def _is_signed(trail: Trail) -> bool:
    """A person who is named at the head of the text issues it: "Statement by President Biden"."""
    actor = trail.memory.actors.get(trail.issuer or "")
    heading = trail.sentences[0].root.pos not in ("VERB", "AUX") if trail.sentences else False
    return actor is not None and actor.kind == "person" and heading


_OWN_NAMES = ("name", "surname", "title", "metonym")


def _is_plural(trail: Trail, mention: Mention) -> bool:
    """ "Police", "the forces": an organisation that grammar takes for many."""
    token = trail.sentences[mention.sentence].tokens[mention.head]
    return mention.form in ("generic", "name", "description") and (
        token.tag == "NNS" or token.lower in references().plurals
    )


def _search(
    trail: Trail,
    sentence: Sentence,
    token: Token,
    fits: Callable[[Mention], bool],
    who: str,
) -> tuple[str | None, str]:
    recent = [m for m in trail.recent(sentence.index, token.i, _WINDOW) if fits(m)]
    here = [m for m in recent if m.sentence == sentence.index]
    if who == "many":
        pair = _pair(trail, sentence, token) or _pair_before(trail, sentence, token)
        if pair is not None:
            return pair, "coordinated subject"
    tag = "NN" if who == "person" else "NNS"
    if who != "body" and not here and _has_unnamed(trail, sentence, token, tag):
        return None, "somebody unnamed is nearer"
    governing, taken = _governing(sentence, token, here)
    if taken and who != "person":
        return None, "the clause has another subject"
    if governing is not None:
        return governing.actor, "subject of the clause above"
    if here:
        ids = {m.actor for m in here}
        if len(ids) == 1 and (who == "person" or token.tag == "PRP$"):
            return here[0].actor, "the only one before it in the sentence"
        subjects = [m for m in here if is_subject(sentence, m) and (who == "person" or token.tag == "PRP$")]
        if len({m.actor for m in subjects}) == 1:
            return subjects[0].actor, "the subject before it in the sentence"
        return None, "several could be meant"
    if who == "many" and (pair := _pair_before(trail, sentence, token, anywhere=True)) is not None:
        return pair, "coordinated subject of the sentence before"
    reach = 1 if who != "person" else _WINDOW
    for back in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
        there = [m for m in recent if m.sentence == back]
        if _is_unnamed(trail, trail.sentences[back], tag):
            return None, "somebody unnamed is nearer"
        if not there:
            continue
        subjects = [m for m in there if is_subject(trail.sentences[back], m)]
        ids = {m.actor for m in subjects} or {m.actor for m in there}
        if len(ids) == 1 and (who == "person" or token.dep in (*SUBJECTS, "poss")):
            return ids.pop(), "subject of the sentence before" if subjects else "the only one in the sentence before"
        return None, "several could be meant"
    return None, "nobody named near"


def _is_unnamed(trail: Trail, sentence: Sentence, tag: str) -> bool:
    """ "A diplomat was more cautious": the subject is somebody of whom the text tells no name."""
    subject = sentence.child(sentence.root, *SUBJECTS)
    return subject is not None and _is_somebody(trail, sentence, subject, tag)


def _has_unnamed(trail: Trail, sentence: Sentence, token: Token, tag: str) -> bool:
    """ "My mother refused to leave; she wanted …": the subject before it in the sentence."""
    before = (t for t in sentence.tokens[: token.i] if t.dep in SUBJECTS)
    return any(_is_somebody(trail, sentence, subject, tag) for subject in before)


def _is_somebody(trail: Trail, sentence: Sentence, subject: Token, tag: str) -> bool:
    one = tag == "NN" and source_words().has("indefinite_persons", subject.lower)
    if not one and (subject.tag != tag or subject.lemma not in source_words().anonymous):
        return False
    near = trail.recent(sentence.index, len(sentence.tokens), 0)
    return not any(m.sentence == sentence.index and m.head == subject.i and m.form != "generic" for m in near)


def _empty(sentence: Sentence, token: Token) -> bool:
    """ "It is clear that", "it rained": an it that means nothing."""
    if token.lower != "it":
        return False
    verb = sentence.head(token)
    if token.dep == "expl" or token.dep not in SUBJECTS:
        return token.dep == "expl" or token.dep not in ("dobj", "pobj", "dative")
    if verb.lemma in ("be", "seem", "appear", "remain", "become", "take", "rain", "snow", "happen", "emerge", "matter"):
        return True
    return sentence.child(verb, "csubj", "csubjpass") is not None or (
        verb.tag == "VBN" and sentence.child(verb, "auxpass") is not None and sentence.child(verb, "ccomp") is not None
    )


def _own_subject(trail: Trail, sentence: Sentence, token: Token) -> str | None:
    """The subject of the verb whose object the pronoun is: "Putin met him" is of two people."""
    if token.tag == "PRP$" or token.dep in SUBJECTS or token.lower.endswith(("self", "selves")):
        return None
    node = token
    while node.head != node.i and node.pos not in ("VERB", "AUX"):
        node = sentence.head(node)
    subject = sentence.child(node, *SUBJECTS)
    if subject is None:
        return None
    return next((m.actor for m in trail.mentions if m.sentence == sentence.index and m.head == subject.i), None)


def _renamed(trail: Trail, sentence: Sentence, token: Token) -> str | None:
    """Who is named again in the words that the pronoun owns: nobody is "his foreign minister" to himself."""
    owned = sentence.head(token)
    return trail.memory.heads.get((sentence.index, owned.head)) if owned.dep == "appos" else None


def _governing(sentence: Sentence, token: Token, here: list[Mention]) -> tuple[Mention | None, bool]:
    """The fitting mention that is the subject of the nearest clause above the pronoun, and whether the clause has
    another subject in its place: "the strait is narrow at its mouth" is of no actor."""
    heads = {m.head: m for m in here}
    for above in sentence.ancestors(token):
        for child in sentence.children(above, *SUBJECTS):
            said = antecedent(sentence, child)
            if said.i >= token.i or child.i >= token.i or above.i == token.i:
                continue
            if said.i in heads:
                return heads[said.i], False
            inside = any(t.i == token.i for t in sentence.subtree(child))
            if not inside and said.pos in ("NOUN", "PROPN"):
                return None, True
    return None, False


def _pair(trail: Trail, sentence: Sentence, token: Token) -> str | None:
    """The group that a coordinated subject before "they" makes."""
    for above in sentence.ancestors(token):
        for child in sentence.children(above, *SUBJECTS):
            if child.i >= token.i:
                continue
            if (group := _coordinated(trail, sentence, child)) is not None:
                return group
    return None


def _pair_before(trail: Trail, sentence: Sentence, token: Token, anywhere: bool = False) -> str | None:
    """The group that the coordinated subject of the sentence before makes, for a "they" that begins this one."""
    if (token.i > 1 and not anywhere) or sentence.index == 0:
        return None
    before = trail.sentences[sentence.index - 1]
    subject = before.child(before.root, *SUBJECTS)
    return _coordinated(trail, before, subject) if subject is not None else None


def _coordinated(trail: Trail, sentence: Sentence, token: Token) -> str | None:
    heads = {t.i for t in sentence.conjuncts(token)}
    ids = [m.actor for m in trail.mentions if m.sentence == sentence.index and m.head in heads and m.actor]
    ids = list(dict.fromkeys(ids))
    return grouped(trail.memory, ids, "they").id if len(ids) > 1 and len(ids) == len(heads) else None


def grouped(memory: Memory, ids: list[str], words: str) -> Actor:
    """The actor that several make together."""
    members = tuple(ids)
    names = ", ".join(memory.actors[i].name for i in members)
    sectors = {memory.actors[i].sector for i in members}
    countries = {memory.actors[i].country for i in members}
    sector = sectors.pop() if len(sectors) == 1 else None
    country = countries.pop() if len(countries) == 1 else None
    return memory.keep(
        Actor("+".join(members), names, country, sector, "group", members=members, why=f"meant by {words}")
    )


def description(
    trail: Trail,
    sentence: Sentence,
    noun: Token,
    words: str,
    country: str | None = None,
) -> tuple[str | None, str] | None:
    """The actor of "the group", "the country", "the two sides"; None where the words are no such description."""
    known = references()
    lower = [t for t in sentence.children(noun) if t.i < noun.i]
    number = next((known.numbers[t.lower] for t in lower if t.lower in known.numbers), None)
    if noun.tag == "NN" and noun.lower in known.each and any(t.lower in ("each", "either", "neither") for t in lower):
        return _counted(trail, sentence, noun, "any", 2)
    if noun.tag in ("NNS", "NNPS"):
        named = words != noun.lower and words in known.group_nouns
        kind = known.group_nouns.get(words if named else noun.lower)
        barred = ("prep", "relcl", "poss") if named else ("prep", "relcl", "poss", "amod", "compound")
        if kind is None or sentence.child(noun, *barred) is not None:
            return None
        if number is None:
            pointing = any(t.lower in ("the", "these", "those") for t in lower)
            if not pointing:
                return None
            if kind == "human":
                return None
            return _all_leaders(trail, sentence, noun) if kind == "person" else _counted(trail, sentence, noun, kind, 2)
        if kind == "human" and not any(t.lower in ("the", "both", "these", "those") for t in lower):
            return None
        return _counted(trail, sentence, noun, kind, number)
    pointing = any(t.lower in ("the", "this", "that") for t in lower)
    if not pointing or any(t.dep in ("poss", "nummod") for t in lower):
        return None
    if sentence.child(noun, "prep") is not None and words not in ("group",):
        return None
    if noun.lower in known.country_nouns and not any(t.dep in ("amod", "compound") for t in lower):
        return _country(trail, sentence, noun)
    wanted = known.descriptions.get(words) or known.descriptions.get(noun.lower)
    return _body(trail, sentence, noun, wanted, country) if wanted is not None else None


def _country(trail: Trail, sentence: Sentence, noun: Token) -> tuple[str | None, str] | None:
    acts, _why = stands_for_actor(sentence, noun.i, noun.i, False)
    near = [(s, c) for s, i, c in trail.nations if sentence.index - 2 <= s and (s, i) < (sentence.index, noun.i)]
    if not acts or not near:
        return None
    last = max(s for s, _c in near)
    named = {c for s, c in near if s == last}
    if len(named) != 1:
        return None, "several countries could be meant"
    return government(trail.memory, named.pop()).id, "the country named last"


def _body(
    trail: Trail,
    sentence: Sentence,
    noun: Token,
    wanted: dict[str, tuple[str, ...]],
    country: str | None,
) -> tuple[str | None, str] | None:
    def fits(actor: Actor) -> bool:
        if actor.kind not in _BODIES or actor.members or (country and actor.country != country):
            return False
        if actor.id == f"{actor.country}-MIL":
            return False  # a state's armed forces are no group
        if "sectors" in wanted and actor.sector in wanted["sectors"]:
            return actor.kind != "government"
        if "kinds" in wanted:
            body = trail.memory.registry.body(actor.id)
            if body is not None and body.kind in wanted["kinds"]:
                return True
        return "ministry" in wanted.get("kinds", ()) and actor.id.split("-")[-1] in (
            "MFA",
            "MOD",
            "MOF",
            "MOI",
            "MOJ",
            "MOH",
            "MOE",
            "MOT",
        )

    for window in (0, 1, _WINDOW):
        shadows = [
            m
            for m in trail.shadows
            if sentence.index - window <= m.sentence and (m.sentence, m.last) < (sentence.index, noun.i)
        ]
        ids = {m.actor for m in (*trail.recent(sentence.index, noun.i, window), *shadows) if fits(trail.actor(m))}
        if len(ids) == 1:
            return ids.pop(), "the only one of its kind near"
        if len(ids) > 1:
            return None, "several could be meant"
    everywhere = {m.actor for m in (*trail.mentions, *trail.shadows) if m.actor and fits(trail.actor(m))}
    if len(everywhere) == 1:
        return everywhere.pop(), "the only one of its kind in the story"
    return (None, "several could be meant") if everywhere else None


def _all_leaders(trail: Trail, sentence: Sentence, noun: Token) -> tuple[str | None, str] | None:
    """ "The leaders" without a number: the people of office near, where they are two, or two stand out."""
    for window in (1, _WINDOW, sentence.index):
        ids = _distinct(
            a.id
            for a in trail.parties(sentence.index, noun.i, window)
            if a.kind == "person" and a.office and _of_rank(trail, a)
        )
        if len(ids) == 2:
            return grouped(trail.memory, ids, noun.text).id, "the two of office named near"
        if len(ids) > 2:
            chosen = _outstanding(trail, ids, 2)
            if not chosen and window < sentence.index:
                continue
            return (grouped(trail.memory, chosen, noun.text).id, "the two most spoken of") if chosen else None
    sides = main_parties(trail, 2)
    return (grouped(trail.memory, sides, noun.text).id, "leaders of the two that the report is about") if sides else None


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _outstanding(trail: Trail, ids: list[str], number: int) -> list[str]:
    """The `number` actors that the story has spoken of far more than of the next; none where they do not stand out."""
    counts = trail.memory.spoken
    ranked = sorted(ids, key=lambda id: -counts[id])
    if len(ranked) <= number or counts[ranked[number - 1]] < _CLEAR * max(1, counts[ranked[number]]):
        return []
    kept = set(ranked[:number])
    return [id for id in ids if id in kept]


#: How much more often than the next a party is spoken of, to be one of "the two".
_CLEAR = 1.5


def side_of(actor: Actor) -> str | None:
    """The party that an actor belongs to: its country, or itself where it is a body that fights or bargains alone."""
    if actor.members:
        return None
    if actor.kind in ("group", "organisation") and actor.sector in ("REB", "UAF", "PRM", "PTY", "PRE", "IGO", "OPP"):
        return actor.id
    if actor.country is not None and actor.sector in (None, "GOV", "MIL", "LEG", "SPY", "COP", "JUD"):
        return actor.country
    return None


def main_parties(trail: Trail, number: int) -> list[str]:
    """The `number` parties that the story so far is about, as actors; none where they do not stand out."""
    counts: Counter[str] = Counter()
    for mention in trail.mentions:
        if mention.actor is None:
            continue
        actor = trail.actor(mention)
        for one in [trail.memory.actors[m] for m in actor.members if m in trail.memory.actors] or [actor]:
            if (side := side_of(one)) is not None:
                counts[side] += 1
    ranked = counts.most_common(number + 1)
    if len(ranked) < number or (len(ranked) > number and ranked[number - 1][1] < _CLEAR * ranked[number][1]):
        return []
    return [id if id in trail.memory.actors else government(trail.memory, id).id for id, _count in ranked[:number]]


def some_of(trail: Trail, sentence: Sentence, token: Token) -> tuple[str | None, str] | None:
    """The actors of a bare "the two", "both", "each"; None where the word counts something else."""
    number = references().counters.get(token.lower)
    if number is None or token.dep not in (*SUBJECTS, "poss") or token.tag.startswith("NN"):
        return None
    if any(t.dep not in ("det", "predet") for t in sentence.children(token)):
        return None
    verb = sentence.head(token)
    if verb.pos not in ("VERB", "AUX"):
        return None
    return _counted(trail, sentence, token, "any", number)


def _of_rank(trail: Trail, actor: Actor) -> bool:
    """False for a person who leads nothing: two foreign ministers are not "the two leaders"."""
    figure = trail.memory.figures.get(actor.id)
    return actor.kind != "person" or figure is None or not figure.holders or bool(figure.holders & _LEADING)


_KINDS = {
    "person": ("person",),
    "human": ("person",),
    "government": ("government",),
    "any": ("government", "organisation", "group"),
}


def _counted(trail: Trail, sentence: Sentence, noun: Token, kind: str, number: int) -> tuple[str | None, str] | None:
    """ "The two leaders": the two named last where the sentences near name just two, else the two that stand out."""
    first = ("any", "person") if kind == "any" else (kind,)
    if (pair := _listed_before(trail, sentence, noun, first, number)) is not None:
        return pair, f"the {number} named together"
    for each in first:
        ids = _near(trail, sentence, noun, each, number)
        if ids:
            return grouped(trail.memory, ids, noun.text).id, f"the {number} named near"
    if kind == "human":
        return None
    if kind == "person" and (holders := _holders(trail, sentence, noun, number)):
        return grouped(trail.memory, holders, noun.text).id, f"who hold the office in the {number} countries named near"
    if kind != "person":
        sides = main_parties(trail, number)
        own = {m.actor for m in trail.mentions if m.sentence == sentence.index and is_subject(sentence, m)}
        if sides and (noun.dep in SUBJECTS or not own & set(sides)):
            return grouped(trail.memory, sides, noun.text).id, f"the {number} that the report is about"
    return None, "not that many are named, or more could be meant"


def _listed_before(
    trail: Trail, sentence: Sentence, noun: Token, kinds: tuple[str, ...], number: int
) -> str | None:
    """ "Hamas and Israel agreed ... Both sides": the coordinated subject of just that many in a sentence above."""
    if noun.dep not in SUBJECTS:
        return None
    for back in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
        before = trail.sentences[back]
        subject = before.child(before.root, *SUBJECTS)
        group = _coordinated(trail, before, subject) if subject is not None else None
        members = [trail.memory.actors[m] for m in trail.memory.actors[group].members] if group is not None else []
        if len(members) == number and all(any(m.kind in _KINDS[k] for k in kinds) for m in members):
            return group
    return None


def _holders(trail: Trail, sentence: Sentence, noun: Token, number: int) -> list[str]:
    """ "The two presidents" after "Sudan and Chad signed": who holds that office in each country on the day."""
    memory, words = trail.memory, key(singular_of(sentence, noun))
    title = titles().by_first.get(words.split(" ", 1)[0], {}).get(words)
    sides = _near(trail, sentence, noun, "government", number) or main_parties(trail, number)
    if title is None or title.plural or memory.day is None or len(sides) != number:
        return []
    found: list[str] = []
    for side in sides:
        country = memory.actors[side].country
        refs = (holder_by_title(memory, title, country) if country and memory.actors[side].kind == "government" else None,)
        found.extend(ref for ref in refs if ref is not None)
    if len(set(found)) != number:
        return []
    return [known(memory, ref, Billing()).id for ref in found]


def singular_of(sentence: Sentence, noun: Token) -> str:
    """ "foreign ministers" → "foreign minister"."""
    before = [t.lower for t in sentence.children(noun, "amod", "compound") if t.i == noun.i - 1]
    return " ".join([*before, noun.lemma.lower()])


def _near(trail: Trail, sentence: Sentence, noun: Token, kind: str, number: int) -> list[str]:
    for window in (0, 1, 2):
        parties = trail.parties(sentence.index, noun.i, window)
        ids = _distinct(a.id for a in parties if a.kind in _KINDS[kind] and (kind == "human" or _of_rank(trail, a)))
        if noun.dep not in SUBJECTS:  # "Germany and France urged both sides" is of two others
            own = {m.actor for m in trail.mentions if m.sentence == sentence.index and is_subject(sentence, m)}
            ids = [] if own & set(ids) else ids
        if len(ids) == number:
            return ids
        if len(ids) > number:
            return _outstanding(trail, ids, number)
    return []
