"""What ``kouka study`` does. Its options are those of :mod:`pipelines.commands.study`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Connection

from dashboards.language import _
from dashboards.pages import numbers, timing_words
from dashboards.web import by_command
from dashboards.web.database.asking import reading_of
from dashboards.web.database.opening import existing
from dashboards.web.security import audit
from dashboards.web.settings import database_of_app
from dashboards.web.station import clocking, lookup, turns
from dashboards.web.studies import exporting, making, progress, results, truth
from dashboards.web.studies.materials import materials_of
from dashboards.web.studies.size import forms_for
from dashboards.web.studies.wanted import Wanted
from pipelines.commands import harmless
from pipelines.errors import ExitCode


def do(action: str, told: Mapping[str, object]) -> ExitCode:
    """Do what the command line asks for.

    Raises:
        KoukaError: it cannot be done.
    """
    return ACTIONS[action](**told)


@contextmanager
def _writing() -> Iterator[Connection]:
    with existing(database_of_app()) as engine, engine.begin() as connection:
        yield connection


@contextmanager
def _reading() -> Iterator[Connection]:
    """All from one moment, while people go on working."""
    with existing(database_of_app()) as engine, reading_of(engine) as connection:
        yield connection


def _new(
    *, people: Sequence[str], arms: Sequence[str], items: int | None, margin: float | None, **told: object
) -> ExitCode:
    number = items if margin is None else forms_for(margin, len(people))
    wanted = Wanted(people=tuple(people), arms=tuple(arms), items=number, **told)  # type: ignore[arg-type]
    materials = materials_of(wanted)
    with _writing() as connection:
        making.make_study(connection, wanted, materials)
        audit.record(connection, by_command.who(), "study_made", wanted.name, run=materials.run.name)
        _say(connection, lookup.study_named(connection, wanted.name))
    return ExitCode.OK


def _show(*, name: str) -> ExitCode:
    with _reading() as connection:
        _say(connection, lookup.study_named(connection, name))
    return ExitCode.OK


def _say(connection: Connection, study: lookup.Study) -> None:
    named = {"name": study.name, "run": study.run, "engine": study.engine}
    click.echo(harmless(_("Study {name}: run {run}, readings of {engine}", **named)))
    for row in progress.of(connection, study):
        arm = timing_words.arm_names().get(row.arm, row.arm)
        click.echo(
            harmless(f"  {row.pseudonym}  {arm}  " + _("{done} of {all} done", done=row.done, all=row.all))
            + (" " + _("(and {n} for practice)", n=row.practice) if row.practice else "")
        )
    for line in _measured(results.results_of(connection, study)):
        click.echo(harmless(line))


def _measured(found: results.Results) -> Iterator[str]:
    """What a study has measured so far, and what is wrong with it, in sentences."""
    for balance in found.times.balances if found.times else ():
        yield timing_words.saving_sentence(balance)
    if found.unbalanced:
        yield _("What is unbalanced in the work that was done:")
    for each in found.unbalanced:
        yield "  " + timing_words.finding_sentence(each)
    for quantity in found.effort.quantities() if found.effort else ():
        if quantity.value is not None:
            seconds = f"{numbers.amount(quantity, quantity.value)} {numbers.interval(quantity)}"
            yield f"{timing_words.term_name(quantity.scope['term'])}: {seconds}"


def _export(*, name: str, out: str | None) -> ExitCode:
    with _reading() as connection:
        study = lookup.study_named(connection, name)
        by_command.note("times_taken_out" if out else "study_exported", name)
        written = exporting.write(connection, study, Path(out) if out else exporting.place_of(study))
    for path in written:
        click.echo(harmless(str(path)))
    if not out:
        click.echo(_("To have them in the results: {command}", command=f"kouka score {study.run}"), err=True)
    return ExitCode.OK


def _recompute(*, name: str) -> ExitCode:
    with _reading() as connection:
        study = lookup.study_named(connection, name)
        found = clocking.differences(connection, study)
        otherwise = turns.not_as_shown(connection, study)
    for each in found:
        told = {"assignment": each.assignment, "figure": each.figure, "stored": each.stored}
        click.echo(
            _(
                "Item {assignment}: {figure} is stored as {stored}, and is {computed} by the events.",
                **told,
                computed=each.computed,
            )
        )
    for number in otherwise:
        click.echo(_("Item {assignment}: its answers give other minutes than its page showed.", assignment=number))
    if found or otherwise:
        return ExitCode.INCOMPLETE
    click.echo(_("Every figure is what the events give."))
    return ExitCode.OK


def _truth(*, name: str, out: str) -> ExitCode:
    with _reading() as connection:
        study = lookup.study_named(connection, name)
        by_command.note("truth_taken_out", name)
        written = truth.write(connection, study, Path(out))
    for path in written.paths:
        click.echo(harmless(str(path)))
    counts = {"whole": written.documents, "others": written.left_out}
    if study.kind == lookup.MEETINGS:
        click.echo(_("{whole} meetings are confirmed whole; of {others} only stretches are.", **counts), err=True)
    else:
        click.echo(_("{whole} forms are confirmed whole; {others} have fields that are not.", **counts), err=True)
    return ExitCode.OK


ACTIONS: Mapping[str, Callable[..., ExitCode]] = {
    "new": _new, "show": _show, "export": _export, "recompute": _recompute, "truth": _truth,
}  # fmt: skip
