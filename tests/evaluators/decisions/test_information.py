"""The value of knowing: closed forms, a textbook's decision, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluators.decisions.information import evpi
from tests.evaluators.decisions.closed_forms import against_nothing, evpi_normal, evppi

NETS = arrays(np.float64, st.tuples(st.integers(1, 30), st.integers(1, 4)), elements=st.floats(-1e3, 1e3))


def test_unit_normal_loss():
    assert evpi_normal(100, 500) == pytest.approx(153.447, abs=5e-4)
    assert evpi_normal(-100, 500) == pytest.approx(153.447, abs=5e-4)
    assert evpi_normal(0, 1) == pytest.approx((2 * np.pi) ** -0.5)
    assert evpi_normal(5, 0) == 0


def test_draws_come_to_the_closed_form():
    draws = np.random.default_rng(2).normal(100, 500, 100_000)
    assert evpi(against_nothing(draws)) == pytest.approx(153.447, rel=0.02)


def test_drilling_for_oil():
    """700 if there is oil, −100 if not, 90 by selling; one chance in four: 142.5 (Hillier & Lieberman)."""
    assert evpi(np.array([[700.0, 90], [-100, 90], [-100, 90], [-100, 90]])) == 142.5


@pytest.mark.parametrize("spread", [200.0, 400.0])
def test_knowing_one_of_two_inputs(spread):
    """Net effect x + y, both normal: knowing x is worth what knowing a net effect of x's spread would be."""
    generator = np.random.default_rng(3)
    x, y = generator.normal(100, spread, 40_000), generator.normal(0, 300, 40_000)
    assert evppi(against_nothing(x + y), x) == pytest.approx(evpi_normal(100, spread), rel=0.04)


def test_knowing_two_inputs_of_which_the_product_counts():
    generator = np.random.default_rng(4)
    x, y = generator.normal(1, 0.5, 20_000), generator.normal(0.2, 0.5, 20_000)
    net = against_nothing(x * y)
    assert evppi(net, np.column_stack([x, y])) == pytest.approx(evpi(net), rel=0.02)
    assert evppi(net, x) + evppi(net, y) < evpi(net)


def test_knowing_what_does_not_matter_is_worth_nothing():
    generator = np.random.default_rng(5)
    net = against_nothing(generator.normal(100, 500, 20_000))
    assert evppi(net, generator.normal(0, 1, 20_000)) < 2
    assert evppi(net, np.full(20_000, 7.0)) == 0


@given(NETS)
def test_never_below_nothing_nor_for_one_option_nor_for_what_is_certain(net):
    assert evpi(net) >= 0
    assert evpi(net[:, :1]) == 0
    assert evpi(np.repeat(net[:1], 5, axis=0)) == pytest.approx(0, abs=1e-9)


@given(
    draws=arrays(np.float64, st.integers(2, 40), elements=st.floats(-100, 100)),
    slope=st.floats(-10, 10),
    fixed=st.floats(-500, 500),
    wider=st.floats(1, 5),
)
def test_a_mean_preserving_spread_of_a_linear_input_never_lowers_it(draws, slope, fixed, wider):
    def net(values):
        return against_nothing(slope * values - fixed)

    spread = draws.mean() + wider * (draws - draws.mean())
    assert evpi(net(spread)) >= evpi(net(draws)) - 1e-8


@given(NETS, st.floats(-1e3, 1e3))
def test_what_all_options_share_decides_nothing(net, shared):
    assert evpi(net + shared) == pytest.approx(evpi(net), abs=1e-6)
