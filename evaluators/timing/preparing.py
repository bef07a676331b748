"""What it takes before AI can read a batch: sorting, scanning, loading. It is in no time of an item, but beside them.

No clock of the screen sees it: a person writes it down, as rows of method ``setup`` of timings.csv.
"""

from dataclasses import dataclass

import pandas as pd

from evaluators.grade import Origin, Source, worst
from evaluators.quantity import Quantity
from evaluators.timing.figure import Basis, basis_of, figure
from evaluators.timing.paired import Paired

PREPARING, AFTER = "seconds_preparing", "seconds_saved_prepared"
METHOD = "not-estimable-batch"
READ_BY_AI = ("ai_all", "ai_policy")
"""Ways of working for which a batch is prepared. Typing from paper asks for nothing of it."""


@dataclass(frozen=True)
class Preparing:
    """Of one batch."""

    each: Quantity
    """Seconds a document. Its bounds are the value: a batch is prepared once, and nothing shows how another differs."""
    seconds: float
    """All parts together."""
    parts: int
    """That were written down: several people, or one in several goes."""
    people: int
    """Who are named; 0 where nobody is."""

    def seconds_of(self, arm: str) -> float:
        """Seconds a document that a way of working asks for beside its own."""
        return self.each.value or 0.0 if arm in READ_BY_AI else 0.0


def preparing(timings: pd.DataFrame, documents: int, origin: Origin) -> Preparing | None:
    """What people wrote down, over all documents of the batch; None where nobody did.

    Args:
        timings: columns of ``timing.frames.TIMINGS``. Rows of method ``setup`` are parts of the one time that the
            batch was prepared, and add up.
        documents: of the batch.
        origin: of the batch.
    """
    rows = timings[(timings["method"] == "setup") & (timings["source"] != Source.MODELLED.value)]
    if rows.empty or documents < 1:
        return None
    seconds = float(rows["seconds"].sum())
    each = figure(
        PREPARING, {}, (seconds / documents,) * 3, unit="s/item", method=METHOD, n=documents,
        basis=basis_of(rows, origin),
    )  # fmt: skip
    people = rows["worker"].fillna("").replace("", None).nunique()
    return Preparing(each, seconds, len(rows), int(people))


def saved_after(found: Paired, prepared: Preparing) -> Quantity | None:
    """Seconds saved a document with preparing counted; None for a way that asks for none, or without a number.

    The interval is that of the times at the screen, moved: of preparing, nothing shows how sure it is.
    """
    less, saved = prepared.seconds_of(found.arm), found.saved
    if not less or saved.value is None or saved.low is None or saved.high is None:
        return None
    grade = worst([saved.grade, prepared.each.grade])
    source = saved.source if grade is saved.grade else prepared.each.source
    return figure(
        AFTER, saved.scope, (saved.low - less, saved.value - less, saved.high - less), unit=saved.unit,
        method=saved.method, n=saved.n_documents, basis=Basis(grade, source, saved.level),
    )  # fmt: skip
