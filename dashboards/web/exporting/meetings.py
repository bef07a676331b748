"""A run over meetings as files: its numbers and each draft beside what was said, without the sound."""

from pathlib import Path

from dashboards.pages.meetings import audible, clock
from dashboards.web.exporting.addresses import HOME, ExportedShown, Places
from dashboards.web.exporting.pages import pages_of, write
from dashboards.web.prepared.meetings import read_meeting
from dashboards.web.prepared.waiting import path_of
from dashboards.web.prepared.work import prepare
from dashboards.web.runs.meetings import key_of_meeting
from dashboards.web.runs.overview import EFFECTS, RATES
from dashboards.web.runs.overview import shown as shown_run
from pipelines.runs.store import Run
from pipelines.tables import read_table


def write_meetings(run: Run, folder: Path, *, shown: bool) -> None:
    """Write the pages of a run.

    Raises:
        KoukaError: its batch is no longer there.
    """
    sessions = dict.fromkeys(row["session_id"] for row in read_table(run.folder / "segments.csv").rows) if shown else {}
    places = Places(meetings={session: f"meetings/{number}.html" for number, session in enumerate(sessions, start=1)})
    pages = pages_of(places.below(), "../../..")
    for session, address in places.meetings.items():
        name, key = key_of_meeting(run, session)
        path = path_of("meeting", name, key)
        if not path.is_file():
            prepare("meeting", [run.name, session], path)
        drafts = [each.shown for each in read_meeting(path)]
        write(pages, "export_meeting.html.j2", folder / address, run=run, drafts=drafts, clock=clock, audible=audible)
    found = shown_run(run)
    exported = ExportedShown(found.run, "", found.quantities, found.unmeasured, places)
    write(pages_of(places, "../.."), "run.html.j2", folder / HOME, shown=exported, rates=RATES, effects=EFFECTS)
