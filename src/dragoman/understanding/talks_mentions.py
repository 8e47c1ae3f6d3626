"""The mentions of meetings of a story, in order of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.understanding.talks_nouns import of_noun
from dragoman.understanding.talks_scene import Scene, Telling
from dragoman.understanding.talks_verbs import of_verb


def tellings(scene: Scene) -> Iterator[Telling]:
    """All mentions of meetings in order of the text."""
    for sentence in scene.story.sentences:
        for token in sentence.tokens:
            found: list[Telling] = []
            if token.pos in ("NOUN", "PROPN"):
                found = of_noun(scene, sentence, token)
            elif token.pos == "VERB":
                found = of_verb(scene, sentence, token)
            for telling in found:
                if len(telling.parties) == 2:
                    scene = replace(scene, latest=telling.parties)
                yield telling
