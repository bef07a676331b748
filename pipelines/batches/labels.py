"""truth/ and values/: what people say stands on the paper, and what it means."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from evaluators.frames import NO_TEMPLATE
from evaluators.mark_types import MARK_TYPES
from pipelines.batches.value_gaps import value_gaps
from pipelines.contracts.forms import Template, TemplateField
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.field_types import HIDDEN_TYPES, TYPES
from pipelines.tables import Table, read_table

Labels = dict[str, Table]

LEFT_OUT = Severity.FAILS_DOCUMENT


def read_labels(
    path: Path, templates: Mapping[str, Template], broken: Collection[str], documents: Mapping[str, str]
) -> tuple[Labels, Labels, list[Problem]]:
    """The tables of truth/ and values/ by template, and what is wrong with them.

    What cannot be used for scoring is left out and named, and keeps nothing from being read.

    Args:
        path: the batch.
        templates: by id.
        broken: ids of templates that could not be read, of which nothing more is said.
        documents: template of each document.
    """
    truth, problems = _read(path / "truth", templates, broken, documents)
    values, found = _read(path / "values", templates, broken, documents)
    problems += found
    for template, table in values.items():
        problems += _value_problems(table, templates[template])
    for template, table in truth.items():
        problems += _mark_problems(table, templates[template])
        problems += value_gaps(table, values.get(template), templates[template])
    # Where a table could not be read, that has been said.
    said = {file.stem for file in _files(path / "truth")} - truth.keys()
    problems += _unlabelled(path / "truth", truth, {NO_TEMPLATE, *broken, *said}, documents)
    return truth, values, problems


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[!.]*.csv"))


def _read(
    folder: Path, templates: Mapping[str, Template], broken: Collection[str], documents: Mapping[str, str]
) -> tuple[Labels, list[Problem]]:
    tables: Labels = {}
    problems: list[Problem] = []
    for file in _files(folder):
        if file.stem in broken:
            continue
        if file.stem not in templates:
            what = _("There is no template “{template}”.", template=file.stem)
            problems.append(Problem(what, Place(file), _named(templates), LEFT_OUT))
            continue
        try:
            table = read_table(file)
        except KoukaError as error:
            problems.append(replace(error.problem, severity=LEFT_OUT))
            continue
        found = list(_table_problems(table, templates[file.stem], documents))
        problems += found
        if "document" in table.columns:
            tables[file.stem] = table
    return tables, problems


def _named(templates: Mapping[str, Template]) -> str:
    return _("Templates of this batch: {templates}", templates=", ".join(templates) or "–")


def _table_problems(table: Table, template: Template, documents: Mapping[str, str]) -> Iterator[Problem]:
    header = Place(table.path, 1)
    if "document" not in table.columns:
        todo = _("Say in it to which document each row belongs, as in documents.csv.")
        yield Problem(_("Column “{name}” is missing.", name="document"), header, todo, LEFT_OUT)
        return
    fields = {field.id for field in template.fields}
    for name in table.columns:
        if name != "document" and name not in fields:
            yield Problem(
                _("Column “{name}” is no field of template “{template}”.", name=name, template=template.id),
                header,
                _("Its fields: {fields}", fields=", ".join(field.id for field in template.fields)),
                LEFT_OUT,
            )
    for field in template.fields:
        if field.type in HIDDEN_TYPES and field.id in table.columns:
            yield Problem(
                _("Column “{name}” is for individual numbers, which are not kept.", name=field.id),
                header,
                _("Take the column out of the file."),
            )
    seen: set[str] = set()
    for index, row in enumerate(table.rows):
        document = row["document"]
        if documents.get(document) != template.id:
            yield Problem(
                _("Document “{document}” is not in documents.csv with this template.", document=document),
                table.place(index),
                _("Compare the spelling, or take the row out."),
                LEFT_OUT,
            )
        if document in seen:
            yield Problem(_("Document “{document}” is there twice.", document=document), table.place(index))
        seen.add(document)


def _value_problems(table: Table, template: Template) -> Iterator[Problem]:
    for field in template.fields:
        if field.type not in HIDDEN_TYPES:
            yield from _cell_problems(table, field)


def _mark_problems(table: Table, template: Template) -> Iterator[Problem]:
    """Of truth: what is ticked or circled is written as ids there too."""
    for field in template.fields:
        if field.type in MARK_TYPES:
            yield from _cell_problems(table, field)


def _cell_problems(table: Table, field: TemplateField) -> Iterator[Problem]:
    if field.id not in table.columns:
        return
    for index, row in enumerate(table.rows):
        cell = row[field.id]
        if cell and not _is_value(cell, field):
            yield Problem(
                _("“{cell}” is no value of field “{field}” ({type}).", cell=cell, field=field.id, type=field.type),
                table.place(index),
                _("A value is written like {example}.", example=_example(field)),
            )


def _is_value(cell: str, field: TemplateField) -> bool:
    if not TYPES[field.type].is_value(cell):
        return False
    chosen = cell.split("|") if field.type == "choice" else []
    return {*chosen} <= {option.id for option in field.options} and (field.multiple or len(chosen) < 2)


def _example(field: TemplateField) -> str:
    ids = [option.id for option in field.options]
    return ("|" if field.multiple else " / ").join(ids) or TYPES[field.type].wants


def _unlabelled(
    folder: Path, truth: Labels, without: Collection[str], documents: Mapping[str, str]
) -> Iterator[Problem]:
    labelled = {row["document"] for table in truth.values() for row in table.rows}
    missing = [name for name, template in documents.items() if template not in without and name not in labelled]
    if missing:
        yield Problem(
            _(
                "{n} documents have no truth and are read but not scored, the first is “{first}”.",
                n=len(missing),
                first=missing[0],
            ),
            Place(folder),
            _("Type what stands on the paper into truth/<template>.csv."),
            severity=Severity.WARNING,
        )
