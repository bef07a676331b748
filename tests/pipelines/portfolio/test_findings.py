"""A campaign beside the bundled list, from the kept run of the bundled forms."""

import csv
import json
import shutil

import pytest

from dashboards.pages.portfolio_words import notes
from evaluators.answers import Claim
from evaluators.grade import Grade
from evaluators.portfolio.outcome import Fate
from pipelines.commands import call
from pipelines.errors import ExitCode
from pipelines.portfolio.findings import portfolio_of
from pipelines.portfolio.measured import results_of
from pipelines.runs import store
from pipelines.runs.campaigns import prepare
from pipelines.times_of_people import times_of
from tests import processes

LIST = processes.ROOT / "samples" / "portfolio" / "tasks.csv"


@pytest.fixture
def campaign(results):
    """A campaign with the kept run and the bundled list."""
    shutil.copytree(processes.ROOT / "results" / "reference", results / "demo")
    shutil.copytree(processes.ROOT / "samples" / "forms", results.parent / "samples" / "forms")
    shutil.copyfile(LIST, results / "demo" / "tasks.csv")
    return results / "demo"


def timed(people=4):
    """A timesheet for the forms of the kept run: half the time, which nobody would take for the model's."""
    with (processes.ROOT / "samples" / "forms" / "documents.csv").open(encoding="utf-8-sig") as file:
        documents = [row for row in csv.DictReader(file) if row["template"] == "survey"]
    rows = ["item,method,worker,sequence,started,seconds,idle_seconds,keystrokes,errors_left,source"]
    for number, document in enumerate(documents):
        for place, (method, seconds) in enumerate((("manual", 60), ("ai_all", 30))):
            worker, more = f"P{(number + place) % people}", 1 + number % 5 / 10
            rows.append(f"{document['document']},{method},{worker},,,{seconds * more},,,,reported")
    return "\n".join(rows) + "\n"


def test_the_model_speaks_where_nobody_was_timed(campaign):
    found = results_of(campaign, store.runs_of(campaign))
    assert set(found) == {"forms", "forms/moving-notice", "forms/child-allowance", "forms/survey"}
    assert all(0 < each.left < 1.2 and each.method == "ai_all" for each in found.values())
    assert found["forms"].passed is None


def test_the_share_is_that_of_the_run_as_it_was_measured(campaign):
    (run,) = store.runs_of(campaign)
    best = next(
        each for each in store.accuracy_of(run).quantities if each.metric == "share_saved" and not each.scope
        and each.engine == max(
            (q for q in store.accuracy_of(run).quantities
             if q.metric == "field_accuracy" and q.normaliser == "typed" and not q.scope and q.engine != "marks"),
            key=lambda quantity: quantity.value).engine
    )  # fmt: skip
    assert 1 - results_of(campaign, [run])["forms"].left == pytest.approx(best.value)


def test_what_preparing_the_batch_took_is_no_saving(campaign):
    """Sixty forms, two hours of sorting and scanning by two people: 120 s a form beside some 30 saved."""
    file = campaign.parent.parent / "samples" / "forms" / "timings.csv"
    file.write_text(timed() + "batch,setup,P1,,,3600,,,,\nbatch,setup,P2,,,3600,,,,\n", encoding="utf-8")
    (run,) = store.runs_of(campaign)
    found = results_of(campaign, [run])
    (source,) = times_of(run, store.batch_of(run)).sources
    assert (source.prepared.each.value, source.prepared.people) == (7200 / 60, 2)
    by_hand = source.times.paired[0].differences["reference_s"].mean()
    assert found["forms/survey"].left == pytest.approx(0.5 + 120 / by_hand)
    assert found["forms/survey"].left > 1
    metrics = [each.metric for each in source.quantities]
    assert metrics.count("seconds_preparing") == metrics.count("seconds_saved_prepared") == 1


def test_that_nobody_wrote_down_what_preparing_took_is_said(campaign, english):
    said = "nobody wrote them down, and 0 is counted"
    assert not any(said in note for note in notes(portfolio_of(campaign)))
    (campaign.parent.parent / "samples" / "forms" / "timings.csv").write_text(timed(), encoding="utf-8")
    assert any(said in note for note in notes(portfolio_of(campaign)))


def test_people_come_before_the_model_for_the_forms_they_were_timed_on(campaign):
    (campaign.parent.parent / "samples" / "forms" / "timings.csv").write_text(timed(), encoding="utf-8")
    found = results_of(campaign, store.runs_of(campaign))
    assert found["forms/survey"].left == pytest.approx(0.5)
    assert found["forms/survey"].origin.startswith("demo/")
    assert found["forms/moving-notice"].left != pytest.approx(0.5)


def test_a_run_whose_batch_is_gone_says_nothing(campaign):
    shutil.rmtree(campaign.parent.parent / "samples")
    found = portfolio_of(campaign)
    assert found.claim is Claim.NOT_MOST  # forms and minutes are a tenth of the list, even if all of it were saved
    assert {each.fate for each in found.tasks} == {Fate.NOT_MEASURED, Fate.PEOPLE}
    assert found.taken_over.value == 0


def test_campaign_toml_chooses_the_list_and_the_runs(campaign):
    prepare(campaign)
    file = campaign / "campaign.toml"
    (campaign / "tasks.csv").rename(campaign / "mine.csv")
    file.write_text(file.read_text() + '\ntasks = "mine.csv"\nruns = ["demo/none"]\n', encoding="utf-8")
    assert Fate.TAKEN_OVER not in {each.fate for each in portfolio_of(campaign).tasks}


def test_the_command_answers_in_three_forms(campaign, english, capsys, tmp_path):
    assert call(["portfolio", "demo", "--lang", "en"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "not most" in told.splitlines()[0]
    assert "2 tasks of the list" in told
    file = tmp_path / "out.csv"
    assert call(["portfolio", "demo", "--lang", "en", "--to", "csv", "--out", str(file)]) == ExitCode.OK
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 36
    assert rows[0]["Taken over by AI"].isdigit()
    capsys.readouterr()
    assert call(["portfolio", "demo", "--lang", "en", "--to", "json"]) == ExitCode.OK
    quantities = json.loads(capsys.readouterr().out)["quantities"]
    share = next(each for each in quantities if each["metric"] == "share_taken_over")
    assert share["grade"] == Grade.DEMONSTRATION.value


@pytest.mark.parametrize("arguments", [["nowhere"], ["demo", "--tasks", "missing.csv"]])
def test_what_is_missing_is_said(campaign, english, capsys, arguments):
    assert call(["portfolio", *arguments, "--lang", "en"]) in (ExitCode.USAGE, ExitCode.INPUT)
    assert "→" in capsys.readouterr().err


def test_a_list_that_leads_out_of_the_campaign_is_refused(campaign, english, capsys):
    prepare(campaign)
    file = campaign / "campaign.toml"
    file.write_text(file.read_text() + '\ntasks = "../tasks.csv"\n', encoding="utf-8")
    assert call(["portfolio", "demo", "--lang", "en"]) == ExitCode.INPUT
    assert "leads out" in capsys.readouterr().err


def test_a_list_to_start_from_is_written_once(tmp_path, english, capsys):
    assert call(["new", "tasks", str(tmp_path / "mine"), "--lang", "en"]) == ExitCode.OK
    assert (tmp_path / "mine" / "tasks.csv").read_bytes() == LIST.read_bytes()
    assert call(["new", "tasks", str(tmp_path / "mine"), "--lang", "en"]) == ExitCode.INPUT
