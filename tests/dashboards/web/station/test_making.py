"""Studies as they are made: who gets what, what is refused, and what is kept of the run."""

from datetime import date

import pytest
from sqlalchemy import select, update

from dashboards.web.database.tables import assignments, studies, study_items
from dashboards.web.studies import materials, signed
from dashboards.web.studies.wanted import Wanted
from pipelines import atomic
from pipelines.errors import KoukaError
from pipelines.policies import deciding, files
from pipelines.runs import store
from tests.dashboards.web.station.conftest import WRONG, propose_policy
from tests.dashboards.web.station.making import make_study

pytestmark = pytest.mark.usefixtures("english")


def test_everybody_gets_every_form_once_and_each_form_comes_in_every_arm(study, rows_of):
    study("manual", "ai_all")
    rows = rows_of(select(assignments))
    assert len({(row.pseudonym, row.item) for row in rows}) == len(rows) == 12
    for item in {row.item for row in rows if not row.practice}:
        assert {row.arm for row in rows if row.item == item} == {"manual", "ai_all"}
    for person in ("P1", "P2"):
        own = sorted((row for row in rows if row.pseudonym == person), key=lambda row: row.position)
        assert [row.practice for row in own] == [True, True, False, False, False, False]
        assert sorted(row.arm for row in own if not row.practice) == ["ai_all", "ai_all", "manual", "manual"]


def test_what_the_run_read_is_kept_as_it_was(study, rows_of):
    study()
    (readings,) = (row.readings for row in rows_of(select(study_items)) if row.item == "moving-01.pdf")
    assert readings["name"] == {"text": "髙橋　美咲", "confidence": 0.55, "candidates": ["髙橋　美咲"]}
    assert readings[WRONG]["text"] == "令和6年3月10日〓"
    assert rows_of(select(studies))[0].engine == "tesseract"


def wanted(**change):
    usual = {"name": "spring", "run": store.LATEST, "people": ("P1", "P2"), "arms": ("manual", "ai_all")}
    return Wanted(**usual | change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "a/b"}, "letters"),
        ({"people": ("P1", "P9")}, "P9"),
        ({"people": ("P1", "P1")}, "twice"),
        ({"people": ("P1",), "arms": ("two_person",)}, "two for the work"),
        ({"arms": ("manual", "by_magic")}, "manual, ai_all"),
        ({"items": 5}, "There are 6 forms"),
        ({"engine": "crystal"}, "tesseract"),
        ({"arms": ("manual", "ai_policy")}, "signed policy"),
    ],
)
def test_what_cannot_be_is_refused_in_words(app, people, change, said):
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match=said):
        make_study(connection, wanted(**change))


def test_a_name_is_given_once(app, study):
    study()
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match="already"):
        make_study(connection, wanted())


def test_who_has_seen_a_form_does_not_see_it_in_a_later_study(app, study, rows_of):
    study("manual", "ai_all", items=1, practice=1)
    with app.state.engine.begin() as connection:
        make_study(connection, wanted(name="summer", items=4, practice=0))
    rows = rows_of(select(assignments))
    assert len({(row.pseudonym, row.item) for row in rows}) == len(rows)
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match="There are 0 forms"):
        make_study(connection, wanted(name="autumn", items=1, practice=0))


def test_who_has_seen_a_form_does_not_see_it_again_where_the_batch_has_grown(app, study):
    study("manual", "ai_all", items=5, practice=0)
    with app.state.engine.begin() as connection:
        connection.execute(update(studies).values(batch_digest="of the batch as it was"))
        with pytest.raises(KoukaError, match="There are 1 forms"):
            make_study(connection, wanted(name="summer", items=2, practice=0))


def test_pages_whose_picture_is_gone_are_left_out(app, people, results):
    next((results / ".cache" / "pages").glob("*/1.png")).unlink()
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match="There are 5 forms"):
        make_study(connection, wanted(items=4))


def test_with_a_policy_people_correct_what_the_engine_has_read_that_it_trusts_most(results, monkeypatch):
    run = store.find(store.LATEST)
    files.sign(propose_policy(run), "Somebody", date(2026, 4, 1))
    passing = [("a", "tesseract"), ("b", "rapidocr"), ("c", "rapidocr"), ("d", "marks"), ("e", "marks"), ("f", "marks")]
    rows = [{"document": "x", "field": field, "engine": engine, "decision": "pass", "value": "1"}
            for field, engine in passing]  # fmt: skip
    rows.append({"document": "x", "field": "g", "engine": "", "decision": "review"})
    monkeypatch.setattr(signed.deciding, "decide", lambda *given: deciding.Decisions((), rows, None))
    found = signed.passed_by_policy(run, store.batch_of(run), [], [])
    assert found.engine == "rapidocr"
    assert {*found.passed["x"]} == {*"abcdef"}
    asked = []
    monkeypatch.setattr(materials, "best_reader", lambda run, engine: asked.append(engine) or "tesseract")
    for arms, engine in ((("manual", "ai_policy"), ""), (("manual", "ai_all"), ""), (("ai_policy",), "tesseract")):
        materials.materials_of(wanted(arms=arms, engine=engine))
    assert asked == ["rapidocr", "", "tesseract"]


def test_a_policy_has_to_be_signed_and_to_hold(app, people, results):
    path = propose_policy(store.find(store.LATEST))
    one = {"arms": ("manual", "ai_policy"), "practice": 0, "items": 1}
    with app.state.engine.begin() as connection:
        with pytest.raises(KoukaError, match="Nobody has signed it"):
            make_study(connection, wanted(**one))
        files.sign(path, "Somebody", date(2026, 4, 1))
        make_study(connection, wanted(**one))
        (kept,) = connection.execute(select(study_items)).all()
    assert kept.passed
    atomic.write_text(path, path.read_text(encoding="utf-8").replace("sure = 0.5", "sure = 0.9"))
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match="changed"):
        make_study(connection, wanted(name="summer", **one))
