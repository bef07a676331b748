"""Outcomes from their inputs, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.precedents.precedent import Unit, unit
from evaluators.precedents.printed import Agreement
from evaluators.precedents.recomputing import Bounds, Verdict, recompute
from tests.evaluators.precedents.rows import a_row


def near(value, low, high, abs=0.5):
    return Bounds(pytest.approx(value, abs=abs), pytest.approx(low, abs=abs), pytest.approx(high, abs=abs))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("h/yr", Unit(3600, None, "yr")),
        ("min/100sheets", Unit(60, 100, "sheets")),
        ("s/item", Unit(1, 1, "item")),
        ("h/1h meeting", Unit(3600, 1, "h meeting")),
        ("h", Unit(3600, None, "")),
        ("x meeting(after=1/5)", None),
        ("", None),
    ],
)
def test_units(text, found):
    assert unit(text) == found


def test_before_and_after_give_all():
    """93 to 70 minutes: 23 saved, 24.7 % of it rounded to 25, 75.3 % left; 13.8 s a sheet."""
    words = "23分短縮/約75%の時間"
    row = a_row(before=93, after=70, unit="min/100sheets", saved_printed=23, percent_printed=25, printed=words)
    found = recompute(row)
    assert found.verdict is Verdict.AGREES
    assert [(check.of, check.agreement) for check in found.checks] == [
        ("saved", Agreement.EXACT),
        ("share_saved", Agreement.ROUNDED),
        ("share_left", Agreement.ROUNDED),
    ]
    assert found.needs is Agreement.ROUNDED
    assert found.seconds_per_item == pytest.approx(13.8)
    assert found.share == near(23 / 93, 1 - 70.5 / 92.5, 1 - 69.5 / 93.5, 1e-9)


def test_a_saving_that_does_not_follow_is_shown_as_it_is():
    found = recompute(a_row(before=93, after=70, unit="min", saved_printed=30))
    assert (found.verdict, found.saved.value, found.checks[0].printed.value) == (Verdict.DIFFERS, 23, 30)


def test_a_saving_with_its_share_implies_the_rest():
    """336 h at 79.2 %: 424 h before and 88 after."""
    found = recompute(a_row(unit="h/yr", saved_printed=336, percent_printed=79.2, printed="336時間 79.2%"))
    assert found.verdict is Verdict.NOT_RECOMPUTABLE
    assert found.before == near(424.2, 335.5 / 0.793, 337 / 0.7915)
    assert found.after == near(88.2, 335.5 / 0.793 * 0.207, 337 / 0.7915 * 0.2085)


def test_time_before_with_a_rough_share_implies_a_wide_range():
    """1,500 h and 四割: 35 to 50 % saved, as rounding and cutting both give it."""
    found = recompute(a_row(before=1500, unit="h/yr", percent_printed=40, printed="4割ほど", volume="416件"))
    assert found.saved == near(600, 1499.5 * 0.35, 1500.5 * 0.5)
    assert found.after == near(900, 1499.5 * 0.5, 1500.5 * 0.65)
    assert found.seconds_per_item == pytest.approx(600 * 3600 / 416)
    assert found.before is None


def test_the_column_counts_where_the_words_say_something_else():
    found = recompute(a_row(before=1000, unit="h/yr", percent_printed=40, printed="2割"))
    assert found.saved == near(400, 999.5 * 0.395, 1000.5 * 0.41)


@pytest.mark.parametrize(
    ("given_cells", "verdict"),
    [
        ({"percent_printed": 82}, Verdict.NOT_RECOMPUTABLE),
        ({"saved_printed": 602, "unit": "h/yr"}, Verdict.NOT_RECOMPUTABLE),
        ({"before": 2600, "unit": "h/yr", "printed": "3分の2から2分の1"}, Verdict.NOT_RECOMPUTABLE),
        ({"rate_percent": 93.30, "printed": "93.3%"}, Verdict.RATE_ONLY),
        ({"before": 2700, "unit": "h/yr"}, Verdict.NO_OUTCOME),
        ({"before": 300, "after": 30, "unit": "s/item"}, Verdict.NO_OUTCOME),
        ({"before": 300, "after": 30, "unit": "s/item", "printed": "10分の1"}, Verdict.AGREES),
        ({"before": 0, "after": 0, "unit": "h", "percent_printed": 50}, Verdict.NOT_RECOMPUTABLE),
        ({}, Verdict.NO_OUTCOME),
    ],
)
def test_verdicts(given_cells, verdict):
    assert recompute(a_row(**given_cells)).verdict is verdict


def test_a_rate_in_the_words_is_no_share_of_time():
    assert recompute(a_row(before=100, after=50, unit="h", rate_percent=96, printed="96%")).checks == ()


@given(before=st.integers(10, 100_000), share=st.floats(0.01, 0.99))
def test_what_is_implied_holds_what_was_there(before, share):
    after = before * (1 - share)
    saved = before - after
    found = recompute(a_row(unit="h/yr", saved_printed=f"{saved:.1f}", percent_printed=f"{share * 100:.1f}"))
    assert found.before.low - 1e-6 <= before <= found.before.high + 1e-6
    assert found.after.low - 1e-6 <= after <= found.after.high + 1e-6


@given(before=st.integers(1, 10_000), after=st.integers(0, 10_000))
def test_two_ways_to_the_same_sum(before, after):
    """What is saved, and what is left, come to all there was."""
    found = recompute(a_row(before=before, after=after, unit="h"))
    assert found.saved.value + after == before
    assert found.share.value * before == pytest.approx(found.saved.value)
    assert found.saved.low <= found.saved.value <= found.saved.high
    assert found.share.low <= found.share.value <= found.share.high
