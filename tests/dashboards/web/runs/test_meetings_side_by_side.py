"""Runs of meetings side by side: what ``kouka compare`` says, worse stretches first, the way to the turn."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from sqlalchemy import select

from dashboards.pages import meeting_contrast_words
from dashboards.pages.meetings import recording_tables
from dashboards.web.database.tables import audit
from evaluators.comparison import Outcome
from pipelines.meetings.comparing import ComparedMeetings, compare_meetings
from pipelines.runs.store import Run
from tests.pipelines.batches.meeting_files import write_batch
from tests.pipelines.meetings.written import SEGMENTS_WRITTEN, written_run

pytestmark = pytest.mark.usefixtures("english")
OTHER = "faster-whisper:base"
WORSE = (
    ("budget", "near", "S1", 0.0, 0.5, "発見0", ""),
    ("budget", "near", "S2", 1.0, 1.5, "予現1", ""),
    *SEGMENTS_WRITTEN[2:],
)


@pytest.fixture
def heard(results: Path, tmp_path: Path, at_once: None) -> Run:
    """One batch of meetings, written down by two recognisers, of which the second is worse in one recording."""
    return written_run(write_batch(tmp_path / "meetings"), further={OTHER: WORSE})


@pytest.fixture
def compared(heard: Run) -> ComparedMeetings:
    return compare_meetings([heard])


def test_the_recognisers_of_a_run_are_compared_as_the_command_does(signed_in, heard: Run, compared: ComparedMeetings):
    page = signed_in("viewer").get(f"/compare?runs={heard.name}")
    assert page.status_code == 200
    (two,) = compared.pairs
    for sentence in meeting_contrast_words.sentences(recording_tables(compared.comparisons)):
        assert sentence in unescape(page.text)
    for outcome, name in meeting_contrast_words.outcome_names().items():
        assert f"{name}: {two.comparison.counts[outcome]}</a>" in page.text


def test_worse_stretches_come_first_and_lead_to_the_turn(signed_in, heard: Run):
    viewer = signed_in("viewer")
    page = viewer.get(f"/compare?runs={heard.name}").text
    rows = re.findall(r'<th scope="row">予算説明会.*?</tr>', page, re.S)
    assert len(rows) == 1
    links = [urlsplit(unescape(link)) for link in re.findall(r'href="([^"]*/meetings/[^"]*)"', rows[0])]
    assert len(links) == 2
    for link in links:
        shown = viewer.get(f"{link.path}?{link.query}").text
        assert f'id="{unquote(link.fragment)}"' in shown
    assert [link.fragment.rpartition(".")[2] for link in links] == ["0", "0"]


def test_what_only_one_list_has_stands_in_that_list(signed_in, heard: Run, compared: ComparedMeetings):
    viewer = signed_in("viewer")
    (two,) = compared.pairs
    for outcome in Outcome:
        page = viewer.get(f"/compare?runs={heard.name}&outcome={outcome.value}").text
        wanted = [each for each in two.stretches if outcome in each.pair.outcomes()]
        sides = [side for each in wanted for side in (each.pair.first, each.pair.second)]
        assert page.count("in its run") == sum(side.segment >= 0 for side in sides)
    assert viewer.get(f"/compare?runs={heard.name}&page=2").status_code == 404


def test_two_runs_of_meetings_are_compared_and_the_log_says_who_looked(signed_in, heard: Run, tmp_path: Path, app):
    later = written_run(tmp_path / "meetings", WORSE)
    names = [heard.name, later.name]
    page = signed_in("viewer").get(f"/compare?runs={names[0]}&runs={names[1]}")
    assert page.status_code == 200
    assert f"faster-whisper:tiny ({later.name})" in page.text
    with app.state.engine.begin() as connection:
        (entry,) = connection.execute(select(audit).where(audit.c.action == "comparison_seen"))
    assert entry.object == " ".join(names)
    assert entry.detail["documents"] == "budget/near"


def test_forms_and_meetings_are_not_compared(signed_in, heard: Run, trial: Run):
    answer = signed_in("viewer").get(f"/compare?runs={heard.name}&runs={trial.name}")
    assert answer.status_code == 400
    assert "Compare runs of one kind." in answer.text


def test_runs_of_meetings_can_be_chosen(signed_in, heard: Run):
    viewer = signed_in("viewer")
    assert f'value="{heard.name}"' in viewer.get("/compare").text
