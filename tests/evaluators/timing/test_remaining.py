"""Errors that people leave, beside the time that they save."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.timed_studies import World, study
from evaluators.grade import Grade, Origin
from evaluators.intervals import clustered_proportion
from evaluators.timing.figure import Reason
from evaluators.timing.paired import paired
from evaluators.timing.remaining import Verdict, balance, remaining

ROWS = study(World(by_item=0.2, noise=0.1, by_person_and_arm=0.02), 60, 5, seed=1)
FIELDS = dict.fromkeys(ROWS["item"], 20)


def with_errors(**left):
    """How many fields are wrong in each item's row, by way of working: a function of the item's number."""
    errors = [left[method](int(item[:3])) for method, item in zip(ROWS["method"], ROWS["item"], strict=True)]
    return ROWS.assign(errors_left=errors)


def both(rows, fields=FIELDS):
    left = remaining(rows, fields, reference="manual", origin=Origin.REAL)
    (saved,) = paired(rows, reference="manual", origin=Origin.REAL)
    return left, balance(saved, left[1])


def test_rates_by_hand():
    rows = with_errors(manual=lambda n: n % 3 == 0, ai_all=lambda n: 2 * (n % 2))
    (manual, ai), _balance = both(rows)
    assert (manual.arm, ai.arm, manual.difference) == ("manual", "ai_all", None)
    assert manual.rate.value == pytest.approx(20 / 1200)
    assert ai.rate.value == pytest.approx(60 / 1200)
    assert ai.difference.value == pytest.approx(40 / 1200)
    exact = clustered_proportion(np.array([19.0] * 20 + [20.0] * 40), np.full(60, 20.0))
    assert (manual.rate.low, manual.rate.high) == pytest.approx((1 - exact.high, 1 - exact.low))
    assert (manual.rate.n_documents, manual.rate.grade) == (60, Grade.MEASURED)
    assert ai.difference.low < ai.difference.value < ai.difference.high
    assert ai.difference.method == "paired-document-bootstrap"


def test_an_item_that_two_people_did_in_the_same_way_is_compared_by_their_mean():
    rows = with_errors(manual=lambda n: 0, ai_all=lambda n: 2)
    twice = pd.concat([rows, rows[rows["method"] == "ai_all"].assign(worker="p9", errors_left=0)])
    (_manual, ai), _balance = both(twice)
    assert ai.rate.value == ai.difference.value == pytest.approx(1 / 20)


@pytest.mark.parametrize(
    ("manual", "ai", "verdict"),
    [
        (lambda n: 0, lambda n: n % 4, Verdict.SAVES_MORE_ERRORS),
        (lambda n: n % 4, lambda n: 0, Verdict.SAVES),
        (lambda n: n % 10 == 0, lambda n: n % 9 == 0, Verdict.SAVES_ERRORS_OPEN),
        (lambda n: None, lambda n: 0, Verdict.SAVES_UNCHECKED),
    ],
)
def test_time_saved_with_more_errors_is_said(manual, ai, verdict):
    _left, found = both(with_errors(manual=manual, ai_all=ai))
    assert found.verdict is verdict
    assert found.share.low > 0


def test_how_many_more_in_a_thousand():
    _left, found = both(with_errors(manual=lambda n: 0, ai_all=lambda n: 1))
    assert found.more_per_thousand == pytest.approx(50)


def test_where_no_time_is_saved_or_none_is_known():
    clean = with_errors(manual=lambda n: 0, ai_all=lambda n: 0)
    slower = clean.assign(seconds=np.where(clean["method"] == "ai_all", 2 * clean["seconds"], clean["seconds"]))
    assert both(slower)[1].verdict is Verdict.NO_SAVING
    assert both(clean.assign(worker="p1"))[1].verdict is Verdict.UNKNOWN


def test_of_two_typings_what_the_second_leaves_counts():
    rows = pd.DataFrame(
        [(f"{n}.pdf", "two_person", f"p{who}", 30.0, left) for n in range(6) for who, left in ((1, 3), (2, 1))],
        columns=["item", "method", "worker", "seconds", "errors_left"],
    ).assign(source="measured")
    (found,) = remaining(rows, {f"{n}.pdf": 10 for n in range(6)}, reference="manual", origin=Origin.REAL)
    assert found.rate.value == pytest.approx(0.1)
    assert found.difference.value is None


def test_what_nobody_looked_at_has_no_rate():
    rows = with_errors(manual=lambda n: None, ai_all=lambda n: 1 if n < 4 else None)
    for each in remaining(rows, FIELDS, reference="manual", origin=Origin.REAL):
        assert (each.rate.value, each.rate.method) == (None, Reason.NOT_COMPARED)


def test_items_whose_fields_nobody_counted_are_not_counted():
    rows = with_errors(manual=lambda n: 0, ai_all=lambda n: 1)
    some = {item: n for item, n in FIELDS.items() if item < "030"}
    assert remaining(rows, some, reference="manual", origin=Origin.REAL)[0].rate.n_documents == 30


def test_more_errors_than_fields_are_refused():
    rows = with_errors(manual=lambda n: 0, ai_all=lambda n: 21)
    with pytest.raises(ValueError, match=r"at least 0|more fields"):
        remaining(rows, FIELDS, reference="manual", origin=Origin.REAL)
