"""Reading a batch of forms, and saying everything that is wrong with it: ``kouka check`` and the start of a run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from evaluators.frames import DOCUMENTS, NO_TEMPLATE
from pipelines.batches import paths
from pipelines.batches.batch_file import example, read_batch_file, usable
from pipelines.batches.documents import read_documents
from pipelines.batches.forms import Document, FormsBatch
from pipelines.batches.labels import read_labels
from pipelines.batches.scans import BLANK_KINDS, content_problem
from pipelines.batches.timings import Timed, read_timings
from pipelines.contracts.forms import Template
from pipelines.contracts.toml import key_place, read_toml
from pipelines.digests import file_digest
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.field_types import TYPES
from pipelines.forms.seen import seen_counts
from pipelines.limits import LIMITS
from pipelines.tables import problems_of, read_table


def load_forms(path: Path) -> FormsBatch:
    """The batch, ready to be read.

    Raises:
        KoukaError: for the first serious problem, with the number of the others.
    """
    return load_with_problems(path)[0]


def load_with_problems(path: Path) -> tuple[FormsBatch, list[Problem]]:
    """The batch, ready to be read, and what is wrong with it all the same.

    Raises:
        KoukaError: as from ``load_forms``.
    """
    batch, problems = examine_forms(path)
    return usable(path, batch, problems), problems


def examine_forms(path: Path, *, count_pages: bool = False) -> tuple[FormsBatch | None, list[Problem]]:
    """The batch, or None where it cannot be made out, and every problem found.

    Args:
        path: the batch.
        count_pages: whether to look into each scan for the pages that documents.csv names, too.
    """
    file, problems = read_batch_file(path, "forms")
    if file is None:
        return None, problems
    templates, broken, found = _templates(path)
    problems += found
    try:
        table = read_table(path / "documents.csv")
    except KoukaError as error:
        return None, [*problems, replace(error.problem, todo=error.problem.todo or example(path, "forms"))]
    found = problems_of(table, DOCUMENTS)
    problems += [replace(problem, todo=problem.todo or example(path, "forms")) for problem in found]
    if found:
        return None, problems
    documents, rows, found = read_documents(path, table, {*templates, *broken, NO_TEMPLATE})
    problems += found
    if count_pages:
        from pipelines.batches.page_gaps import page_gaps  # with it comes Pillow, for which listing runs need not wait

        problems += page_gaps(documents, table)
    names = {document.name: document.template for document in documents}
    truth, values, found = read_labels(path, templates, broken, names)
    problems += found
    timings, found = read_timings(path, _timed(documents, templates))
    problems += found
    return FormsBatch(path, file, templates, tuple(documents), tuple(rows), truth, values, timings), problems


def _timed(documents: Iterable[Document], templates: Mapping[str, Template]) -> Timed:
    """Documents that times may be of, and how many fields of each can be wrong."""
    fields = seen_counts(templates)
    return Timed("forms", {each.name: fields.get(each.template) for each in documents}, "documents.csv")


def _templates(path: Path) -> tuple[dict[str, Template], set[str], list[Problem]]:
    """The templates by id, names of folders whose template is not one of them, and what is wrong."""
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    files = sorted((path / "templates").glob("*/template.toml"))
    if not files:
        problems.append(
            Problem(
                _("There is no template."),
                Place(path / "templates"),
                _("Each kind of form needs templates/<id>/template.toml and a blank form beside it."),
            )
        )
    for file in files:
        template, found = read_toml(file, Template)
        problems += found
        if template is not None:
            problems += template_problems(file, template)
            templates[template.id] = template
    broken = {file.parent.name for file in files} - templates.keys()
    return templates, broken, problems + _twins(path, templates)


def _twins(path: Path, templates: dict[str, Template]) -> list[Problem]:
    """Templates that have the same blank form: every page of the one would be taken for the other, too."""
    first: dict[str, str] = {}
    problems = []
    for template in templates.values():
        blank = paths.inside(path / "templates" / template.id, template.blank)
        if blank is None or not blank.is_file() or blank.stat().st_size > LIMITS.scan_bytes:
            continue
        known = first.setdefault(file_digest(blank), template.id)
        if known != template.id:
            what = _("Templates “{one}” and “{other}” have the same blank form.", one=known, other=template.id)
            todo = _("Keep one of them; nothing on a page tells them apart.")
            problems.append(Problem(what, Place(blank), todo, Severity.WARNING))
    return problems


def template_problems(file: Path, template: Template) -> Iterator[Problem]:
    """What is wrong with a template that was read from ``file``, and with its blank form as far as its start tells."""
    if template.id != file.parent.name:
        yield Problem(
            _("The template's id is “{id}”, its folder is “{folder}”.", id=template.id, folder=file.parent.name),
            key_place(file, "id"),
            _("Give both the same name."),
        )
    for number, field in enumerate(template.fields):
        if field.type not in TYPES:
            yield Problem(
                _(
                    "Field “{field}” is of type “{type}”, which this version cannot read.",
                    field=field.id,
                    type=field.type,
                ),
                key_place(file, "fields", number, "type"),
                _("Types that can be read: {types}", types=", ".join(TYPES)),
            )
    blank = paths.inside(file.parent, template.blank)
    todo = _("Scan the empty form, or save it as PDF, and put it beside template.toml.")
    if blank is None or not blank.is_file():
        yield Problem(_("The blank form “{blank}” is missing.", blank=template.blank), key_place(file, "blank"), todo)
    elif problem := content_problem(blank, BLANK_KINDS, todo, Severity.STOPS):
        yield problem
