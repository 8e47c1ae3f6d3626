"""Status of events: MEANTIME's five classes, and the eight of the project's own annotated reports.

    python -m benchmarks.status meantime DATA/status/meantime [--part tune|report|all] [--signals] [--misses N]
    python -m benchmarks.status corpus [--part dev|held] [--signals] [--misses N]

MEANTIME is split by document: every second article, by name, tunes; the others report. Prints macro-F1 and the table of
confusions. The first part of MEANTIME's classes that fits counts: conditional, negated, hedged, planned, asserted.
"""

from __future__ import annotations

import argparse
import random
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.build import stories_of

from benchmarks.corpus import reports
from dragoman.model import Cast, Judgement, Story
from dragoman.understanding.said import find_statements
from dragoman.understanding.signals import find_signals
from dragoman.understanding.sure import assess_spans

CLASSES = ("conditional", "negated", "hedged", "planned", "asserted")


@dataclass(frozen=True)
class Marked:
    """A text with spans and the class of each: for the corpus "status factuality"."""

    name: str
    text: str
    spans: tuple[tuple[int, int], ...]
    labels: tuple[str, ...]


def five_class(judgement: Judgement) -> str:
    """MEANTIME's class for a judgement, in the order of its protocol."""
    if judgement.status == "conditional":
        return "conditional"
    if judgement.status in ("denied", "cancelled") or judgement.factuality.endswith("-"):
        return "negated"
    if judgement.factuality in ("PR+", "PS+") or judgement.status == "hypothetical":
        return "hedged"
    return "planned" if judgement.status in ("planned", "proposed") else "asserted"


def _gold(mention: ElementTree.Element) -> str | None:
    get = mention.attrib.get
    if get("special_cases", "").startswith("COND"):
        return "conditional"
    if get("polarity") == "NEG":
        return "negated"
    if get("certainty") in ("POSSIBLE", "PROBABLE"):
        return "hedged"
    if get("time") == "FUTURE":
        return "planned"
    plain = get("certainty") == "CERTAIN" and get("polarity") == "POS" and get("special_cases") != "GEN"
    return "asserted" if plain else None


def meantime(folder: Path, part: str) -> Iterator[Marked]:
    """The articles of one part; sentences stand on lines of their own, tokens joined by blanks."""
    for number, path in enumerate(sorted((folder / "intra_cross-doc_annotation").glob("*/*.xml"))):
        if part == "all" or (number % 2 == 0) == (part == "tune"):
            yield _article(path)


def _article(path: Path) -> Marked:
    root = ElementTree.parse(path).getroot()
    text, places, last = "", {}, None
    for token in root.iter("token"):
        if last is not None:
            text += " " if token.attrib["sentence"] == last else "\n\n"
        last = token.attrib["sentence"]
        word = token.text or ""
        places[token.attrib["t_id"]] = (len(text), len(text) + len(word))
        text += word
    spans, labels = [], []
    for mention in root.iter("EVENT_MENTION"):
        anchors = [places[a.attrib["t_id"]] for a in mention.findall("token_anchor")]
        label = _gold(mention)
        if label and anchors:
            spans.append((anchors[0][0], anchors[-1][1]))
            labels.append(label)
    return Marked(path.stem, text, tuple(spans), tuple(labels))


def corpus(part: str) -> Iterator[Marked]:
    for report in reports(part):
        spans = tuple((e.start, e.end) for e in report.events)
        yield Marked(report.id, report.text, spans, tuple(f"{e.status} {e.factuality}" for e in report.events))


def judged(
    text: str, spans: Sequence[tuple[int, int]], signals: bool, stories: list[Story] | None = None
) -> list[Judgement]:
    """Judgements for spans of a text; plain assertion where a span lies outside every sentence."""
    found: list[Judgement | None] = [None] * len(spans)
    for story in stories if stories is not None else stories_of(text):
        hints = find_signals(story) if signals else ()
        answers = assess_spans(story, spans, find_statements(story, Cast(), hints), hints)
        found = [old or new for old, new in zip(found, answers, strict=True)]
    return [j or Judgement() for j in found]


def table(pairs: Sequence[tuple[str, str]], classes: Sequence[str]) -> tuple[float, str]:
    """Macro-F1 over the classes that occur, and the table of confusions (rows are gold)."""
    counts = Counter(pairs)
    lines, scores = [" " * 13 + "".join(f"{c[:11]:>12}" for c in classes) + "      F1"], []
    for gold in classes:
        right = counts[gold, gold]
        of_gold = sum(counts[gold, c] for c in classes)
        of_found = sum(counts[c, gold] for c in classes)
        f1 = 2 * right / (of_gold + of_found) if of_gold + of_found else 0.0
        if of_gold:
            scores.append(f1)
        lines.append(f"{gold:13}" + "".join(f"{counts[gold, c]:12}" for c in classes) + f"   {f1:.3f}")
    return sum(scores) / len(scores), "\n".join(lines)


def main() -> None:
    """Print scores and confusions."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("meantime", "corpus"))
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--part", default="")
    options.add_argument("--signals", action="store_true")
    options.add_argument("--misses", type=int, default=0)
    chosen = options.parse_args()
    if chosen.what == "meantime":
        marked = list(meantime(chosen.folder, chosen.part or "tune"))
    else:
        marked = list(corpus(chosen.part or "dev"))
    report(marked, chosen.what, chosen.signals, chosen.misses)


def report(
    marked: Sequence[Marked], what: str, signals: bool, misses: int, parsed: dict[str, list[Story]] | None = None
) -> None:
    pairs, degrees, missed = [], [], []
    for one in marked:
        answers = judged(one.text, one.spans, signals, parsed[one.name] if parsed else None)
        for (start, end), label, answer in zip(one.spans, one.labels, answers, strict=True):
            if what == "meantime":
                gold, found = label, five_class(answer)
            else:
                gold, found = label.split()[0], answer.status
                degrees.append((label.split()[1], answer.factuality))
            pairs.append((gold, found))
            if gold != found:
                around = (
                    one.text[max(0, start - 90) : start] + "[" + one.text[start:end] + "]" + one.text[end : end + 60]
                )
                missed.append(f"{gold} → {found} {answer.why}: {around!r}")
    classes = CLASSES if what == "meantime" else sorted({g for g, _ in pairs} | {f for _, f in pairs})
    macro, shown = table(pairs, classes)
    print(shown)
    right = sum(g == f for g, f in pairs) / max(1, len(pairs))
    print(f"{what}: macro-F1 {macro:.3f} accuracy {right:.3f} of {len(pairs)}")
    if degrees:
        print(f"factuality accuracy {sum(g == f for g, f in degrees) / len(degrees):.3f}")
    random.seed(2)
    for line in random.sample(missed, min(misses, len(missed))):
        print(line)


if __name__ == "__main__":
    main()
