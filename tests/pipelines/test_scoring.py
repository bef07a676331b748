"""Measuring from what was read: the reference run, and what the page's cases are."""

import json
import shutil

import pandas as pd
import pytest

from evaluators.consensus import better_of
from evaluators.grade import Origin
from evaluators.mark_types import MARKS_ENGINE
from evaluators.timing.frames import TIMINGS
from pipelines import measuring, scoring, starters
from pipelines.cost.of_run import assessed
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.proposals import proposals
from pipelines.scored import TEXT_TYPES, scored_beside
from pipelines.tables import read_table, to_csv


@pytest.fixture
def reference(reference: store.Run, monkeypatch: pytest.MonkeyPatch) -> store.Run:
    """The committed run, whose page is looked at in Japanese."""
    monkeypatch.setenv("KOUKA_LANG", "ja")
    return reference


def quantities(run: store.Run) -> dict[str, dict]:
    return {entry["id"]: entry for entry in json.loads((run.folder / "accuracy.json").read_bytes())["quantities"]}


AGREED = ("agreement", "agreed_accuracy")


def test_the_reference_run_is_measured_as_it_was(reference):
    before = quantities(reference)
    scoring.score(reference)
    after = quantities(reference)
    assert list(after) == list(before)
    # Recorded before engines agreed by value: what it agreed on is compared once it holds rows of their consensus.
    proposed = any(row["engine"] == "consensus" for row in read_table(reference.folder / "readings.csv").rows)
    for id, entry in before.items():
        if entry["metric"] in AGREED and not proposed:
            continue
        numbers = {key: cell for key, cell in entry.items() if isinstance(cell, float)}
        assert {key: after[id][key] for key in numbers} == pytest.approx(numbers, rel=1e-9), id
        others = entry.keys() - numbers.keys()
        assert {key: after[id][key] for key in others} == {key: entry[key] for key in others}, id


def test_what_is_said_of_agreement_is_what_the_rows_of_consensus_hold(reference):
    """On the sixty bundled forms: proposals are measured as if they were an engine's, and give the same numbers."""
    batch = store.batch_of(reference)
    readings = [row for row in read_table(reference.folder / "readings.csv").rows if row["engine"] != "consensus"]
    types = {document.name: {f.id: f.type for f in batch.templates[document.template].fields}
             for document in batch.documents if document.template in batch.templates}  # fmt: skip
    rows = proposals(
        (row for row in readings if row["engine"] != MARKS_ENGINE), lambda row: types[row["document"]][row["field"]]
    )
    engines = dict.fromkeys(("tesseract", "rapidocr", "consensus"), TEXT_TYPES)
    scored = scored_beside(batch, [*readings, *rows], engines)
    by_field = {name: part.set_index(["document", "field"]) for name, part in scored.groupby("engine")}
    agreed = by_field["consensus"]["status"] == "read"
    right = by_field["consensus"]["right_typed"].where(agreed, 0)
    better = {type_: by_field[name]["right_typed"] for type_, name in better_of(scored, *list(engines)[:2]).items()}
    kinds = by_field["consensus"]["type"]
    fallen = right.where(agreed, pd.Series({place: better[kinds[place]][place] for place in kinds.index}))
    assert len(rows) == 720  # with twenty boxes of individual numbers, which nobody reads
    assert len(agreed) == 700
    assert 300 < agreed.sum() < 600
    scoring.score(reference)
    measured = quantities(reference)
    for id, part, whole in (
        ("agreement/tesseract+rapidocr", agreed.sum(), len(agreed)),
        ("agreed_accuracy/tesseract+rapidocr/typed", right.sum(), agreed.sum()),
        ("fallback_accuracy/tesseract+rapidocr/typed", fallen.sum(), len(agreed)),
    ):
        assert (measured[id]["numerator"], measured[id]["denominator"]) == (part, whole), id


def test_measuring_again_gives_the_same_bytes(reference):
    files = ("accuracy.json", "index.html", "timings-rapidocr.csv")
    scoring.score(reference)
    first = [(reference.folder / name).read_bytes() for name in files]
    scoring.score(reference)
    assert [(reference.folder / name).read_bytes() for name in files] == first


