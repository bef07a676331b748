"""Inputs that move together: their ranks, their own distributions, and what comes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from evaluators.campaigns.money import money
from evaluators.cost.assessing import assess
from evaluators.cost.case import Case
from evaluators.cost.drawn import drawn_inputs
from evaluators.cost.together import Together, is_possible, shares_together, told_as_one
from evaluators.decisions.variance import TOGETHER, variance_shares
from evaluators.grade import Grade
from evaluators.inputs import Input, generator_of, spread_evenly
from tests.evaluators.cost.cases import a_case, entered, forms, measured, price, raw, tool

N = 20_000


def pair(first, second, rank):
    return Together(inputs=(first, second), rank=rank, says="a test")


@pytest.mark.parametrize("rank", [-1.0, -0.8, 0.0, 0.3, 0.6, 1.0])
def test_draws_have_the_rank_correlation_that_was_asked_for(rank):
    found = shares_together([pair("a", "b", rank)], N, 1)
    assert stats.spearmanr(found["a"], found["b"]).statistic == pytest.approx(rank, abs=0.02)


@given(st.floats(-1, 1))
def test_each_input_keeps_its_own_values(rank):
    found = shares_together([pair("a", "b", rank)], 500, 1)
    for key, shares in found.items():
        assert (np.sort(shares) == np.sort(spread_evenly(500, generator_of(1, key)))).all()


def test_a_sum_of_correlated_normals_has_the_variance_of_its_formula():
    """10 ± 2 and 20 ± 3: 4 + 9 + 2 · 2 · 3 · r, with r = 2 sin(π · 0.6 / 6) of the rank correlation 0.6."""
    z = stats.norm.ppf(0.975)
    numbers = {
        key: Input(**entered(mean, "x", mean - z * sd, mean + z * sd, distribution="normal"))
        for key, mean, sd in (("a", 10.0, 2.0), ("b", 20.0, 3.0))
    }
    shares = shares_together([pair("a", "b", 0.6)], N, 1)
    total = sum(number.at(shares[key]) for key, number in numbers.items())
    assert total.mean() == pytest.approx(30, abs=0.01)
    assert total.var() == pytest.approx(13 + 12 * 2 * np.sin(np.pi * 0.1), rel=0.02)


def test_three_that_pull_against_each_other_are_not_possible():
    assert not is_possible([pair("a", "b", 0.9), pair("b", "c", 0.9), pair("a", "c", -0.9)])
    assert is_possible([pair("a", "b", 1.0), pair("b", "c", 1.0), pair("a", "c", 1.0)])
    assert is_possible([])


TOGETHER_ = {"inputs": ["forms_volume", "ai_licence"], "rank": 1.0, "says": "a test"}
WIDE = {
    "forms": forms(volume=entered(12_000, "forms/year", 6_000, 18_000, distribution="uniform")),
    "ai": tool(licence=price(100_000, "yen/year", 0, 200_000, distribution="uniform")),
}


def test_a_dear_licence_with_many_forms_evens_out():
    """25 yen a form and year saved: 150,000 less 0 at one end, 450,000 less 200,000 at the other, less 250,000 once."""
    apart, together = (
        assess(a_case(**WIDE, together=pairs), measured(), n=1000, seed=1).quantity("ai_all", "npv")
        for pairs in ([], [TOGETHER_])
    )
    assert together.value == pytest.approx(5 * 200_000 - 250_000, abs=100)
    ends = [5 * (25 * (6_000 + 12_000 * share) - 200_000 * share) - 250_000 for share in (0.025, 0.975)]
    assert (together.low, together.high) == pytest.approx(ends, rel=0.01)
    assert apart.value == pytest.approx(together.value, abs=30_000)
    assert apart.high - apart.low > 1.5 * (together.high - together.low)


def test_others_are_drawn_as_before():
    apart, together = (drawn_inputs(a_case(**WIDE, together=pairs), 100, 1) for pairs in ([], [TOGETHER_]))
    same = {key for key, number in apart.items() if (together[key].draws == number.draws).all()}
    assert apart.keys() - same <= {"forms_volume", "ai_licence"}
    for key in ("forms_volume", "ai_licence"):
        assert np.sort(together[key].draws, axis=0) == pytest.approx(np.sort(apart[key].draws, axis=0))


def test_what_moves_together_has_one_share_of_the_variance():
    """Each alone would carry nearly all of it, and both nearly twice all."""
    shares = shares_together([pair("a", "b", 0.9)], N, 1)
    inputs = {**shares, "c": spread_evenly(N, generator_of(1, "c"))}
    outcome = shares["a"] + shares["b"] + inputs["c"]
    grades = {"a": Grade.MEASURED, "b": Grade.ASSUMED, "c": Grade.CITED}
    grouped, graded = told_as_one(inputs, grades, [pair("a", "b", 0.9)])
    found = variance_shares(outcome, grouped)
    # Of uniform numbers the correlation is the rank correlation: 2 + 2 · 0.9 parts of it, and 1.
    assert found == {"a+b": pytest.approx(3.8 / 4.8, abs=0.01), "c": pytest.approx(1 / 4.8, abs=0.01),
                     TOGETHER: pytest.approx(0, abs=0.01)}  # fmt: skip
    assert graded["a+b"] is Grade.ASSUMED


def test_pairs_that_share_an_input_are_one():
    inputs = {key: np.arange(4.0) for key in "abcd"}
    found, _grades = told_as_one(
        inputs, dict.fromkeys("abcd", Grade.ASSUMED), [pair("a", "b", 0.5), pair("c", "d", 0.5), pair("d", "b", 0.5)]
    )
    assert [*found] == ["a+b+c+d"] or {*next(iter(found)).split("+")} == {*"abcd"}
    assert len(found) == 1


def test_the_result_hangs_on_both_as_one():
    found = money(assess(a_case(**WIDE, together=[TOGETHER_]), measured(), n=1_000, seed=1), of_meetings=False)
    (driver,) = found.drivers
    assert driver.key == "forms_volume+ai_licence"
    assert driver.share.value == pytest.approx(1, abs=0.01)
    assert driver.swing.low < driver.swing.value < driver.swing.high


@pytest.mark.parametrize(
    ("pairs", "kind"),
    [
        ([TOGETHER_ | {"inputs": ["forms_volume", "nothing"]}], "no_such_input"),
        ([TOGETHER_ | {"inputs": ["forms_volume", "forms_volume"]}], "together_twice"),
        ([TOGETHER_, TOGETHER_ | {"inputs": ["ai_licence", "forms_volume"]}], "together_twice"),
        ([TOGETHER_, TOGETHER_ | {"inputs": ["ai_licence", "ai_setup"]},
          TOGETHER_ | {"inputs": ["forms_volume", "ai_setup"], "rank": -1.0}], "not_together"),
        ([TOGETHER_ | {"rank": 1.1}], "less_than_equal"),
    ],
)  # fmt: skip
def test_what_cannot_be_together_is_refused(pairs, kind):
    with pytest.raises(ValidationError) as caught:
        Case.model_validate(raw(together=pairs))
    assert caught.value.errors()[0]["type"] == kind
