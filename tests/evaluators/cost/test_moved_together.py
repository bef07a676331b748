"""Bars of inputs that move together: one for all of them, each as far as it goes with the one that is moved."""

from dataclasses import replace

import numpy as np
import pytest

from evaluators.cost.drawn import drawn, shares_of
from evaluators.cost.one_at_a_time import Turning, bars
from evaluators.cost.together import AND
from evaluators.cost.typed import from_rates, passing
from evaluators.cost.what_if import Measured
from tests.evaluators.cost.cases import a_case, entered, forms, measured, price, tool

N = 20_000
WIDE = {
    "forms": forms(volume=entered(12_000, "forms/year", 6_000, 18_000, distribution="uniform")),
    "ai": tool(licence=price(100_000, "yen/year", 0, 200_000, distribution="uniform")),
}
BOTH = "forms_volume+ai_licence"


def pair(rank: float, *inputs: str) -> dict[str, object]:
    return {"inputs": [*(inputs or ("forms_volume", "ai_licence"))], "rank": rank, "says": "a test"}


def found(*pairs: dict[str, object], case: dict[str, object] = WIDE) -> dict[str, Turning]:
    whole = a_case(**case, together=[*pairs])
    numbers = {name: replace(each, draws=np.repeat(each.draws, N // 1000, axis=0)) for name, each in measured().items()}
    return {each.bar.input: each for each in bars(Measured.of(whole, numbers, N, 1), "ai_all")}


@pytest.mark.parametrize(
    ("rank", "licences"),
    [
        (1.0, (0.025, 0.975)),
        (-1.0, (0.975, 0.025)),
        # Correlation of the normal deviates 2 sin(π/12) = 0.5176, of which 1.96 is 1.0145; below it lie 84.48 %.
        (0.5, (0.1552, 0.8448)),
        (-0.5, (0.8448, 0.1552)),
        (0.0, (0.5, 0.5)),
    ],
)
def test_one_bar_holds_both_at_the_places_that_belong_together(rank: float, licences: tuple[float, float]) -> None:
    """25 yen a form and year saved, the licence each year and 250,000 once, over five years."""
    bar = next(each.bar for key, each in found(pair(rank)).items() if {*key.split(AND)} == {*BOTH.split(AND)})
    ends = [
        5 * (25 * (6_000 + 12_000 * volume) - 200_000 * licence) - 250_000
        for volume, licence in zip((0.025, 0.975), licences, strict=True)
    ]
    # Of two that always go together either is as good to be moved first.
    assert sorted([bar.at_low, bar.at_high]) == pytest.approx(sorted(ends), abs=8_000)


def test_neither_of_them_has_a_bar_of_its_own() -> None:
    apart, together = found(), found(pair(0.5))
    assert {"forms_volume", "ai_licence"} <= apart.keys()
    assert together.keys() == apart.keys() - {"forms_volume", "ai_licence"} | {BOTH}
    widths = [each.bar.width for each in together.values()]
    assert widths == sorted(widths, reverse=True)
    for name in together.keys() & apart.keys():
        assert together[name] == apart[name]


def test_the_bar_is_named_first_for_the_one_that_moves_most() -> None:
    assert BOTH in found(pair(0.5, "ai_licence", "forms_volume"))


def test_what_goes_along_only_a_little_stays_about_where_it_is_most_likely() -> None:
    """The most likely licence is not the middle one: of what is not shared the middle has no say."""
    skewed = WIDE | {"ai": tool(licence=price(20_000, "yen/year", 0, 200_000))}
    bar, alone = found(pair(0.0), case=skewed)[BOTH].bar, found(case=skewed)["forms_volume"].bar
    assert (bar.at_low, bar.at_high) == pytest.approx((alone.at_low, alone.at_high), abs=8_000)


def test_three_in_a_row_have_one_bar_in_which_only_neighbours_of_the_one_moved_go_along() -> None:
    """Volume and set-up are drawn apart but for what both have of the licence."""
    case = WIDE | {"ai": tool(licence=price(100_000, "yen/year", 0, 200_000, distribution="uniform"),
                              setup=price(250_000, "yen", 249_000, 251_000, distribution="uniform"))}  # fmt: skip
    turning = found(pair(0.5), pair(0.5, "ai_licence", "ai_setup"), case=case)[BOTH + "+ai_setup"]
    ends = [5 * (25 * (6_000 + 12_000 * volume) - 200_000 * licence) - 250_000
            for volume, licence in ((0.025, 0.1552), (0.975, 0.8448))]  # fmt: skip
    assert (turning.bar.at_low, turning.bar.at_high) == pytest.approx(ends, abs=8_000)


def test_of_two_of_which_the_way_names_one_that_one_is_moved_alone() -> None:
    case = WIDE | {"more": {"postage": entered(84, "yen/form", 50, 120)}}
    alone = found(pair(0.5, "forms_volume", "postage"), case=case)["forms_volume"]
    assert alone == found(case=case)["forms_volume"]


def test_the_value_at_which_the_answer_turns_is_that_of_the_one_moved_first() -> None:
    """A licence four times as dear, at the place p, and the volume at q = Φ(0.908 Φ⁻¹(p)), by 2 sin(0.9 π/6) = 0.908:
    5 (25 (6,000 + 12,000 q) − 800,000 p) − 250,000 = 0 where 8 p − 3 q = 1, at p = 0.2132 and q = 0.2351."""
    case = WIDE | {"ai": tool(licence=price(400_000, "yen/year", 0, 800_000, distribution="uniform"))}
    turning = found(pair(0.9), case=case)["ai_licence+forms_volume"]
    assert turning.bar.crosses
    assert (turning.turns_at, turning.unit) == (pytest.approx(0.2132 * 800_000, rel=0.01), "yen/year")


def test_numbers_computed_from_inputs_that_move_together_go_along() -> None:
    """Minutes by hand and with AI are typed in; formulas name what was computed from them.

    12,000 forms at 50 yen a minute: 1.5 − 0.75 minutes at the one end, 0.5 − 0.25 at the other, less 750,000.
    """
    times = {"manual": entered(1.0, "min/form", 0.5, 1.5, distribution="uniform"),
             "ai_all": entered(0.5, "min/form", 0.25, 0.75, distribution="uniform")}  # fmt: skip
    accuracy = {"fields": entered(10, "fields/form"), "wrong": entered(0.1, "ratio")}
    given = forms(times=times, accuracy=accuracy)
    case = a_case(forms=given, together=[pair(1.0, "forms_times_manual", "forms_times_ai_all")])
    shares = shares_of(case, N, 1)
    entered_ = [
        replace(drawn(key, case.inputs[key], N, 1, shares), elementary=False)
        for key in ("forms_accuracy_fields", "forms_accuracy_wrong", "forms_times_manual", "forms_times_ai_all")
    ]
    known = from_rates(*entered_)
    (first, *others) = bars(Measured.of(case, known, N, 1), "ai_all")
    assert first.bar.input == "forms_times_manual+forms_times_ai_all"
    ends = [5 * 12_000 * 50 * (0.5 + share - (0.25 + 0.5 * share)) - 750_000 for share in (0.025, 0.975)]
    assert (first.bar.at_low, first.bar.at_high) == pytest.approx(ends, abs=5_000)
    assert not {"minutes_manual", "ai_all_looking"} & {each.bar.input for each in others}
    made = passing(known, "ai_policy", entered_[0], entered_[1])
    assert made["ai_policy_looking"].behind == {"forms_accuracy_fields", "forms_times_ai_all", "forms_accuracy_wrong"}