def test_corrected_truth_changes_the_rate(reference):
    scoring.score(reference)
    before = quantities(reference)["field_accuracy/rapidocr/typed"]
    batch = store.batch_of(reference).path
    right = next(
        row["document"]
        for row in read_table(reference.folder / "readings.csv").rows
        if row["engine"] == "rapidocr" and row["field"] == "household_size" and row["value"] == "1"
    )
    for name in ("truth", "values"):
        table = read_table(batch / name / "moving-notice.csv")
        rows = [row | {"household_size": "9"} if row["document"] == right else row for row in table.rows]
        (batch / name / "moving-notice.csv").write_text(to_csv(rows, table.columns), encoding="utf-8-sig")
    scoring.score(reference)
    after = quantities(reference)["field_accuracy/rapidocr/typed"]
    assert after["numerator"] == before["numerator"] - 1
    assert after["denominator"] == before["denominator"]


def test_without_case_the_third_question_stays_open(reference):
    (reference.folder.parent / "case.toml").unlink(missing_ok=True)
    scoring.score(reference)
    page = reference.page.read_text(encoding="utf-8")
    assert page.count('data-claim="unanswerable"') == 1
    assert "case.toml がこの検証のフォルダーにない" in page
    assert not [id for id in quantities(reference) if id.startswith("cost/")]


def test_the_case_is_multiplied_by_the_minutes_of_its_own_kind_of_form(reference, monkeypatch):
    computed = {}
    monkeypatch.setattr(measuring, "assessed", lambda *given: computed.setdefault("all", assessed(*given)))
    scoring.score(reference)
    found, assessment = quantities(reference), computed["all"].assessed["rapidocr"]
    minutes = found["minutes_saved/rapidocr/template=moving-notice"]["value"]
    assert minutes != found["minutes_saved/rapidocr"]["value"]
    # case.toml, most likely: 12,000 forms, 1 % fewer each year, of which 10 to 22 % come online; 20 h of training.
    paper = sum(12_000 * 0.99**k * (1 - share) for k, share in enumerate([0.10, 0.13, 0.16, 0.19, 0.22]))
    before, after = (assessment.outcome(option) for option in ("as_now", "ai_all"))
    assert before.hours.likely.sum() - after.hours.likely.sum() == pytest.approx(paper * minutes / 60 - 20)
    # 600,000 and 100,000 a year, 550,000 once, all with 10 % tax.
    assert after.tool.likely.sum() == pytest.approx((5 * 700_000 + 550_000) * 1.1)
    # What is shown is the mean over the draws of the same.
    saved = found["cost/ai_all/hours_saved/rapidocr/template=moving-notice"]["value"]
    assert saved == pytest.approx((before.hours.draws - after.hours.draws).sum(axis=1).mean())


def test_an_earlier_case_is_refused_with_what_to_do(reference):
    (reference.folder.parent / "case.toml").write_text("schema = 1\ntitle = 'x'\n", "utf-8")
    with pytest.raises(KoukaError, match="schema 1") as caught:
        scoring.score(reference)
    assert caught.value.problem.where.line == 1
    assert "kouka new case" in caught.value.problem.todo


