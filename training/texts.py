"""The running texts of other people's data sets that several trainings read."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable
from pathlib import Path


def silver_stories(data: Path) -> list[dict[str, str]]:
    """The PLOVER silver stories, a row each: `title`, `label`, `text`."""
    with gzip.open(data / "events" / "synthetic_stories_silver.csv.gz", "rt", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def releases(data: Path) -> list[str]:
    """The texts of the White House releases."""
    with gzip.open(data / "reports" / "whitehouse_2021_2024.jsonl.gz", "rt", encoding="utf-8") as handle:
        return [json.loads(line)["text"] for line in handle]


def press(data: Path, folds: Iterable[str] = "234567") -> list[str]:
    """MPQA's articles; folds 0 and 1 are for development alone."""
    paths = (data / "attribution" / "mpqa_nested" / fold / "mpqa_extract_data_nested_test.json" for fold in folds)
    items = (item for path in paths for item in json.loads(path.read_text(encoding="utf-8")).values())
    return [item["context"].replace("\\n", "\n").replace("\\t", " ") for item in items]
