"""What the page says of confidences and of what might pass."""

import json
import re
from importlib import resources

import numpy as np
import pandas as pd
import pytest

from dashboards.pages import calibration, policy
from dashboards.pages.environment import environment
from evaluators.calibration_quantities import calibration_quantities
from evaluators.calibrations import calibrations
from evaluators.field_classes import CLASSES
from evaluators.grade import Origin
from evaluators.policy import Proposal, propose
from evaluators.policy_quantities import policy_quantities
from evaluators.quantity import EVERYTHING, quantity_id


def scored(forms: int, fields: int = 2, wrong: int = 0) -> pd.DataFrame:
    rows = [
        {"document": f"{form:03}", "template": "t", "field": str(field), "type": "date", "engine": "a",
         "status": "read", "text": "x", "value": "x", "confidence": 0.5 if form < wrong else 0.9,
         "right_typed": int(form >= wrong)}
        for form in range(forms) for field in range(fields)
    ]  # fmt: skip
    return pd.DataFrame(rows)


class Shown:
    """As much of a result as the sections look at."""

    def __init__(self, rows: pd.DataFrame, proposal: Proposal | None, origin: str = "demonstration") -> None:
        self.calibrations = tuple(calibrations(rows))
        self.proposal = proposal
        self.origin = Origin(origin)
        self.anchors = frozenset()
        known = calibration_quantities(self.calibrations, self.origin)
        known += policy_quantities(proposal, self.origin) if proposal else []
        self.quantities = {each.id: each for each in known}

    def rate(self, metric, engine, normaliser=None, scope=EVERYTHING):
        return self.quantities.get(quantity_id(metric, engine, normaliser, scope))


def page(shown: Shown) -> str:
    source = "{% include 'calibration.html.j2' %}{% include 'policy.html.j2' %}"
    made = environment().from_string(source)
    text = made.render(result=shown, calibration=calibration, policy=policy, generated=policy.generated())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.usefixtures("english")
def test_where_no_form_is_left_to_judge_nothing_is_called_wrong_too_often():
    text = page(Shown(scored(1), propose(scored(1), 0.01)))
    assert "cannot be certified at 1.0%: too few forms to judge by" in text
    assert "more than that is wrong" not in text


@pytest.mark.usefixtures("english")
def test_a_small_batch_says_how_many_forms_are_missing_and_that_nobody_signed():
    text = page(Shown(scored(60), propose(scored(60), 0.01)))
    assert "A proposal that nobody has signed. Every field is for a person to look at." in text
    assert "cannot be certified at 1.0%: about 538 more forms needed" in text
    assert "too few errors to see how they cluster: the form counts as one" in text
    assert "Nothing can be certified on this batch" in text
    assert "too few errors (0): at least 20 on 5 forms" in text
    assert "nan" not in text.lower()


@pytest.mark.usefixtures("english")
def test_what_is_certified_is_said_with_what_is_left_and_audited():
    text = page(Shown(scored(700), propose(scored(700), 0.01)))
    assert "can pass: at most" in text
    assert "100.0% of all fields would pass. Errors left in 1,000 fields: 0.0 counted, at most 8.5" in text
    assert "Audit: of every 10,000 fields that pass, 291 drawn by lot" in text


@pytest.mark.usefixtures("english")
def test_the_generated_documents_are_shown_beside_a_demonstration_alone():
    rows, told = scored(60), "From batches of 600 generated documents, not from this one"
    assert told in page(Shown(rows, propose(rows, 0.01)))
    assert told not in page(Shown(rows, propose(rows, 0.01), origin="real"))


@pytest.mark.usefixtures("english")
def test_a_curve_stands_beside_its_table():
    rows = scored(60, wrong=20)
    shown = Shown(rows, propose(rows, 0.01))
    text = page(shown)
    assert "Reliability of a" in text
    assert "0.40 – 0.60 0.500 0.0%" in text
    low, high = calibration.marks(shown.calibrations[0].bins)
    assert (low.x, low.y) == (50, 100)
    assert (high.x, high.y) == (90, 0)
    assert low.low >= low.y >= low.high


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("rows", [scored(1), scored(3).assign(right_typed=0), scored(3).assign(confidence=np.nan)])
def test_little_is_shown_without_a_number_that_is_none(rows):
    text = page(Shown(rows, propose(rows, 0.01)))
    assert "nan" not in text.lower().split()
    assert "None" not in text


@pytest.mark.usefixtures("english")
def test_an_empty_batch_has_no_section():
    empty = scored(1).iloc[:0]
    assert page(Shown(empty, propose(empty, 0.01))).strip() == ""
    assert page(Shown(empty, None)).strip() == ""


def test_the_committed_table_is_of_600_documents_and_certifies_one_per_cent():
    found = json.loads((resources.files("dashboards.pages") / policy.GENERATED).read_text("utf-8"))["proposals"]
    assert {each["documents"] for each in found} == {600}
    strict = [each for each in found if each["target"] == 0.01]
    assert sorted(each["forms"] for each in strict) == [50, 600]
    for each in found:
        assert [of["name"] for of in each["classes"]] == list(CLASSES)
        for of in each["classes"]:
            assert of["outcome"] != "certified" or of["bound"] <= each["target"]
            assert of["bound"] >= 1 - (1 - of["sure"]) ** (1 / of["passed"])
