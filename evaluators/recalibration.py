"""Confidences that mean what they say, learnt on some documents and used on others."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evaluators.calibration import few

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Method = Literal["isotonic", "logistic"]

ISOTONIC_FROM = 1000
"""Fields from which the isotonic fit is used; with fewer it follows chance (Niculescu-Mizil & Caruana 2005, ICML)."""
FOLDS = 5
EDGE = 1e-4
"""Confidences nearer to 0 or 1 count as this far away, where their logarithm is taken."""


@dataclass(frozen=True)
class Recalibrator:
    """A curve from an engine's confidence to the chance of being right. It never falls."""

    method: Method
    raw: Floats
    """Confidences of the engine, rising."""
    chance: Floats
    """The chance of being right at each; straight lines between."""

    def __call__(self, confidence: Floats) -> Floats:
        """The calibrated confidences; NaN stays."""
        return np.interp(confidence, self.raw, self.chance)

    def least(self, chance: float) -> float | None:
        """The engine's confidence from which the calibrated one is at least ``chance``; None where it never is."""
        reached = np.flatnonzero(self.chance >= chance)
        if not len(reached):
            return None
        place = int(reached[0])
        if place == 0:
            return float(self.raw[0])
        x, y = self.raw[place - 1 : place + 1], self.chance[place - 1 : place + 1]
        return float(x[0] + (chance - y[0]) / (y[1] - y[0]) * (x[1] - x[0]))


def fitted(confidence: Floats, right: Floats) -> Recalibrator:
    """The curve for these fields: isotonic where they are many, else logistic in the log odds of the confidence."""
    if len(right) >= ISOTONIC_FROM:
        isotonic = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(confidence, right)
        return Recalibrator("isotonic", np.asarray(isotonic.X_thresholds_), np.asarray(isotonic.y_thresholds_))
    order = np.lexsort((right, confidence))
    grid = np.linspace(0, 1, 1001)
    logistic = LogisticRegression(C=np.inf).fit(_log_odds(confidence[order]), right[order])
    if logistic.coef_[0, 0] <= 0:  # the more confident the worse: nothing is learnt but the mean
        return Recalibrator("logistic", np.array([0.0, 1.0]), np.full(2, right.mean()))
    return Recalibrator("logistic", grid, logistic.predict_proba(_log_odds(grid))[:, 1])


def _log_odds(confidence: Floats) -> Floats:
    kept = np.clip(confidence, EDGE, 1 - EDGE)
    return np.log(kept / (1 - kept))[:, None]


def cross_fitted(confidence: Floats, right: Floats, clusters: Codes) -> Floats | None:
    """Each confidence recalibrated by a curve from other clusters; None where some of the curves cannot be fitted."""
    if few(right, clusters):
        return None
    calibrated = np.full(len(right), np.nan)
    for others, mine in GroupKFold(FOLDS).split(confidence, groups=clusters):
        if len(np.unique(right[others])) < 2:
            return None
        calibrated[mine] = fitted(confidence[others], right[others])(confidence[mine])
    return calibrated
