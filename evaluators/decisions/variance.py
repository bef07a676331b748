"""Which part of a result's variance each input carries, and each grade of inputs.

The method is the first-order index of Sobol, from the draws alone: the variance of what is expected given an input,
over that of the result. Nothing is assumed about the model, and inputs are taken as drawn apart: those that move
together are given as one and have one share. What no input carries alone, since it comes of two or more of them, is
named ``together``.
"""

from collections.abc import Mapping

import numpy as np

from evaluators.decisions.discounting import Draws
from evaluators.decisions.smoothing import joint_basis
from evaluators.grade import Grade

TOGETHER = "together"
"""The share that inputs carry only with each other."""


def variance_shares(outcome: Draws, inputs: Mapping[str, Draws]) -> Mapping[str, float]:
    """Share of each input, from the largest, and what remains as ``together``. They sum to 1.

    Shares are corrected for what a curve explains of pure noise, as an adjusted R² is. Where the inputs alone come to
    more than 1 (they were not drawn apart, or by noise) they are set right to sum to 1. Of a result that does not vary
    there are no shares.

    Args:
        outcome: shape (draws,).
        inputs: the draws behind it by key, shape (draws,) each, or (draws, inputs) of several as one.
    """
    spread = float(np.var(outcome))
    if spread == 0 or np.ptp(outcome) <= 1e-12 * np.abs(outcome).max():
        return {}
    alone = {key: _first_order(outcome, values) for key, values in inputs.items()}
    most = max(1.0, sum(alone.values()))
    shares = {key: share / most for key, share in sorted(alone.items(), key=lambda item: -item[1])}
    return {**shares, TOGETHER: max(0.0, 1.0 - sum(shares.values()))}


def by_grade(shares: Mapping[str, float], grades: Mapping[str, Grade]) -> Mapping[Grade | str, float]:
    """The same by grade, best grade first: sums of what inputs of that grade carry; ``together`` stays apart.

    So that one assumption does not hide what was measured: the worst grade names a result, and this says how much of
    its uncertainty comes from there.

    Args:
        shares: of :func:`variance_shares`.
        grades: of every input.
    """
    if not shares:
        return {}
    sums: dict[Grade | str, float] = {
        grade: sum(share for key, share in shares.items() if grades.get(key) is grade)
        for grade in Grade
        if grade in grades.values()
    }
    return {**sums, TOGETHER: shares[TOGETHER]}


def _first_order(outcome: Draws, values: Draws) -> float:
    columns = joint_basis(values)
    n, used = columns.shape
    if used < 2 or n <= used:
        return 0.0
    centred = outcome - outcome.mean()
    found = np.linalg.lstsq(columns.T @ columns, columns.T @ centred, rcond=1e-10)[0]
    left = float(np.square(centred - columns @ found).sum())
    # As many columns as degrees of freedom: B-splines and indicators both sum to one, which stands for the mean.
    unexplained = float(left / (n - used) / np.var(outcome, ddof=1))
    return max(0.0, 1.0 - unexplained)
