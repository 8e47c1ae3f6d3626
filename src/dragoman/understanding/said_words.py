"""The words of attribution, from `lexicon/cues.yaml` and `lexicon/sources.yaml`, as sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml

_VERBS = (
    "report_clause",
    "stance_clause",
    "stance_infinitive",
    "report_object",
    "stance_object",
    "whole",
    "surmise",
    "seeming",
    "unsourced",
    "accused",
    "refusing",
    "addressing",
    "citing",
    "speech",
    "widely_held",
    "naming",
    "hearing",
)
_NOUNS = ("report", "stance", "hearsay", "going_round", "matter", "signs")
_CUES = (
    "verbs",
    "nouns",
    "clear",
    "adverbs",
    "author_adverbs",
    "adjectives",
    "of_phrases",
    "continuing",
    "as_marks",
    "fusion",
    "no_sources",
    "sure",
    "voicing",
    "particles",
    "no_labels",
    "losing",
    "receiving",
    "supposing",
    "unreal",
    "of_charges",
    "matters",
    "counting",
    "widely",
    "phrases",
    "resumptive",
)
_ATTITUDES = ("verbs", "nouns", "adjectives", "passing", "groups", "singles", "first_person")
_SOURCES = (
    "anonymous",
    "spokesmen",
    "offices",
    "collectives",
    "principals",
    "hearers",
    "indefinite_persons",
    "named_by",
    "nobody",
    "bodies",
    "documents",
    "media",
    "rumours",
    "withheld",
    "withheld_phrases",
    "things",
    "pronouns",
    "indefinite",
    "class_hints",
)


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas of verbs and nouns by what they take, and the fixed words that hand on somebody's content."""

    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    clear: frozenset[str]
    adverbs: frozenset[str]
    author_adverbs: frozenset[str]
    adjectives: frozenset[str]
    of_phrases: frozenset[str]
    continuing: tuple[str, ...]
    as_marks: frozenset[str]
    no_sources: frozenset[str]
    sure: frozenset[str]
    voicing: frozenset[str]
    particles: frozenset[str]
    no_labels: frozenset[str]
    losing: frozenset[str]
    receiving: frozenset[str]
    supposing: frozenset[str]
    unreal: frozenset[str]
    of_charges: frozenset[str]
    #: By verb the prepositions that its content follows.
    matters: dict[str, frozenset[str]]
    #: By verb the preposition before its figure; "" for none.
    counting: dict[str, str]
    widely: frozenset[str]
    resumptive: frozenset[str]
    #: The words of each phrase, and the kind of source it tells.
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    fusion: dict[str, float]

    def reports(self, lemma: str) -> bool:
        """True when the word hands on what its source says is so, not what the source feels or wants."""
        verbs = self.verbs
        return (
            lemma in verbs["report_clause"]
            or lemma in verbs["report_object"]
            or lemma in self.nouns["report"]
            or lemma in verbs["citing"]
            or lemma == "accord"
        )


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Nouns by the kind of source they are."""

    anonymous: dict[str, str]
    sets: dict[str, frozenset[str]]
    withheld_phrases: tuple[str, ...]
    class_hints: dict[str, str]

    def has(self, name: str, word: str) -> bool:
        return word in self.sets[name]

    def may_speak(self, lemma: str) -> bool:
        """True for nouns that can have said something: persons, bodies, documents, media."""
        names = ("spokesmen", "offices", "collectives", "bodies", "documents", "media", "rumours")
        return lemma in self.anonymous or any(lemma in self.sets[name] for name in names)


@cache
def cues() -> Cues:
    entry = check_keys("lexicon/cues.yaml", read_yaml("lexicon/cues.yaml"), required=_CUES)
    verbs = check_keys("lexicon/cues.yaml verbs", entry["verbs"], required=_VERBS)
    nouns = check_keys("lexicon/cues.yaml nouns", entry["nouns"], required=_NOUNS)
    fusion = check_keys("lexicon/cues.yaml fusion", entry["fusion"], required=("add", "keep", "keep_stance"))
    return Cues(
        verbs={k: frozenset(map(str, v)) for k, v in verbs.items()},
        nouns={k: frozenset(map(str, v)) for k, v in nouns.items()},
        clear=frozenset(entry["clear"]),
        adverbs=frozenset(entry["adverbs"]),
        author_adverbs=frozenset(entry["author_adverbs"]),
        adjectives=frozenset(entry["adjectives"]),
        of_phrases=frozenset(entry["of_phrases"]),
        continuing=tuple(entry["continuing"]),
        as_marks=frozenset(entry["as_marks"]),
        no_sources=frozenset(entry["no_sources"]),
        sure=frozenset(entry["sure"]),
        voicing=frozenset(entry["voicing"]),
        particles=frozenset(entry["particles"]),
        no_labels=frozenset(entry["no_labels"]),
        losing=frozenset(entry["losing"]),
        receiving=frozenset(entry["receiving"]),
        supposing=frozenset(entry["supposing"]),
        unreal=frozenset(entry["unreal"]),
        of_charges=frozenset(entry["of_charges"]),
        matters={str(verb): frozenset(words) for verb, words in entry["matters"].items()},
        counting={str(verb): str(word) for verb, word in entry["counting"].items()},
        resumptive=frozenset(entry["resumptive"]),
        widely=frozenset(entry["widely"]),
        phrases=tuple((tuple(phrase.split()), str(kind)) for phrase, kind in entry["phrases"].items()),
        fusion={k: float(v) for k, v in fusion.items()},
    )


@cache
def source_words() -> SourceWords:
    entry = check_keys("lexicon/sources.yaml", read_yaml("lexicon/sources.yaml"), required=_SOURCES)
    anonymous = {str(w): name for name, words in reversed(entry["anonymous"].items()) for w in words}
    sets = {
        name: frozenset(map(str, entry[name]))
        for name in _SOURCES
        if name not in ("anonymous", "withheld_phrases", "class_hints")
    }
    hints = {str(w): name for name, words in entry["class_hints"].items() for w in words}
    return SourceWords(anonymous, sets, tuple(entry["withheld_phrases"]), hints)


@cache
def attitudes() -> dict[str, frozenset[str]]:
    """Verbs, nouns and adjectives of feeling, judging and wanting, and the words that weigh them."""
    name = "lexicon/attitudes.yaml"
    entry = check_keys(name, read_yaml(name), required=_ATTITUDES)
    return {kind: frozenset(map(str, words)) for kind, words in entry.items()}
