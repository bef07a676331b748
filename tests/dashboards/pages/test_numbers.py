"""Numbers as they are written: nothing is rounded away, bounds look like their value."""

import pytest
from evaluators.cost.worth import BreakEven

from dashboards.language import speaking
from dashboards.pages import numbers
from evaluators.grade import Grade, Source
from evaluators.inputs import Input
from evaluators.quantity import Quantity


@pytest.fixture(autouse=True)
def japanese():
    with speaking("ja"):
        yield


def a_quantity(unit, low, value, high, **more):
    return Quantity(
        id="q", metric="q", value=value, low=low, high=high, unit=unit, method="none", n_documents=6,
        grade=Grade.MEASURED, source=Source.MEASURED, **more,
    )  # fmt: skip


def test_bounds_that_say_nothing_are_no_interval():
    known = a_quantity("ratio", 0.0, 0.3, 1.0)
    assert numbers.interval(known) == "[0.0% – 100.0%]"
    unknown = known.model_copy(update={"method": "not-estimable-stretch"})
    assert numbers.interval(unknown) == "［推定できません］"


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("ratio", 0.8333, "83.3%"),
        ("ratio", 0.0, "0.0%"),
        ("ratio", 1.0, "100.0%"),
        ("ratio", 0.0004, "0.1%未満"),
        ("ratio", 0.9996, "99.9%超"),
        ("ratio", -0.0004, "0.0%"),
        ("ratio", None, "–"),
        ("min/document", -0.527, "−0.53分"),
        ("min/document", -0.004, "0.00分"),
        ("yen/year", -421_678.9, "−422,000円"),
        ("yen/year", 1_234_567.0, "1,235,000円"),
        ("yen/year", -400.4, "−400円"),
        ("yen/year", -0.2, "0円"),
    ],
)
def test_amounts(unit, value, shown):
    assert numbers.amount(a_quantity(unit, value, value, value), value) == shown


def test_the_bounds_of_a_sum_are_as_coarse_as_its_value():
    found = a_quantity("yen/year", -400.0, 1_234.0, 250_000.0)
    assert numbers.amount(found, found.value) == "1,000円"
    assert numbers.interval(found) == "[0円 – 250,000円]"


@pytest.mark.parametrize(
    ("ratio", "shown"), [(0.0, "0%"), (0.004, "1%未満"), (0.625, "62%"), (0.996, "99%超"), (1.0, "100%")]
)
def test_shares_in_whole_per_cent(ratio, shown):
    assert numbers.percent(ratio, 0) == shown


def test_counts_are_shown_where_there_are_any():
    assert numbers.counts(a_quantity("ratio", 0, 0.5, 1, numerator=1000, denominator=2000)) == "1,000 / 2,000"
    assert numbers.counts(a_quantity("ratio", 0, 0.5, 1)) == ""


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (12_000, 9_000, 15_000, ("12,000", "[9,000 – 15,000]")),
        (0.2, 0.12, 0.28, ("0.20", "[0.12 – 0.28]")),
        (4.5, 3, 6, ("4.5", "[3.0 – 6.0]")),
        (1e6, 1e6, 1.5e6, ("1,000,000", "[1,000,000 – 1,500,000]")),
        (1 / 3, 0, 1, ("0.333", "[0.000 – 1.000]")),
    ],
)
def test_an_input_and_its_range_have_the_same_decimals(value, low, high, shown):
    entered = Input(
        value=value, low=low, high=high, unit="s", grade=Grade.ASSUMED, source=Source.ASKED, says="a test"
    )  # fmt: skip
    assert numbers.entered(entered) == shown


def test_forms_needed_may_be_none_at_all():
    assert numbers.forms_needed(BreakEven(7_500.4, 3_428.0, None)) == ("7,500", "[3,428 – 何件あっても届かない]")
    assert numbers.forms_needed(BreakEven(None, None, None))[0] == "何件あっても届かない"
