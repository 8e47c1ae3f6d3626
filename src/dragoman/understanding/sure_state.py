"""What holds of an event so far, and how operators change it on the way up the sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from dragoman.model import Judgement
from dragoman.model.event import Factuality, Status
from dragoman.understanding.sure_words import Operator

_RANK = {"CT": 3, "PR": 2, "PS": 1, "U": 0}


@dataclass(frozen=True, slots=True)
class State:
    """`status` None stands for "it happened" until something says otherwise; `degree` is CT PR PS or U."""

    status: str | None = None
    degree: str = "CT"
    positive: bool = True
    why: tuple[str, ...] = ()
    #: Denied by a verb like "stop" or "prevent": only wanted, that leaves the event itself open.
    averted: bool = False

    def under(self, operator: Operator, word: str) -> State:
        """The state after a word that governs or modifies what has been judged so far."""
        why = (*self.why, f"status:{operator.name} {word}")
        if operator.status == "conditional":
            return replace(self, status="conditional", degree="U", why=why)
        if self.degree == "U" and self.status is not None:
            return replace(self, why=why) if operator.status in (None, self.status) else self._from_open(operator, why)
        if self.averted and operator.status in ("planned", "proposed", "hypothetical"):
            return State("hypothetical", "U", True, why)
        if operator.flip:
            return self._turned(operator, why)
        degree = _lower(self.degree, operator.degree)
        status = self.status
        if operator.status is not None and _yields(status, operator.status):
            status = operator.status
        return replace(self, status=status, degree=degree, why=why)

    def _from_open(self, operator: Operator, why: tuple[str, ...]) -> State:
        """Under a denial or a calling-off even what was only proposed is no more; else it stays open."""
        if operator.status in ("cancelled", "denied"):
            return State(operator.status, "CT", False, why)
        return replace(self, why=why)

    def _turned(self, operator: Operator, why: tuple[str, ...]) -> State:
        if not self.positive:  # "did not refuse", "denied that it had not"
            return State(None if self.status in ("denied", "cancelled") else self.status, "PR", True, why)
        degree = _lower(self.degree, operator.degree) if operator.degree != "CT" else "CT"
        if self.degree in ("PR", "PS") and operator.status is None:
            degree = self.degree
        if operator.status in ("hypothetical",):
            return State("hypothetical", degree, False, why)
        if self.status == "hypothetical" and operator.status is None:
            return State("denied", "CT" if self.degree == "PS" else self.degree, False, why)
        return State(operator.status or "denied", degree, False, why)

    def open(self, why: str) -> State:
        return replace(self, status=self.status or "hypothetical", degree="U", why=(*self.why, why))

    def judgement(self) -> Judgement:
        status = self.status or "occurred"
        factuality = "U" if self.degree == "U" else f"{self.degree}{'+' if self.positive else '-'}"
        return Judgement(cast(Status, status), cast(Factuality, factuality), self.why or ("status:plain",))


def _lower(one: str, other: str | None) -> str:
    return one if other is None or _RANK[one] <= _RANK[other] else other


def _yields(held: str | None, new: str) -> bool:
    """True where a new status from above replaces the one found below: "may be planned" stays planned, "calls for the
    planned talks" is a proposal."""
    if held is None or held == "ongoing":
        return True
    if held == "planned":
        return new in ("proposed", "hypothetical", "conditional", "cancelled", "denied")
    return False
