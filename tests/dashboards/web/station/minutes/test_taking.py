"""What pages of minutes are given, what is taken in of them, and what becomes of it."""

import io
from uuid import UUID

import docx
import pytest
from sqlalchemy import select

from dashboards.web.database.tables import answers, assignments, audit, events, studies, study_items, timings
from dashboards.web.station import turns
from dashboards.web.station.clocking import differences
from dashboards.web.station.lookup import assignment_with, study_named
from dashboards.web.studies.timings import measured_times
from dashboards.web.studies.wanted import Wanted
from evaluators.meetings.edited import read, rebuilt
from pipelines.errors import KoukaError
from pipelines.runs import store
from tests.dashboards.web.station.at_work import Worker
from tests.dashboards.web.station.making import make_study
from tests.dashboards.web.station.minutes.conftest import SECONDS
from tests.dashboards.web.station.minutes.writing import sends, shown, submits, turn

RIGHT = {
    "d1": turn("それでは、議案第二号の説明をお願いします。"),
    "d2": turn("はい。髙橋課長が説明します。議案は二つです。基金は三億円です。", "000002i", "鈴木", 3500),
    "d3": turn("議案のとおりです。", "000003i", start_ms=8500),
}


@pytest.fixture
def budget(study, signed_in):
    study("minutes_draft")
    return Worker(signed_in("P1"))


def test_a_meeting_has_no_pages_of_forms(budget):
    budget.open()
    assert budget.person.get(f"/work/{budget.number}/pages/1").status_code == 404


def test_who_hears_the_recording_stands_in_the_log_once(budget, app):
    budget.open()
    for first in (0, 1000, 2000):
        part = budget.person.get(f"/work/{budget.number}/sounds/0", headers={"range": f"bytes={first}-"})
        assert part.status_code == 206
    with app.state.engine.begin() as connection:
        sounds = turns.meeting_of(connection, assignment_with(connection, budget.number, "P1")).sounds
        ((account, about),) = connection.execute(
            select(audit.c.account, audit.c.object).where(audit.c.action == "sound_heard")
        )
        run = study_named(connection, "spring").run
    assert (account, about) == ("name-of-P1", f"{run}/{sounds[0].file}")


def test_the_draft_is_given_with_times_of_words_and_what_is_in_doubt(budget):
    budget.open()
    given = shown(budget)
    assert [each["text"] for each in given["turns"]] == [
        "それでは、議題第二号の説明をお願いします。",
        "はい。高橋課長が説明します。議題は二つです。基金は三億円です。",
        "議題のとおりです。",
    ]
    first, _second, third = given["turns"]
    assert (first["speaker"], first["start_ms"]) == ("S1", 500)
    assert first["times"][:3] == [[0, 0.5], [2, 0.75], [4, 1.0]]  # words of two characters, eight characters a second
    assert (first["doubts"], third["doubts"]) == ([], [[0, 9]])
    assert [(each["start"], each["text"]) for each in given["toHear"]] == [(8.5, "議題のとおりです。"), (10.5, "")]
    assert (given["start"], given["end"]) == (0, SECONDS)


def test_from_the_recording_nothing_of_the_draft_is_given(study, signed_in, rows_of):
    study("minutes_manual")
    worker = Worker(signed_in("P1")).open()
    given = shown(worker)
    assert [(each["text"], each["speaker"], each["start_ms"]) for each in given["turns"]] == [("", "", 0)]
    assert given["toHear"] == []
    for word in ("議題", "バス", "S1"):
        assert word not in worker.page


def test_after_a_reload_the_turns_stand_as_they_were_left_and_words_keep_their_times(budget):
    budget.open()
    budget.enters("d1", turn("それでは、議案第"))
    budget.enters("n00000000001a", turn("二号の説明をお願いします。", "0000025", start_ms=1625))
    budget.enters("d3", "")
    assert sends(budget).json()["answers"] == 3
    budget.open()
    given = shown(budget)["turns"]
    assert [each["id"] for each in given] == ["d1", "n00000000001a", "d2"]
    assert given[0]["times"][-1] == [4, 1.0]  # what was put right has no time of its own
    assert given[1]["times"][:2] == [[0, 1.5], [2, 1.75]]


def test_a_changed_turn_is_kept_with_what_it_was(budget, rows_of):
    budget.open()
    new = turn("新しい発言です。", "000004i")
    for text in (new, ""):
        budget.enters("n000000000001", text)
    budget.enters("d1", RIGHT["d1"])
    sends(budget)
    kept = [row for row in rows_of(select(answers)) if row.field != "document"]
    assert [(row.before, row.after) for row in kept if row.field[0] == "n"] == [("", new), (new, "")]
    assert "議題第二号" in kept[2].before
    assert "議案第二号" in kept[2].after


