"""Times of people, typed-in numbers and lost words in the place of what a run over forms shows."""

import numpy as np
import pytest

from evaluators.cost.lost_terms import lost
from evaluators.cost.timed import Timed, timed
from evaluators.cost.typed import from_rates, passing, retimed
from evaluators.grade import Grade, Origin, Source
from evaluators.quantity import Quantity
from evaluators.timing.figure import Reason
from evaluators.timing.paired import paired
from tests.evaluators.cost.cases import known, measured
from tests.evaluators.timing.test_paired import CROSSED, timings

MANY = [
    (f"{number}.pdf", way, f"p{(number + place) % 4}", (60 + 7 * (number % 5)) * factor * (1 + 0.03 * (number % 3)))
    for number in range(16)
    for place, (way, factor) in enumerate((("manual", 1.0), ("ai_all", 0.6)))
]


def test_draws_of_a_study_have_its_interval():
    rows = timings(*MANY)
    found = timed(rows, "manual", Origin.REAL, 50_000, 1)
    (compared,) = paired(rows, reference="manual", origin=Origin.REAL)
    low, high = 1 - np.quantile(found.factors["ai_all"].draws, [0.975, 0.025])
    assert (low, high) == (pytest.approx(compared.share.low, abs=0.01), pytest.approx(compared.share.high, abs=0.01))
    assert found.factors["ai_all"].likely[0] == pytest.approx(1 - compared.share.value)
    manual = [seconds for _item, way, _worker, seconds in MANY if way == "manual"]
    assert found.minutes.likely[0] == pytest.approx(np.mean(manual) / 60)
    assert found.minutes.draws.std() > 0
    assert found.minutes.grade is Grade.MEASURED


def test_times_that_were_reported_are_assumed():
    found = timed(timings(*MANY, source="reported"), "manual", Origin.REAL, 10, 1)
    assert {found.minutes.grade, found.factors["ai_all"].grade} == {Grade.ASSUMED}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(item, way, "p0", seconds) for item, way, _worker, seconds in MANY], Reason.ONE_PERSON),
        ([(item, way, "", seconds) for item, way, _worker, seconds in MANY], Reason.PEOPLE_UNKNOWN),
        (CROSSED[:6], Reason.FEW_ITEMS),
        ([row for row in MANY if row[1] == "manual"], Reason.ABSENT),
    ],
)
def test_what_cannot_carry_a_comparison_gives_its_reason(rows, reason):
    assert timed(timings(*rows), "manual", Origin.REAL, 10, 1) is reason


def minutes(found, way):
    return (found[f"{way}_looking"].likely + found[f"{way}_wrong_seen"].likely * found[f"{way}_correcting"].likely)[0]


def test_times_of_people_take_the_place_of_the_models_sum():
    other = {f"two_engines_{name}": known(value, "x") for name, value in
             (("looking", 0.2), ("correcting", 0.1), ("wrong_seen", 1.0), ("wrong_unseen", 0.1))}  # fmt: skip
    study = timed(timings(*MANY), "manual", Origin.REAL, 1000, 1)
    assert isinstance(study, Timed)
    found = retimed(measured(**other), study.minutes, {"ai_all": study.minutes_of("ai_all")})
    assert minutes(found, "ai_all") == pytest.approx(study.minutes.likely[0] * 0.6)
    # Two engines: 0.3 of the model's 0.5 minutes; nobody was timed, so people take 0.6 of their 0.6 too.
    assert minutes(found, "two_engines") == pytest.approx(study.minutes.likely[0] * 0.6 * 0.3 / 0.5)
    assert found["minutes_manual"] is study.minutes


def test_what_is_typed_in_stands_alone():
    found = from_rates(known(10, "fields/form"), known(0.2, "ratio"), known(2, "min/form"), known(0.7, "min/form"))
    assert (found["ai_all_wrong_seen"].likely[0], found["ai_all_wrong_unseen"].likely[0]) == (2, 0)
    assert (found["minutes_manual"].likely[0], minutes(found, "ai_all")) == (2, 0.7)


def test_a_typed_in_policy_lets_its_share_pass():
    found = passing(measured(), "ai_policy", known(0.5, "ratio"), known(0.01, "ratio"))
    # Of ten fields five pass, of which 0.05 are wrong; one was wrong in all.
    assert found["ai_policy_wrong_unseen"].likely[0] == pytest.approx(0.05)
    assert found["ai_policy_wrong_seen"].likely[0] == pytest.approx(0.95)
    assert found["ai_policy_looking"].likely[0] == pytest.approx(0.2)


def a_recall(part, whole, effective):
    return Quantity(
        id="r", metric="term_recall", numerator=part, denominator=whole, value=part / whole if whole else None,
        low=0 if whole else None, high=1 if whole else None, unit="ratio", method="x", effective_n=effective,
        n_documents=3, grade=Grade.DEMONSTRATION, source=Source.MEASURED,
    )  # fmt: skip


def test_lost_words_are_drawn_from_as_many_independent_ones_as_they_are_worth():
    found = lost(a_recall(80, 100, 25), "x", 100_000, 1)
    assert found.likely[0] == pytest.approx(0.2)
    # Beta(5.5, 20.5): mean 5.5 / 26, variance m (1 − m) / 27.
    mean = 5.5 / 26
    assert found.draws.mean() == pytest.approx(mean, abs=0.001)
    assert found.draws.std() == pytest.approx((mean * (1 - mean) / 27) ** 0.5, rel=0.01)
    assert found.grade is Grade.DEMONSTRATION
    assert lost(a_recall(0, 0, None), "x", 10, 1) is None
