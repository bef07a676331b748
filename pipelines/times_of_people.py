"""What the times of people that came in with a batch amount to."""

from collections.abc import Sequence

import pandas as pd

from evaluators.frames import TIMINGS
from evaluators.grade import Origin
from evaluators.timing.people import TimesOfPeople, amount_to
from pipelines.batches.forms import FormsBatch
from pipelines.batches.meetings import MeetingsBatch
from pipelines.tables import Row

NUMBERS = tuple(column.name for column in TIMINGS.columns if column.kind != "text")


def timings_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows of timings.csv with numbers as numbers; blank ones are missing."""
    frame = pd.DataFrame(rows, columns=TIMINGS.names, dtype=object)
    return frame.assign(**{name: pd.to_numeric(frame[name].replace("", None)) for name in NUMBERS})


def times_of(batch: FormsBatch | MeetingsBatch, origin: Origin) -> TimesOfPeople | None:
    """What people's times of this batch say; None where there are none.

    Args:
        batch: that was read.
        origin: as the run recorded it.
    """
    if not batch.timings:
        return None
    if isinstance(batch, MeetingsBatch):
        return amount_to(timings_frame(batch.timings), origin, "minutes_manual", {}, None)
    fields = {
        each.name: len(batch.templates[each.template].fields)
        for each in batch.documents
        if each.template in batch.templates
    }
    forms = {each.name: each.template for each in batch.documents}
    return amount_to(timings_frame(batch.timings), origin, "manual", fields, forms)
