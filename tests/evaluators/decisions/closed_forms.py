"""What the values of knowing come to where they can be written down, or by what they are made of."""

import numpy as np
from scipy import special

from evaluators.decisions.information import evpi, known
from evaluators.decisions.sampling import plan


def against_nothing(draws):
    return np.column_stack([np.zeros(len(draws)), draws])


def evpi_normal(mean, sd):
    """Of two options that differ by a net effect that is about normal (unit normal loss).

    sd · (φ(z) − z · (1 − Φ(z))) with z = |mean| / sd (Raiffa & Schlaifer 1961, Applied Statistical Decision Theory).
    """
    if sd == 0:
        return 0.0
    z = abs(mean) / sd
    return float(sd * (np.exp(-z * z / 2) / np.sqrt(2 * np.pi) - z * special.ndtr(-z)))


def evsi_normal(mean, sd, n, sd_of_one):
    """Of n more observations of that difference, each of which scatters around the truth by ``sd_of_one``.

    The mean after the observations is normal around today's with the spread sd² / √(sd² + sd_of_one² / n).
    """
    if n <= 0 or sd == 0:
        return 0.0
    return evpi_normal(mean, sd * sd / float(np.sqrt(sd * sd + sd_of_one**2 / n)))


def evppi(net, parameter):
    """Of knowing an input exactly, and nothing else better than now."""
    return min(evpi(known(net, parameter)), evpi(net))


def evsi(net, parameter, n, prior):
    """Of n more observations of an input."""
    return plan(net, parameter, prior, float, (n,)).worth[0]
