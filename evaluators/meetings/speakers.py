"""Errors by speaker where nobody knows which name of the draft is whose: cpCER.

The concatenated minimum-permutation error rate of CHiME-6 (Watanabe et al. 2020), with characters as words: each
speaker's speech is joined, and the speakers of the draft are given to those of the truth so that there are as few
errors as possible. Who is left without a partner counts in full.
"""

from collections.abc import Callable, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from evaluators.characters import ErrorCounts, count_token_errors

Stream = Sequence[str]
"""What one speaker said, in characters (grapheme clusters), in order."""
S = TypeVar("S", bound=Sized)
Assignment = tuple[tuple[str | None, str | None], ...]
"""Speaker of the truth and of the draft; None where one has no partner."""


@dataclass(frozen=True)
class SpeakerErrors:
    """Errors under the assignment that has the fewest."""

    counts: ErrorCounts
    assignment: Assignment

    @property
    def missed(self) -> int:
        """Speakers of the truth whom the draft does not have."""
        return sum(output is None for _truth, output in self.assignment)

    @property
    def added(self) -> int:
        """Speakers of the draft who are nobody of the truth."""
        return sum(truth is None for truth, _output in self.assignment)


def speaker_errors(truth: Mapping[str, Stream], output: Mapping[str, Stream]) -> SpeakerErrors:
    """Errors of a meeting with the speakers given as is best.

    >>> speaker_errors({"mayor": "ab", "clerk": "cd"}, {"S1": "cd", "S2": "ab", "S3": "ef"}).counts.rate
    0.5
    """
    assignment = assign(truth, output, Levenshtein.distance)
    pairs = [
        count_token_errors(truth[one] if one is not None else (), output[other] if other is not None else ())
        for one, other in assignment
    ]
    return SpeakerErrors(sum(pairs, start=ErrorCounts.zero()), assignment)


def assign(
    truth: Mapping[str, S],
    output: Mapping[str, S],
    distance: Callable[[S, S], float],
    least: Callable[[S, S], float] | None = None,
) -> Assignment:
    """Give speakers of the draft to those of the truth at the lowest sum of distances, any number of them.

    Args:
        truth: what each speaker said, of a length.
        output: the same of the draft.
        distance: between two of them. Who has no partner costs his length.
        least: what the distance is at least, where that is known sooner: distances of pairs that are too far apart
            anyway are then never looked for.
    """
    names, others = list(truth), list(output)
    size = max(len(names), len(others))
    # Padded with silent speakers, so that leaving someone without a partner costs what it costs.
    costs = np.zeros((size, size))
    open_pairs = np.zeros((size, size), dtype=bool)
    for row in range(size):
        for column in range(size):
            here = truth[names[row]] if row < len(names) else None
            there = output[others[column]] if column < len(others) else None
            if here is not None and there is not None:
                costs[row, column] = (least or distance)(here, there)
                open_pairs[row, column] = least is not None
            else:
                costs[row, column] = len(here or ()) + len(there or ())
    found = list(zip(*linear_sum_assignment(costs), strict=True))
    # Once every distance that counts is the true one, no other assignment can be better: the others cost even more.
    while unsure := [pair for pair in found if open_pairs[pair]]:
        for pair in unsure:
            costs[pair] = distance(truth[names[pair[0]]], output[others[pair[1]]])
            open_pairs[pair] = False
        found = list(zip(*linear_sum_assignment(costs), strict=True))
    pairs = [
        (names[row] if row < len(names) else None, others[column] if column < len(others) else None)
        for row, column in found
    ]
    return tuple(pair for pair in pairs if pair != (None, None))
