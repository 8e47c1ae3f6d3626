"""What a dossier holds: plain frozen lines, ready to draw. Spans are those of the facts behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.model import Reading, Span
from dragoman.present.dossier.phrases import phrases


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `fact` is the id of the fact that it rests on, where it rests on one."""

    text: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Who says so: `kind` is report, author, named, anonymous or hearsay; `words` name the source for a reader."""

    kind: str
    words: str
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A party and those who act for it."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """A position in a cell of the matrix. `certainty` is a key of the glyphs."""

    id: str
    stance: str
    words: str
    toward: str
    speaker: str
    certainty: str
    told: Told
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Row:
    """A party's row: one tuple of positions an issue, empty where there is no report."""

    party: str
    cells: tuple[tuple[Want, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A step of a life-line. `moment` is its date in words, or ""."""

    status: str
    certainty: str
    moment: str
    span: Span
    fact: str | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A meeting and its life-line."""

    id: str
    title: str
    parties: str
    mediators: str
    moment: str
    status: str
    certainty: str
    marks: tuple[Mark, ...]
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Talks:
    """A negotiation; `words` tell its state, where the report has such words."""

    id: str
    parties: str
    matter: str
    state: str
    words: str
    span: Span | None
    #: A meeting that is put off or called off tells the same.
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """Events that say the same, on one line. `ids` and `spans` are of all of them, in order of the text.

    `says` ends with the report's own `words` where `verbatim`. What is `off` is said as if it were so: its `refuted`
    tells the reader that it is not, and goes before or beside it."""

    ids: tuple[str, ...]
    moment: str
    says: str
    words: str
    verbatim: bool
    type: str
    mode: str | None
    status: str
    factuality: str
    certainty: str
    told: Told
    place: str
    spans: tuple[Span, ...]
    confidence: float
    #: The first and the last day that the date may mean; None where open.
    first: date | None = None
    last: date | None = None

    @property
    def refuted(self) -> str:
        """ "called off", "said not to have happened" for what is off, "" for the rest."""
        if self.certainty != "off":
            return ""
        return phrases().statuses["cancelled" if self.status == "cancelled" else "denied"].say

    @property
    def lead(self) -> str:
        """What stands before the report's own words in `says`."""
        return self.says.removesuffix(self.words) if self.verbatim else self.says


@dataclass(frozen=True, slots=True)
class Other:
    """Another story found in the text."""

    id: str
    words: str
    times: int
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with what it is relied on for. `says` are the contents; `alone` counts facts that rest on it only."""

    kind: str
    name: str
    says: tuple[Span, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A reading as a person is shown it."""

    reading: Reading
    state: tuple[Piece, ...]
    meta: tuple[str, ...]
    parties: tuple[Party, ...]
    issues: tuple[str, ...]
    matrix: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    talks: tuple[Talks, ...]
    happenings: tuple[Happening, ...]
    unsure: tuple[Happening, ...]
    relied: tuple[tuple[str, int], ...]
    speakers: tuple[Speaker, ...]
    others: tuple[Other, ...]
    notes: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The state of things as one sentence."""
        return "".join(piece.text for piece in self.state)
