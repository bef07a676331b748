"""What people speak of as one thing, such as the volume: which numbers it stands for, and how much it is."""

from collections.abc import Mapping

import numpy as np

from evaluators.cost import options
from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.inputs import Draws

WAGE, ACCURACY = "wage", "accuracy"


def names_of(case: Case, option: str, of: str) -> list[str]:
    """The numbers that it stands for; none where a way of working has no such thing.

    Args:
        case: the city's inputs.
        option: a way of working.
        of: ``volume``, ``wage``, ``licence`` or ``accuracy``.
    """
    way, meetings = options.way_of(option, case), options.is_of_meetings(option)
    match of:
        case "volume":
            return ["meetings_recorded" if meetings else "forms_volume"]
        case "wage":
            return wage_names(case)
        case "licence":
            if option == options.ONLINE:
                return ["online_yearly"]
            return ["meetings_licence" if meetings else f"{_tool(case, option)}_licence"]
        case _ if meetings:
            return [f"{way}_lost"]
        case _:
            return [] if option == options.ONLINE else [f"{way}_wrong_seen", f"{way}_wrong_unseen"]


def wage_names(case: Case) -> list[str]:
    """What an hour of each kind of staff costs."""
    return [f"staff_{kind.id}_yen_per_hour" for kind in case.staff]


def _tool(case: Case, option: str) -> str:
    return options.way_of(option, case) if option.startswith(options.PRODUCT) else "ai"


def size_of(numbers: Mapping[str, Drawn], case: Case, option: str, of: str, part: str) -> Draws:
    """How much it is: of the accuracy what is wrong, as a share of the fields or of the words to expect.

    Args:
        numbers: all of :func:`names_of` among them.
        case: as for :func:`names_of`.
        option: the same.
        of: the same.
        part: ``likely`` or ``draws``.

    Returns:
        Forms or hours of meeting in the first year, mean yen an hour, yen a year, a share; shape (1,) or (n, 1).
    """
    parts = [getattr(numbers[name], part) for name in names_of(case, option, of)]
    weights = [kind.share for kind in case.staff] if of == WAGE else [1.0] * len(parts)
    size = sum(weight * each for weight, each in zip(weights, parts, strict=True))
    if of == ACCURACY and not options.is_of_meetings(option):
        size = size / getattr(numbers["fields"], part)
    return np.asarray(size, dtype=np.float64)


def mean_wage(numbers: Mapping[str, Drawn], case: Case) -> float:
    """Yen an hour over kinds of staff, most likely."""
    return float(size_of(numbers, case, options.AS_NOW, WAGE, "likely")[0])
