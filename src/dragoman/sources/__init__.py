"""Bytes → `Document`. One file per kind of input; `load` picks the one that fits."""

from dragoman.sources.load import Failure, load

__all__ = ["Failure", "load"]
