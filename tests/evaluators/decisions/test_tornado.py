"""Bars by hand."""

from hypothesis import given
from hypothesis import strategies as st

from evaluators.decisions.tornado import Span, tornado


def test_by_hand():
    """1,200 forms, half a minute, 3,000 yen an hour: 30,000 yen; less a licence of 20,000."""

    def net(given):
        return given["forms"] * given["minutes"] / 60 * given["wage"] - given["licence"]

    bars = tornado(
        net,
        {
            "licence": Span(15_000, 20_000, 22_000),
            "forms": Span(600, 1_200, 2_400),
            "wage": Span(3_000, 3_000, 3_000),
            "minutes": Span(0.4, 0.5, 0.6),
        },
    )
    assert [(bar.input, round(bar.at_low), round(bar.at_high), bar.crosses) for bar in bars] == [
        ("forms", -5_000, 40_000, True),
        ("minutes", 4_000, 16_000, False),
        ("licence", 15_000, 8_000, False),
        ("wage", 10_000, 10_000, False),
    ]


@given(st.lists(st.tuples(st.floats(-10, 0), st.floats(0, 10), st.floats(-3, 3)), min_size=1, max_size=6))
def test_of_a_sum_the_bars_are_the_terms(terms):
    inputs = {str(i): Span(low, 0.0, high) for i, (low, high, _slope) in enumerate(terms)}
    slopes = {str(i): slope for i, (_low, _high, slope) in enumerate(terms)}
    bars = tornado(lambda given: sum(slopes[key] * value for key, value in given.items()), inputs)
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)
    for bar in bars:
        span = inputs[bar.input]
        assert abs(bar.width - abs(slopes[bar.input] * (span.high - span.low))) < 1e-9
