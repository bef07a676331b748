"""Whoever still has work of a batch sees nothing of what AI read in it, and nothing of what is right."""

import shutil

import pytest
from sqlalchemy import select

from dashboards.web.database.tables import studies
from pipelines.runs import store
from tests.dashboards.web.station.at_work import Worker

PLACES = ("cases", "documents", "documents/moving-01.pdf", "scans/1/moving-01.pdf", "page")


def run_of(app) -> str:
    with app.state.engine.connect() as connection:
        return connection.scalar(select(studies.c.run))


@pytest.mark.parametrize("place", PLACES)
def test_who_has_work_left_is_told_to_finish_it(app, study, signed_in, place):
    study("manual", people=("P1",), items=1, practice=0)
    answer = signed_in("P1").get(f"/runs/{run_of(app)}/{place}")
    assert answer.status_code == 400
    assert "計測「spring」に、このバッチの作業がまだ残っています" in answer.text


def test_a_comparison_would_show_it_as_well(app, study, signed_in):
    study("manual", people=("P1",), items=1, practice=0)
    assert "作業がまだ残っています" in signed_in("P1").get("/compare", params={"runs": run_of(app)}).text


def test_others_and_those_who_are_done_see_it(app, study, signed_in):
    study("manual", people=("P1",), items=1, practice=0)
    address = f"/runs/{run_of(app)}/documents/moving-01.pdf"
    assert "作業がまだ残っています" not in signed_in("P2").get(address).text
    Worker(signed_in("P1")).does_all(name="田中")
    assert "作業がまだ残っています" not in signed_in("P1").get(address).text


def test_how_well_engines_do_can_always_be_seen(app, study, signed_in):
    study("manual", people=("P1",), items=1, practice=0)
    assert "作業がまだ残っています" not in signed_in("P1").get(f"/runs/{run_of(app)}").text


def test_so_would_a_run_over_the_same_scans_with_other_names(app, study, signed_in, request):
    study("manual", people=("P1",), items=1, practice=0)
    copied = request.getfixturevalue("relabelled")  # afterwards: the study is of the newest run
    assert run_of(app) != copied.name
    assert "作業がまだ残っています" in signed_in("P1").get(f"/runs/{copied.name}/cases").text


@pytest.mark.parametrize("change", [{}, {"digest": "0" * 64}])
def test_a_run_over_a_copy_of_the_batch_would_show_it_as_well(app, study, signed_in, results, change):
    """Whether it is the same batch elsewhere, or one whose truth was corrected since."""
    study("manual", people=("P1",), items=1, practice=0)
    first = store.find(run_of(app))
    copied = store.load(shutil.copytree(first.folder, results / "other" / first.folder.name))
    batch = first.file.batch.model_copy(update={"path": "copy", **change})
    copied.save(copied.file.model_copy(update={"batch": batch}))
    address = f"/runs/other/{first.folder.name}/cases"
    assert "作業がまだ残っています" in signed_in("P1").get(address).text
    assert "作業がまだ残っています" not in signed_in("P2").get(address).text
