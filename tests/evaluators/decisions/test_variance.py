"""Shares of variance: functions whose indices are known, and what always holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.decisions.variance import TOGETHER, by_grade, variance_shares
from evaluators.grade import Grade


def test_ishigami():
    """sin x + 7 sin² y + 0.1 z⁴ sin x: .3139, .4424, 0, and .2437 of x and z together (Ishigami & Homma 1990)."""
    x, y, z = np.random.default_rng(1).uniform(-np.pi, np.pi, (3, 50_000))
    found = variance_shares(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), {"x": x, "y": y, "z": z})
    assert found["x"] == pytest.approx(0.3139, abs=0.02)
    assert found["y"] == pytest.approx(0.4424, abs=0.02)
    assert found["z"] == pytest.approx(0, abs=0.01)
    assert found[TOGETHER] == pytest.approx(0.2437, abs=0.02)
    assert list(found) == ["y", "x", "z", TOGETHER]


def test_sobol_g():
    """∏ (|4x − 2| + a) / (1 + a) with a = 0, 1, 4.5, 9: .7165, .1791, .0237, .0072 (Saltelli & Sobol' 1995)."""
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    x = np.random.default_rng(2).uniform(0, 1, (50_000, 8))
    outcome = ((np.abs(4 * x - 2) + a) / (1 + a)).prod(axis=1)
    found = variance_shares(outcome, {f"x{i}": x[:, i] for i in range(8)})
    assert [found[f"x{i}"] for i in range(4)] == pytest.approx([0.7165, 0.1791, 0.0237, 0.0072], abs=0.02)


@settings(max_examples=20)
@given(st.lists(st.floats(0.1, 3), min_size=2, max_size=5), st.integers(0, 100))
def test_of_a_sum_of_what_was_drawn_apart_shares_are_those_of_the_terms(slopes, seed):
    generator = np.random.default_rng(seed)
    inputs = {f"x{i}": generator.uniform(0, 1, 5_000) for i in range(len(slopes))}
    outcome = sum(slope * values for slope, values in zip(slopes, inputs.values(), strict=True))
    found = variance_shares(outcome, inputs)
    assert sum(found.values()) == pytest.approx(1)
    # An index from 5,000 draws is known to some ±.02 of shares in the middle.
    assert found[TOGETHER] < 0.08
    for key, slope in zip(inputs, slopes, strict=True):
        assert found[key] == pytest.approx(slope**2 / np.square(slopes).sum(), abs=0.06)


def test_noise_explains_nothing_even_among_few_draws():
    generator = np.random.default_rng(3)
    noise = {f"x{i}": generator.normal(size=400) for i in range(30)}
    found = variance_shares(generator.normal(size=400), noise)
    assert max(value for key, value in found.items() if key != TOGETHER) < 0.06
    assert found[TOGETHER] > 0.6


def test_a_choice_and_what_never_varies():
    """Two values of a choice explain all; a constant explains nothing."""
    choice = np.tile([0.0, 1.0], 500)
    found = variance_shares(100 * choice, {"constant": np.full(1_000, 3.0), "choice": choice})
    assert found == {"choice": pytest.approx(1), "constant": 0, TOGETHER: pytest.approx(0)}


def test_a_product_is_carried_together():
    """(x)(y) with means of 0: neither alone says anything of the product."""
    x, y = np.random.default_rng(4).normal(size=(2, 20_000))
    assert variance_shares(x * y, {"x": x, "y": y})[TOGETHER] > 0.97


def test_inputs_that_were_not_drawn_apart_do_not_come_to_more_than_all():
    x = np.random.default_rng(5).normal(size=5_000)
    found = variance_shares(x, {"x": x, "again": x})
    assert found == {"x": pytest.approx(0.5), "again": pytest.approx(0.5), TOGETHER: pytest.approx(0)}


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9])
def test_what_does_not_vary_has_no_shares(value):
    assert variance_shares(np.full(100, value), {"x": np.arange(100.0)}) == {}
    assert by_grade({}, {"x": Grade.ASSUMED}) == {}


def test_grades_are_the_sums_of_their_inputs():
    shares = {"wage": 0.5, "accuracy": 0.25, "forms": 0.125, TOGETHER: 0.125}
    grades = {"wage": Grade.ASSUMED, "accuracy": Grade.MEASURED, "forms": Grade.ASSUMED, "rate": Grade.CITED}
    found = by_grade(shares, grades)
    assert found == {Grade.MEASURED: 0.25, Grade.CITED: 0, Grade.ASSUMED: 0.625, TOGETHER: 0.125}
    assert list(found) == [Grade.MEASURED, Grade.CITED, Grade.ASSUMED, TOGETHER]
