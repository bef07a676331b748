"""Times of people as a case takes them: minutes by hand, and how much longer or shorter another way takes."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from dashboards.language import _
from evaluators.cost.timed import Timed, timed
from evaluators.frames import TIMINGS
from evaluators.grade import Origin, Source
from evaluators.timing.figure import Reason
from pipelines.cost.references import STUDY, Reference, file_of
from pipelines.errors import KoukaError, Place
from pipelines.measured_studies import STUDY as STUDY_FILE
from pipelines.measured_studies import TIMES, study_in
from pipelines.tables import problems_of, read_table
from pipelines.timings_frame import timings_frame


def study_of(
    reference: Reference,
    manual: str,
    origin: Origin,
    fields: Mapping[str, int],
    others: Collection[str],
    n: int,
    seed: int,
) -> Timed:
    """What a study says of each way of working.

    Args:
        reference: ``study:FOLDER``.
        manual: the way compared with.
        origin: of what was worked on.
        fields: of each item, how many can be wrong.
        others: items that times are not wanted of, such as those of other kinds of form.
        n: how many draws.
        seed: of them.

    Raises:
        KoukaError: there is no study, or it cannot carry a comparison, such as that of one person.
    """
    folder = file_of(reference, STUDY, "study:FOLDER")
    frame = _times(folder)
    found = timed(frame[~frame["item"].isin(list(others))], manual, origin, n, seed, fields)
    if isinstance(found, Reason):
        raise KoukaError(
            _("The study in {folder} cannot be reckoned with: {why}", folder=folder.name, why=_reasons()[found]),
            where=reference.place,
            todo=_("Let more people take part, or write the times by hand as assumed."),
        )
    return found


def _times(folder: Path) -> pd.DataFrame:
    """Measured where an exported study proves them by its events; times in a table alone are reported."""
    if (folder / STUDY_FILE).is_file():
        return study_in(folder, {}).timings
    file = folder / TIMES
    table = read_table(file)
    problems = problems_of(table, TIMINGS)
    if problems:
        first = problems[0]
        raise KoukaError(first.what, where=first.where or Place(file), todo=first.todo)
    found = timings_frame(table.rows)
    return found.assign(source=found["source"].replace(Source.MEASURED.value, Source.REPORTED.value))


def _reasons() -> Mapping[Reason, str]:
    return {
        Reason.ONE_PERSON: _("one person worked in one of the ways, so that nothing shows how people differ"),
        Reason.FEW_ITEMS: _("too few items were timed in both ways"),
        Reason.PEOPLE_UNKNOWN: _("there are times without the person's name"),
        Reason.NO_TIME: _("all the times of a way are 0"),
        Reason.ABSENT: _("no item was timed by hand and with AI"),
    }