def test_invented_costs_do_not_answer_for_a_real_batch(reference):
    file = store.batch_of(reference).path / "batch.toml"
    file.write_text(file.read_text("utf-8").replace('"demonstration"', '"real"'), "utf-8")
    batch = reference.file.batch.model_copy(update={"origin": Origin.REAL})
    real = reference.save(reference.file.model_copy(update={"batch": batch}))
    (reference.folder.parent / "case.toml").write_text(starters.text_of("case.toml", "ja"), "utf-8")
    scoring.score(real)
    assert "case.toml がひな形の仮の数字のまま" in reference.page.read_text("utf-8")
    assert not [id for id in quantities(reference) if id.startswith("cost/")]
    case = starters.text_of("case.toml", "ja").replace("value = 12000", "value = 11800")
    (reference.folder.parent / "case.toml").write_text(case, "utf-8")
    scoring.score(real)
    found = quantities(reference)
    assert found["cost/ai_all/npv/rapidocr/template=moving-notice"]["grade"] == "assumed"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "case.toml の template に、どの様式についての前提かが書かれていない"),
        ('template = "another"\n', "case.toml は様式「another」についてのものだが"),
    ],
)
def test_a_case_of_no_kind_that_was_measured_answers_nothing(reference, line, says):
    file = reference.folder.parent / "case.toml"
    file.write_text(file.read_text("utf-8").replace('template = "moving-notice"\n', line), "utf-8")
    scoring.score(reference)
    page = reference.page.read_text("utf-8")
    assert says in page
    assert "バッチの様式: child-allowance, moving-notice, survey" in page
    assert not [id for id in quantities(reference) if id.startswith("cost/")]


def test_a_demonstration_stays_one_whatever_batch_toml_says_later(reference):
    file = store.batch_of(reference).path / "batch.toml"
    file.write_text(file.read_text("utf-8").replace('"demonstration"', '"real"'), "utf-8")
    scoring.score(reference)
    assert {entry["grade"] for entry in quantities(reference).values()} == {"demonstration"}


def test_without_truth_nothing_is_claimed(reference):
    batch = store.batch_of(reference).path
    shutil.rmtree(batch / "truth")
    scoring.score(reference)
    assert quantities(reference) == {}
    page = reference.page.read_text(encoding="utf-8")
    assert page.count('data-claim="unanswerable"') == 3
    assert page.count("比べるための正解がない") == 3
    assert "case.toml がこの検証" not in page


def test_pictures_may_be_gone(reference):
    # The reference run is committed without the cache that holds its pages.
    scoring.score(reference)
    assert "<img" not in reference.page.read_text(encoding="utf-8")


def test_a_type_that_was_mended_counts_without_a_new_run(reference):
    table = read_table(reference.folder / "readings.csv")
    scoring.score(reference)
    before = quantities(reference)["field_accuracy/rapidocr/typed"]
    # As a version would have written it that understood no dates.
    rows = [
        row | {"value": "", "error": "not_a_date"}
        if row["field"] == "notice_date" and row["engine"] == "rapidocr"
        else row
        for row in table.rows
    ]
    assert rows != table.rows
    (reference.folder / "readings.csv").write_text(to_csv(rows, table.columns), encoding="utf-8-sig")
    scoring.score(reference)
    assert quantities(reference)["field_accuracy/rapidocr/typed"] == before


def test_times_that_people_reported_are_in_the_numbers_as_what_they_are(reference):
    batch = store.batch_of(reference).path
    documents = [row["document"] for row in read_table(batch / "documents.csv").rows if row["template"] != "-"][:12]
    rows = [
        {"item": document, "method": method, "worker": f"p{(number + place) % 3}", "seconds": str(seconds + number)}
        for number, document in enumerate(documents)
        for place, (method, seconds) in enumerate((("manual", 90), ("ai_all", 40)))
    ]
    (batch / "timings.csv").write_text(to_csv(rows, TIMINGS.names), encoding="utf-8-sig")
    scoring.score(reference)
    measured = quantities(reference)
    share = measured["share_saved/method=ai_all"]
    assert share["value"] == pytest.approx(1 - sum(range(40, 52)) / sum(range(90, 102)))
    assert share["low"] < share["value"] < share["high"]
    # Reported, and of invented forms: the worse of both.
    assert (share["source"], share["grade"], share["n_documents"]) == ("reported", "demonstration", 12)
    assert measured["share_saved/rapidocr"]["source"] == "modelled"
    assert measured["errors_left/method=manual"]["method"] == "not-compared-with-truth"
    assert measured["learning_rate/method=ai_all"]["method"] == "order-unknown"
    assert "timings.csv" in json.loads((reference.folder / "accuracy.json").read_bytes())["inputs"]
