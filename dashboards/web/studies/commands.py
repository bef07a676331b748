"""The command line of studies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Connection

from dashboards.language import _
from dashboards.pages import timing_words
from dashboards.web.database.opening import open_database
from dashboards.web.settings import default_database
from dashboards.web.station import clocking, turns
from dashboards.web.studies import exporting, lookup, making, progress, truth
from dashboards.web.studies.size import forms_for
from pipelines.commands import harmless
from pipelines.errors import ExitCode


@contextmanager
def _database() -> Iterator[Connection]:
    with open_database(default_database()).begin() as connection:
        yield connection


def _names(_context: click.Context, _option: click.Parameter, given: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in given.split(",") if name.strip())


def group() -> click.Group:
    """The commands, in the language spoken."""

    @click.group(
        "study",
        help=_("Studies of staff time: make one, see how far it is, take its times out."),
        epilog=_("Example: kouka study new spring --run latest --people P1,P2 --arms manual,ai_all --items 20"),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    def study() -> None:
        pass

    for add in (_new, _show, _export, _recompute, _truth):
        study.add_command(add())
    return study


def _new() -> click.Command:
    @click.command(
        "new",
        short_help=_("Make a study."),
        help=_(
            "Make a study: each form or meeting is worked on in every way, each time by another person, in a drawn "
            "order, and nobody sees one twice. People find their work in the app, under “My work”."
        ),
        epilog=_("Example: kouka study new spring --run latest --people P1,P2 --arms manual,ai_all --items 20"),
    )
    @click.argument("name")
    @click.option("--run", required=True, help=_("The run whose readings or drafts are corrected."))
    @click.option("--people", required=True, callback=_names, help=_("Pseudonyms of accounts, with commas between."))
    @click.option(
        "--arms", default="", callback=_names,
        help=_(
            "Ways of working: manual, ai_all, ai_policy, two_person; of meetings minutes_manual, minutes_draft. Others "
            "are compared with the first. Else manual,ai_all, or both of meetings."
        ),
    )  # fmt: skip
    @click.option(
        "--items", type=click.IntRange(min=1), help=_("How many forms or meetings; else all, but for practice.")
    )
    @click.option(
        "--margin", type=click.FloatRange(0, 1, min_open=True, max_open=True),
        help=_("In place of --items: as many as give an interval of the share saved of ± this, such as 0.1."),
    )  # fmt: skip
    @click.option("--practice", type=click.IntRange(min=0), help=_("Items to practise on; else one for each way."))
    @click.option("--engine", default="", help=_("Whose readings are corrected; else those of the best engine."))
    @click.option(
        "--idle-limit", type=click.FloatRange(min=1),
        help=_("Seconds without a key after which time is idle; else 30, for meetings 60."),
    )  # fmt: skip
    @click.option("--seed", default=making.SEED, show_default=True, help=_("Of all that is left to chance."))
    @click.option(
        "--recording", default="", help=_("Of meetings, the recording to listen to; else “near”, or the first.")
    )
    @click.option(
        "--minutes", type=click.FloatRange(min=0, min_open=True),
        help=_("Of meetings, divide each into stretches of about so many minutes; else it is whole."),
    )  # fmt: skip
    def new(
        name: str,
        run: str,
        people: tuple[str, ...],
        arms: tuple[str, ...],
        items: int | None,
        margin: float | None,
        practice: int | None,
        engine: str,
        idle_limit: float | None,
        seed: int,
        recording: str,
        minutes: float | None,
    ) -> None:
        if items is not None and margin is not None:
            raise click.UsageError(_("--items and --margin exclude each other."))
        if margin is not None:
            items = forms_for(margin, len(people))
        wanted = making.Wanted(name, run, people, arms, items, practice, engine, idle_limit, seed, recording, minutes)
        with _database() as connection:
            making.make_study(connection, wanted)
            made = lookup.study_named(connection, name)
            _say(connection, made)

    return new


def _show() -> click.Command:
    @click.command("show", help=_("How far a study is."), epilog=_("Example: kouka study show spring"))
    @click.argument("name")
    def show(name: str) -> None:
        with _database() as connection:
            _say(connection, lookup.study_named(connection, name))

    return show


def _say(connection: Connection, study: lookup.Study) -> None:
    click.echo(harmless(_("Study {name}: run {run}, readings of {engine}", name=study.name, run=study.run,
                          engine=study.engine)))  # fmt: skip
    for row in progress.of(connection, study):
        arm = timing_words.arm_names().get(row.arm, row.arm)
        click.echo(
            harmless(f"  {row.pseudonym}  {arm}  " + _("{done} of {all} done", done=row.done, all=row.all))
            + (" " + _("(and {n} for practice)", n=row.practice) if row.practice else "")
        )


def _export() -> click.Command:
    @click.command(
        "export",
        help=_("Write timings.csv, which an evaluation reads, and events.csv, all that the clock has seen."),
        epilog=_("Example: kouka study export spring --out batch"),
    )
    @click.argument("name")
    @click.option("--out", type=click.Path(path_type=Path), default=Path(), help=_("The folder."))
    def export(name: str, out: Path) -> None:
        with _database() as connection:
            written = exporting.write(connection, lookup.study_named(connection, name), out)
        for path in written:
            click.echo(harmless(str(path)))

    return export


def _recompute() -> click.Command:
    @click.command(
        "recompute",
        help=_("Compute every figure anew from the raw events, and compare it with what is stored."),
        epilog=_("Example: kouka study recompute spring"),
    )
    @click.argument("name")
    @click.pass_context
    def recompute(context: click.Context, name: str) -> None:
        with _database() as connection:
            study = lookup.study_named(connection, name)
            found = clocking.differences(connection, study)
            otherwise = turns.not_as_shown(connection, study)
        for each in found:
            told = {"assignment": each.assignment, "figure": each.figure, "stored": each.stored}
            click.echo(_("Item {assignment}: {figure} is stored as {stored}, and is {computed} by the events.",
                         **told, computed=each.computed))  # fmt: skip
        for number in otherwise:
            click.echo(_("Item {assignment}: its answers give other minutes than its page showed.", assignment=number))
        if found or otherwise:
            context.exit(ExitCode.INCOMPLETE)
        click.echo(_("Every figure is what the events give."))

    return recompute


def _truth() -> click.Command:
    @click.command(
        "truth",
        short_help=_("Write what a second person has confirmed as truth."),
        help=_(
            "Write what a second person has confirmed as truth/ and values/ of a batch: forms of which every field is "
            "confirmed. Look through them before they go into a batch."
        ),
        epilog=_("Example: kouka study truth spring --out confirmed"),
    )
    @click.argument("name")
    @click.option("--out", type=click.Path(path_type=Path), default=Path("confirmed"), help=_("The folder."))
    def write_truth(name: str, out: Path) -> None:
        with _database() as connection:
            written = truth.write(connection, lookup.study_named(connection, name), out)
        for path in written.paths:
            click.echo(harmless(str(path)))
        counts = {"whole": written.documents, "others": written.left_out}
        click.echo(_("{whole} forms are confirmed whole; {others} have fields that are not.", **counts), err=True)

    return write_truth
