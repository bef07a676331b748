"""How much work there was in the items of a study of forms: what the model of work is fitted to."""

from collections.abc import Iterator, Mapping

import pandas as pd
from sqlalchemy import Connection, select

from dashboards.web.database.tables import answers, assignments, study_items
from dashboards.web.station.entries import SHOWING
from dashboards.web.station.lookup import Assignment, Study, assignments_of
from evaluators.characters import clusters, count_token_errors
from evaluators.timing.design import TWO_PERSON
from evaluators.timing.effort import ENGINE
from evaluators.timing.work import AMOUNTS

Texts = dict[int, dict[str, tuple[str, str]]]
"""By assignment and field, what stood there first and last."""


def amounts_of(connection: Connection, study: Study) -> pd.DataFrame:
    """Of each item and way of working, for one person's part: item, method, ``work.AMOUNTS`` and the engine's fields.

    Characters are those by which what stands in fields in the end differs from what the person got: all that were typed
    where the fields were empty. A decision on differences belongs to the second typing.
    """
    done = [each for each in assignments_of(connection, study) if each.submitted and not each.practice]
    asked = select(study_items.c.item, study_items.c.pages).where(study_items.c.study == study.id)
    sheets = {row.item: len(row.pages) for row in connection.execute(asked)}
    columns = ["item", "method", *AMOUNTS, ENGINE + study.engine]
    rows = pd.DataFrame(_rows(study, done, sheets, _texts(connection, study)), columns=columns)
    parts = rows.groupby(["item", "method"], as_index=False).sum()
    people = parts["method"].map(lambda method: 2.0 if method == TWO_PERSON else 1.0)
    counted = columns[2:]
    return parts.assign(**{name: parts[name] / people for name in counted})


def _rows(study: Study, done: list[Assignment], sheets: Mapping[str, int], texts: Texts) -> Iterator[tuple]:
    for each in done:
        of_fields = texts.get(each.id, {})
        characters = sum(_changed(*both) for both in of_fields.values())
        read = len(of_fields) if each.arm in SHOWING else 0
        counts = sheets.get(each.item, 0), len(of_fields), characters, read
        yield each.item, each.arm, *map(float, counts)


def _changed(before: str, after: str) -> int:
    return 0 if before == after else count_token_errors(clusters(before), clusters(after)).errors


def _texts(connection: Connection, study: Study) -> Texts:
    asked = (
        select(answers.c.assignment, answers.c.field, answers.c.before, answers.c.after)
        .join(assignments, assignments.c.id == answers.c.assignment)
        .where(assignments.c.study == study.id)
        .order_by(answers.c.id)
    )
    found: Texts = {}
    for row in connection.execute(asked):
        fields = found.setdefault(row.assignment, {})
        first = fields[row.field][0] if row.field in fields else row.before
        fields[row.field] = (first, row.after)
    return found
