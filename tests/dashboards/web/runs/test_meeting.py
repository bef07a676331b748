"""A meeting: its draft beside what was said, and its sound in the parts that players ask for."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboards.web.database.tables import audit
from pipelines.meetings import scoring
from pipelines.runs import store
from pipelines.runs.store import Run
from tests.pipelines.batches.meeting_files import write_batch, write_near_in
from tests.pipelines.meetings.written import written_run

pytestmark = pytest.mark.usefixtures("english")
ENGINE = "engine=faster-whisper%3Atiny"


@pytest.fixture
def heard(results: Path, tmp_path: Path, at_once: None) -> Run:
    run = written_run(write_batch(tmp_path / "meetings"))
    scoring.score(run)
    return run


def test_a_run_of_meetings_names_the_recordings_that_there_are_and_says_that_it_heard(signed_in, heard: Run):
    page = signed_in("viewer").get(f"/runs/{heard.name}").text
    measured = {tuple(each.scope.values()) for each in store.accuracy_of(heard).quantities
                if {*each.scope} == {"session_id", "recording"}}  # fmt: skip
    rows = re.findall(r'<tr><th scope="row"><a href="[^"]*/meetings/[^"]*">', page)
    assert len(rows) == len(measured)
    assert "What was heard, and by what" in page


def test_a_run_of_meetings_leads_to_each_of_them(signed_in, heard: Run):
    page = signed_in("viewer").get(f"/runs/{heard.name}").text
    assert f'href="/runs/{heard.name}/meetings/budget"' in page


def test_the_draft_stands_beside_what_was_said(signed_in, heard: Run):
    page = signed_in("viewer").get(f"/runs/{heard.name}/meetings/budget?{ENGINE}&recording=near").text
    assert "<ins>現</ins><del>言</del>" in page
    assert "予算説明会" in page
    assert 'src="/static/listen.js"' in page


def test_a_part_is_named_with_when_it_begins(signed_in, results: Path, tmp_path: Path, at_once: None):
    batch = write_batch(tmp_path / "meetings")
    write_near_in(batch, 2)
    run = written_run(batch)
    scoring.score(run)
    viewer = signed_in("viewer")
    page = viewer.get(f"/runs/{run.name}/meetings/budget?{ENGINE}&recording=near").text
    following = '( data-begins="([^"]+)" data-follows="([^"]+)")?'
    own = re.findall(f'<audio id="([^"]+)"[^>]* src="([^"]+)"[^>]*?{following}>', page)
    (first, source, *nothing), (_second, further, _both, begins, follows) = own
    assert source.endswith("/recordings/budget-near.wav")
    assert nothing == ["", "", ""]
    assert (further.rpartition("/")[2], begins, follows) == ("budget-near-2.wav", "60.00", first)
    assert "budget-near-2.wav (from 1:00)" in page
    assert viewer.get(further).status_code == 200
    whole = viewer.get(f"/runs/{run.name}/page").text
    assert f'src="/runs/{run.name}/recordings/budget-near-2.wav" data-begins="60.00"' in whole
    assert "data-begins" not in viewer.get(f"/runs/{run.name}/meetings/budget?{ENGINE}&recording=far").text


def test_each_recording_is_a_click_away(signed_in, heard: Run):
    viewer = signed_in("viewer")
    page = viewer.get(f"/runs/{heard.name}/meetings/budget").text
    other = f"/runs/{heard.name}/meetings/budget?engine=faster-whisper%3Atiny&recording=far"
    assert other.replace("&", "&amp;") in page
    assert "the same words over and over" in viewer.get(other).text


def test_sound_comes_in_parts(signed_in, heard: Run):
    address = f"/runs/{heard.name}/recordings/budget-near.wav"
    viewer = signed_in("viewer")
    whole = viewer.get(address)
    assert whole.headers["content-type"] in ("audio/wav", "audio/x-wav")
    part = viewer.get(address, headers={"range": "bytes=0-99"})
    assert part.status_code == 206
    assert part.content == whole.content[:100]
    assert part.headers["content-range"].startswith("bytes 0-99/")


def test_who_hears_a_sound_in_parts_alone_stands_in_the_log(signed_in, heard: Run, app):
    viewer = signed_in("viewer")
    for first in (1, 1000):
        viewer.get(f"/runs/{heard.name}/recordings/budget-near.wav", headers={"range": f"bytes={first}-"})
    with app.state.engine.begin() as connection:
        (entry,) = connection.execute(select(audit).where(audit.c.action == "sound_heard"))
    assert entry.object == f"{heard.name}/budget-near.wav"


OTHERS = ("none.wav", "..%2Fbatch.toml", "..%2Ftruth%2Fbudget.json", "%2Fetc%2Fpasswd", "notes.txt")


@pytest.mark.parametrize("file", OTHERS)
def test_nothing_but_recordings_is_given(signed_in, heard: Run, tmp_path: Path, file: str):
    (tmp_path / "meetings" / "recordings" / "notes.txt").write_text("notes")
    assert signed_in("viewer").get(f"/runs/{heard.name}/recordings/{file}").status_code == 404


def test_the_result_page_plays_what_the_app_gives(signed_in, heard: Run):
    viewer = signed_in("viewer")
    answer = viewer.get(f"/runs/{heard.name}/page")
    sounds = re.findall(r'<audio [^>]*src="([^"]+)"', answer.text)
    assert len(sounds) >= 3
    assert all(viewer.get(sound).status_code == 200 for sound in sounds)
    assert "'sha256-" in answer.headers["content-security-policy"]


def test_a_recording_that_is_gone_is_not_found_and_the_draft_stays(signed_in, heard: Run, tmp_path: Path):
    viewer = signed_in("viewer")
    (tmp_path / "meetings" / "recordings" / "budget-near.wav").unlink()
    assert viewer.get(f"/runs/{heard.name}/recordings/budget-near.wav").status_code == 404
    assert viewer.get(f"/runs/{heard.name}/meetings/budget").status_code == 200


def test_a_meeting_that_is_none_is_told(signed_in, heard: Run, trial: Run):
    viewer = signed_in("viewer")
    assert "Nothing was written" in viewer.get(f"/runs/{heard.name}/meetings/none").text
    assert "no meetings" in viewer.get(f"/runs/{trial.name}/meetings/budget").text
    assert "no fields" in viewer.get(f"/runs/{heard.name}/cases").text
