"""Yen a year and the saving it rests on."""

import numpy as np
import pytest
from evaluators.case import UNITS, Case, Input
from evaluators.cost.worth import STREAM, UNBOUNDED, BreakEven, worth
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.grade import Grade, Source
from evaluators.keystrokes import document_counts
from evaluators.minutes import minutes_draws
from evaluators.saving import saving
from tests.evaluators.test_keystrokes import scored


def an_input(name, value, low=None, high=None, grade=Grade.ASSUMED, source=Source.ASKED):
    return Input(
        value=value,
        low=value if low is None else low,
        high=value if high is None else high,
        unit=UNITS[name],
        grade=grade,
        source=source,
        says="a test",
    )


def a_case(**inputs):
    values = {
        "forms_per_year": 12_000,
        "yen_per_hour": 3_000,
        "licence_yen_per_year": 100_000,
        "setup_yen": 250_000,
        "years": 5,
    }
    made = {name: inputs.get(name, an_input(name, value)) for name, value in values.items()}
    return Case(schema=1, title="a test", **made)


def a_saving(manual=1.0, ai=0.5, spread=0.0, n=1000, grade=Grade.ESTIMATED, n_documents=20):
    noise = np.linspace(-spread, spread, n)
    return saving(
        {"manual": np.full(n, manual), "ai_all": ai + noise},
        {"manual": manual, "ai_all": ai},
        engine="x",
        n_documents=n_documents,
        grades=(grade,),
        source=Source.MODELLED,
    )


def test_saving_by_hand():
    found = a_saving(manual=2.0, ai=0.5, spread=0.1)
    assert found.quantity("minutes_saved").value == 1.5
    assert found.quantity("share_saved").value == 0.75
    assert found.quantity("minutes_saved").low == pytest.approx(1.405, abs=1e-3)
    assert found.quantity("minutes_saved").high == pytest.approx(1.595, abs=1e-3)


def test_net_effect_by_hand():
    # 12,000 × 0.5 min = 100 h × 3,000 = 300,000; less 100,000 licence and 250,000 / 5 years.
    found = worth(a_case(), a_saving(), seed=1)
    assert found.net.value == pytest.approx(150_000)
    assert found.net.low == pytest.approx(150_000)
    assert (found.pays.value, found.pays.numerator, found.pays.denominator) == (1.0, 1000, 1000)
    # Wilson: 1000 / (1000 + 1.96²).
    assert found.pays.low == pytest.approx(0.99617, abs=1e-5)
    # 150,000 of fixed costs at 0.5 / 60 × 3,000 = 25 yen a form.
    assert found.break_even == BreakEven(*[pytest.approx(6_000)] * 3)
    needed = found.needed
    assert (needed.value, needed.low, needed.high) == tuple([pytest.approx(6_000)] * 3)
    assert (needed.id, needed.unit, needed.n_documents) == ("break_even/x", "forms/year", 20)
    assert (needed.grade, needed.method, needed.cases) == (found.net.grade, found.net.method, "cost")


def test_a_tool_that_takes_longer_never_breaks_even():
    found = worth(a_case(), a_saving(manual=1.0, ai=1.2), seed=1)
    assert found.break_even == BreakEven(None, None, None)
    assert (found.needed.value, found.needed.method) == (None, UNBOUNDED)
    assert found.net.value < 0
    assert found.pays.value == 0.0


def test_what_pays_in_some_draws_only_has_no_upper_bound():
    # Of the draws of the saving, from -0.1 to 0.9 min, a tenth saves nothing: the upper bound is no number of forms.
    both = worth(a_case(), a_saving(manual=1.0, ai=0.6, spread=0.5), seed=1)
    found = both.break_even
    # At the most likely 0.4 min 150,000 / (0.4 / 60 × 3,000); the lowest of the middle 95 % at 0.875 min.
    assert found.value == pytest.approx(7_500)
    assert found.low == pytest.approx(150_000 / (0.875 / 60 * 3_000), rel=2e-3)
    assert found.high is None
    assert (both.needed.value, both.needed.low, both.needed.method) == (None, None, UNBOUNDED)


