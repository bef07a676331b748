"""The cost of one run, on its page: what a line of the case names of other ways is there, or the cost is left out."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluators.policy import propose
from pipelines import scoring
from pipelines.commands.score import command
from pipelines.cost.campaign import assess_campaign
from pipelines.policies import files
from pipelines.policies.proposing import policy_of
from pipelines.runs import store
from pipelines.scored import pages_and_fields
from pipelines.seed import SEED

N = 1000
PASSING = """
[forms.policy]
passing = { value = 0.4, low = 0.2, high = 0.6, unit = "ratio", grade = "assumed", source = "asked", says = "a test" }
wrong = { value = 0.01, low = 0.0, high = 0.02, unit = "ratio", grade = "assumed", source = "asked", says = "a test" }
"""


@pytest.fixture
def case(reference: store.Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case of the committed run."""
    monkeypatch.setenv("KOUKA_LANG", "en")
    return reference.folder.parent / "case.toml"


def written(case: Path, formula: str, option: str = "ai_all", more: str = "") -> int:
    """A further line, and the number of the line of the file that its formula stands in."""
    line = f'\n[[lines]]\nname = "audits"\noption = "{option}"\nadds_to = "hours"\n'
    text = case.read_text("utf-8") + more + line
    case.write_text(f'{text}formula = "{formula}"\nsays = "a test"\n', "utf-8")
    return text.count("\n") + 1


def worths(run: store.Run) -> dict[str, float | None]:
    """Net present value at the most likely inputs, by engine."""
    found = store.accuracy_of(run).quantities
    return {str(each.engine): each.value for each in found if each.metric == "npv_likely"}


@pytest.mark.parametrize(
    ("formula", "more"),
    [
        ("paper * two_engines_wrong_unseen / 60", ""),
        ("paper * ai_policy_wrong_unseen / 60", PASSING),
        ("paper * forms_policy_passing / 60", PASSING),
    ],
)
def test_a_line_that_names_the_numbers_of_another_way_counts_on_the_page_as_in_the_case(
    case: Path, reference: store.Run, formula: str, more: str
) -> None:
    before = assess_campaign(case.parent, N).assessment.quantity("ai_all", "npv_likely")
    written(case, formula, more=more)
    of_case = assess_campaign(case.parent, N).assessment.quantity("ai_all", "npv_likely")
    assert before is not None
    assert of_case is not None
    assert of_case.value != pytest.approx(before.value, rel=0.001)
    scoring.score(reference)
    assert worths(reference)["rapidocr"] == pytest.approx(of_case.value)


def test_a_line_that_names_what_passes_by_a_signed_policy_counts_too(case: Path, reference: store.Run) -> None:
    pages, scored = pages_and_fields(reference)
    policy = policy_of(reference, pages, propose(scored, 0.1, seed=SEED))
    assert policy is not None
    files.write(case.parent / "policy.toml", policy)
    files.sign(case.parent / "policy.toml", "A name", date(2026, 4, 1))
    written(case, "paper * ai_policy_wrong_unseen", more='\n[forms.policy]\nfrom = "policy:policy.toml"\n')
    of_case = assess_campaign(case.parent, N).assessment.quantity("ai_all", "npv_likely")
    assert of_case is not None
    assert scoring.score(reference) == ()
    assert worths(reference)["rapidocr"] == pytest.approx(of_case.value)


@pytest.mark.parametrize("formula", ["ai_policy_wrong_unseen * 2", "minutes_near_lost", "1 / (year - year)"])
def test_a_line_that_comes_to_no_number_leaves_the_cost_out_and_says_so(
    case: Path, reference: store.Run, formula: str
) -> None:
    line = written(case, formula)
    name = f"{reference.folder.parent.name}/{reference.folder.name}"
    scored = CliRunner().invoke(command(), [name])
    assert scored.exit_code == 0, scored.output
    assert f"case.toml:{line}: " in scored.stderr
    rates = {each.engine for each in store.accuracy_of(reference).quantities if each.metric == "field_accuracy"}
    assert {"rapidocr", "tesseract"} <= rates
    assert not worths(reference)
    page = reference.page.read_text("utf-8")
    assert f"case.toml:{line}: " in page
    assert page.count("“audits”") >= 2  # at the third question and below the costs
    assert str(case.parent) not in page


def test_a_line_of_another_way_alone_leaves_nothing_out(case: Path, reference: store.Run) -> None:
    written(case, "ai_policy_wrong_unseen", option="online")
    scoring.score(reference)
    assert worths(reference).keys() == {"rapidocr", "tesseract"}


def test_a_study_that_is_not_there_leaves_the_cost_out(case: Path, reference: store.Run) -> None:
    case.write_text(case.read_text("utf-8").replace('from = "model"', 'from = "study:studies/none"'), "utf-8")
    (problem, *others) = scoring.score(reference)
    assert not others
    assert "studies/none" in problem.what
    assert problem.where is not None
    assert problem.where.line
    assert not worths(reference)
    assert "studies/none" in reference.page.read_text("utf-8")
