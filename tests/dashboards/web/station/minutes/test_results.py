"""What a study of minutes says on its page and in the results of its run."""

import pytest

from dashboards.web.station.lookup import study_named
from dashboards.web.studies import exporting
from dashboards.web.studies.results import results_of
from evaluators.timing.characters_left import DRAFT
from pipelines.meetings import scoring
from pipelines.runs import store
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.minutes.conftest import TRUTH
from tests.dashboards.web.station.minutes.writing import submits, turn

SAID = sum(len(words.replace("。", "").replace("、", "")) for _speaker, _start, _end, words in TRUTH)


@pytest.fixture
def written(study, signed_in):
    """Each of two meetings in both ways by two people; whoever writes by hand leaves all but the first turn out."""
    study("minutes_manual", "minutes_draft", people=("P1", "P2"), items=2)
    for person in ("P1", "P2"):
        worker = Worker(signed_in(person))
        while worker.person.get("/work/next").headers["location"] != "/work":
            submits(worker, n000000000001=turn(TRUTH[0][3], "000001r"), d1="" if person == "P1" else turn(""))


def test_errors_of_the_draft_stand_beside_those_that_are_left_by_character(written, app):
    with app.state.engine.begin() as connection:
        found = results_of(connection, study_named(connection, "spring"))
    draft = found.characters[DRAFT]
    # 議題 for 議案 three times, 高 for 髙; and a turn of the truth is told otherwise.
    assert draft.value == pytest.approx(4 / SAID)
    assert {*found.characters} == {DRAFT, "minutes_manual", "minutes_draft"}
    first = len(TRUTH[0][3].replace("。", "").replace("、", ""))
    assert found.characters["minutes_manual"].value == pytest.approx((SAID - first) / SAID)


def test_the_page_speaks_of_meetings_and_not_of_forms(written, signed_in, english):
    page = signed_in("A1").get("/studies/spring").text.split("<main")[1]
    said = page.split("</nav>")[-1]
    assert "Means a meeting, or stretch of one." in said
    assert "the draft, before anybody has touched it" in said
    for word in ("a form", "Forms", "Fields still wrong", "readings of"):
        assert word not in said


def test_times_stand_in_the_results_of_the_run(written, app, english):
    with app.state.engine.begin() as connection:
        spring = study_named(connection, "spring")
        exporting.write(connection, spring, exporting.place_of(spring))
    run = store.find(store.LATEST)
    scoring.score(run)
    found = {each.id: each for each in store.accuracy_of(run).quantities}
    share = found["share_saved/method=minutes_draft/study=spring"]
    assert (share.value, share.method, share.source) == (None, "too-few-items", "measured")
    page = run.page.read_text(encoding="utf-8")
    assert "as measured in study “spring”" in page
    assert "corrected the draft of" in page
