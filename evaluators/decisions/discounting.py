"""What money of later years is worth today."""

import numpy as np
import numpy.typing as npt

Draws = npt.NDArray[np.float64]


def factors(years: int, rate: float | Draws, first: int = 0) -> Draws:
    """What a yen of each year is worth, 1 / (1 + rate) ** k with k from ``first``; shape (years,), or (n, years).

    >>> [round(float(each), 4) for each in factors(3, 0.04)]
    [1.0, 0.9615, 0.9246]

    Args:
        years: how many.
        rate: a year, 0.04 for 4 %; one for all, or one for each draw.
        first: exponent of the first year. 0: its money moves today, as a set-up does; 1: all moves at the end of years.

    Raises:
        ValueError: a rate of −100 % or below.
    """
    rates = np.asarray(rate, dtype=np.float64)
    if np.any(rates <= -1):
        raise ValueError("a rate of −100 % or below discounts nothing")
    return np.asarray((1 + rates[..., None]) ** -np.arange(first, first + years, dtype=np.float64))


def npv(flows: Draws, rate: float | Draws, first: int = 0) -> Draws:
    """Net present value: the sum over years of what each brings, discounted.

    >>> float(npv(np.array([-100.0, 60.0, 60.0]), 0.1).round(2))
    4.13

    Args:
        flows: yen by year, what is gained above 0 and what is spent below; shape (…, years).
        rate: as for :func:`factors`; one for each draw needs flows of shape (n, years).
        first: as for :func:`factors`.

    Returns:
        Yen of today, shape (…).
    """
    return np.asarray((flows * factors(flows.shape[-1], rate, first)).sum(axis=-1))


def benefit_cost(benefits: Draws, costs: Draws, rate: float | Draws, first: int = 0) -> Draws:
    """Present value of the benefits over that of the costs (B/C); NaN where the costs are not above 0.

    Both are given as positive yen by year, as for :func:`npv`. Where a thing costs nothing a ratio says nothing.
    """
    paid = npv(costs, rate, first)
    ratio = np.full(np.shape(paid), np.nan)
    np.divide(npv(benefits, rate, first), paid, out=ratio, where=paid > 0)
    return ratio
