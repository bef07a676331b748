"""Numbers as they are written: nothing is rounded away, bounds look like their value."""

import time

import pytest

from dashboards.language import speaking
from dashboards.pages import numbers
from evaluators.cost.outcome import Threshold
from evaluators.grade import Grade, Source
from evaluators.inputs import ByYear, Input
from evaluators.methods import LIKELY, NOT_LINEAR, OVER_DRAWS
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


def test_a_share_of_the_cases_computed_is_no_finer_than_it_means_anything():
    pays = a_quantity("ratio", 0.328, 0.331, 0.334).model_copy(update={"method": OVER_DRAWS})
    # Other draws would move it by 0.3 points; what is uncertain about the city is in the share itself.
    assert (numbers.amount(pays, pays.value), numbers.interval(pays)) == ("33%", "")
    assert numbers.amount(pays, 0.0035) == "1%未満"


def test_what_was_computed_once_has_no_interval():
    likely = a_quantity("yen", 1_000.0, 1_000.0, 1_000.0).model_copy(update={"method": LIKELY})
    assert (numbers.amount(likely, likely.value), numbers.interval(likely)) == ("1,000円", "")


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
        ("yen", -5_955_708.2, "−5,956,000円"),
        ("yen/hour", 2_643.4, "2,643円/時間"),
        ("hour", 256.5066, "257時間"),
        ("error", 7_318.4, "7,318件"),
        ("year", 1.25, "1.2年"),
        ("times", -0.428, "−0.43"),
    ],
)
def test_amounts(unit, value, shown):
    assert numbers.amount(a_quantity(unit, value, value, value), value) == shown


def test_the_bounds_of_a_sum_are_as_coarse_as_its_value():
    found = a_quantity("yen/year", -400.0, 1_234.0, 250_000.0)
    assert numbers.amount(found, found.value) == "1,000円"
    assert numbers.interval(found) == "[0円 – 250,000円]"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (0.0, "0%"),
        (0.004, "1%未満"),
        (0.005, "1%未満"),
        (0.625, "62%"),
        (0.995, "99%超"),
        (0.996, "99%超"),
        (1.0, "100%"),
    ],
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


def test_an_input_by_year_shows_its_first_and_last():
    entered = ByYear(
        value=(0.1, 0.2, 0.25), low=(0.05, 0.1, 0.1), high=(0.2, 0.4, 0.5), unit="ratio", grade=Grade.ASSUMED,
        source=Source.ASKED, says="a test",
    )  # fmt: skip
    assert numbers.entered(entered) == ("0.10→0.25", "[0.05→0.10 – 0.20→0.50]")


def test_a_break_even_that_cannot_be_told_is_not_said_to_be_none():
    quantity = a_quantity("forms/year", None, None, None).model_copy(update={"method": NOT_LINEAR})
    assert numbers.threshold(quantity, Threshold(None, None, None)) == ("–", "")


def test_a_break_even_may_be_none_at_all():
    volume = a_quantity("forms/year", 3_428.0, 7_500.4, 9_000.0)
    assert numbers.threshold(volume, Threshold(7_500.4, 3_428.0, None)) == ("7,500件/年", "[3,428件/年 – なし]")
    assert numbers.threshold(volume, Threshold(None, None, None))[0] == "なし"


def test_what_is_written_down_in_utc_is_shown_as_the_clock_on_the_wall(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert numbers.moment_here("2026-11-27T02:52:00+00:00") == "2026-11-27 11:52"
        assert numbers.moment("2026-11-27T11:52:00+09:00") == "2026-11-27 11:52"
    finally:
        monkeypatch.undo()
        time.tzset()
