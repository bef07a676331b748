"""Numbers as printed, and what it takes to agree with them."""

from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.precedents.printed import Agreement, Figure, agreement, figure


@pytest.mark.parametrize(
    ("digits", "about", "value", "step"),
    [
        ("78", False, 78, 1),
        ("93.30", False, 93.3, 0.01),
        ("55000", True, 55_000, 1_000),
        ("330", True, 330, 10),
        ("330", False, 330, 1),
        ("1,193", False, 1_193, 1),
        ("0", True, 0, 1),
    ],
)
def test_the_last_digit_that_is_printed(digits, about, value, step):
    assert figure(digits, about) == Figure(value, pytest.approx(step))


def test_a_blank_cell_is_no_number():
    assert figure(" ") is None


@pytest.mark.parametrize(
    ("computed", "printed", "needs"),
    [
        (78.0, "78", Agreement.EXACT),
        (90.97, "91", Agreement.ROUNDED),
        (24.73, "25", Agreement.ROUNDED),
        (78.79, "78", Agreement.CUT),
        (78.5, "79", Agreement.ROUNDED),
        (79.01, "78", Agreement.DIFFERS),
        (77.4, "78", Agreement.DIFFERS),
    ],
)
def test_rounded_or_cut(computed, printed, needs):
    """久慈市 prints 78.8 % as 78: cut, not rounded."""
    assert agreement(computed, figure(printed), computed, computed) is needs


def test_inputs_that_were_rounded_themselves():
    assert agreement(77.4, figure("78"), 76.9, 77.6) is Agreement.INPUTS
    assert agreement(77.4, figure("78"), 77.3, 77.49) is Agreement.DIFFERS


@given(value=st.integers(0, 10**10).map(lambda n: n / 10**4), decimals=st.integers(0, 3))
def test_what_was_rounded_or_cut_is_found_to_be_so(value, decimals):
    rounded = figure(f"{value:.{decimals}f}")
    assert agreement(value, rounded, value, value) in (Agreement.EXACT, Agreement.ROUNDED)
    cut = figure(str(Decimal(str(value)).quantize(Decimal(10) ** -decimals, ROUND_DOWN)))
    assert agreement(value, cut, value, value) is not Agreement.DIFFERS
