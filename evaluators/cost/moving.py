"""What is moved from low to high at once: a number by itself, or with it those that move together with it.

Where inputs are correlated, what one of them moves alone is what hardly happens. The Gaussian copula of ``together``
says where the others are to be expected when one is at an end of its range: its normal deviate times their correlation.
That is what one input carries with all that comes with it, the full effect as against the independent one (Xu and
Gertner 2008, Reliability Engineering and System Safety 93:1563; Mara and Tarantola 2012, the same 107:115). As far as
another number is not correlated with the one moved, it stays where it is most likely.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from evaluators.cost.drawn import Drawn
from evaluators.cost.together import AND
from evaluators.inputs import Draws


@dataclass(frozen=True)
class Move:
    """Numbers that are moved at once."""

    key: str
    """Of the number; of inputs that move together all keys with ``together.AND`` between them, the one moved first."""
    lead: Drawn
    """The number that is moved."""
    along: Mapping[str, tuple[Drawn, float]]
    """By the names in formulas: what goes along, and its correlation, from -1 to 1; with itself 1."""

    def at(self, place: float) -> Mapping[str, Draws]:
        """Values, with the one moved where this share of its draws is below; each one a year where it is by year."""
        deviate = float(special.ndtri(place))
        return {name: _at(number, deviate, correlation) for name, (number, correlation) in self.along.items()}

    def value_at(self, place: float) -> Draws:
        """Of the number that is moved."""
        return _at(self.lead, float(special.ndtri(place)), 1.0)


def moves(numbers: Mapping[str, Drawn], named: Sequence[str], groups: Sequence[Sequence[str]]) -> Iterator[Move]:
    """For each number by itself its move; for inputs that move together one for each of them that can be moved.

    Args:
        numbers: all of a case.
        named: those that formulas name.
        groups: keys of inputs that move together.
    """
    rest = dict.fromkeys(named)
    for group in groups:
        members = {name: numbers[name] for name in named if numbers[name].behind & {*group}}
        keys = [key for key in group if any(key in number.behind for number in members.values())]
        if len(keys) > 1:
            rest = {name: None for name in rest if name not in members}
            yield from (_with_others(numbers, key, keys, members) for key in keys)
    for name in rest:
        yield Move(name, numbers[name], {name: (numbers[name], 1.0)})


def _with_others(numbers: Mapping[str, Drawn], key: str, keys: Sequence[str], members: Mapping[str, Drawn]) -> Move:
    lead = numbers[key]
    along = {name: (number, 1.0 if name == key else _correlation(lead, number)) for name, number in members.items()}
    return Move(AND.join([key, *(other for other in keys if other != key)]), lead, along)


def _correlation(first: Drawn, second: Drawn) -> float:
    """Of the normal deviates of their ranks; 0 where one does not vary. What is by year is high or low in all years."""
    deviates = [_deviates(each) for each in (first, second)]
    if any(not np.ptp(each) for each in deviates):
        return 0.0
    return float(np.corrcoef(deviates[0], deviates[1])[0, 1])


def _deviates(number: Drawn) -> Draws:
    return np.asarray(special.ndtri((stats.rankdata(number.draws.sum(axis=1)) - 0.5) / len(number.draws)))


def _at(number: Drawn, deviate: float, correlation: float) -> Draws:
    own = 0.0 if abs(correlation) == 1 else (1 - abs(correlation)) * _likely(number)
    share = special.ndtr(correlation * deviate + own)
    return np.asarray(np.quantile(number.draws, share, axis=0))


def _likely(number: Drawn) -> float:
    """The normal deviate of the most likely value."""
    draws, likely = number.draws.sum(axis=1), float(np.broadcast_to(number.likely, number.draws.shape[1:]).sum())
    below = (np.mean(draws < likely) + np.mean(draws <= likely)) / 2
    least = 0.5 / len(draws)
    return float(special.ndtri(np.clip(below, least, 1 - least)))
