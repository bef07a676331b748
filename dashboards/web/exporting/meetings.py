"""A run over meetings as files: its numbers, and each draft beside what was said, with the sound."""

from pathlib import Path

from dashboards.pages.meetings import ShownMeeting, audible, clock
from dashboards.web.exporting.addresses import HOME, ExportedShown, Places
from dashboards.web.exporting.pages import made, pages_of, write
from dashboards.web.exporting.sounds import Sounds
from dashboards.web.prepared.meetings import read_meeting
from dashboards.web.runs.meetings import key_of_meeting
from dashboards.web.runs.overview import EFFECTS, RATES
from dashboards.web.runs.overview import shown as shown_run
from dashboards.web.runs.records import batch_folder
from pipelines.runs.store import Run
from pipelines.tables import read_table

UP = "../../.."
"""From the page of a meeting to the folder of the export."""


def write_meetings(run: Run, folder: Path, sounds: Sounds, *, shown: bool) -> Places:
    """Write the pages of a run; where they are.

    Args:
        run: the run.
        folder: of the run, in the export.
        sounds: of the export, to which those of the run are added.
        shown: False leaves out the meetings themselves, and their sound.

    Raises:
        KoukaError: its batch is no longer there.
    """
    sessions = dict.fromkeys(row["session_id"] for row in read_table(run.folder / "segments.csv").rows) if shown else {}
    places = Places(meetings={session: f"meetings/{number}.html" for number, session in enumerate(sessions, start=1)})
    pages = pages_of(places.below(), UP)
    for session, address in places.meetings.items():
        drafts = _drafts(run, session, sounds)
        write(pages, "export_meeting.html.j2", folder / address, run=run, drafts=drafts, clock=clock, audible=audible)
    found = shown_run(run)
    exported = ExportedShown(found.run, "", found.quantities, found.unmeasured, places)
    write(pages_of(places, "../.."), "run.html.j2", folder / HOME, shown=exported, rates=RATES, effects=EFFECTS)
    return places


def _drafts(run: Run, session: str, sounds: Sounds) -> list[tuple[ShownMeeting, list[str | None]]]:
    """What was written of a meeting, with the addresses of the sounds that are still there."""
    name, key = key_of_meeting(run, session)
    batch = batch_folder(run)
    found = []
    for each in read_meeting(made("meeting", name, key, run.name, session)):
        taken = [sounds.take(batch, file) for file in each.files]
        found.append((each.shown, [None if sound is None else f"{UP}/{sound}" for sound in taken]))
    return found
