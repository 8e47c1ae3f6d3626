"""Compiles the tables of actors into the wheel, so that an installed Dragoman starts without compiling."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ActorsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `actors.sqlite` to a wheel; an editable install compiles on first use instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from dragoman.knowledge.actors.build import compile_tables

        target = Path(tempfile.mkdtemp()) / "actors.sqlite"
        compile_tables(target)
        build_data["force_include"][str(target)] = "dragoman/knowledge/actors/actors.sqlite"
