"""What speaks against a figure, and against none that is sound."""

import pytest

from evaluators.precedents.flags import Flag, Flagged, flags
from evaluators.precedents.recomputing import recompute
from tests.evaluators.precedents.rows import a_row


def flagged(*others, **given):
    row = a_row(**given)
    return flags(row, recompute(row), (row, *others))


def test_a_sound_row_has_none():
    assert flagged(before=10, after=5, unit="h", percent_printed=50, printed="約半分", check_included="yes") == ()


@pytest.mark.parametrize(
    ("given", "first", "second", "unit"),
    [
        ({"printed": "約330時間/336時間 79.2%", "unit": "h/yr", "saved_printed": 336}, "330", "336", "h"),
        ({"printed": "390時間", "unit": "h/yr", "saved_printed": 400}, "390", "400", "h"),
        ({"printed": "30%減/約半分の時間"}, "30", "50", "%"),
        ({"printed": "25%減", "percent_printed": 40}, "25", "40", "%"),
        ({"before": 93, "after": 70, "unit": "min", "saved_printed": 30}, "30", "23", ""),
        ({"before": 100, "after": 70, "unit": "min", "percent_printed": 50}, "50", "30", "%"),
    ],
)
def test_numbers_that_cannot_both_be_right(given, first, second, unit):
    assert Flagged(Flag.CONTRADICTS_ITSELF, first, second, unit) in flagged(check_included="yes", **given)


def test_about_three_hundred_and_thirty_is_not_three_hundred_and_forty():
    sound = flagged(printed="約330時間/332時間", unit="h/yr", check_included="yes")
    assert sound == ()


def test_another_row_for_the_same():
    other = a_row(id="X2", year="2018", saved_printed=330, unit="h/yr", percent_printed=79.2)
    found = flagged(other, year=2018, saved_printed=336, unit="h/yr", percent_printed=79.2, check_included="yes")
    assert found == (Flagged(Flag.CONTRADICTS_OTHER, "336", "330", "", "X2"),)


@pytest.mark.parametrize("differs", [{"year": "2019"}, {"task": "別"}, {"body": "別の市"}, {"unit": "min"}])
def test_another_year_task_body_or_unit_contradicts_nothing(differs):
    other = a_row(**{"id": "X2", "year": "2018", "saved_printed": 330, "unit": "h/yr"} | differs)
    assert flagged(other, year=2018, saved_printed=336, unit="h/yr", check_included="yes") == ()


def test_rates_of_different_units_are_not_held_against_each_other():
    """The same 73 forms: 93.30 % by character, 88.57 % by field."""
    by_field = a_row(id="X2", rate_percent=88.57, rate_unit="field", basis="accuracy")
    assert flagged(by_field, rate_percent=93.30, rate_unit="character", basis="accuracy") == ()
    found = flagged(by_field, rate_percent=93.30, rate_unit="field", basis="accuracy")
    assert found == (Flagged(Flag.CONTRADICTS_OTHER, "93.3", "88.57", "%", "X2"),)


@pytest.mark.parametrize(
    ("given", "flag"),
    [
        ({"percent_printed": 82, "check_included": "no"}, Flag.CHECK_LEFT_OUT),
        ({"percent_printed": 82, "check_included": "unknown"}, Flag.CHECK_UNSTATED),
        ({"percent_printed": 82}, Flag.CHECK_UNSTATED),
        ({"printed": "大幅減"}, Flag.CHECK_UNSTATED),
        ({"rate_percent": 96, "rate_unit": "unstated"}, Flag.RATE_UNIT_UNSTATED),
        ({"basis": "asked"}, Flag.NOT_MEASURED),
        ({"basis": "target"}, Flag.NOT_MEASURED),
        ({"basis": "before assumed"}, Flag.NOT_MEASURED),
        ({"basis": "a word of another file"}, Flag.NOT_MEASURED),
        ({"basis": "unknown"}, Flag.BASIS_UNKNOWN),
    ],
)
def test_one_flag_each(given, flag):
    assert [each.flag for each in flagged(**given)] == [flag]


def test_where_no_time_is_claimed_nobody_asks_for_the_check():
    assert flagged(before=2700, unit="h/yr", basis="baseline") == ()
