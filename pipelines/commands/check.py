"""``kouka check``: everything that is wrong with a batch."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _, counted
from pipelines.commands import tell
from pipelines.errors import ExitCode, Problem, Severity
from pipelines.limits import LIMITS

if TYPE_CHECKING:
    from pipelines.batches.forms import FormsBatch


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "check",
        help=_("Say everything that is wrong with a batch, with file and line, before any time is spent on it."),
        epilog=_("Examples: kouka check samples/forms; kouka check samples/meetings; kouka check mine --split 2"),
    )
    @click.argument("batch", type=click.Path(path_type=Path))
    @click.option(
        "--split",
        metavar="N",
        type=click.IntRange(1, LIMITS.pages_per_file),
        help=_("Write documents.csv first, where there is none: each scan holds applications of N pages each."),
    )
    @click.option("--template", metavar="ID", help=_("With --split: the kind of form, where the batch has several."))
    def check(batch: Path, split: int | None, template: str | None) -> ExitCode:
        if template is not None and split is None:
            raise click.UsageError(_("--template goes with --split."))
        return _check(batch, _split(batch, split, template) if split else [])

    return check


def _split(path: Path, pages: int, template: str | None) -> list[Problem]:
    """Write documents.csv, say so, and return what could not be split. What is no batch is for the check to say."""
    if not (path / "batch.toml").is_file():
        return []
    from pipelines.batches.batch_file import kind_of
    from pipelines.batches.splitting import split

    if kind_of(path) == "meetings":
        raise click.UsageError(_("--split is for batches of forms; this one is of meetings."))

    done = split(path, pages, template)
    documents = counted("{n} document", "{n} documents", done.documents)
    files = counted("{n} file", "{n} files", done.files)
    click.echo(
        _(
            "Wrote {file}: {documents} of {pages} pages each, from {files}.",
            file=done.file,
            documents=documents,
            pages=pages,
            files=files,
        )
    )
    return list(done.problems)


def _check(path: Path, known: list[Problem]) -> ExitCode:
    """Say what is wrong, beginning with what is known already."""
    from pipelines.batches.batch_file import kind_of
    from pipelines.batches.examine import examine_forms

    if kind_of(path) == "meetings":
        return _check_meetings(path)
    batch, found = examine_forms(path, count_pages=True)
    problems = [*known, *found, *(_of_products(batch) if batch else [])]
    if code := _report(problems):
        return code
    assert batch is not None
    click.echo(
        _(
            "{path}: {n} documents, {templates} templates, {found}.",
            path=path,
            n=len(batch.documents),
            templates=len(batch.templates),
            found=_warnings(problems) if problems else _("nothing wrong"),
        )
    )
    return ExitCode.OK


def _of_products(batch: "FormsBatch") -> list[Problem]:
    """What is wrong with what outside products returned."""
    from pipelines.imports import products_in

    if not products_in(batch.path):
        return []
    from pipelines.imports.forms import problems_of

    return problems_of(batch)


def _check_meetings(path: Path) -> ExitCode:
    from pipelines.batches.examine_meetings import examine_meetings

    batch, problems = examine_meetings(path)
    if batch is not None:
        from pipelines.batches.playing import unplayable  # what it needs takes a while to import

        named = {problem.where.file for problem in problems if problem.where}
        problems += [each for each in unplayable(batch) if each.where is None or each.where.file not in named]
    if code := _report(problems):
        return code
    assert batch is not None
    click.echo(
        _(
            "{path}: {n} recordings of {sessions} meetings, {found}.",
            path=path,
            n=len(batch.recordings),
            sessions=len(batch.sessions),
            found=_warnings(problems) if problems else _("nothing wrong"),
        )
    )
    return ExitCode.OK


def _report(problems: Sequence[Problem]) -> ExitCode | None:
    """Say what is wrong; None where there are only warnings."""
    for problem in problems:
        tell(problem)
    wrong = [problem for problem in problems if problem.severity > Severity.WARNING]
    if not wrong:
        return None
    found = counted("{n} problem", "{n} problems", len(wrong))
    both = _("{problems}, {warnings}.", problems=found, warnings=_warnings(problems))
    click.echo(both if len(problems) > len(wrong) else _("{problems}.", problems=found), err=True)
    return ExitCode.INPUT


def _warnings(problems: Sequence[Problem]) -> str:
    number = sum(problem.severity is Severity.WARNING for problem in problems)
    return counted("{n} warning", "{n} warnings", number)
