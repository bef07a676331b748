"""What it would be worth to know before deciding."""

import numpy as np
from scipy import special

from evaluators.decisions.discounting import Draws
from evaluators.decisions.smoothing import expected_given


def evpi(net: Draws) -> float:
    """Expected value of perfect information: by how much better one would choose, knowing everything.

    The mean of the best of each draw less the best of the means. No survey can be worth more.

    Args:
        net: net effect in yen, shape (draws, options), “as now” among the options.
    """
    return _gain(net)


def evppi(net: Draws, parameter: Draws) -> float:
    """Expected value of knowing one input (or several) exactly, and nothing else better than now.

    By regression of each option's net effect on the input (Strong, Oakley & Brennan 2014); never above
    :func:`evpi`, which a regression could exceed by noise.

    Args:
        net: as for :func:`evpi`.
        parameter: the draws behind it, shape (draws,) or (draws, inputs).
    """
    return min(_gain(known(net, parameter)), evpi(net))


def known(net: Draws, parameter: Draws) -> Draws:
    """What each option is expected to bring at each draw's value of the input, against the first option.

    Differences are smoothed, not the options themselves: what they share decides nothing and would only add noise.
    """
    return expected_given(net - net[:, :1], parameter)


def evpi_normal(mean: float, sd: float) -> float:
    """The same in closed form where two options differ by a net effect that is about normal (unit normal loss).

    sd · (φ(z) − z · (1 − Φ(z))) with z = |mean| / sd (Raiffa & Schlaifer 1961, Applied Statistical Decision Theory).

    >>> round(evpi_normal(100, 500), 3)
    153.447
    """
    if sd == 0:
        return 0.0
    z = abs(mean) / sd
    return float(sd * (np.exp(-z * z / 2) / np.sqrt(2 * np.pi) - z * special.ndtr(-z)))


def _gain(net: Draws) -> float:
    return max(0.0, float(net.max(axis=1).mean() - net.mean(axis=0).max()))
