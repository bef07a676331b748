"""What preparing a batch takes, counted by hand."""

import pandas as pd
import pytest

from benchmarks.timed_studies import World, study
from evaluators.grade import Grade, Origin, Source
from evaluators.timing.paired import paired
from evaluators.timing.people import TimesFrom, amount_to
from evaluators.timing.preparing import preparing, saved_after

ROWS = study(World(ratios=(("manual", 1.0), ("ai_all", 0.6), ("ai_policy", 0.4), ("two_person", 0.9))), 40, 5, seed=3)


def with_setup(*seconds, worker="p1", source="reported"):
    rows = ROWS.head(len(seconds)).assign(item="batch", method="setup", worker=worker, source=source)
    return pd.concat([ROWS, rows.assign(seconds=[*seconds])], ignore_index=True)


def test_parts_add_up_and_are_shared_by_all_forms():
    found = preparing(with_setup(300.0, 120.0, 60.0, worker=["p1", "p2", "p1"]), 40, Origin.REAL)
    assert (found.seconds, found.parts, found.people) == (480.0, 3, 2)
    assert (found.each.value, found.each.unit, found.each.n_documents) == (12.0, "s/item", 40)
    assert (found.each.grade, found.each.source) == (Grade.ASSUMED, Source.REPORTED)
    assert found.each.method.startswith("not-estimable")


@pytest.mark.parametrize("worker", ["", None])
def test_who_is_not_named_is_nobody(worker):
    assert preparing(with_setup(300.0, worker=worker), 40, Origin.REAL).people == 0


def test_of_what_nobody_wrote_down_nothing_is_made_up():
    assert preparing(ROWS, 40, Origin.REAL) is None
    assert preparing(with_setup(300.0, source="modelled"), 40, Origin.REAL) is None
    assert preparing(with_setup(300.0), 0, Origin.REAL) is None


def test_it_is_taken_from_what_ways_with_ai_save_and_from_no_other():
    """The times themselves are as they were without it."""
    rows = with_setup(480.0)
    prepared = preparing(rows, 40, Origin.REAL)
    for before, after in zip(
        paired(ROWS, reference="manual", origin=Origin.REAL),
        paired(rows, reference="manual", origin=Origin.REAL),
        strict=True,
    ):
        assert after.saved == before.saved
        left = saved_after(after, prepared)
        if after.arm == "two_person":
            assert left is None
            continue
        bounds = (left.low, left.value, left.high)
        assert bounds == pytest.approx(
            tuple(each - 12 for each in (before.saved.low, before.saved.value, before.saved.high))
        )
        assert left.grade is Grade.ASSUMED
        assert left.scope == {"method": after.arm}


def test_its_figures_stand_beside_the_others_each_with_an_id_of_its_own():
    rows = with_setup(480.0)
    times = amount_to(rows, Origin.REAL, "manual", {}, None)
    prepared = preparing(rows, 40, Origin.REAL)
    of_batch = TimesFrom("manual", times, prepared=prepared).quantities
    of_study = TimesFrom("manual", times, "spring", "tesseract", prepared=prepared).quantities
    ids = [each.id for each in (*of_batch, *of_study)]
    assert len({*ids}) == len(ids)
    assert ids.count("seconds_preparing") == 1
    assert "seconds_saved_prepared/method=ai_all/study=spring" in ids


def test_where_too_little_was_timed_there_is_nothing_to_take_it_from():
    rows = with_setup(480.0)
    alone = rows[rows["item"].isin([*rows["item"].unique()[:3], "batch"])]
    for each in paired(alone, reference="manual", origin=Origin.REAL):
        assert saved_after(each, preparing(alone, 3, Origin.REAL)) is None
