"""A campaign's case with what its runs, studies and policy measured, and references that lead nowhere."""

import re
from datetime import date
from pathlib import Path

import pytest

from evaluators.cost import options
from evaluators.cost.drawn import Drawn
from evaluators.grade import Grade, Origin
from evaluators.policy import propose
from evaluators.timing.frames import TIMINGS
from pipelines import scoring
from pipelines.cost.campaign import Assessed, assess_campaign
from pipelines.cost.references import Reference
from pipelines.cost.studies import study_of
from pipelines.errors import KoukaError
from pipelines.policies import files
from pipelines.policies.proposing import policy_of
from pipelines.runs import store
from pipelines.runs.changes import PURGED
from pipelines.scored import pages_and_fields
from pipelines.seed import SEED
from pipelines.starters import text_of
from pipelines.tables import read_table, to_csv
from tests.pipelines.test_measured_studies import edit, exported

__all__ = ["exported"]

N = 2000
FIELDS = 8
"""Of a moving notice."""


@pytest.fixture
def case(reference: store.Run) -> Path:
    return reference.folder.parent / "case.toml"


def change(case: Path, old: str, new: str) -> None:
    text = case.read_text("utf-8")
    assert old in text
    case.write_text(text.replace(old, new, 1), "utf-8")


def assessed(case: Path, n: int = N) -> Assessed:
    return assess_campaign(case.parent, n)


def value(found: Assessed, option: str, metric: str) -> float:
    quantity = found.assessment.quantity(option, metric)
    assert quantity is not None
    assert quantity.value is not None
    return quantity.value


def test_the_reference_run_says_what_it_did(case: Path, reference: store.Run) -> None:
    found = assessed(case)
    assert [run.name for run in found.runs] == [reference.name]
    assert [each.option for each in found.assessment.outcomes] == ["as_now", "ai_all", "two_engines", "online"]
    # No run over meetings is there: their part is left out, and that is said with its line.
    (problem,) = found.problems
    assert "drafts are left out" in problem.what
    assert problem.where is not None
    assert problem.where.line is not None
    assert case.read_text("utf-8").splitlines()[problem.where.line - 1] == 'from = "run:latest"'
    # The page of the run computes the same by the same code.
    scoring.score(reference)
    page = {each.id: each.value for each in store.accuracy_of(reference).quantities}
    for metric, apart in (
        ("npv_likely", 1e-9),
        ("npv", 0.02),
        ("hours_saved", 0.02),
        ("errors_left", 0.02),
        ("tool", 1e-4),
    ):
        # Means are of other numbers of draws.
        assert value(found, "ai_all", metric) == pytest.approx(
            page[f"cost/ai_all/{metric}/rapidocr/template=moving-notice"], rel=apart
        )
    assert {each.grade for each in found.assessment.quantities if each.scope["option"] == "ai_all"} == {
        Grade.DEMONSTRATION
    }


def test_the_same_files_give_the_same_bytes(case: Path) -> None:
    first, second = (assessed(case).assessment.quantities for _time in range(2))
    assert [each.model_dump_json() for each in first] == [each.model_dump_json() for each in second]


def test_a_signed_policy_takes_work_away_and_leaves_errors(case: Path, reference: store.Run) -> None:
    pages, scored = pages_and_fields(reference)
    policy = policy_of(reference, pages, propose(scored, 0.1, seed=SEED))
    assert policy is not None
    files.write(case.parent / "policy.toml", policy)
    change(case, "# [forms.policy]\n# from", "[forms.policy]\nfrom")
    unsigned = assessed(case)
    assert "Nobody has signed it." in unsigned.problems[0].what
    assert options.AI_POLICY not in [each.option for each in unsigned.assessment.outcomes]
    files.sign(case.parent / "policy.toml", "A name", date(2026, 4, 1))
    found = assessed(case)
    assert value(found, "ai_policy", "hours") < value(found, "ai_all", "hours")
    assert value(found, "ai_policy", "errors_left") >= value(found, "ai_all", "errors_left")
    low, high = (getattr(found.assessment.quantity("ai_policy", "errors_left"), bound) for bound in ("low", "high"))
    assert low < high


def study(folder: Path, people: int = 3) -> Path:
    rows = read_table(folder.parent.parent.parent / "samples" / "forms" / "documents.csv").rows
    documents = [row["document"] for row in rows if row["template"] == "moving-notice"][:8]
    other = next(row["document"] for row in rows if row["template"] == "survey")
    rows = [
        {"item": document, "method": way, "worker": f"p{(number + place) % people}",
         "seconds": (60 if way == "manual" else 30) + number, "idle_seconds": 0, "source": "measured"}
        for number, document in enumerate(documents)
        for place, way in enumerate(("manual", "ai_all"))
    ]  # fmt: skip
    # Another kind of form takes far longer, and says nothing of this one.
    rows += [rows[0] | {"item": other, "seconds": 900}, rows[1] | {"item": other, "seconds": 10}]
    folder.mkdir()
    (folder / "timings.csv").write_text(to_csv(rows, TIMINGS.names), "utf-8-sig")
    return folder


