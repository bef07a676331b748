"""How far confidences can be believed, beside numbers that others printed and that were counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.calibration import FEW_ERRORS, auroc, brier, calibration_errors, few, reliability
from evaluators.calibrations import calibrations
from evaluators.recalibration import ISOTONIC_FROM, cross_fitted, fitted

SAID = np.array([0.25, 0.25, 0.55, 0.75, 0.75])
RIGHT = np.array([0.0, 0.0, 1.0, 1.0, 1.0])
ALONE = np.arange(5)


def test_calibration_errors_are_those_that_others_print():
    bins = reliability(SAID, RIGHT, ALONE, edges=(0, 0.5, 1))
    assert calibration_errors(bins) == pytest.approx((0.2900, 0.2918, 0.3167), abs=5e-5)


def test_a_bin_says_how_many_and_of_how_many_forms():
    low, high = reliability(SAID, RIGHT, np.array([0, 0, 1, 1, 1]), edges=(0, 0.5, 1))
    assert (low.n, low.right, low.clusters, low.confidence) == (2, 0, 1, 0.25)
    assert (high.n, high.right, high.clusters, high.rate) == (3, 3, 1, 1.0)
    # One form: as if it were a single trial.
    assert high.interval.low == pytest.approx(0.025)
    assert high.interval.high == 1


def test_the_last_bin_holds_one():
    (only,) = reliability(np.array([1.0, 0.99]), np.array([1.0, 1.0]), np.array([0, 1]))
    assert (only.low, only.high, only.n) == (0.99, 1.0, 2)


def test_brier_by_hand():
    assert brier(SAID, RIGHT) == pytest.approx((2 * 0.0625 + 0.2025 + 2 * 0.0625) / 5)


def test_auroc_counts_ties_half():
    # Pairs of a right and a wrong field: (.9, .5) won, (.5, .5) tied.
    assert auroc(np.array([0.9, 0.5, 0.5]), np.array([1.0, 1.0, 0.0])) == pytest.approx(0.75)
    assert auroc(np.full(4, 0.5), np.array([1.0, 0.0, 1.0, 0.0])) == pytest.approx(0.5)
    assert auroc(SAID, np.ones(5)) is None


def world(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Confidences that are worth their square, in forms of five fields."""
    generator = np.random.default_rng(seed)
    said = generator.random(n)
    return said, (generator.random(n) < said**2).astype(float), np.arange(n) // 5


@pytest.mark.parametrize("n", [400, 4000])
def test_recalibration_learns_what_confidence_is_worth(n):
    said, right, forms = world(n)
    calibrated = cross_fitted(said, right, forms)
    before = calibration_errors(reliability(said, right, forms))[0]
    after = calibration_errors(reliability(calibrated, right, forms))[0]
    assert before == pytest.approx(1 / 6, abs=0.05)
    assert after < before / 2
    curve = fitted(said, right)
    assert curve.method == ("isotonic" if n >= ISOTONIC_FROM else "logistic")
    assert curve(np.array([0.5]))[0] == pytest.approx(0.25, abs=0.08)
    assert (np.diff(curve.chance) >= 0).all()


def test_no_form_is_judged_by_a_curve_that_it_helped_to_fit():
    """Turning every answer of one form round changes the calibrated confidences of others, never its own."""
    said, right, forms = world(300)
    other = right.copy()
    other[forms == 7] = 1 - other[forms == 7]
    before, after = cross_fitted(said, right, forms), cross_fitted(said, other, forms)
    assert (before[forms == 7] == after[forms == 7]).all()
    assert (before != after).any()


@pytest.mark.parametrize("n", [400, 4000])
@pytest.mark.parametrize("chance", [0.05, 0.5, 0.9])
def test_the_least_confidence_is_where_the_curve_reaches_it(n, chance):
    said, right, _forms = world(n)
    curve = fitted(said, right)
    least = curve.least(chance)
    assert curve(np.array([least]))[0] == pytest.approx(chance, abs=1e-9) or least == curve.raw[0]
    assert curve.least(1.01) is None


def test_confidence_that_is_the_wrong_way_round_teaches_nothing_but_the_mean():
    said, right, _forms = world(400)
    curve = fitted(said, 1 - right)
    assert curve(np.array([0.1, 0.9])) == pytest.approx(np.full(2, 1 - right.mean()))


def test_few_counts_errors_right_fields_and_forms():
    forms = np.arange(100)
    right = np.ones(100)
    right[: FEW_ERRORS - 1] = 0
    assert few(right, forms)
    right[:FEW_ERRORS] = 0
    assert not few(right, forms)
    assert few(1 - right[:FEW_ERRORS], forms[:FEW_ERRORS])
    assert few(right, np.where(right == 0, 0, forms))


def scored(said: np.ndarray, right: np.ndarray, forms: np.ndarray, kinds: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "document": pd.Series(forms).astype("str"),
            "template": "t",
            "field": pd.Series(np.arange(len(said))).astype("str"),
            "type": kinds,
            "engine": "a",
            "status": "read",
            "text": "x",
            "value": "x",
            "confidence": said,
            "right_typed": right.astype("int64"),
        }
    )


def test_a_type_with_few_errors_borrows_the_curve_of_its_class_and_shows_none_of_its_own():
    said, right, forms = world(400)
    kinds = np.where(np.arange(400) % 20 == 0, "money", "date")
    whole, date, money = calibrations(scored(said, right, forms, kinds))
    assert (whole.type, date.type, money.type) == ("", "date", "money")
    assert (date.few, date.pool, date.method) == (False, "type", "logistic")
    assert (money.few, money.bins, money.auroc, money.ece, money.brier) == (True, (), None, None, None)
    assert whole.errors == date.errors + money.errors


def test_fields_without_confidence_are_counted_and_nothing_else():
    said, right, forms = world(200)
    rows = scored(said, right, forms, np.full(200, "date"))
    blank = pd.concat([rows, rows.iloc[:10].assign(field="more", confidence=np.nan)], ignore_index=True)
    before, after = calibrations(rows)[0], calibrations(blank)[0]
    assert (before.without, after.without) == (0, 10)
    assert (before.ece, before.auroc, before.n) == (after.ece, after.auroc, after.n)


def test_nothing_at_all_has_an_answer():
    rows = scored(*world(5), np.full(5, "date"))
    assert calibrations(rows.iloc[:0]) == []
    (whole, _date) = calibrations(rows.assign(confidence=np.nan))
    assert (whole.n, whole.without, whole.few, whole.brier) == (0, 5, True, None)


@given(st.permutations(range(60)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_changes_nothing(order):
    said, right, forms = world(60, seed=3)
    rows = scored(said, right, forms, np.full(60, "date"))
    assert calibrations(rows.iloc[list(order)]) == calibrations(rows)
