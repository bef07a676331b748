"""Pages that belong to no form of the batch: whether they, and only they, were refused."""

import pandas as pd

from evaluators.frames import NO_TEMPLATE
from evaluators.grade import Origin, Source, grade_of
from evaluators.quantity import Quantity
from evaluators.rates import Subject

CASES = "unread"
"""The anchor of the pages that were not read."""


def refusal(pages: pd.DataFrame, origin: Origin, level: float = 0.95) -> list[Quantity]:
    """Precision and recall of refusal, in pages; intervals take the document as the unit.

    ``pages`` has the columns document, template and status of ``frames.PAGES``. A page should be refused where its
    template is ``-``. ``refusal_precision`` is the share of such pages among those refused, ``refusal_recall`` the
    share refused among such pages. A page that failed (a broken scan) was not refused: where it should have been, it
    lowers recall. Either is undefined where its denominator is nothing; without any page there are no quantities.
    """
    if pages.empty:
        return []
    counts = pd.DataFrame(
        {
            "foreign": (pages["template"] == NO_TEMPLATE).astype("int64"),
            "refused": (pages["status"] == "refused").astype("int64"),
        }
    )
    counts["rightly"] = counts["foreign"] * counts["refused"]
    documents = counts.groupby(pages["document"]).sum()
    subject = Subject(None, {}, grade_of(origin, Source.MEASURED), level, CASES)
    return [
        subject.proportion("refusal_precision", None, documents["rightly"], documents["refused"]),
        subject.proportion("refusal_recall", None, documents["rightly"], documents["foreign"]),
    ]
