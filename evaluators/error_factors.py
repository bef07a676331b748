"""What may have made fields hard to read, as columns of a model: length, place, rules, conditions of the form, type."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.typing import NDArray

from evaluators.intervals import FEW_DOCUMENTS
from evaluators.mark_types import MARK_TYPES
from evaluators.scopes import conditions

Floats = NDArray[np.float64]

LENGTH, PLACE, RULES, TYPE, KIND = "length", "place", "rules", "type", "kind"
EDGE, INSIDE = "edge", "inside"
EDGE_MM = 20.0
"""A box that comes closer to the edge of its page counts as near it."""
THROUGH, BESIDE, FREE = "through", "beside", "free"
BESIDE_MM = 1.0
"""A rule that comes closer to a box lies beside it, and is read into it where a page does not lie quite on its form or
where somebody writes over the edge."""
NUMERALS, WRITING = "numerals", "writing"
_NUMERAL_TYPES = frozenset({"date", "postal_code", "phone", "number", "money", "account"})
RARE = "…"
"""The level of all that occurs in fewer than ``FEW_DOCUMENTS`` documents."""
ERRORS_EACH = 5
"""Errors (and fields right) that each column needs; fewer than 5 to 9 a column mislead (Vittinghoff & McCulloch 2007,
American Journal of Epidemiology 165:710)."""
DOCUMENTS_EACH = 10
"""Documents that each column of a condition needs, since a condition is one of the whole document."""


@dataclass(frozen=True)
class Box:
    """Where the box of a field lies on its form."""

    edge_mm: float
    """From the nearest edge of the page (mm)."""
    rule_mm: float | None
    """From the nearest rule printed on the blank form (mm): line of a table, border of cells, dotted guide line. 0
    where one runs through the box, infinite where the page has none, None where that is not known. Of the blank alone:
    it does not say whether what somebody wrote touches it."""


@dataclass(frozen=True)
class Factor:
    """One thing that may matter."""

    name: str
    """``length``, ``place``, ``rules``, ``type``, ``kind`` or a ``cond_`` column."""
    reference: str
    """The most frequent level, which others are compared with; empty for the length."""
    levels: tuple[str, ...]
    """The others, each with a column; ("",) for the length, whose column is log2 of the characters."""
    columns: Floats
    """Shape (fields, levels)."""

    @property
    def numeric(self) -> bool:
        """Whether it is a number and no choice of levels."""
        return self.name == LENGTH


@dataclass(frozen=True)
class Design:
    """The fields of an engine and the factors that they can tell apart."""

    rows: pd.DataFrame
    factors: tuple[Factor, ...]
    left_out: tuple[str, ...]
    """Factors that these fields cannot tell apart from others, or are too few for."""

    def matrix(self) -> Floats:
        """A column of ones and those of the factors."""
        return np.column_stack([np.ones(len(self.rows)), *(factor.columns for factor in self.factors)])


def filled_fields(scored: pd.DataFrame) -> pd.DataFrame:
    """Fields that hold text on the paper: an empty box is told by its ink, before any engine sees it."""
    length = scored["substitutions"] + scored["deletions"] + scored["correct"]
    return scored.assign(length=length)[(length > 0) & ~scored["type"].isin(MARK_TYPES)]


def design(rows: pd.DataFrame, boxes: Mapping[tuple[str, str], Box]) -> Design:
    """The factors that can be told apart, as many as errors and documents allow.

    Args:
        rows: filled fields of one engine.
        boxes: by template and field, where its box lies; where one is missing, nothing is said of places, and of rules
            where one's is not known.

    Length, place and rules come first, then the conditions, those with the fewest levels first, then the type of field,
    or, where that is too much, whether it holds numerals or writing. A factor whose columns are a mixture of earlier
    ones (each hand has its own pen) is left out.
    """
    wrong = int((rows["right_typed"] == 0).sum())
    most = min(wrong, len(rows) - wrong) // ERRORS_EACH
    for_conditions = rows["document"].nunique() // DOCUMENTS_EACH
    chosen: list[Factor] = []
    left_out: list[str] = []
    for factor in _candidates(rows, boxes):
        if factor.name == KIND and any(other.name == TYPE for other in chosen):
            continue
        new = factor.columns.shape[1]
        condition = factor.name.startswith("cond_")
        room = min(most, for_conditions if condition else most)
        if new and new <= room and _adds(chosen, factor):
            chosen.append(factor)
            most -= new
            for_conditions -= new * condition
        else:
            left_out.append(factor.name)
    if any(factor.name == KIND for factor in chosen):
        left_out = [name for name in left_out if name != TYPE]
    return Design(rows, tuple(chosen), tuple(name for name in left_out if name != KIND or TYPE not in left_out))


def _candidates(rows: pd.DataFrame, boxes: Mapping[tuple[str, str], Box]) -> list[Factor]:
    length = np.log2(rows["length"].to_numpy(dtype=np.float64))
    found = [Factor(LENGTH, "", ("",), length[:, None])] if np.ptp(length) > 0 else []
    own = [boxes.get(key) for key in zip(rows["template"], rows["field"], strict=True)]
    placed = [box for box in own if box is not None]
    if len(placed) == len(own):
        near = [EDGE if box.edge_mm < EDGE_MM else INSIDE for box in placed]
        found.append(_levels(PLACE, pd.Series(near, index=rows.index), rows["document"]))
        ruled = [_ruled(box.rule_mm) for box in placed if box.rule_mm is not None]
        if len(ruled) == len(own):
            found.append(_levels(RULES, pd.Series(ruled, index=rows.index), rows["document"]))
    of_document = [_levels(name, rows[name].fillna("").astype(str), rows["document"]) for name in conditions(rows)]
    kinds = rows["type"].isin(_NUMERAL_TYPES).map({True: NUMERALS, False: WRITING})
    last = [_levels(TYPE, rows["type"], rows["document"]), _levels(KIND, kinds, rows["document"])]
    return [factor for factor in (*found, *sorted(of_document, key=_size), *last) if factor.levels]


def _ruled(distance: float) -> str:
    return THROUGH if distance <= 0 else BESIDE if distance < BESIDE_MM else FREE


def _size(factor: Factor) -> tuple[int, str]:
    return len(factor.levels), factor.name


def _levels(name: str, values: pd.Series, documents: pd.Series) -> Factor:
    rare = documents.groupby(values).nunique()
    values = values.where(~values.isin(rare.index[rare < FEW_DOCUMENTS]), RARE)
    counts = values.value_counts()
    ordered = sorted((str(level) for level in counts.index), key=lambda level: (-counts[level], level))
    first = next((level for level in ordered if level != RARE), ordered[0])
    others = tuple(sorted(level for level in ordered if level != first))
    columns: npt.NDArray[np.float64] = np.zeros((len(values), len(others)))
    for place, level in enumerate(others):
        columns[:, place] = values == level
    return Factor(name, first, others, columns)


def _adds(chosen: list[Factor], factor: Factor) -> bool:
    before = np.column_stack([np.ones(len(factor.columns)), *(each.columns for each in chosen)])
    both = np.column_stack([before, factor.columns])
    return bool(np.linalg.matrix_rank(both) == np.linalg.matrix_rank(before) + factor.columns.shape[1])
