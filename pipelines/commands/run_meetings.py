"""``kouka run`` on a batch of meetings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from dashboards.language import _
from pipelines.commands.flow_run import flow_run, report_some
from pipelines.commands.lost_tracks import lost_tracks
from pipelines.errors import ExitCode, Severity
from pipelines.progress import say


def hear(path: Path, campaign: str, engines: Sequence[str], models: Sequence[str], shown: bool) -> ExitCode:
    """Write down the meetings of a batch, and print the path of the page."""
    # Imported here: recognisers take a while, and --help must not.
    from pipelines.batches.examine_meetings import load_with_problems
    from pipelines.meetings.beginning import begin_meetings
    from pipelines.meetings.engines import defaults, with_model
    from pipelines.meetings.getting_ready import getting_ready
    from pipelines.tables import read_table

    batch, problems = load_with_problems(path)
    wanted = list(dict.fromkeys([*engines, *map(with_model, models)])) or defaults(batch)
    begun = begin_meetings(batch, campaign, wanted)
    report_some(problems, _("All of them: kouka check {path}", path=path))
    say(_("Run {run}: {n} recordings, {engines}.", run=begun.name, n=len(batch.recordings), engines=", ".join(wanted)))
    if any(record.demonstration for record in begun.file.engines):
        say(_("The model that comes with kouka knows only synthetic speech. For real meetings: kouka model add DIR"))
    with getting_ready(begun, batch):
        run = flow_run("meetings", begun, str(path), campaign, wanted, shown)
    lost = list(lost_tracks(batch, read_table(run.folder / "tracks.csv").rows))
    report_some(lost, _("tracks.csv of the run lists all of them."))
    failed = _say_what_failed(run.file.counts)
    say(_("Draft minutes: kouka minutes {run}", run=run.name))
    say(_("The page of the result:"))
    click.echo(run.page)
    wrong = lost or failed or any(problem.severity > Severity.WARNING for problem in problems)
    return ExitCode.INCOMPLETE if wrong else ExitCode.OK


def _say_what_failed(counts: Mapping[str, int]) -> bool:
    """Name stretches that could not be heard, and speakers who could not be told apart; whether there were any."""
    stretches, speakers = (counts.get(name, 0) for name in ("stretches_failed", "speakers_failed"))
    if stretches:
        say(
            _(
                "{n} stretches could not be heard; the draft marks them as lost. The same command tries them again.",
                n=stretches,
            )
        )
    if speakers:
        say(_("The speakers of {n} recordings could not be told apart; the draft names none.", n=speakers))
    return bool(stretches or speakers)
