"""``kouka check``: everything that is wrong with a batch."""

from collections.abc import Sequence
from pathlib import Path

import click

from dashboards.language import _, counted
from pipelines.commands import report
from pipelines.errors import ExitCode, Problem, Severity


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "check",
        help=_("Say everything that is wrong with a batch, with file and line, before any time is spent on it."),
        epilog=_("Examples: kouka check samples/forms; kouka check samples/meetings"),
    )
    @click.argument("batch", type=click.Path(path_type=Path))
    def check(batch: Path) -> ExitCode:
        return _check(batch)

    return check


def _check(path: Path) -> ExitCode:
    from pipelines.batches.examine import examine_forms, kind_of

    if kind_of(path) == "meetings":
        return _check_meetings(path)
    batch, problems = examine_forms(path)
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


def _check_meetings(path: Path) -> ExitCode:
    from pipelines.batches.examine_meetings import examine_meetings

    batch, problems = examine_meetings(path)
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
        report(problem)
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
