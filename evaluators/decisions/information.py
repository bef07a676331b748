"""What it would be worth to know before deciding."""

from evaluators.decisions.discounting import Draws
from evaluators.decisions.smoothing import expected_given


def evpi(net: Draws) -> float:
    """Expected value of perfect information: by how much better one would choose, knowing everything.

    The mean of the best of each draw less the best of the means. No survey can be worth more.

    Args:
        net: net effect in yen, shape (draws, options), “as now” among the options.
    """
    return max(0.0, float(net.max(axis=1).mean() - net.mean(axis=0).max()))


def known(net: Draws, parameter: Draws) -> Draws:
    """What each option is expected to bring at each draw's value of the input, against the first option.

    By regression of each option's net effect on the input (Strong, Oakley & Brennan 2014). Differences are smoothed,
    not the options themselves: what they share decides nothing and would only add noise.

    Args:
        net: as for :func:`evpi`.
        parameter: the draws of the input behind it, shape (draws,), or of several together, (draws, inputs).
    """
    return expected_given(net - net[:, :1], parameter)
