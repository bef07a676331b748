"""What was entered becomes truth by a second person, and by nobody else."""

import re

import pytest
from sqlalchemy import event, select

from dashboards.web.database.tables import answers, assignments, confirmations
from dashboards.web.station.lookup import assignments_of, study_named
from dashboards.web.studies import truth as truth_files
from dashboards.web.studies.confirming import judge, left_to_confirm, next_to_confirm
from dashboards.web.studies.wanted import Wanted
from pipelines.runs import store
from pipelines.tables import read_table
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.conftest import WRONG
from tests.dashboards.web.station.making import make_study


@pytest.fixture
def entered(study, signed_in, results, rows_of):
    """Of one form all was typed by somebody; what stands on it."""
    study("manual", people=("P1",), items=1, practice=0)
    truth = {row["document"]: row for row in read_table(results.parent / "batch" / "truth" / "moving-notice.csv").rows}
    (assignment,) = rows_of(select(assignments))
    of_form = truth[assignment.item]
    Worker(signed_in("P1")).does_all(**{name: text for name, text in of_form.items() if text and name != "document"})
    return of_form


def number_of(page):
    return int(re.search(r'action="/confirm/(\d+)"', page)[1])


def test_confirmed_by_a_second_person_a_form_becomes_truth(entered, signed_in, app, tmp_path, rows_of):
    assert "action=" not in signed_in("P1").get("/confirm").text.split("<main")[1]
    second = signed_in("P2")
    while "action=" in (page := second.get("/confirm").text.split("<main")[1]):
        second.get(f"/confirm/{number_of(page)}/page").raise_for_status()
        assert second.post(f"/confirm/{number_of(page)}", agrees="true").status_code == 303
    assert len(rows_of(select(confirmations))) == 8
    with app.state.engine.begin() as connection:
        written = truth_files.write(connection, study_named(connection, "spring"), tmp_path / "out")
    assert (written.documents, written.left_out) == (1, 0)
    (row,) = read_table(tmp_path / "out" / "truth" / "moving-notice.csv").rows
    assert row == entered
    (value,) = read_table(tmp_path / "out" / "values" / "moving-notice.csv").rows
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", value[WRONG])


def test_a_field_that_was_left_empty_is_told_from_one_in_which_a_word_for_it_stands(study, signed_in):
    study("manual", people=("P1",), items=1, practice=0)
    Worker(signed_in("P1")).does_all()
    entered = re.findall(r"<dd>([^<]*)</dd>", signed_in("P2").get("/confirm").text)
    assert entered[0].strip() == "（空欄）"


def test_nobody_confirms_their_own_and_what_is_denied_is_no_truth(entered, signed_in, app, rows_of, tmp_path):
    first = rows_of(select(answers))[0].id
    assert signed_in("P1").post(f"/confirm/{first}", agrees="true").status_code == 404
    second = signed_in("P2")
    number = number_of(second.get("/confirm").text)
    second.post(f"/confirm/{number}", agrees="false")
    assert second.post(f"/confirm/{number}", agrees="true").status_code == 404
    with app.state.engine.begin() as connection:
        written = truth_files.write(connection, study_named(connection, "spring"), tmp_path / "out")
    assert written.documents == 0
    assert not (tmp_path / "out").exists()


def test_who_presses_twice_has_said_it_once(entered, app, rows_of):
    with app.state.engine.begin() as connection:
        claim = next_to_confirm(connection, "P2")
        judge(connection, claim, "P2", True)
        judge(connection, claim, "P2", False)
    assert [row.agrees for row in rows_of(select(confirmations))] == [True]


def test_who_still_has_to_work_on_a_form_does_not_confirm_it(study, signed_in):
    study("manual", "ai_all", items=1, practice=0)
    Worker(signed_in("P1")).does_all()
    assert "action=" not in signed_in("P2").get("/confirm").text.split("<main")[1]
    Worker(signed_in("P2")).does_all()
    assert "action=" in signed_in("P2").get("/confirm").text.split("<main")[1]


def another_study(app, *people, run=store.LATEST):
    """Of all forms of the same run, or of another."""
    with app.state.engine.begin() as connection:
        make_study(connection, Wanted("autumn", run, people, ("manual",), practice=0))
        return study_named(connection, "autumn")


