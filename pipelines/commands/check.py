"""``kouka check``: everything that is wrong with a batch."""

from pathlib import Path

import click

from dashboards.language import _, counted
from pipelines.commands import report
from pipelines.errors import ExitCode, Problem, Severity
from pipelines.limits import LIMITS


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "check",
        help=_("Say everything that is wrong with a batch, with file and line, before any time is spent on it."),
        epilog=_("Examples: kouka check samples/forms; kouka check mine --split 2"),
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
    from pipelines.batches.splitting import split

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
    from pipelines.batches.examine import examine_forms

    batch, found = examine_forms(path, count_pages=True)
    problems = [*known, *found]
    for problem in problems:
        report(problem)
    wrong = [problem for problem in problems if problem.severity > Severity.WARNING]
    warnings = counted("{n} warning", "{n} warnings", len(problems) - len(wrong))
    if wrong:
        said = counted("{n} problem", "{n} problems", len(wrong))
        both = _("{problems}, {warnings}.", problems=said, warnings=warnings)
        click.echo(both if len(problems) > len(wrong) else _("{problems}.", problems=said), err=True)
        return ExitCode.INPUT
    assert batch is not None
    click.echo(
        _(
            "{path}: {n} documents, {templates} templates, {found}.",
            path=path,
            n=len(batch.documents),
            templates=len(batch.templates),
            found=warnings if problems else _("nothing wrong"),
        )
    )
    return ExitCode.OK
