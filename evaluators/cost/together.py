"""Inputs that move together: the rank correlation of two, and draws that have it.

A Gaussian copula: ranks are correlated by way of normal deviates, whose own correlation is 2·sin(π·ρ/6) (Pearson 1907),
and every input keeps its values, in another order (Iman and Conover 1982, Communications in Statistics B 11:311).
Inputs that no pair names are drawn apart.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

import numpy as np
from pydantic import Field
from scipy import special

from evaluators.contract import Contract
from evaluators.grade import Grade, worst
from evaluators.inputs import Draws, generator_of, spread_evenly

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
AND = "+"
"""Between the keys of inputs that are told of as one."""
ROUNDING = 1e-9
"""Below 0, of an eigenvalue that is 0."""


class Together(Contract):
    """Two inputs of which one tends to be high where the other is."""

    inputs: tuple[Key, Key]
    """Their keys, as ``Case.inputs`` has them."""
    rank: float = Field(ge=-1, le=1)
    """Spearman's rank correlation; below 0 one is low where the other is high."""
    says: str = Field(min_length=1)
    """Who says so, or why it was assumed."""


def is_possible(pairs: Sequence[Together]) -> bool:
    """Whether numbers can have all these correlations at once: their matrix has no negative eigenvalue."""
    _keys, matrix = _correlations(pairs)
    return not len(matrix) or float(np.linalg.eigvalsh(matrix)[0]) >= -ROUNDING


def shares_together(pairs: Sequence[Together], n: int, seed: int) -> Mapping[str, Draws]:
    """Shares between 0 and 1, ``n`` for each input that is named: those that it would have alone, in another order.

    Args:
        pairs: that are possible together.
        n: how many draws.
        seed: the same seed gives the same shares.
    """
    keys, matrix = _correlations(pairs)
    if not keys:
        return {}
    alone = np.column_stack([spread_evenly(n, generator_of(seed, key)) for key in keys])
    values, vectors = np.linalg.eigh(matrix)
    mixed = special.ndtri(alone) @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    places = np.argsort(np.argsort(mixed, axis=0, kind="stable"), axis=0, kind="stable")
    return dict(zip(keys, np.take_along_axis(np.sort(alone, axis=0), places, axis=0).T, strict=True))


def groups_of(pairs: Sequence[Together]) -> list[list[str]]:
    """Inputs that hang together, directly or by way of others."""
    groups: list[list[str]] = []
    for pair in pairs:
        touched = [group for group in groups if set(pair.inputs) & set(group)]
        merged = dict.fromkeys([key for group in touched for key in group] + [*pair.inputs])
        groups = [group for group in groups if group not in touched] + [[*merged]]
    return groups


def told_as_one(
    inputs: Mapping[str, Draws], grades: Mapping[str, Grade], pairs: Sequence[Together]
) -> tuple[dict[str, Draws], dict[str, Grade]]:
    """The inputs with those that move together as one, shape (draws, inputs), and its worst grade.

    Of such a one alone nobody can say what it carries of a result: part of it is the other's.
    """
    found, graded = dict(inputs), dict(grades)
    for group in ([key for key in group if key in inputs] for group in groups_of(pairs)):
        if len(group) > 1:
            name = AND.join(group)
            found[name] = np.column_stack([found.pop(key) for key in group])
            graded[name] = worst([grades[key] for key in group])
    return found, graded


def _correlations(pairs: Sequence[Together]) -> tuple[list[str], Draws]:
    """Of the normal deviates, and the keys of their rows."""
    keys = [*dict.fromkeys(key for pair in pairs for key in pair.inputs)]
    matrix = np.eye(len(keys))
    for pair in pairs:
        first, second = (keys.index(key) for key in pair.inputs)
        matrix[first, second] = matrix[second, first] = 2 * np.sin(np.pi * pair.rank / 6)
    return keys, matrix
