"""Times of people as a case takes them: minutes by hand, and how much longer or shorter another way takes."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from dashboards.language import _
from evaluators.cost.options import MINUTES_MANUAL
from evaluators.cost.timed import Timed, timed
from evaluators.grade import Origin
from evaluators.timing.figure import Reason
from pipelines.batches.timings import Timed as Timeable
from pipelines.batches.timings import read_timings
from pipelines.cost.references import STUDY, Reference, file_of
from pipelines.errors import KoukaError, Severity
from pipelines.measured_studies import STUDY as STUDY_FILE
from pipelines.measured_studies import TIMES, study_in
from pipelines.tables import read_table
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
    frame = _times(folder, manual, fields)
    found = timed(frame[~frame["item"].isin(list(others))], manual, origin, n, seed, fields)
    if isinstance(found, Reason):
        raise KoukaError(
            _("The study in {folder} cannot be reckoned with: {why}", folder=folder.name, why=_reasons()[found]),
            where=reference.place,
            todo=_("Let more people take part, or write the times by hand as assumed."),
        )
    return found


def _times(folder: Path, manual: str, fields: Mapping[str, int]) -> pd.DataFrame:
    """Measured where an exported study proves them by its events; times in a table alone are reported.

    Raises:
        KoukaError: there is no table, or a row of it cannot be: no row is left out in silence.
    """
    if (folder / STUDY_FILE).is_file():
        return study_in(folder, fields).timings
    named = {row.get("item", "") for row in read_table(folder / TIMES).rows}
    kind = "meetings" if manual == MINUTES_MANUAL else "forms"
    rows, problems = read_timings(folder, Timeable(kind, {item: fields.get(item) for item in named}, TIMES))
    wrong = next((problem for problem in problems if problem.severity is not Severity.WARNING), None)
    if wrong is not None:
        raise KoukaError.of(wrong)
    return timings_frame(rows)


def _reasons() -> Mapping[Reason, str]:
    return {
        Reason.ONE_PERSON: _("one person worked in one of the ways, so that nothing shows how people differ"),
        Reason.FEW_ITEMS: _("too few items were timed in both ways"),
        Reason.PEOPLE_UNKNOWN: _("there are times without the person's name"),
        Reason.NO_TIME: _("all the times of a way are 0"),
        Reason.ABSENT: _("no item was timed by hand and with AI"),
    }
