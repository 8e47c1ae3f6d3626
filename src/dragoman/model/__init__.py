"""The nouns of Dragoman: small frozen objects, no I/O, no parser. `docs/words.md` says what each word means."""

from dragoman.model.actor import Actor, Cast, Mention
from dragoman.model.document import Document, Note, Setting
from dragoman.model.event import Event, Judgement, Relation, Trigger
from dragoman.model.meeting import Meeting, MeetingStep, Negotiation
from dragoman.model.place import Place, PlaceMention
from dragoman.model.position import Position
from dragoman.model.reading import Reading
from dragoman.model.sentence import Sentence, Token
from dragoman.model.span import Span
from dragoman.model.statement import Source, Statement
from dragoman.model.story import Story
from dragoman.model.time import Time

__all__ = [
    "Actor", "Cast", "Document", "Event", "Judgement", "Meeting", "MeetingStep", "Mention", "Negotiation", "Note",
    "Place", "PlaceMention", "Position", "Reading", "Relation", "Sentence", "Setting", "Source", "Span", "Statement", "Story",
    "Time", "Token", "Trigger",
]
