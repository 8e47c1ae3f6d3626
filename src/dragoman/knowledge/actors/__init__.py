"""Who is who: countries, people with their offices and dates, bodies, and the words for kinds of actors.

The CSV files here are the source of truth; `build.py` compiles them into one read-only SQLite file that
`registry.py` asks.
"""

from dragoman.knowledge.actors.registry import Registry, registry
from dragoman.knowledge.actors.rows import Agent, Body, Country, Metonym, Named, Person, Term

__all__ = ["Agent", "Body", "Country", "Metonym", "Named", "Person", "Registry", "Term", "registry"]
