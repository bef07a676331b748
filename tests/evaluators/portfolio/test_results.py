"""What is taken of measured classes: ratios of minutes, and intervals of people's times given back."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evaluators.grade import Grade, Origin
from evaluators.portfolio.results import ClassResult
from evaluators.timing.paired import paired
from evaluators.timing.preparing import preparing

ABOUT = {"origin": "demo/run"}


def timed(people, items):
    generator = np.random.default_rng(7)
    rows = []
    for number in range(items):
        for place, method in enumerate(("manual", "ai_all")):
            seconds = 60 * (1 - 0.5 * place) * generator.lognormal(0, 0.2)
            rows.append((f"{number}", method, f"P{(number + place) % people}", seconds, "measured"))
    return pd.DataFrame(rows, columns=["item", "method", "worker", "seconds", "source"])


def test_minutes_are_divided_draw_by_draw():
    minutes = {"manual": np.array([4.0, 5.0]), "ai_all": np.array([1.0, 2.5])}
    likely = {"manual": 4.0, "ai_all": 1.6}
    found = ClassResult.of_minutes(
        "ai_all", minutes, likely, "manual", grades=(Grade.ESTIMATED,), n_documents=9, **ABOUT
    )
    assert found.left == pytest.approx(0.4)
    assert found.draws.tolist() == [0.25, 0.5]


def test_draws_of_people_have_the_interval_that_was_measured():
    (whole,) = paired(timed(5, 40), reference="manual", origin=Origin.REAL)
    found = ClassResult.of_people(whole, seed=3, n=200_000, **ABOUT)
    assert (found.left, found.method) == (1 - whole.share.value, "ai_all")
    low, high = np.quantile(1 - found.draws, [0.025, 0.975])
    assert (low, high) == pytest.approx((whole.share.low, whole.share.high), abs=0.01)
    assert found.grades == (Grade.MEASURED,)


def test_what_preparing_took_is_added_as_it_was_written_down():
    """Of a minute by hand, six seconds a form: a tenth, on every draw, and no better founded than the timesheet."""
    rows = timed(5, 40)
    (whole,) = paired(rows, reference="manual", origin=Origin.REAL)
    setup = pd.DataFrame([("batch", "setup", "P9", 240.0, "reported")], columns=rows.columns)
    prepared = preparing(setup, 40, Origin.REAL)
    without = ClassResult.of_people(whole, seed=3, **ABOUT)
    found = ClassResult.of_people(whole, prepared, seed=3, **ABOUT)
    more = 6 / whole.differences["reference_s"].mean()
    assert found.left == pytest.approx(without.left + more)
    assert found.draws == pytest.approx(without.draws + more)
    assert found.grades == (Grade.MEASURED, Grade.ASSUMED)
    assert (without.prepared, found.prepared) == (False, True)


def test_one_person_gives_no_result():
    (whole,) = paired(timed(1, 40), reference="manual", origin=Origin.REAL)
    assert ClassResult.of_people(whole, seed=3, **ABOUT) is None


def test_two_people_hold_no_factor_that_nobody_has_seen():
    (whole,) = paired(timed(2, 40), reference="manual", origin=Origin.REAL)
    found = ClassResult.of_people(whole, seed=3, n=200_000, **ABOUT)
    # Student's t of one degree of freedom at 99 % is 31.8, at 97.5 % it is 12.7.
    wide = np.log((1 - whole.share.low) / (1 - whole.share.value))
    assert np.log(found.draws.max() / found.left) == pytest.approx(wide * 31.82 / 12.706, rel=0.01)


def test_two_kinds_of_work_are_drawn_apart():
    kinds = paired(timed(5, 40), reference="manual", origin=Origin.REAL)
    (one,) = kinds
    other = replace(one, share=one.share.model_copy(update={"id": one.share.id + "/template=survey"}))
    draws = [ClassResult.of_people(each, seed=3, **ABOUT).draws for each in (one, other)]
    assert abs(np.corrcoef(np.log(draws))[0, 1]) < 0.05
