"""Runs side by side, over time, and what might pass in one."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dashboards.web.runs.policy import curves_of
from evaluators.policy import propose
from pipelines.comparing import compare_runs
from pipelines.measuring import RESIDUAL
from pipelines.runs.store import Run, batch_of
from pipelines.scored import scored_of
from pipelines.seed import SEED
from tests.dashboards.web.runs.making import make_run

pytestmark = pytest.mark.usefixtures("english")


def test_regressions_come_first_and_lead_to_their_document(signed_in, trial: Run, later: Run):
    page = signed_in("viewer").get(f"/compare?runs={trial.name}&runs={later.name}").text
    assert "Regressions: the first is right, the second wrong: 1" in page
    assert f"/runs/{later.name}/documents/moving-02.pdf?at=name" in page
    assert "&lt;i&gt;渡邉" in page
    assert "moving-03.pdf" not in page


def test_each_pair_leads_to_its_own_second_run(signed_in, trial: Run, later: Run, results: Path, forms_batch: Path):
    wrong = {("moving-06.pdf", "name", "one"): {"text": "誰"}}
    third = make_run(results, forms_batch, wrong, "20260403-090000-0a1b2c3f", pages=False)
    names = "&".join(f"runs={run.name}" for run in (trial, later, third))
    viewer = signed_in("viewer")
    led = [re.findall(r"/runs/(trial/[^/]+)/documents/", viewer.get(f"/compare?{names}&pair={n}").text) for n in (0, 2)]
    assert led == [[later.name], [third.name]]


def test_what_is_kept_of_a_comparison_is_what_compare_says(signed_in, trial: Run, later: Run):
    comparison = compare_runs([trial, later]).comparisons[1]
    page = signed_in("viewer").get(f"/compare?runs={trial.name}&runs={later.name}&pair=1&outcome=improvement").text
    for outcome, title in (
        ("regression", "Regressions"),
        ("improvement", "Improvements"),
        ("both_wrong", "Both wrong"),
    ):
        assert f": {comparison.counts[outcome]}</a>" in page[page.index(f">{title}") :][:120], title


def test_the_engines_of_one_run_are_compared(signed_in, trial: Run):
    page = signed_in("viewer").get(f"/compare?runs={trial.name}").text
    assert "one → two" in page


def test_runs_to_compare_can_be_chosen(signed_in, trial: Run):
    assert f'value="{trial.name}"' in signed_in("viewer").get("/compare").text


def test_of_runs_that_are_chosen_in_the_list_the_oldest_is_compared_with(signed_in, trial: Run, later: Run):
    """The list has the newest on top: what became worse since would else be called better."""
    viewer = signed_in("viewer")
    listed = re.findall(r'name="(\w+)" value="(trial/[^"]+)"', viewer.get("/compare").text)
    assert [name for _field, name in listed] == [later.name, trial.name]
    answer = viewer.get(f"/compare?{urlencode(listed)}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/compare?{urlencode({'runs': [trial.name, later.name]}, doseq=True)}"


@pytest.mark.parametrize("query", ["runs=none", "runs=../x/y", "runs={run}&pair=7", "runs={run}&page=9"])
def test_what_is_not_there_is_not_compared(signed_in, trial: Run, query: str):
    assert signed_in("viewer").get("/compare?" + query.format(run=trial.name)).status_code == 404


def test_what_cannot_be_compared_is_told(signed_in, trial: Run, later: Run):
    unfinished = later.save(later.file.model_copy(update={"finished": None}))
    answer = signed_in("viewer").get(f"/compare?runs={trial.name}&runs={unfinished.name}")
    assert answer.status_code == 400
    assert "not finished" in answer.text
    many = "&".join(f"runs={trial.name}{number}" for number in range(7))
    assert signed_in("viewer").get(f"/compare?{many}").status_code in (400, 404)


def test_the_slider_has_the_points_of_the_proposal(signed_in, trial: Run):
    scored, _engines = scored_of(trial, batch_of(trial))
    curves = curves_of(propose(scored, RESIDUAL, seed=SEED))
    page = signed_in("viewer").get(f"/runs/{trial.name}/policy").text
    for curve in curves:
        assert curve.steps[0].check == curve.fields
        passed = [step.passed for step in curve.steps]
        assert passed == sorted(passed)
        assert all(step.check + step.passed == curve.fields for step in curve.steps)
        assert all(0 <= step.y <= 100 and 0 <= step.x <= 100 for step in curve.steps)
        assert f'data-fields="{curve.fields}"' in page
    assert page.count("<tr data-step") == sum(len(curve.steps) for curve in curves) > 2


def test_nothing_is_proposed_without_truth(signed_in, trial: Run, forms_batch: Path):
    for kind in ("truth", "values"):
        (forms_batch / kind / "moving-notice.csv").unlink()
    answer = signed_in("viewer").get(f"/runs/{trial.name}/policy")
    assert "No form of the batch has truth" in answer.text
    cases = signed_in("viewer").get(f"/runs/{trial.name}/cases").text
    assert "None of them has truth to measure against." in cases
    assert "no truth" in cases


def test_an_accuracy_of_another_version_is_told(signed_in, trial: Run):
    record = json.loads((trial.folder / "accuracy.json").read_bytes())
    (trial.folder / "accuracy.json").write_text(json.dumps(record | {"schema": 99}), "utf-8")
    page = signed_in("viewer").get(f"/runs/{trial.name}")
    assert page.status_code == 200
    assert "kouka score" in page.text
