"""Check boxes and choices: which marks were found, which were missed, and which are none.

Characters mean nothing here: the text of a field is ``1`` or ``0``, or the ids of the options joined by ``|``. Each
option of a choice is a decision of its own.
"""

import pandas as pd

from evaluators.mark_types import MARK_TYPES
from evaluators.quantity import Quantity
from evaluators.rates import Subject


def marks_of(text: str, field_type: str) -> frozenset[str]:
    """The marks that the text of a field stands for. A blank is a field without any.

    >>> sorted(marks_of("online|counter", "choice"))
    ['counter', 'online']
    """
    if field_type == "checkbox":
        return frozenset({"1"} if text.strip() == "1" else ())
    return frozenset(part.strip() for part in text.split("|") if part.strip())


def count_marks(scored: pd.DataFrame) -> pd.DataFrame:
    """Marks of each row of ``frames.SCORED``, all nothing for types that hold none.

    Returns:
        ``marks_found`` (on the paper and read), ``marks_added`` (read only), ``marks_missed`` (on the paper only),
        with the index of ``scored``. A field that was not read has missed all its marks.
    """
    marked = scored[scored["type"].isin(MARK_TYPES)]
    counts = []
    for truth, text, field_type in zip(marked["truth"], marked["text"], marked["type"], strict=True):
        here, there = marks_of(truth, field_type), marks_of(text, field_type)
        counts.append((len(here & there), len(there - here), len(here - there)))
    found = pd.DataFrame(counts, columns=["marks_found", "marks_added", "marks_missed"], index=marked.index)
    return found.reindex(scored.index, fill_value=0).astype("int64")


def mark_rates(subject: Subject, documents: pd.DataFrame) -> list[Quantity]:
    """Precision and recall of marks, with documents as units.

    ``documents`` has the columns of :func:`count_marks`, summed over each document. ``mark_precision`` is found over
    found and added: how many of the marks read are on the paper. ``mark_recall`` is found over found and missed: how
    many of those on the paper were read. Undefined where there is no mark to take the rate of.
    """
    found = documents["marks_found"]
    return [
        subject.proportion("mark_precision", None, found, found + documents["marks_added"]),
        subject.proportion("mark_recall", None, found, found + documents["marks_missed"]),
    ]
