"""How a run over meetings is begun: what its segments depend on, and the record that says so."""

from collections.abc import Sequence
from importlib.metadata import version

from pipelines.batches.meetings import MeetingsBatch
from pipelines.contracts.run import RunFile
from pipelines.diarization import DEFAULT, diarizer
from pipelines.digests import digest
from pipelines.meetings import jobs
from pipelines.meetings.engines import record_of
from pipelines.runs.beginning import batch_record, machine
from pipelines.runs.store import Run, open_run

PACKAGES = ("kouka", "prefect", *jobs.LISTENERS, "scipy", "pyopenjtalk-plus", "pandas")


def begin_meetings(batch: MeetingsBatch, campaign: str, names: Sequence[str]) -> Run:
    """The unfinished run of the same digest where there is one, else a new one.

    Args:
        batch: to be heard.
        campaign: its name.
        names: engines: ``faster-whisper:<model>``, another recogniser's name, or ``import:<product>``.

    Raises:
        KoukaError: the campaign's name is none, or a recogniser or its model is not there.
    """
    files = batch.file_digests()
    records = tuple(record_of(batch, name) for name in names)
    settings: dict[str, int | float | str] = {"diarizer": f"{DEFAULT} {diarizer().version()}"}
    packages = {name: version(name) for name in PACKAGES}
    file = RunFile(
        kind="meetings",
        batch=batch_record(batch, files),
        files=files,
        documents=batch.recordings_digest(),
        engines=records,
        settings=settings,
        packages=packages,
        machine=machine(),
    )
    parts = [digest(files), [record.model_dump() for record in records], settings, packages, jobs.VERSION]
    return open_run(campaign, digest(*parts)[:8], file)