def test_what_another_study_has_come_to_is_not_confirmed_by_who_has_work_of_the_batch(entered, signed_in, app):
    """The same form may lie before them: what is shown to be confirmed would be the answer."""
    another_study(app, "P2")
    assert "action=" not in signed_in("P2").get("/confirm").text.split("<main")[1]
    for _form in range(6):
        Worker(signed_in("P2")).does_all()
    assert "action=" in signed_in("P2").get("/confirm").text.split("<main")[1]


def test_scans_with_other_names_are_known_by_what_is_in_them(entered, relabelled, signed_in, app):
    """A copy of the batch elsewhere, in which every document has another name, is about the same forms."""
    another_study(app, "P2", run=relabelled.name)
    assert "action=" not in signed_in("P2").get("/confirm").text.split("<main")[1]
    assert "action=" in signed_in("A1").get("/confirm").text.split("<main")[1]
    for _form in range(6):
        Worker(signed_in("P2")).does_all()
    assert "action=" in signed_in("P2").get("/confirm").text.split("<main")[1]


def test_nobody_gets_a_form_with_another_name_that_they_have_had_or_confirmed(entered, relabelled, signed_in, app):
    second = signed_in("P2")
    second.post(f"/confirm/{number_of(second.get('/confirm').text)}", agrees="true")
    study = another_study(app, "P1", "P2", run=relabelled.name)
    with app.state.engine.begin() as connection:
        given = {each.item for each in assignments_of(connection, study)}
    assert len(given) == 5
    assert entered["document"].replace("moving-0", "letter-") not in given


def test_nobody_gets_a_form_in_a_study_that_they_have_confirmed(entered, signed_in, app):
    second = signed_in("P2")
    second.post(f"/confirm/{number_of(second.get('/confirm').text)}", agrees="true")
    study = another_study(app, "P2")
    with app.state.engine.begin() as connection:
        given = {each.item for each in assignments_of(connection, study)}
    assert len(given) == 5
    assert entered["document"] not in given


def test_of_two_peoples_work_only_what_both_came_to_is_confirmed(study, signed_in, app, rows_of):
    study("two_person", people=("P1", "P2"), items=1, practice=0)
    (first, second) = sorted(rows_of(select(assignments)), key=lambda row: row.part)
    left = []

    def looks():
        with app.state.engine.begin() as connection:
            left.append(left_to_confirm(connection, "A1"))

    for part, name in ((second, "x"), (first, "y")):
        Worker(signed_in(part.pseudonym)).does_all(name=name)
        looks()
    Worker(signed_in(second.pseudonym)).does_all(name="z")
    looks()
    # Neither alone, nor before it is decided which of two names it is.
    assert left == [0, 0, 8]
    with app.state.engine.begin() as connection:
        texts = []
        while claim := next_to_confirm(connection, "A1"):
            judge(connection, claim, "A1", True)
            texts.append((claim.field.id, claim.text, claim.assignment.part))
    assert len(texts) == 8
    assert ("name", "z", "differences") in texts
    assert not [each for each in texts if each[1] in ("x", "y")]


def test_of_several_who_entered_the_same_field_one_is_asked_about_and_the_latest_counts(study, signed_in, app):
    study("manual", "ai_all", items=1, practice=0)
    for person in ("P1", "P2"):
        Worker(signed_in(person)).does_all(name=person)
    with app.state.engine.begin() as connection:
        assert left_to_confirm(connection, "A1") == 8
        names = []
        while claim := next_to_confirm(connection, "A1"):
            judge(connection, claim, "A1", True)
            names += [claim.text] if claim.field.id == "name" else []
        assert names == ["P2"]
        assert left_to_confirm(connection, "A1") == 0


def test_what_is_asked_of_the_database_does_not_grow_with_what_was_confirmed(study, signed_in, app):
    study("manual", people=("P1",), items=4, practice=0)
    for _form in range(4):
        Worker(signed_in("P1")).does_all(name="x")
    asked = []
    event.listen(app.state.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    second = signed_in("P2")
    counts = []
    while "action=" in (page := second.get("/confirm").text.split("<main")[1]):
        before = len(asked)
        second.post(f"/confirm/{number_of(page)}", agrees="true")
        counts.append(len(asked) - before)
    assert len(counts) == 32
    assert max(counts) == counts[0]
