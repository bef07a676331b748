"""One batch over time: runs of the same documents and truth make one line, others do not."""

import json
from pathlib import Path

import pytest

from dashboards.web.runs.over_time import rows_of, series_of
from pipelines.runs.store import Run
from tests.dashboards.web.runs.making import make_run

pytestmark = pytest.mark.usefixtures("english")
THIRD = "20260403-090000-0a1b2c3f"


def test_runs_of_a_batch_stand_in_the_order_of_their_dates(signed_in, trial: Run, later: Run):
    rows = rows_of(trial)
    assert [row.run.name for row in rows] == [trial.name, later.name]
    assert [(row.edition, row.change) for row in rows] == [(0, ""), (0, "")]
    series = series_of(rows)
    assert [each.name for each in series] == ["one", "two"]
    for each in series:
        assert [mark.low >= mark.y >= mark.high for mark in each.marks] == [True, True]
        assert each.marks[0].x < each.marks[1].x
        assert len(each.lines) == 1
    page = signed_in("viewer").get(f"/runs/{trial.name}/over-time").text
    assert page.count('name="runs"') == 2
    assert "the batch was changed" not in page


def test_a_changed_scan_ends_the_line(signed_in, trial: Run, later: Run, results: Path, forms_batch: Path):
    scan = forms_batch / "scans" / "moving-02.pdf"
    scan.write_bytes(scan.read_bytes() + b"\n")
    third = make_run(results, forms_batch, {}, THIRD, pages=False)
    rows = rows_of(third)
    assert [row.edition for row in rows] == [0, 0, 1]
    assert [row.change for row in rows] == ["", "", "From here on other documents were read than before."]
    for each in series_of(rows):
        assert len(each.marks) == 3
        assert [line.count(" ") + 1 for line in each.lines] == [2]
    page = signed_in("viewer").get(f"/runs/{trial.name}/over-time").text
    assert page.count('class="change"') == 1
    assert "No line joins them" in page


def test_another_truth_ends_the_line_until_it_is_as_before(trial: Run, later: Run, results: Path, forms_batch: Path):
    make_run(results, forms_batch, {}, THIRD, pages=False)
    file = later.folder / "accuracy.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"inputs": {"truth/moving-notice.csv": "0" * 64}}))
    rows = rows_of(trial)
    assert [row.edition for row in rows] == [0, 1, 0]
    assert [bool(row.change) for row in rows] == [False, True, True]
    for each in series_of(rows):
        (line,) = each.lines
        first, last = each.marks[0], each.marks[2]
        assert line == f"{first.x:.2f},{first.y:.2f} {last.x:.2f},{last.y:.2f}"


def test_other_costs_or_conditions_change_no_batch(trial: Run, later: Run):
    file = later.folder / "accuracy.json"
    inputs = {"documents.csv": "0" * 64, "case.toml": "1" * 64}
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"inputs": inputs}))
    assert [row.edition for row in rows_of(trial)] == [0, 0]


def test_the_same_documents_in_another_folder_are_the_same_batch(trial: Run, results: Path, forms_batch: Path):
    moved = forms_batch.rename(forms_batch.with_name("moved"))
    later = make_run(results, moved, {}, THIRD, pages=False)
    assert [row.run.name for row in rows_of(trial)] == [trial.name, later.name]


def test_a_run_that_was_not_measured_is_left_out(signed_in, trial: Run, later: Run):
    (later.folder / "accuracy.json").write_text("{", "utf-8")
    assert [row.run.name for row in rows_of(trial)] == [trial.name]
    (trial.folder / "accuracy.json").unlink()
    assert "No run of this batch was measured." in signed_in("viewer").get(f"/runs/{trial.name}/over-time").text
