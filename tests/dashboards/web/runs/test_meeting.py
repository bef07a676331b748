"""A meeting: its draft beside what was said, and its sound in the parts that players ask for."""

from pathlib import Path

import pytest

from pipelines.meetings import scoring
from pipelines.runs.store import Run
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import written_run

pytestmark = pytest.mark.usefixtures("english")
ENGINE = "engine=faster-whisper%3Atiny"


@pytest.fixture
def heard(results: Path, tmp_path: Path, at_once: None) -> Run:
    run = written_run(write_batch(tmp_path / "meetings"))
    scoring.score(run)
    return run


def test_a_run_of_meetings_leads_to_each_of_them(signed_in, heard: Run):
    page = signed_in("viewer").get(f"/runs/{heard.name}").text
    assert f'href="/runs/{heard.name}/meetings/budget"' in page


def test_the_draft_stands_beside_what_was_said(signed_in, heard: Run):
    page = signed_in("viewer").get(f"/runs/{heard.name}/meetings/budget?{ENGINE}&recording=near").text
    assert "<ins>現</ins><del>言</del>" in page
    assert "予算説明会" in page
    assert 'src="/static/listen.js"' in page


def test_each_recording_is_a_click_away(signed_in, heard: Run):
    viewer = signed_in("viewer")
    page = viewer.get(f"/runs/{heard.name}/meetings/budget").text
    other = f"/runs/{heard.name}/meetings/budget?engine=faster-whisper%3Atiny&recording=far"
    assert other.replace("&", "&amp;") in page
    assert "the same words over and over" in viewer.get(other).text


def test_sound_comes_in_parts(signed_in, heard: Run):
    address = f"/runs/{heard.name}/sounds/budget?recording=near"
    viewer = signed_in("viewer")
    whole = viewer.get(address)
    assert whole.headers["content-type"] in ("audio/wav", "audio/x-wav")
    part = viewer.get(address, headers={"range": "bytes=0-99"})
    assert part.status_code == 206
    assert part.content == whole.content[:100]
    assert part.headers["content-range"].startswith("bytes 0-99/")


@pytest.mark.parametrize("query", ["recording=none", "recording=near&number=5", "recording=near&number=-1"])
def test_there_is_no_other_sound(signed_in, heard: Run, query: str):
    assert signed_in("viewer").get(f"/runs/{heard.name}/sounds/budget?{query}").status_code == 404


def test_a_recording_that_is_gone_is_not_found_and_the_draft_stays(signed_in, heard: Run, tmp_path: Path):
    viewer = signed_in("viewer")
    (tmp_path / "meetings" / "recordings" / "budget-near.wav").unlink()
    assert viewer.get(f"/runs/{heard.name}/sounds/budget?recording=near").status_code == 404
    assert viewer.get(f"/runs/{heard.name}/meetings/budget").status_code == 200


def test_a_meeting_that_is_none_is_told(signed_in, heard: Run, trial: Run):
    viewer = signed_in("viewer")
    assert "Nothing was written" in viewer.get(f"/runs/{heard.name}/meetings/none").text
    assert "no meetings" in viewer.get(f"/runs/{trial.name}/meetings/budget").text
    assert "no fields" in viewer.get(f"/runs/{heard.name}/cases").text
