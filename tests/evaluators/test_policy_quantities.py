"""What policies and confidences come to in accuracy.json, beside the proposals and curves that they are of."""

import numpy as np
import pytest

from benchmarks.policy_guarantee import World, drawn
from evaluators.calibration_quantities import calibration_quantities
from evaluators.calibrations import calibrations
from evaluators.grade import Grade, Origin
from evaluators.policy import propose
from evaluators.policy_quantities import policy_quantities

EASY = World(0.01, 1.0, 0.5)


def by_id(quantities):
    found = {each.id: each for each in quantities}
    assert len(found) == len(quantities)
    return found


def rows(world: World, forms: int):
    return drawn(world, forms, np.random.default_rng(1))


@pytest.fixture(scope="module")
def easy():
    return propose(rows(EASY, 300), 0.03)


def test_a_certified_class_has_what_passed_and_its_one_sided_bound(easy):
    found = by_id(policy_quantities(easy, Origin.DEMONSTRATION))
    (digits,) = easy.certified
    assert digits.name == "digits"
    residual = found["policy_residual/engine/class=digits/target=0.03"]
    assert (residual.numerator, residual.denominator) == (digits.held_out.errors, digits.held_out.fields)
    assert (residual.low, residual.high, residual.level) == (0, digits.bound, digits.sure)
    assert residual.value <= residual.high <= 0.03
    assert (residual.n_documents, residual.grade) == (digits.held_out.clusters, Grade.DEMONSTRATION)
    passed = found["policy_passed/engine/class=digits/target=0.03"]
    assert (passed.numerator, passed.denominator) == (digits.held_out.fields, digits.fields)
    assert passed.low < passed.value <= passed.high


def test_what_is_left_adds_up_the_classes(easy):
    found = by_id(policy_quantities(easy, Origin.REAL))
    whole = found["policy_passed/target=0.03"]
    classes = [each for id, each in found.items() if id.startswith("policy_passed/engine/")]
    certified = {each.name for each in easy.certified}
    assert whole.numerator == sum(each.numerator for each in classes if each.scope["class"] in certified)
    assert whole.denominator == easy.fields == 1500
    left = found["policy_left_per_thousand/target=0.03"]
    bounds = [found[f"policy_residual/engine/class={name}/target=0.03"] for name in certified]
    most = sum(each.high * each.denominator for each in bounds)
    assert left.high == pytest.approx(1000 * most / 1500)
    assert left.value == pytest.approx(1000 * easy.errors / 1500)
    assert found["policy_left_per_document/target=0.03"].high == pytest.approx(most / easy.documents)


def test_what_was_not_certified_is_called_otherwise_and_leaves_no_whole():
    found = policy_quantities(propose(rows(World(0.1, 1.0, 0.2), 60), 0.03), Origin.REAL)
    assert {each.metric for each in found} <= {"policy_passed", "policy_residual_tried"}
    assert all("class" in each.scope for each in found)
    assert policy_quantities(propose(rows(EASY, 60).iloc[:0], 0.03), Origin.REAL) == []


def test_a_class_that_nothing_answers_has_no_number():
    nothing = propose(rows(EASY, 60).assign(status="failed", right_typed=0), 0.03)
    assert policy_quantities(nothing, Origin.REAL) == []


def test_confidences_have_their_numbers_and_bins_that_add_up():
    curves = calibrations(rows(World(0.06, 1.0, 0.5), 300), resamples=200)
    found = by_id(calibration_quantities(curves, Origin.REAL))
    whole = curves[0]
    bins = [each for each in found.values() if each.metric == "reliability"]
    assert sum(each.denominator for each in bins) == whole.n == 3000
    assert sum(each.denominator - each.numerator for each in bins) == whole.errors
    error = found["calibration_error/engine"]
    assert (error.value, error.denominator, error.numerator) == (whole.ece.value, 3000, None)
    assert found["calibration_error_recalibrated/engine"].value < error.value
    assert 0.5 < found["auroc/engine"].low < found["auroc/engine"].value < found["auroc/engine"].high < 1
    assert "brier/engine/type=date" in found


def test_too_few_errors_have_no_number():
    assert calibration_quantities(calibrations(rows(World(0.01, 0.0, 0.0), 20)), Origin.REAL) == []
