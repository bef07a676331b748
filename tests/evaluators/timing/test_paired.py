"""What is saved, item by item: sums by hand, reasons instead of intervals, and intervals that hold a known truth."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.timed_studies import World, study
from benchmarks.timing_coverage import Cell, outcomes
from evaluators.grade import Grade, Origin, Source
from evaluators.timing.figure import Reason
from evaluators.timing.frames import TIMINGS
from evaluators.timing.paired import METHOD, METHOD_HERE, paired


def timings(*rows, source="measured"):
    """Rows of item, method, worker, seconds."""
    frame = pd.DataFrame(rows, columns=["item", "method", "worker", "seconds"])
    return frame.assign(sequence=None, started="", idle_seconds=0.0, keystrokes=None, errors_left=None, source=source)[
        TIMINGS.names
    ]


CROSSED = [
    row
    for number, (by_hand, with_ai) in enumerate([(60, 30), (100, 70), (80, 50), (40, 28), (120, 62), (80, 48)])
    for row in (
        (f"{number}.pdf", "manual", f"p{number % 2}", by_hand),
        (f"{number}.pdf", "ai_all", f"p{(number + 1) % 2}", with_ai),
    )
]


def one(rows, **arguments):
    found = paired(rows, **{"reference": "manual", "origin": Origin.REAL, **arguments})
    assert len(found) == 1
    return found[0]


def test_differences_and_share_by_hand():
    found = one(timings(*CROSSED))
    assert found.saved.value == pytest.approx((480 - 288) / 6)
    assert found.share.value == pytest.approx(1 - 288 / 480)
    assert found.observed == found.share.value
    assert found.differences["saved_s"].tolist() == [30, 30, 30, 12, 58, 32]
    assert (found.share.n_documents, found.people, found.left_out) == (6, 2, 0)
    assert (found.share.method, found.share.unit, found.saved.unit) == (METHOD, "ratio", "s/item")
    assert found.few_people
    assert found.share.id == "share_saved/method=ai_all"


def test_an_item_in_one_way_only_is_counted_and_left_out():
    found = one(timings(*CROSSED, ("9.pdf", "manual", "p1", 5000)))
    assert found.saved.value == pytest.approx(32)
    assert found.left_out == 1


def test_of_two_people_the_seconds_are_added_and_half_a_pair_is_left_out():
    typed = [row for row in CROSSED if row[1] == "manual"]
    typed += [(f"{number}.pdf", "two_person", f"p{who}", 35.0) for number in range(6) for who in (1, 2)]
    found = one(timings(*typed[:-1]))
    assert found.differences["arm_s"].tolist() == [70] * 5
    assert found.left_out == 1
    assert one(timings(*typed)).observed == pytest.approx(1 - 70 * 6 / 480)


def test_an_item_that_two_people_did_in_the_same_way_counts_once():
    found = one(timings(*CROSSED, ("0.pdf", "manual", "p3", 80)))
    assert found.differences["reference_s"].tolist()[0] == 70


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (timings(*CROSSED[:8]), Reason.FEW_ITEMS),
        (timings(*CROSSED).assign(worker="p1"), Reason.ONE_PERSON),
        (timings(*CROSSED).assign(worker=[f"p{way}" for _ in range(6) for way in (1, 2)]), Reason.ONE_PERSON),
        (timings(*CROSSED).assign(worker=""), Reason.PEOPLE_UNKNOWN),
        (timings(*CROSSED[:1], *CROSSED[3:4]), Reason.FEW_ITEMS),
    ],
)
def test_where_nothing_shows_how_items_or_people_differ_there_is_a_reason_and_no_interval(rows, reason):
    found = one(rows)
    for quantity in (found.share, found.share_here, found.saved):
        assert (quantity.value, quantity.low, quantity.high, quantity.method) == (None, None, None, reason)
    if len(rows) == 12:
        assert found.observed == pytest.approx(0.4)


def test_modelled_times_and_set_up_are_no_times_of_people():
    rows = pd.concat([timings(*CROSSED), timings(("0.pdf", "ai_all", "", 1.0), source="modelled")])
    rows = pd.concat([rows, timings(("batch", "setup", "p1", 900.0))])
    assert one(rows).saved.value == pytest.approx(32)


@pytest.mark.parametrize(
    ("source", "origin", "grade"),
    [
        ("measured", Origin.REAL, Grade.MEASURED),
        ("measured", Origin.DEMONSTRATION, Grade.DEMONSTRATION),
        ("reported", Origin.REAL, Grade.ASSUMED),
        ("asked", Origin.REAL, Grade.ASSUMED),
    ],
)
def test_grades(source, origin, grade):
    found = one(timings(*CROSSED, source=source), origin=origin)
    assert (found.share.grade, found.share.source) == (grade, Source(source))


def test_one_reported_time_among_measured_ones_makes_the_whole_assumed():
    rows = timings(*CROSSED)
    rows.loc[3, "source"] = "reported"
    assert (one(rows).share.grade, one(rows).share.source) == (Grade.ASSUMED, Source.REPORTED)


def test_by_form_and_whatever_the_order_of_rows():
    rows = study(World(), 40, 4, seed=3, strata=2)
    forms = {item: f"form{int(item[:3]) % 2}" for item in rows["item"].unique()}
    found = paired(rows, reference="manual", origin=Origin.REAL, forms=forms)
    assert [each.scope for each in found] == [{}, {"template": "form0"}, {"template": "form1"}]
    assert [each.share.n_documents for each in found] == [40, 20, 20]
    mixed = rows.sample(frac=1, random_state=1)
    again = paired(mixed, reference="manual", origin=Origin.REAL, forms=forms)
    assert [each.share for each in again] == [each.share for each in found]
    assert found[0].saved.value == pytest.approx(np.mean([each.saved.value for each in found[1:]]))


def test_who_got_the_long_items_is_not_taken_for_a_difference_of_people():
    """Items of very different size, and nobody differs: the interval is that of the noise."""
    world = World(by_item=1.5, by_person=0.0, by_person_and_arm=0.0, noise=0.05)
    share = one(study(world, 40, 4, seed=1)).share
    assert share.high - share.low < 0.1
    assert share.low < 0.4 < share.high


def width(world):
    """Of the interval of the logarithm of the ratio of times."""
    share = one(study(world, 60, 6, seed=2)).share
    return np.log((1 - share.low) / (1 - share.high))


def test_how_fast_people_are_as_such_does_not_widen_the_interval_of_the_share():
    narrow, wide = (width(World(by_person=spread, by_person_and_arm=0.0)) for spread in (0.0, 0.6))
    assert wide < 1.5 * narrow


def test_what_two_people_tell_of_themselves_is_more_than_what_they_tell_of_others():
    found = one(study(World(), 40, 2, seed=5))
    assert found.share_here.method == METHOD_HERE
    assert found.share.low < found.share_here.low < found.share_here.value < found.share_here.high < found.share.high
    assert found.share_here.high - found.share_here.low < 0.3


def test_people_whom_ai_suits_differently_widen_it():
    narrow, wide = (width(World(by_person_and_arm=spread)) for spread in (0.0, 0.6))
    assert wide > 2 * narrow


def test_where_some_only_type_and_others_only_correct_their_speed_does_widen_it():
    rows = study(World(by_person=0.6), 60, 6, seed=2)
    crossed = one(rows).share
    apart = rows.assign(worker=rows["method"].str[:2] + rows["worker"].isin(["p1", "p2"]).astype(str))
    parted = one(apart).share
    assert parted.high - parted.low > 1.2 * (crossed.high - crossed.low)


@pytest.mark.parametrize(
    "cell", [Cell(20, 3, 0.25), Cell(60, 4, 0.25), Cell(40, 6, 0.1)], ids=lambda cell: f"{cell.items}x{cell.people}"
)
def test_intervals_hold_the_truth_where_those_of_items_alone_do_not(cell):
    """A small version of benchmarks/timing_coverage.py."""
    found = outcomes(cell, 60)
    assert found["kouka"].coverage >= 0.9
    assert cell.suits < 0.2 or found["paired t over items"].coverage < 0.9