def test_submission_counts_once_and_has_a_row_with_the_characters_that_are_wrong(budget, app, rows_of):
    assert submits(budget, **RIGHT)["closed"]
    budget.enters("d1", turn("zzz"))
    assert sends(budget).json()["closed"]
    with app.state.engine.begin() as connection:
        spring = study_named(connection, "spring")
        table = measured_times(connection, spring).set_index("item")
        assert differences(connection, spring) == []
        assert turns.not_as_shown(connection, spring) == []
    row = table.loc["budget"]
    assert (row["method"], row["source"], row["errors_left"]) == ("minutes_draft", "measured", 0)
    assert row["seconds"] == pytest.approx(9.5)
    assert len(rows_of(select(timings).where(timings.c.assignment == budget.number))) == 1


def test_the_answers_alone_give_the_minutes_also_what_nobody_has_changed(budget, app, rows_of):
    submits(budget, d1=RIGHT["d1"])
    given = [(row.field, read(row.after)) for row in rows_of(select(answers)) if row.field != turns.WHOLE]
    with app.state.engine.begin() as connection:
        assignment = assignment_with(connection, budget.number, "P1")
        assert rebuilt({}, given) == turns.minutes(connection, assignment, turns.meeting_of(connection, assignment))
    assert len(rebuilt({}, given)) == 3


def test_the_page_of_a_study_of_meetings_shows_its_times(study, signed_in):
    study("minutes_manual", "minutes_draft", people=("P1", "P2"), items=2)
    worker = Worker(signed_in("P1"))
    for tab in (1, 2):
        worker.tab = str(UUID(int=tab))
        submits(worker)
    page = signed_in("A1").get("/studies/spring")
    assert page.status_code == 200
    assert page.text.count("0.5") >= 2
    table = signed_in("A1").get("/studies/spring/timings.csv").text
    assert "minutes_manual" in table
    assert "minutes_draft" in table


def test_an_analyst_makes_a_study_of_meetings_on_the_page(signed_in, results, rows_of):
    analyst = signed_in("A1")
    assert "minutes_draft" in analyst.get("/studies").text
    made = {"name": "autumn", "run": store.find(store.LATEST).name, "people": "P1", "practice": "0", "minutes": "0.1"}
    sent = analyst.post("/studies", **made, arms=["manual", "minutes_draft"])
    assert sent.headers["location"] == "/studies/autumn"
    rows = rows_of(select(assignments))
    assert {row.arm for row in rows} == {"minutes_draft"}
    assert len(rows) == 4
    assert rows_of(select(studies))[0].idle_seconds == 60


def test_what_nobody_has_corrected_is_counted_character_by_character(budget, app):
    submits(budget)
    with app.state.engine.begin() as connection:
        table = measured_times(connection, study_named(connection, "spring")).set_index("item")
    assert table.loc["budget", "errors_left"] == 4  # 議題 for 議案 three times, 高 for 髙


def test_a_meeting_without_truth_has_a_time_and_nobody_knows_its_errors(study, signed_in, app):
    study("minutes_manual", items=2)
    worker = Worker(signed_in("P1"))
    for tab in (1, 2):
        worker.tab = str(UUID(int=tab))
        submits(worker)
    with app.state.engine.begin() as connection:
        table = measured_times(connection, study_named(connection, "spring")).set_index("item")
    assert table["errors_left"].isna().to_dict() == {"budget": False, "hearing": True}
    assert (table["seconds"] > 0).all()


def test_answers_that_give_other_minutes_than_the_page_showed_are_found(budget, app, rows_of):
    submits(budget, **RIGHT)
    with app.state.engine.begin() as connection:
        last = select(answers.c.id).where(answers.c.field == "d3").scalar_subquery()
        connection.execute(answers.update().where(answers.c.id == last).values(after=turn("別の文", "000003i")))
        spring = study_named(connection, "spring")
        assert turns.not_as_shown(connection, spring) == [budget.number]


@pytest.mark.parametrize(
    "sent",
    [
        {"answers": [{"sequence": 1, "field": "name", "text": ""}]},
        {"answers": [{"sequence": 1, "field": "d1", "text": "only text"}]},
        {"answers": [{"sequence": 1, "field": "d1", "text": turn("x").replace("500", "-1")}]},
        {"answers": [{"sequence": 1, "field": "d1", "text": turn("x").replace("i", "0", 1)}]},
        {"answers": [{"sequence": 1, "field": "document", "text": "{}"}]},
        {"events": [{"sequence": 1, "kind": "key", "field": "../etc", "browser_ms": 1.0}]},
    ],
)
def test_what_is_no_turn_of_minutes_is_refused(budget, sent, rows_of):
    before = len(rows_of(select(events)))
    budget.open()
    assert sends(budget, tab=str(UUID(int=9)), **sent).status_code == 409
    assert len(rows_of(select(events))) == before


