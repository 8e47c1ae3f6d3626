"""The one strict loader of data files: an unknown or missing key is an error with file and line, never a silence."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import KnowledgeError

ROOT = Path(__file__).parent
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is about ten times faster


class _Loader(_Base):  # type: ignore[misc]
    """YAML 1.2 booleans: `on`, `off`, `yes`, `no` are words, as the lexicons need them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


@cache
def read_yaml(name: str) -> Any:
    """The YAML file `name`, a path below `knowledge/`. Treat the result as frozen: it is shared."""
    path = ROOT / name
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)
    except FileNotFoundError:
        raise KnowledgeError(f"{name}: no such data file") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise KnowledgeError(f"{name}{line}: {getattr(error, 'problem', error)}") from None


def check_keys(where: str, entry: Any, *, required: Iterable[str] = (), allowed: Iterable[str] = ()) -> dict[str, Any]:
    """`entry` itself when it is a mapping with all `required` keys and no key outside required + allowed."""
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{where}: expected a mapping, found {type(entry).__name__}")
    required = set(required)
    if missing := required - entry.keys():
        raise KnowledgeError(f"{where}: missing {', '.join(sorted(missing))}")
    if unknown := entry.keys() - required - set(allowed):
        raise KnowledgeError(f"{where}: unknown key {', '.join(sorted(map(str, unknown)))}")
    return entry


def read_csv(name: str, columns: Iterable[str]) -> list[dict[str, str]]:
    """The rows of the CSV file `name`, whose header must hold exactly `columns`, in any order."""
    path = ROOT / name
    wanted = set(columns)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header = set(reader.fieldnames or ())
        if header != wanted:
            odd = sorted(header ^ wanted)
            raise KnowledgeError(f"{name} line 1: columns differ from what is expected: {', '.join(odd)}")
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise KnowledgeError(f"{name} line {reader.line_num}: not {len(wanted)} cells")
            rows.append(row)
        return rows


def split(cell: str) -> tuple[str, ...]:
    """The values of a `|`-separated cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