def test_times_of_a_study_take_the_place_of_the_model(case: Path) -> None:
    study(case.parent / "spring")
    change(case, 'from = "model"', 'from = "study:spring"')
    found = assessed(case).assessment
    # Mean 63.5 s by hand; 33.5 of it with AI: 30 s less a form.
    assert found.likely["minutes_manual"][0] == pytest.approx(63.5 / 60)
    ai = found.likely["ai_all_looking"] + found.likely["ai_all_wrong_seen"] * found.likely["ai_all_correcting"]
    assert ai[0] == pytest.approx(33.5 / 60)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"seconds": "-60"}, "A time of -60 seconds cannot be."),
        ({"seconds": "1e308"}, "A time of 1e308 seconds cannot be."),
        ({"errors_left": "9"}, "9 errors are left in a form of 8 fields."),
    ],
)
def test_a_row_of_a_study_that_cannot_be_is_named_with_its_line(
    case: Path, wrong: dict[str, str], said: str, english: None
) -> None:
    table = read_table(study(case.parent / "spring") / "timings.csv")
    rows = [row | (wrong if number == 1 else {}) for number, row in enumerate(table.rows)]
    table.path.write_text(to_csv(rows, TIMINGS.names), "utf-8-sig")
    change(case, 'from = "model"', 'from = "study:spring"')
    with pytest.raises(KoukaError, match=re.escape(said)) as caught:
        assessed(case)
    where = caught.value.problem.where
    assert where is not None
    assert (where.file, where.line) == (table.path, 3)


def take_out(case: Path, key: str) -> None:
    """The first line with the key, which is that of the forms."""
    lines = case.read_text("utf-8").splitlines(keepends=True)
    lines.remove(next(line for line in lines if line.startswith(f"{key} = ")))
    case.write_text("".join(lines), "utf-8")


def test_errors_that_a_study_counted_take_the_place_of_assumed_ones(case: Path) -> None:
    folder = study(case.parent / "spring")
    change(case, 'from = "model"', 'from = "study:spring"')
    take_out(case, "manual_errors")
    what, line = error(case)
    assert "counted no errors of the way “manual”" in what
    assert line == 'from = "study:spring"'
    table = read_table(folder / "timings.csv")
    rows = [row | {"errors_left": "2" if row["method"] == "manual" else "1"} for row in table.rows]
    (folder / "timings.csv").write_text(to_csv(rows, table.columns), "utf-8-sig")
    by_hand = assessed(case).assessment
    assert by_hand.likely["forms_manual_errors"][0] == pytest.approx(2 / FIELDS)
    take_out(case, "slip")
    found = assessed(case).assessment
    # One field of each form stays wrong, of those that were read wrong and looked at.
    wrong = found.likely["ai_all_wrong_seen"][0] / found.likely["fields"][0]
    assert found.likely["forms_slip"][0] == pytest.approx(1 / FIELDS / wrong)
    assert "ai_all_errors_left" in found.inputs
    assert "forms_slip" not in found.inputs


def test_errors_are_left_out_only_with_a_study(case: Path) -> None:
    take_out(case, "slip")
    what, line = error(case)
    assert "needs manual_errors and slip" in what
    assert line == "[forms]"


def minutes_by(reference: str, case: Path) -> Drawn:
    found = study_of(Reference(reference, case, ("forms", "times")), "manual", Origin.REAL, {}, (), 10, 1)
    return found.minutes


def test_a_table_of_times_proves_no_clock(case: Path) -> None:
    study(case.parent / "spring")
    assert minutes_by("study:spring", case).grade is Grade.ASSUMED


def test_an_exported_study_is_measured_where_its_events_give_its_times(case: Path, exported: Path) -> None:
    change(case, 'from = "model"', 'from = "study:studies/spring"')
    assert minutes_by("study:studies/spring", case).grade is Grade.MEASURED
    edit(exported, seconds="9.5")
    assert minutes_by("study:studies/spring", case).grade is Grade.ASSUMED


def error(case: Path) -> tuple[str, str]:
    """What is said, and the line of the case that it names."""
    with pytest.raises(KoukaError) as caught:
        assessed(case)
    problem = caught.value.problem
    assert problem.where is not None
    assert problem.where.file == case
    assert problem.where.line is not None
    return problem.what, case.read_text("utf-8").splitlines()[problem.where.line - 1]