def test_more_than_a_turn_can_hold_is_refused(budget):
    budget.open()
    answer = {"sequence": 1, "field": "d1", "text": "x" * 40_001}
    assert sends(budget, tab=str(UUID(int=9)), answers=[answer]).status_code == 400


def test_the_recording_is_given_in_ranges_to_whoever_works_on_it(budget, signed_in, results):
    budget.open()
    address = f"/work/{budget.number}/sounds/0"
    whole = budget.person.get(address)
    assert whole.headers["content-type"] in ("audio/wav", "audio/x-wav")
    assert whole.content == (results.parent / "meetings" / "recordings" / "budget-near.wav").read_bytes()
    part = budget.person.get(address, headers={"range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert budget.person.get(f"/work/{budget.number}/sounds/1").status_code == 404
    assert budget.person.get(f"/work/{budget.number}/sounds/..%2f..%2fbatch.toml").status_code in (400, 404)
    for other in ("P2", "A1"):
        assert signed_in(other).get(address).status_code == 404


def test_a_recording_is_given_no_longer_once_the_minutes_are_submitted(budget):
    submits(budget)
    assert budget.person.get(f"/work/{budget.number}/sounds/0").status_code == 404


def test_a_name_in_the_database_that_leads_out_of_the_batch_is_not_followed(budget, app):
    budget.open()
    with app.state.engine.begin() as connection:
        item = connection.scalar(select(study_items.c.readings).where(study_items.c.item == "budget"))
        item["sounds"][0]["file"] = "../batch.toml"
        connection.execute(study_items.update().where(study_items.c.item == "budget").values(readings=item))
    assert budget.person.get(f"/work/{budget.number}/sounds/0").status_code == 404


def test_who_opens_a_meeting_stands_in_the_audit_log_and_nothing_that_was_said(budget, rows_of):
    submits(budget, **RIGHT)
    entries = rows_of(select(audit))
    assert any(row.action == "document_seen" and row.object.endswith("/budget") for row in entries)
    assert not any("議案" in str(tuple(row)) for row in entries)


def test_the_minutes_can_be_had_for_word_as_they_stand(budget, japanese, rows_of):
    budget.open()
    budget.enters("d1", RIGHT["d1"])
    budget.enters("d3", "")
    sends(budget)
    got = budget.person.get(f"/work/{budget.number}/minutes.docx")
    assert got.status_code == 200
    written = docx.Document(io.BytesIO(got.content))
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert "予算説明会" in text
    assert "○S1" in text
    assert "議案第二号の説明" in text
    assert "議題のとおり" not in text
    assert "人が修正" in written.sections[0].header.paragraphs[0].text
    assert [row.account for row in rows_of(select(audit)) if row.action == "minutes_taken_out"] == ["name-of-P1"]


def test_stretches_of_a_meeting_are_items_with_their_own_drafts_and_truth(study, app, rows_of, signed_in):
    study("minutes_draft", minutes=0.1, items=4)
    items = [row.item for row in rows_of(select(assignments))]
    assert sorted(items) == ["budget@0-6.8", "budget@6.8-14", "hearing@0-6", "hearing@6-14"]
    worker = Worker(signed_in("P1"))
    for tab in range(4):
        worker.tab = str(UUID(int=tab))
        submits(worker)
    with app.state.engine.begin() as connection:
        table = measured_times(connection, study_named(connection, "spring")).set_index("item")
    left = table["errors_left"].dropna().to_dict()
    # 議題 for 議案, 高 for 髙; and 基金は三億円です, which the draft has in the stretch before.
    assert left == {"budget@0-6.8": 3 + 8, "budget@6.8-14": 1 + 8}


def test_whoever_has_heard_a_meeting_gets_no_stretch_of_it_later(study, app, english):
    study("minutes_draft", items=2)
    wanted = Wanted("summer", store.LATEST, ("P1",), (), items=1, practice=0, minutes=0.1)
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match="There are 0 meetings"):
        make_study(connection, wanted)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"arms": ("manual",)}, "minutes_manual, minutes_draft"),
        ({"engine": "crystal"}, "faster-whisper:tiny"),
        ({"items": 3}, "There are 2 meetings"),
        ({"recording": "far", "items": 2}, "There are 1 meetings"),
    ],
)
def test_what_cannot_be_is_refused_in_words(app, people, results, change, said, english):
    wanted = {"name": "spring", "run": store.LATEST, "people": ("P1",), "arms": (), "practice": 0} | change
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match=said):
        make_study(connection, Wanted(**wanted))


def test_a_draft_without_times_cannot_be_played_from(app, people, results, english):
    segments = store.find(store.LATEST).folder / "segments.csv"
    segments.write_text(segments.read_text("utf-8-sig").replace("3.50", "").replace("6.50", ""), "utf-8-sig")
    with app.state.engine.begin() as connection, pytest.raises(KoukaError, match="no times"):
        make_study(connection, Wanted("spring", store.LATEST, ("P1",), ()))
