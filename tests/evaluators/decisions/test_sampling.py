"""What measuring more forms is worth: closed forms, an exact count, and what always holds."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluators.decisions.information import evpi
from evaluators.decisions.sampling import plan
from tests.evaluators.decisions.closed_forms import against_nothing, evppi, evsi, evsi_normal


def test_fifty_more_observations():
    assert evsi_normal(100, 500, 50, 2000) == pytest.approx(128.18, abs=5e-3)
    assert evsi_normal(100, 500, 0, 2000) == 0
    assert evsi_normal(100, 0, 50, 2000) == 0
    assert evsi_normal(100, 500, 10**9, 2000) == pytest.approx(153.447, abs=1e-3)


def test_moments_matched_come_to_the_closed_form():
    draws = np.random.default_rng(1).normal(100, 500, 100_000)
    prior = (2000 / 500) ** 2
    assert evsi(against_nothing(draws), draws, 50, prior) == pytest.approx(128.18, rel=0.02)


def test_an_input_beside_others_that_stay_unknown():
    """Only what is observed narrows: 100 + x + y, x observed."""
    generator = np.random.default_rng(2)
    x, y = generator.normal(0, 300, 60_000), generator.normal(0, 400, 60_000)
    found = evsi(against_nothing(100 + x + y), x, 25, (1500 / 300) ** 2)
    assert found == pytest.approx(evsi_normal(100, 300, 25, 1500), rel=0.05)


@pytest.mark.parametrize("n", [10, 40, 160])
def test_a_rate_against_the_exact_count(n):
    """A rate known from 36 of 40 fields, worth 1 yen for each point above .88: every outcome of n more is counted."""
    a, b, needed = 36.0, 4.0, 0.88
    right = np.arange(n + 1)
    chances = stats.betabinom.pmf(right, n, a, b)
    later = (a + right) / (a + b + n) - needed
    exact = chances @ np.maximum(later, 0) - max(a / (a + b) - needed, 0)
    draws = np.random.default_rng(3).beta(a, b, 100_000)
    found = evsi(against_nothing(draws - needed), draws, n, a + b)
    assert found == pytest.approx(exact, rel=0.12)


def test_what_is_known_exactly_is_worth_no_look():
    assert evsi(against_nothing(np.array([1.0, -1.0])), np.array([1.0, 1.0]), 10, float("inf")) == 0


@settings(max_examples=25)
@given(
    seed=st.integers(0, 50),
    mean=st.floats(-300, 300),
    bend=st.floats(0, 2),
    prior=st.floats(1, 200),
)
def test_between_nothing_and_knowing_all_and_rising_with_n(seed, mean, bend, prior):
    generator = np.random.default_rng(seed)
    x = generator.gamma(2.0, 100, 2_000)
    net = np.column_stack([np.zeros(2_000), mean + x - 200, bend * (x - 250) + generator.normal(0, 100, 2_000)])
    found = [evsi(net, x, n, prior) for n in (0, 1, 5, 30, 200, 10**9)]
    assert found[0] == 0
    assert all(fewer <= more + 1e-9 for fewer, more in itertools.pairwise(found))
    assert found[-1] == pytest.approx(evppi(net, x), rel=1e-3, abs=1e-3)
    assert evppi(net, x) <= evpi(net)


def test_the_best_size_weighs_worth_against_cost():
    """Normal, so the closed form can be searched as well; 1 yen an observation."""
    draws = np.random.default_rng(4).normal(100, 500, 100_000)
    sizes = tuple(range(0, 200, 10))
    found = plan(against_nothing(draws), draws, 16, lambda n: float(n), sizes)
    gains = [evsi_normal(100, 500, n, 2000) - n for n in sizes]
    assert abs(found.best - sizes[int(np.argmax(gains))]) <= 10
    assert found.gain == pytest.approx(max(gains), rel=0.05)


def test_where_a_look_costs_more_than_it_shows_one_decides_now():
    draws = np.random.default_rng(4).normal(100, 500, 10_000)
    found = plan(against_nothing(draws), draws, 16, lambda n: 1_000.0 + n, (10, 50))
    assert (found.best, found.gain) == (None, 0.0)
    assert all(gain < 0 for gain in found.gains)
    assert plan(against_nothing(draws), draws, 16, float, ()).best is None
