"""``kouka check``: everything that is wrong with a batch."""

from pathlib import Path

import click

from dashboards.language import _, counted
from pipelines.commands import report
from pipelines.errors import ExitCode, Severity


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "check",
        help=_("Say everything that is wrong with a batch, with file and line, before any time is spent on it."),
        epilog=_("Example: kouka check samples/forms"),
    )
    @click.argument("batch", type=click.Path(path_type=Path))
    def check(batch: Path) -> ExitCode:
        return _check(batch)

    return check


def _check(path: Path) -> ExitCode:
    from pipelines.batches.examine import examine_forms

    batch, problems = examine_forms(path)
    for problem in problems:
        report(problem)
    wrong = [problem for problem in problems if problem.severity > Severity.WARNING]
    warnings = counted("{n} warning", "{n} warnings", len(problems) - len(wrong))
    if wrong:
        found = counted("{n} problem", "{n} problems", len(wrong))
        both = _("{problems}, {warnings}.", problems=found, warnings=warnings)
        click.echo(both if len(problems) > len(wrong) else _("{problems}.", problems=found), err=True)
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
