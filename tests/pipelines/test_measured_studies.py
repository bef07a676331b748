"""Times of an exported study in the results of its run: as measured, where the events give them."""

import json

import pytest

from evaluators.timing.frames import EVENTS, TIMINGS
from pipelines import scoring
from pipelines.contracts.study import StudyFile, Worked
from pipelines.errors import KoukaError
from pipelines.forms.seen import seen_fields
from pipelines.measured_studies import computed, folder_of, studies_of
from pipelines.runs import store
from pipelines.tables import read_table, to_csv, write_table
from pipelines.times_of_people import times_of
from pipelines.timings_frame import frame_of

NOON_MS = 1_750_000_000_000
ENGINE = "rapidocr"


def worked_on(run: store.Run, documents: int = 12) -> StudyFile:
    """Three people, each form typed by one and corrected by another."""
    rows = read_table(store.batch_of(run).path / "documents.csv").rows
    names = [row["document"] for row in rows if row["template"] != "-"][:documents]
    worked = [
        Worked(assignment=2 * number + place + 1, item=name, method=method, worker=f"p{(number + place) % 3}",
               sequence=number + 1)
        for number, name in enumerate(names)
        for place, method in enumerate(("manual", "ai_all"))
    ]  # fmt: skip
    return StudyFile(
        name="spring", kind="forms", run=run.name, engine=ENGINE, methods=("manual", "ai_all"), idle_seconds=30,
        worked=tuple(worked),
    )  # fmt: skip


def events(file: StudyFile) -> list[dict]:
    """A key every ten seconds; typing takes 90 s and more, correcting 40 s and more."""
    found = []
    for each in file.worked:
        seconds = (90 if each.method == "manual" else 40) + each.sequence
        moments = [*range(0, seconds, 10), seconds]
        for number, at in enumerate(moments, 1):
            kind = "open" if number == 1 else "submit" if at == seconds else "key"
            at_ms = NOON_MS + 1000 * (at + 1000 * each.assignment)
            found.append(
                dict.fromkeys(EVENTS.names, "")
                | {"assignment": each.assignment, "tab": "t", "sequence": number, "kind": kind, "browser_ms": at_ms,
                   "server_ms": at_ms + 20, "keys": int(kind == "key")}
            )  # fmt: skip
    return found


@pytest.fixture
def exported(reference):
    """A study of the run as the app writes it."""
    file = worked_on(reference)
    folder = folder_of(reference, file.name)
    folder.mkdir(parents=True)
    write_table(folder / "events.csv", events(file), EVENTS)
    times = computed(frame_of(read_table(folder / "events.csv").rows, EVENTS), file)
    write_table(folder / "timings.csv", times.astype(object).to_dict("records"), TIMINGS)
    (folder / "study.json").write_text(file.model_dump_json(by_alias=True), encoding="utf-8")
    return folder


def quantities(run):
    return {entry["id"]: entry for entry in json.loads((run.folder / "accuracy.json").read_bytes())["quantities"]}


def edit(folder, **change):
    """Change a cell of the first row of timings.csv, as somebody with Excel would."""
    table = read_table(folder / "timings.csv")
    rows = [table.rows[0] | change, *table.rows[1:]]
    (folder / "timings.csv").write_text(to_csv(rows, table.columns), encoding="utf-8-sig")