def test_a_study_with_one_person_is_refused_with_its_line(case: Path) -> None:
    study(case.parent / "spring", people=1)
    change(case, 'from = "model"', 'from = "study:spring"')
    what, line = error(case)
    assert "one person worked in one of the ways" in what
    assert line == 'from = "study:spring"'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('from = "model"', 'from = "study:nowhere"', "There is no “nowhere”."),
        ('from = "model"', 'from = "timesheet"', "“timesheet” leads nowhere from here."),
        ('from = "run:latest"', 'from = "run:reference/20200101-000000-00000000"', "There is no run here."),
        ('from = "run:latest"', 'from = "campaign"', "“campaign” leads nowhere from here."),
        ('# engine = "rapidocr"', 'engine = "another"', "Engine another has read nothing here."),
        ('template = "moving-notice"', 'template = "parking"', "no form with truth that this case could speak of"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named_with_its_line(case: Path, old: str, new: str, says: str) -> None:
    change(case, old, new)
    what, line = error(case)
    assert says in what
    assert line.split("#")[0].strip() == new


def test_what_is_typed_in_needs_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path))

    def entered(name: str, value: float, low: float, high: float, unit: str) -> str:
        grade = 'grade = "assumed", source = "asked", says = "a test"'
        return f'{name} = {{ value = {value}, low = {low}, high = {high}, unit = "{unit}", {grade} }}'

    changes = {
        '[forms.accuracy]\nfrom = "run:latest"': [
            "[forms.accuracy]", entered("fields", 2, 1, 3, "fields/form"), entered("wrong", 0.1, 0.05, 0.2, "ratio"),
        ],
        '[forms.times]\nfrom = "model"': [
            "[forms.times]", entered("manual", 2, 1, 3, "min/form"), entered("ai_all", 1, 0.5, 2, "min/form"),
        ],
        '# [forms.policy]\n# from = "policy:policy.toml"': [
            "[forms.policy]", entered("passing", 0.5, 0.4, 0.6, "ratio"), entered("wrong", 0.01, 0, 0.02, "ratio"),
        ],
    }  # fmt: skip
    text = text_of("case.toml", "en")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, "\n".join(new), 1)
    (tmp_path / "typed").mkdir()
    (tmp_path / "typed" / "case.toml").write_text(text, "utf-8")
    found = assess_campaign(tmp_path / "typed", N)
    assert found.runs == ()
    assert [each.option for each in found.assessment.outcomes] == ["as_now", "ai_all", "ai_policy", "online"]
    assert {each.grade for each in found.assessment.quantities} == {Grade.ASSUMED}
    assert value(found, "ai_policy", "hours") < value(found, "ai_all", "hours")
    # What is typed in varies with the rest, under its own name.
    assert {"forms_accuracy_wrong", "forms_times_ai_all", "forms_policy_wrong"} <= set(found.assessment.inputs)


def test_a_handful_of_forms_says_nothing_of_how_they_differ(case: Path, reference: store.Run) -> None:
    batch = store.batch_of(reference).path
    for kind in ("truth", "values"):
        table = read_table(batch / kind / "moving-notice.csv")
        (batch / kind / "moving-notice.csv").write_text(to_csv(table.rows[:4], table.columns), "utf-8-sig")
    found = assessed(case)
    assert found.assessment.outcomes == found.assessment.quantities == ()
    forms, _drafts = found.problems
    assert "Forms of this kind with truth in" in forms.what
    assert ": 4. It takes 5" in forms.what
    assert forms.todo is not None
    assert forms.todo.startswith("Put 1 or more further ones")
    assert forms.where is not None
    assert forms.where.line is not None
    assert case.read_text("utf-8").splitlines()[forms.where.line - 1] == 'from = "run:latest"'


def test_invented_costs_do_not_answer_for_a_real_batch(case: Path, reference: store.Run) -> None:
    batch = reference.file.batch.model_copy(update={"origin": Origin.REAL})
    reference.save(reference.file.model_copy(update={"batch": batch}))
    case.write_text(text_of("case.toml", "en"), "utf-8")
    with pytest.raises(KoukaError, match="invented numbers of the example"):
        assessed(case)
    change(case, "value = 12000", "value = 11800")
    assert assessed(case).assessment.quantity("ai_all", "npv").grade is Grade.ASSUMED  # type: ignore[union-attr]


def test_a_campaign_without_a_case_is_told_how_to_have_one(case: Path) -> None:
    case.unlink()
    with pytest.raises(KoukaError) as caught:
        assessed(case)
    assert f"kouka new case {case.parent}" in (caught.value.problem.todo or "")


def test_of_a_run_whose_contents_were_taken_away_it_is_said_so(case: Path, reference: store.Run) -> None:
    (reference.folder / PURGED).write_text("{}", "utf-8")
    (reference.folder / "readings.csv").unlink()
    with pytest.raises(KoukaError, match="What was read was taken away"):
        assessed(case)


def test_a_line_that_comes_to_no_number_is_named_before_anything_is_said(case: Path, english: None) -> None:
    formula = "paper / (paper - paper)"
    line = f'\n[[lines]]\nname = "odd"\noption = "ai_all"\nadds_to = "tool"\nformula = "{formula}"\nsays = "a test"\n'
    case.write_text(case.read_text("utf-8") + line, "utf-8")
    with pytest.raises(KoukaError, match="“odd” does not come to a number") as caught:
        assessed(case)
    where = caught.value.problem.where
    assert where is not None
    assert where.line is not None
    assert case.read_text("utf-8").splitlines()[where.line - 1] == f'formula = "{formula}"'
