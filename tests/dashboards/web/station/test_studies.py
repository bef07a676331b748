"""A study from its making to its tables: two people, all of it through the routes that browsers use."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from dashboards.web.database.tables import assignments
from evaluators.timing.frames import TIMINGS
from pipelines.tables import problems_of, read_table
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.conftest import WRONG


@pytest.fixture
def truth(results):
    return {row["document"]: row for row in read_table(results.parent / "batch" / "truth" / "moving-notice.csv").rows}


@pytest.fixture
def works(signed_in, rows_of):
    """Lets a person do all that they have; ``enter`` says what is entered, by item, arm and part."""

    def work(name, enter):
        worker = Worker(signed_in(name), tab=str(uuid4()))
        done = []
        while worker.person.get("/work/next").headers["location"] != "/work":
            worker.open()
            (row,) = rows_of(select(assignments).where(assignments.c.id == worker.number))
            worker.does("open")
            for at in worker.fields:
                text = enter(row, at)
                worker.does("focus", at, after_ms=1000)
                if text is not None:
                    worker.enters(at, text)
                    worker.does("blur", at, keys=len(text), after_ms=1000)
            worker.does("submit", after_ms=1000)
            assert worker.sends().json()["closed"]
            done.append((row.item, row.arm, row.part, tuple(worker.fields)))
        return done

    return work


@pytest.fixture
def exported(signed_in, tmp_path):
    def table(name="timings"):
        answer = signed_in("A1").get(f"/studies/spring/{name}.csv")
        path = tmp_path / f"{name}.csv"
        path.write_bytes(answer.content)
        return read_table(path)

    return table


def test_a_study_by_two_people_gives_times_and_the_errors_that_are_left(study, works, truth, exported):
    study("manual", "ai_all")

    def entered(row, at):
        """Who types makes one slip a form; who corrects leaves what the engine got wrong."""
        return truth[row.item][at] + ("x" if at == "name" else "") if row.arm == "manual" else None

    for person in ("P1", "P2"):
        works(person, entered)
    table = exported()
    assert problems_of(table, TIMINGS) == []
    assert len(table.rows) == 8
    assert {(row["method"], row["errors_left"]) for row in table.rows} == {("manual", "1"), ("ai_all", "1")}
    assert {(row["method"], row["seconds"]) for row in table.rows} == {("ai_all", "9.0"), ("manual", "17.0")}
    assert {row["source"] for row in table.rows} == {"measured"}
    assert len(exported("events").rows) > 100


def test_of_two_people_the_second_decides_where_they_differ(study, works, truth, exported):
    study("two_person", items=2, practice=0)

    def first_slips(row, at):
        return truth[row.item][at] + ("x" if at == WRONG and row.part == "first" else "")

    seen = {person: works(person, first_slips) for person in ("P1", "P2")}
    seen["P1"] += works("P1", first_slips)  # differences that came after P2's typing
    parts = [(person, item, part, fields) for person, done in seen.items() for item, _arm, part, fields in done]
    decided = [(person, item, fields) for person, item, part, fields in parts if part == "differences"]
    assert len(decided) == 2
    for person, item, fields in decided:
        assert (person, item, "second") in {(person, item, part) for person, item, part, _fields in parts}
        assert fields == (WRONG,)
    table = exported()
    assert len(table.rows) == 4
    assert sorted(row["errors_left"] for row in table.rows) == ["", "", "0", "0"]


def test_where_two_people_mean_the_same_nothing_is_to_be_decided(study, works, truth, exported):
    study("two_person", items=1, practice=0)

    def typed(row, at):
        plain = truth[row.item][at]
        return plain.replace("　", "") if row.part == "second" else plain

    done = works("P1", typed) + works("P2", typed)
    assert sorted(part for _item, _arm, part, _fields in done) == ["first", "second"]


def test_until_the_differences_are_decided_the_second_has_no_row(study, works, truth, exported, rows_of, signed_in):
    study("two_person", items=1, practice=0)
    (second,) = {row.pseudonym for row in rows_of(select(assignments)) if row.part == "second"}
    (first,) = {"P1", "P2"} - {second}
    works(second, lambda row, at: truth[row.item][at])
    works(first, lambda row, at: "x")
    assert [row["worker"] for row in exported().rows] == [first]
    works(second, lambda row, at: truth[row.item][at])
    assert {row["worker"] for row in exported().rows} == {"P1", "P2"}


def test_an_analyst_makes_a_study_by_a_form(people, signed_in, results, rows_of, japanese):
    analyst = signed_in("A1")
    run = "demo/" + next((results / "demo").glob("*/run.json")).parent.name
    asked = {
        "name": "春",
        "run": run,
        "people": ["P1", "P2"],
        "arms": ["ai_all", "manual"],
        "items": "2",
        "practice": "",
    }
    made = analyst.post("/studies", **asked)
    assert made.status_code == 303, made.text
    page = analyst.get("/studies/春").text
    assert "1件中 0件" in page
    assert "まだ提出された" in page
    again = analyst.post("/studies", **asked)
    assert again.status_code == 400
    assert "春" in again.text
    assert analyst.post("/studies", **asked | {"run": "../../etc"}).status_code == 400
    assert signed_in("P1").get("/studies").status_code == 403


def test_doubts_about_practice_are_not_counted(study, signed_in, english):
    study("manual", people=("P1",), items=1, practice=1)
    doubted = "Times to be doubted"
    worker = Worker(signed_in("P1"))
    worker.does_all(name="x")
    assert doubted not in signed_in("A1").get("/studies/spring").text
    worker.does_all(name="x")
    assert doubted in signed_in("A1").get("/studies/spring").text


def test_a_closed_study_gives_nobody_work(study, signed_in):
    study()
    worker = signed_in("P1")
    assert worker.get("/work/next").headers["location"] != "/work"
    signed_in("A1").post("/studies/spring/close")
    assert worker.get("/work/next").headers["location"] == "/work"
    signed_in("A1").post("/studies/spring/close")
    assert worker.get("/work/next").headers["location"] != "/work"