def test_a_studys_times_stand_in_the_results_as_measured_with_the_model_beside_them(exported, reference):
    scoring.score(reference)
    found = quantities(reference)
    share = found["share_saved/method=ai_all/study=spring"]
    assert share["value"] == pytest.approx(1 - sum(range(41, 53)) / sum(range(91, 103)))
    # Clocked, on invented forms.
    assert (share["source"], share["grade"], share["n_documents"]) == ("measured", "demonstration", 12)
    saved = found[f"minutes_saved/{ENGINE}/study=spring"]
    assert (saved["value"], saved["source"], saved["cases"]) == (pytest.approx(50 / 60), "measured", "people")
    assert found[f"share_saved/{ENGINE}/study=spring"]["low"] == share["low"]
    assert found[f"minutes_manual/{ENGINE}/study=spring"]["value"] == pytest.approx(sum(range(91, 103)) / 12 / 60)
    assert found[f"minutes_saved/{ENGINE}"]["source"] == "modelled"
    inputs = json.loads((reference.folder / "accuracy.json").read_bytes())["inputs"]
    assert {"studies/spring/study.json", "studies/spring/timings.csv", "studies/spring/events.csv"} <= {*inputs}


def test_the_page_answers_by_the_measured_times_and_shows_the_modelled_ones_beside(exported, reference):
    scoring.score(reference)
    page = reference.page.read_text(encoding="utf-8")
    answers = page[page.index('id="answers"') : page.index('id="accuracy"')]
    assert "were measured in study “spring”" in answers
    assert 'href="#people"' in answers
    time = page[page.index('id="time"') : page.index('id="people"')]
    assert "measured, study “spring”" in time
    assert "modelled" in time
    assert "as measured in study “spring”" in page
    assert "the events of the study" not in page


def test_a_time_that_was_changed_by_hand_counts_as_reported_and_is_spoken_of(exported, reference):
    edit(exported, seconds="9.5")
    scoring.score(reference)
    share = quantities(reference)["share_saved/method=ai_all/study=spring"]
    assert share["source"] == "reported"
    assert "1 times are not what the events of the study give" in reference.page.read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [{"keystrokes": "1"}, {"worker": "p9"}, {"sequence": "40"}, {"item": "x.pdf"}])
def test_whatever_else_the_events_do_not_give_is_no_measured_time(exported, reference, change):
    edit(exported, **change)
    (study,) = studies_of(reference, {})
    assert study.otherwise == 1


def test_errors_left_are_compared_by_people_and_stay(exported, reference):
    edit(exported, errors_left="2")
    (study,) = studies_of(reference, {})
    assert study.otherwise == 0
    assert study.timings["errors_left"].sum() == 2


def test_a_study_of_another_run_says_nothing_of_this_one(exported, reference):
    file = json.loads((exported / "study.json").read_bytes()) | {"run": "reference/another"}
    (exported / "study.json").write_text(json.dumps(file), encoding="utf-8")
    assert [*studies_of(reference, {})] == []


@pytest.mark.parametrize("name", ["study.json", "timings.csv", "events.csv"])
def test_a_damaged_file_is_named_with_what_to_do(exported, reference, name):
    (exported / name).write_bytes(b"\xff\xfe{")
    with pytest.raises(KoukaError) as raised:
        [*studies_of(reference, {})]
    assert name in str(raised.value.problem.where)
    assert "kouka study export spring" in raised.value.problem.todo


def test_what_can_be_wrong_is_what_people_are_shown(reference):
    """The box of an individual number is black: with it, one field more would seem to be right."""
    batch = store.batch_of(reference)
    template = next(each for each in batch.templates.values() if any(f.type == "my_number" for f in each.fields))
    shown = seen_fields(template)
    assert [field.type for field in template.fields if field not in shown] == ["my_number"]
    names = [document.name for document in batch.documents if document.template == template.id][:2]
    rows = [
        dict.fromkeys(TIMINGS.names, "")
        | {"item": name, "method": "manual", "worker": "p1", "seconds": "60", "errors_left": str(errors)}
        for name, errors in zip(names, (len(shown), len(template.fields)), strict=True)
    ]
    (batch.path / "timings.csv").write_text(to_csv(rows, TIMINGS.names), encoding="utf-8-sig")
    again = store.batch_of(reference)
    assert [row["item"] for row in again.timings] == names[:1]
    (found,) = times_of(reference, again).sources
    assert found.times.remaining[0].rate.n_documents == 1
