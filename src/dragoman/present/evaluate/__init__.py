"""Scores readings against events that a user has coded: `gold` reads the file, `pairs` matches, `score` counts,
`show` prints."""

from dragoman.present.evaluate.gold import Gold, GoldEvent, GoldText, read_gold
from dragoman.present.evaluate.pairs import Pair, pair
from dragoman.present.evaluate.score import Scores, score

__all__ = ["Gold", "GoldEvent", "GoldText", "Pair", "Scores", "pair", "read_gold", "score"]
