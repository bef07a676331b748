"""What is expected given one input, read from draws: a smooth curve through a cloud of points.

The basis of first-order shares of variance and of the value of partial information: both need E[outcome | input] at
every draw, and neither needs the model to be run again (Strong, Oakley & Brennan 2014, Medical Decision Making 34:311).
"""

import numpy as np
from scipy.interpolate import BSpline

from evaluators.decisions.discounting import Draws

KNOTS = 5
"""Pieces between knots at equal shares of the draws: enough for a bend at a break-even, few enough not to follow noise
of a thousand draws."""
FEW_VALUES = 12
"""Up to so many different values (a choice, a bootstrap of few forms) the mean of each is taken instead of a curve."""


def basis(values: Draws) -> Draws:
    """Columns of which the curve is a sum, shape (draws, columns); one of ones where the values do not differ.

    Cubic B-splines with knots at quantiles, or one column for each value where there are ``FEW_VALUES`` at most.
    """
    different = np.unique(values)
    if len(different) <= FEW_VALUES:
        return np.asarray(values[:, None] == different, dtype=np.float64)
    inner = np.unique(np.quantile(values, np.linspace(0, 1, KNOTS + 1)[1:-1]))
    low, high = different[0], different[-1]
    inner = inner[(inner > low) & (inner < high)]
    knots = np.concatenate([[low] * 4, inner, [high] * 4])
    return np.asarray(BSpline.design_matrix(values, knots, 3).toarray())


def joint_basis(parameters: Draws) -> Draws:
    """The same for several inputs together: a curve for each, and the product of each two.

    Args:
        parameters: shape (draws,) or (draws, inputs).
    """
    if parameters.ndim == 1:
        return basis(parameters)
    spread = parameters.std(axis=0)
    centred = (parameters - parameters.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    first, second = np.triu_indices(parameters.shape[1], 1)
    return np.hstack([*(basis(column) for column in parameters.T), centred[:, first] * centred[:, second]])


def expected_given(outcome: Draws, parameters: Draws) -> Draws:
    """The outcome that is expected at each draw's values of the parameters.

    Args:
        outcome: shape (draws,) or (draws, options).
        parameters: shape (draws,) or (draws, inputs).

    Returns:
        As the outcome; its mean over the draws is the same.
    """
    columns = joint_basis(parameters)
    centre = outcome.mean(axis=0)
    found = np.linalg.lstsq(columns.T @ columns, columns.T @ (outcome - centre), rcond=1e-10)[0]
    fitted = columns @ found
    return np.asarray(centre + fitted - fitted.mean(axis=0))
