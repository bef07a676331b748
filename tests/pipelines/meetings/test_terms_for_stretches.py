"""Words to expect, stretch by stretch."""

from pathlib import Path

from pipelines.audio import Part, Plan
from pipelines.batches.examine_meetings import load_meetings
from pipelines.meetings import jobs
from tests.pipelines.batches.meeting_files import AGENDA, write_batch


def test_each_stretch_is_given_those_of_its_time_first(tmp_path: Path) -> None:
    path = write_batch(tmp_path / "meetings")
    agenda = (path / AGENDA).read_text("utf-8")
    items = '[{ title = "一", terms = ["基金"] }, { title = "二", terms = ["起債"] }]'
    (path / AGENDA).write_text(agenda.replace('[{ title = "当初予算", terms = ["基金"] }]', items), "utf-8")
    batch = load_meetings(path)
    parts = (Part(0, 0.0, 600.0, ()), Part(1, 600.0, 1200.0, ()))
    first, second = (jobs.terms_for(batch, batch.recordings[0], Plan(parts, 1200.0), part) for part in parts)
    assert first == ("基金", "起債", "財政課", "庁内LAN")
    assert second == ("起債", "基金", "財政課", "庁内LAN")
