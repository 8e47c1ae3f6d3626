"""A reading → what a person is shown of it, in words; text and page draw the same dossier.

`build.dossier_of` puts it together. Nothing here decides a fact: every line is a fact of the reading in plain words.
"""

from dragoman.present.dossier.build import dossier_of
from dragoman.present.dossier.view import Dossier

__all__ = ["Dossier", "dossier_of"]
