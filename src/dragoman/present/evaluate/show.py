"""Figures as text for people."""

from __future__ import annotations

from dragoman.present.evaluate.score import Scores, Share


def shown(scores: Scores, *, asked: bool) -> str:
    """The figures as a page of text."""
    return "\n".join([*_head(scores, asked), "", *_types(scores), "", *_confusions(scores)])


def _head(scores: Scores, asked: bool) -> list[str]:
    sentences = max(scores.sentences, 1)
    how = "each row asks of one event" if asked else "the rows code every event of their texts"
    lines = [
        f"{scores.documents} texts, {scores.sentences} sentences, {scores.gold} gold events; {how}.",
        f"Events a sentence: {scores.events / sentences:.2f} found, "
        f"{scores.gold / sentences:.2f} in the gold.",
        "",
    ]
    for label, name, value in (
        ("macro-F1", "macro_f1", scores.macro_f1), ("micro-F1", "micro_f1", scores.micro_f1),
        ("type right", "accuracy", scores.accuracy), ("strict F1", "strict_f1", scores.strict_f1),
    ):
        low_high = scores.intervals.get(name)
        lines.append(f"{label:<16} {value:.3f}" + (f"   95 %: {low_high[0]:.3f} – {low_high[1]:.3f}"
                                                  if low_high else ""))
    for label, share in (("actor", scores.actor), ("recipient", scores.recipient), ("status", scores.status)):
        lines.append(f"{label + ' right':<16} {_share(share)}")
    return [*lines, "", "Strict: type, an actor and the status. Actor, recipient, status: of rightly typed events."]


def _share(share: Share) -> str:
    return "–       not in the gold" if share.share is None else f"{share.share:.3f}   {share.right} of {share.of}"


def _types(scores: Scores) -> list[str]:
    lines = [f"{'type':<10} {'gold':>5} {'found':>5} {'right':>5}   {'P':>5} {'R':>5} {'F1':>5}"]
    lines.append("─" * len(lines[0]))
    for row in scores.types:
        lines.append(f"{row.type:<10} {row.gold:>5} {row.found:>5} {row.right:>5}   {row.precision:>5.2f} "
                     f"{row.recall:>5.2f} {row.f1:>5.2f}")
    return lines


def _confusions(scores: Scores) -> list[str]:
    """Gold down, found across, types by their first four letters; a point is a zero."""
    types = [row.type for row in scores.types]
    across = [*types, "NONE"]
    lines = ["Gold (down) against found (across); NONE: missed, or found where the gold has nothing.", ""]
    lines.append(" " * 10 + "".join(f"{kind[:4]:>5}" for kind in across))
    for wanted in across:
        cells = (scores.confusions.get((wanted, given), 0) for given in across)
        lines.append(f"{wanted:<10}" + "".join(f"{n or '·':>5}" for n in cells))
    return lines
