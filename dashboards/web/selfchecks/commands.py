"""What ``kouka selfcheck`` does. Its options are those of :mod:`pipelines.commands.selfcheck`."""

from collections.abc import Callable
from datetime import datetime

import click

from dashboards.language import _
from dashboards.pages.commitment_words import check_names
from dashboards.web.backups import record
from dashboards.web.database.opening import existing
from dashboards.web.selfchecks import access, backup, closed, log
from dashboards.web.selfchecks.looking import Looking
from dashboards.web.settings import WebSettings, database_of_app
from pipelines import selfcheck_record
from pipelines.commands import harmless
from pipelines.contracts.selfcheck import CheckResult, SelfCheck
from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import has_database


def selfcheck(trial: bool, as_json: bool) -> ExitCode:
    """Make all checks, keep what they found, and say it."""
    now = datetime.now().astimezone()
    made = selfcheck_record.keep(_results(trial, now), now)
    if as_json:
        click.echo(harmless(made.model_dump_json(by_alias=True)))
    else:
        _say(made)
    failed = {result.check for result in made.results if not result.passed}
    if "log" in failed and has_database():
        return ExitCode.TAMPERED
    return ExitCode.INCOMPLETE if failed else ExitCode.OK


def _results(trial: bool, now: datetime) -> list[CheckResult]:
    at = now.isoformat(timespec="seconds")
    checks: dict[str, Callable[[], Looking]] = {
        "closed": lambda: closed.look(trial),
        "access": _access,
        "log": _log,
        "backup": lambda: backup.look(now),
    }
    return [
        CheckResult.model_validate(
            {"check": name, "passed": found.passed, "looked": tuple(found.lines), "at": at, "since": at}
        )
        for name, look in checks.items()
        for found in [_looked(look)]
    ]


def _looked(look: Callable[[], Looking]) -> Looking:
    """What a check found; that it could not be made is no pass."""
    try:
        return look()
    except KoukaError as error:
        found = Looking()
        found.see(False, error.problem.told)
        return found


def _access() -> Looking:
    with existing(database_of_app()) as engine:
        return access.look(WebSettings(), engine)


def _log() -> Looking:
    last = record.last()
    with existing(database_of_app()) as engine:
        return log.look(engine, last.audit_last if last else "")


def _say(made: SelfCheck) -> None:
    names = check_names()
    for result in made.results:
        state = _("passed") if result.passed else _("not passed")
        click.echo(_("{name}: {state}, {at}", name=names[result.check], state=state, at=result.at))
        for line in result.looked:
            click.echo(harmless(f"  {line}"))
