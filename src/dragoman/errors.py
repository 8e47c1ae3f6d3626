"""Every error a caller can act on.

DragomanError
├── InputError      a document cannot be read; names the input and the reason
├── KnowledgeError  a data file breaks its form; names file, line and key
└── ModelError      the parser or a weight file is missing or not the one expected
"""


class DragomanError(Exception):
    """Base of all errors of this package; its text is one clear line."""


class InputError(DragomanError):
    """The input cannot be read as a document."""


class KnowledgeError(DragomanError):
    """A data file of `knowledge/` breaks its form."""


class ModelError(DragomanError):
    """The parser or a weight file is missing or is not the one expected."""
