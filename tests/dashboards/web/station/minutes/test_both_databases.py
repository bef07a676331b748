"""Minutes on SQLite and on PostgreSQL: what is kept, and what comes of it, is the same."""

from dataclasses import replace

import pytest

from dashboards.web.settings import WebSettings
from dashboards.web.station import turns
from dashboards.web.station.clocking import differences
from dashboards.web.station.lookup import study_named
from dashboards.web.studies.confirming import judge, next_to_confirm
from dashboards.web.studies.timings import measured_times
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.minutes.writing import sends, shown, submits, turn


@pytest.fixture
def settings(settings: WebSettings, database: str) -> WebSettings:
    return replace(settings, database=database)


def test_minutes_are_kept_and_timed(study, signed_in, app):
    study("minutes_draft")
    worker = Worker(signed_in("P1")).open()
    worker.enters("n000000000001", turn("𠮷田です。\u0000", "000001r"))
    assert sends(worker).status_code == 200
    worker.open()
    assert [each["id"] for each in shown(worker)["turns"]] == ["d1", "n000000000001", "d2", "d3"]
    worker.tab = "00000000-0000-0000-0000-000000000002"
    submits(worker, n000000000001="")
    with app.state.engine.begin() as connection:
        spring = study_named(connection, "spring")
        (row,) = measured_times(connection, spring).to_dict("records")
        assert (turns.not_as_shown(connection, spring), differences(connection, spring)) == ([], [])
    assert (row["item"], row["method"], row["errors_left"]) == ("budget", "minutes_draft", 4)


def test_a_second_person_confirms_them(study, signed_in, app):
    study("minutes_draft")
    submits(Worker(signed_in("P1")))
    with app.state.engine.begin() as connection:
        claim = next_to_confirm(connection, "P2")
        assert (claim.field, claim.assignment.item) == (None, "budget")
        judge(connection, claim, "P2", True)
        assert next_to_confirm(connection, "A1") is None
