"""No sentence says more than its interval allows, whatever the interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.language import speaking
from dashboards.reports.campaign.blocks import text_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.sentences import rate_sentence, time_sentence
from evaluators.grade import Grade, Source
from tests.dashboards.reports.campaign.campaigns import quantity

BOUNDS = st.lists(st.floats(-5, 5), min_size=3, max_size=3).map(sorted)


def figure(found, id="F1"):
    return Figure(id, "", found, "trial/run", "")


def minutes(bounds, source=Source.MODELLED):
    return figure(quantity("minutes_saved", bounds, unit="min/document", source=source))


@given(BOUNDS)
def test_time_is_called_shorter_or_longer_only_where_the_whole_interval_is(bounds):
    with speaking("en"):
        text = text_of(time_sentence(minutes(bounds), "x"))
    assert ("become shorter" in text) == (bounds[0] > 0)
    assert ("become longer" in text) == (bounds[2] < 0)
    assert ("cannot be confirmed" in text) == (bounds[0] <= 0 <= bounds[2])


@pytest.mark.parametrize(
    ("bounds", "source", "said"),
    [
        ((0.1, 0.2, 0.3), Source.MEASURED, "時間は短縮した"),
        ((0.1, 0.2, 0.3), Source.MODELLED, "時間は短縮する見込みである"),
        ((-0.3, -0.2, -0.1), Source.MEASURED, "時間は増えた"),
        ((-0.3, -0.2, -0.1), Source.MODELLED, "時間は増える見込みである"),
        ((-0.1, 0.2, 0.3), Source.REPORTED, "時間の差は確認できない"),
        ((-0.1, 0.2, 0.3), Source.MODELLED, "時間が短縮するかは確認できない"),
    ],
)
def test_what_was_clocked_is_told_as_it_was_and_what_a_model_says_as_it_would_be(japanese, bounds, source, said):
    assert said in text_of(time_sentence(minutes(bounds, source), "転入届"))


def test_without_an_interval_nothing_is_said(english):
    none = minutes((None, None, None))
    assert "nothing can be said about time" in text_of(time_sentence(none, "x"))


@given(BOUNDS, BOUNDS)
def test_an_engine_is_called_better_only_where_intervals_do_not_touch(first, second):
    rates = (quantity("field_accuracy", each, engine=name) for name, each in (("a", first), ("b", second)))
    with speaking("en"):
        text = text_of(rate_sentence(*(figure(rate, f"F{n}") for n, rate in enumerate(rates))))
    assert ("more than" in text) == (first[0] > second[2])
    assert ("is not shown here" in text) == (first[0] <= second[2])


def test_a_number_carries_id_grade_and_n(english):
    shown = figure(quantity("field_accuracy", (0.8, 0.9, 0.95), grade=Grade.ASSUMED))
    assert shown.text == "90.0% [80.0% – 95.0%] (F1 · assumed · 20 forms)"


def test_money_is_said_in_the_sums_that_people_say(japanese):
    shown = figure(quantity("npv", (-30_444_000, -5_956_000, -2_190_000), unit="yen"))
    assert (shown.value, shown.interval) == ("−596万円", "[−3,044万円 – −219万円]")
    small = figure(quantity("npv", (1_000, 2_000, 3_000), unit="yen"))
    assert small.value == "2,000円"
