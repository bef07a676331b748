"""What a person does on a form when some fields pass and the others are looked at: counted, form by form."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.keystrokes import (
    ACCEPTING,
    CORRECTING,
    NONE,
    NUMBER,
    OPENING,
    OPERATORS,
    document_counts,
    entry,
    operator_columns,
)
from evaluators.mark_types import MARKS_ENGINE

LOOKING = tuple(f"looking_{operator}" for operator in OPERATORS)
CORRECTED = tuple(f"correcting_{operator}" for operator in OPERATORS)
COUNTED = (*LOOKING, *CORRECTED, "wrong_seen", "wrong_unseen", "passed")


@dataclass(frozen=True)
class Way:
    """A way of working with what an engine read."""

    engine: str
    passed: frozenset[tuple[str, str]] = frozenset()
    """Document and field of what nobody looks at."""


def way_counts(scored: pd.DataFrame, way: Way, numbers: Mapping[str, int] = NONE) -> pd.DataFrame:
    """Operators and errors a form.

    Args:
        scored: columns of ``frames.SCORED``; marks are those that ``marks`` read, whatever engine reads the text.
        way: whose readings, and what passes.
        numbers: boxes for individual numbers on each template, typed from the paper.

    Returns:
        Index document; the columns of ``COUNTED``: operators of looking as if all that is looked at were right, what
        correcting adds to them, fields wrong among those looked at and among the others, and how many pass.
    """
    rows = scored[scored["engine"].isin([way.engine, MARKS_ENGINE])]
    if way.engine not in set(rows["engine"]):
        return pd.DataFrame(columns=COUNTED, dtype=np.float64)
    keys = zip(rows["document"], rows["field"], strict=True)
    seen = np.array([key not in way.passed for key in keys])
    wrong = ~rows["right_typed"].to_numpy(dtype=bool)
    entries = np.array([entry(*field) for field in zip(rows["truth"], rows["type"], strict=True)])
    corrected = (entries + CORRECTING - ACCEPTING) * (seen & wrong)[:, None]
    flags = np.column_stack([seen & wrong, ~seen & wrong, ~seen])
    cells = np.hstack([seen[:, None] * ACCEPTING, corrected, flags])
    documents = rows["document"]
    counts = pd.DataFrame(cells, index=rows.index, columns=[*COUNTED]).groupby(documents, sort=False).sum()
    templates = rows["template"].groupby(documents, sort=False).first()
    boxes = np.array([numbers.get(template, 0) for template in templates], dtype=float)
    looked_at = pd.Series(seen, rows.index).groupby(documents, sort=False).any().to_numpy()
    # A form of which nothing is looked at, and on which nothing is typed, is not opened.
    opened = (looked_at | (boxes > 0)).astype(float)
    counts[[*LOOKING]] += opened[:, None] * OPENING + boxes[:, None] * NUMBER
    return counts


def manual_counts(
    scored: pd.DataFrame, engine: str, numbers: Mapping[str, int] = NONE, sheets: Mapping[str, int] = NONE
) -> pd.DataFrame:
    """Operators of keying by hand, fields and sheets a form: index document, ``manual_<operator>``, fields, sheets."""
    counts = document_counts(scored, engine, numbers, sheets).set_index("document")
    found: pd.DataFrame = counts[operator_columns("manual")].astype(np.float64)
    return found.assign(fields=counts["seen"].astype(float), sheets=counts["ai_handlings"].astype(float))


def operators(means: Mapping[str, npt.NDArray[np.float64]], part: str) -> dict[str, npt.NDArray[np.float64]]:
    """The columns of one part (``manual``, ``looking``, ``correcting``), by operator."""
    return {operator: means[f"{part}_{operator}"] for operator in OPERATORS}
