"""Logistic regression by Newton's method: small, exact, repeatable."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(features: Floats, hits: Floats, ridge: float = 0.1, rounds: int = 50) -> Floats:
    """Weights for `features` (rows × columns) that make the logistic of their sum the chance of a hit (0 or 1)."""
    weights = np.zeros(features.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - hits) + ridge * weights
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights
