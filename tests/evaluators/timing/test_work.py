"""Times beside the work done in them."""

import pandas as pd
import pytest

from evaluators.timing.work import work_like, work_rows
from tests.evaluators.timing.test_paired import timings

AMOUNTS = pd.DataFrame(
    [("a", "manual", 1, 10, 80), ("a", "ai_all", 1, 10, 4)],
    columns=["item", "method", "sheets", "fields", "characters"],
).assign(engine_x=[0, 10])


def test_items_get_their_amounts_and_a_set_up_is_a_batch():
    rows = work_rows(
        timings(
            ("a", "manual", "p1", 90), ("a", "ai_all", "p2", 30), ("b", "ai_all", "p2", 30), ("x", "setup", "p1", 600)
        ),
        AMOUNTS,
    )
    columns = ["unit", "worker", "seconds", "batches", "sheets", "fields", "characters", "engine_x"]
    assert rows[columns].to_numpy().tolist() == [
        ["a", "p1", 90, 0, 1, 10, 80, 0],
        ["a", "p2", 30, 0, 1, 10, 4, 10],
        ["x", "p1", 600, 1, 0, 0, 0, 0],
    ]


def test_modelled_times_are_left_out():
    assert work_rows(timings(("a", "manual", "", 90), source="modelled"), AMOUNTS).empty


def test_amounts_that_stand_twice_are_refused():
    with pytest.raises(ValueError, match="many-to-one"):
        work_rows(timings(("a", "manual", "p1", 90)), pd.concat([AMOUNTS, AMOUNTS]))


def test_other_work_of_the_same_kind_has_the_mean_amounts_and_an_engine_with_half_the_errors_half_the_corrections():
    more = pd.concat([AMOUNTS, AMOUNTS.assign(item="b", characters=[100, 8])])
    assert work_like(more, "manual", 10, 0.5) == {"sheets": 10, "fields": 100, "characters": 900, "engine_x": 0}
    assert work_like(more, "ai_all", 10, 0.5) == {"sheets": 10, "fields": 100, "characters": 30, "engine_x": 100}
    assert work_like(more.assign(method="two_person"), "two_person", 10)["sheets"] == 20
    with pytest.raises(ValueError, match="ai_policy"):
        work_like(more, "ai_policy", 1)
