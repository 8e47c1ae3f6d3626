"""Imports run one way: model ← knowledge ← {sources | reading | understanding | record} ← flow ← present."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "dragoman"
MIDDLE = ("sources", "reading", "understanding", "record")
#: What each part may import besides itself; `errors` and `settings` are everybody's.
MAY = {
    "errors": set(), "settings": set(), "model": set(), "knowledge": {"model"},
    **{part: {"model", "knowledge"} for part in MIDDLE},
    "flow": {"model", "knowledge", *MIDDLE},
    "present": {"model", "knowledge", *MIDDLE, "flow", ""},
}
FILES = sorted(ROOT.rglob("*.py"))


def part_of(module: str) -> str:
    """ "dragoman.model.event" → "model"; the door itself is ""."""
    return [*module.split("."), ""][1]


def imported(tree: ast.AST) -> Iterator[str]:
    """Every dragoman module that the syntax tree imports, deferred and TYPE_CHECKING imports included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "dragoman")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            if node.module == "dragoman":
                # `from dragoman import model` imports a part, `from dragoman import read` the door.
                yield from (f"dragoman.{a.name}" if a.name in MAY else "dragoman" for a in node.names)
            elif node.module and node.module.startswith("dragoman."):
                yield node.module
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "import_module":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and "dragoman" in str(a.value))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_imports_only_what_lies_before_it(path: Path) -> None:
    part = path.relative_to(ROOT).parts[0].removesuffix(".py")
    if part in ("__init__", "__main__"):
        return  # the doors open to everything
    allowed = MAY[part] | {part, "errors", "settings"}
    wrong = {module for module in imported(ast.parse(path.read_text("utf-8"))) if part_of(module) not in allowed}
    assert not wrong, f"{part} must not know {sorted(wrong)}"


def test_the_rule_can_be_broken() -> None:
    code = "def f():\n    from dragoman.present.page import render\nif TYPE_CHECKING:\n    import dragoman.flow"
    assert {part_of(m) for m in imported(ast.parse(code))} == {"present", "flow"}


def test_the_nouns_import_no_library() -> None:
    import sys

    for path in (ROOT / "model").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else (
                [a.name for a in node.names] if isinstance(node, ast.Import) else [])
            outside = [n for n in names if n.split(".")[0] not in {*sys.stdlib_module_names, "dragoman"}]
            assert not outside, f"{path.name}: {outside}"
