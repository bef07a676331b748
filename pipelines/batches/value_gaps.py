"""Where truth says what is written, and values do not say what it means, or something else than it seems to mean.

Then a reading is compared with nothing, or with what a spreadsheet program has made of a cell.
"""

from collections.abc import Iterator, Sequence

from dashboards.language import _
from pipelines.contracts.forms import Template
from pipelines.errors import Place, Problem, Severity
from pipelines.field_types import HIDDEN_TYPES, TYPES, parse
from pipelines.tables import Table

WRITTEN_IN_MANY_WAYS = frozenset({"date", "number", "money", "postal_code", "phone", "account"})
"""Types of which the value is not the text; of these a spreadsheet program changes cells, too."""


def value_gaps(truth: Table, values: Table | None, template: Template) -> Iterator[Problem]:
    """Warnings, one a field at its first row."""
    if values is None:
        what = _("There is no values/{template}.csv: readings are compared with truth as text.", template=template.id)
        yield Problem(what, Place(truth.path), severity=Severity.WARNING)
        return
    meant = {row["document"]: row for row in values.rows}
    labelled = [
        (index, row, meant[row["document"]]) for index, row in enumerate(truth.rows) if row["document"] in meant
    ]
    for field in template.fields:
        if field.id not in truth.columns or field.id not in values.columns or field.type in HIDDEN_TYPES:
            continue
        cells = [(index, written[field.id], value[field.id]) for index, written, value in labelled]
        blank = [index for index, text, value in cells if text.strip() and not value]
        if blank:
            what = _(
                "Field “{field}”: something is written in {n} rows whose cell in values/ is blank, so that no reading "
                "is right there.",
                field=field.id,
                n=len(blank),
            )
            yield _warning(truth, blank, what, _("Type into values/ what it means."))
        # What is no value has been named as such.
        valued = [cell for cell in cells if cell[2] and TYPES[field.type].is_value(cell[2])]
        other = [index for index, text, value in valued if parse(field.type, text)[0] != value]
        if other and field.type in WRITTEN_IN_MANY_WAYS:
            what = _(
                "Field “{field}”: in {n} rows truth/ does not seem to mean what values/ says.",
                field=field.id,
                n=len(other),
            )
            todo = _("See whether a spreadsheet program changed a cell: a zero in front that went, 1-2-3 made a date.")
            yield _warning(truth, other, what, todo)


def _warning(table: Table, rows: Sequence[int], what: str, todo: str) -> Problem:
    return Problem(what, table.place(rows[0]), todo, Severity.WARNING)