def test_the_share_that_pays_is_counted_in_the_draws():
    # 60 forms' worth of fixed costs at 0.5 min; the saving is evenly spread from 0 to 1 min a form.
    found = worth(a_case(forms_per_year=an_input("forms_per_year", 6_000)), a_saving(ai=0.5, spread=0.5), seed=1)
    assert found.pays.value == pytest.approx(0.5, abs=0.01)
    assert found.pays.low < found.pays.value < found.pays.high
    assert found.pays.id == "pays/x"


def test_the_worst_grade_goes_to_the_result():
    inputs = {name: an_input(name, 1, grade=Grade.MEASURED, source=Source.MEASURED) for name in UNITS}
    assert worth(a_case(**inputs), a_saving(grade=Grade.ESTIMATED), seed=1).net.grade is Grade.ESTIMATED
    inputs["years"] = an_input("years", 1, grade=Grade.DEMONSTRATION)
    assert worth(a_case(**inputs), a_saving(grade=Grade.ESTIMATED), seed=1).net.grade is Grade.DEMONSTRATION


def test_too_few_forms_give_neither_minutes_nor_yen():
    few = a_saving(n_documents=4)
    assert {quantity.value for quantity in few.quantities} == {None}
    assert {quantity.method for quantity in few.quantities} == {"too-few-forms"}
    assert worth(a_case(), few, seed=1) is None
    assert worth(a_case(), a_saving(n_documents=5), seed=1).net.value is not None


def test_draws_of_the_case_know_nothing_of_those_of_the_minutes():
    """With one seed for both, and one document, a slow typist always came with many forms."""
    counts = document_counts(scored([(f"{n}.pdf", "x", "平塚", 1) for n in range(6)]), "x")
    case = a_case(forms_per_year=an_input("forms_per_year", 12_000, 9_000, 15_000))
    minutes = minutes_draws(counts, 4000, seed=1)
    saved = minutes["manual"] - minutes["ai_all"]
    forms = case.forms_per_year.draws(4000, np.random.default_rng([1, STREAM]))
    assert abs(np.corrcoef(saved, forms)[0, 1]) < 0.05


def test_the_same_seed_gives_the_same_interval():
    case = a_case(forms_per_year=an_input("forms_per_year", 12_000, 9_000, 15_000))
    intervals = [(found.net.low, found.net.high) for found in (worth(case, a_saving(), seed=s) for s in (1, 1, 2))]
    assert intervals[0] == intervals[1] != intervals[2]


@settings(max_examples=50)
@given(
    st.sampled_from(["licence_yen_per_year", "setup_yen"]),
    st.integers(min_value=0, max_value=10**7),
    st.integers(min_value=0, max_value=10**7),
)
def test_costs_up_never_raises_the_net_effect(name, cost, more):
    before, after = (
        worth(a_case(**{name: an_input(name, value)}), a_saving(), seed=1).net.value for value in (cost, cost + more)
    )
    assert after <= before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"low": 2.0}, "between"),
        ({"unit": "yen"}, "forms/year"),
        ({"value": -1.0, "low": -1.0}, "greater than or equal to 0"),
    ],
)
def test_a_wrong_input_is_refused(change, says):
    good = {"value": 1.0, "low": 1.0, "high": 1.0, "unit": "forms/year", "grade": "assumed", "source": "asked"}
    with pytest.raises(ValueError, match=says):
        a_case(forms_per_year=good | {"says": "a test"} | change)


@pytest.mark.parametrize(
    ("source", "grade", "fine"),
    [("asked", "measured", False), ("asked", "assumed", True), ("reported", "estimated", False),
     ("cited", "cited", True), ("cited", "measured", False), ("measured", "measured", True),
     ("modelled", "assumed", True), ("measured", "demonstration", True)],
)  # fmt: skip
def test_a_grade_has_to_be_earned_by_its_source(source, grade, fine):
    values = {"value": 1.0, "low": 1.0, "high": 1.0, "unit": "yen", "grade": grade, "source": source, "says": "a test"}
    if fine:
        assert Input(**values).grade == grade
    else:
        with pytest.raises(ValueError, match="at best"):
            Input(**values)


def test_a_horizon_of_no_years_is_refused():
    with pytest.raises(ValueError, match="years must be above 0"):
        a_case(years=an_input("years", 1, low=0, high=2))
