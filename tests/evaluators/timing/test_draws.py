"""Minutes an item as draws: values by hand, spreads that are those of the shares saved, and pairs that stay pairs."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.timed_studies import World, study
from evaluators.grade import Grade, Origin, Source
from evaluators.timing.draws import minutes_by_method
from evaluators.timing.figure import Reason
from evaluators.timing.paired import paired
from tests.evaluators.timing.test_paired import CROSSED, timings


def drawn(rows, **arguments):
    return minutes_by_method(rows, **{"reference": "manual", "origin": Origin.REAL, **arguments})


def test_what_was_timed_is_the_best_value_by_hand():
    found = drawn(timings(*CROSSED), draws=500)
    assert found.best == pytest.approx({"manual": 480 / 6 / 60, "ai_all": 288 / 6 / 60})
    assert {name: len(each) for name, each in found.minutes.items()} == {"manual": 500, "ai_all": 500}
    assert (found.items, found.people, found.reasons) == ({"manual": 6, "ai_all": 6}, 2, {})
    assert (found.basis.grade, found.basis.source) == (Grade.MEASURED, Source.MEASURED)


@pytest.mark.parametrize(("items", "people"), [(20, 3), (60, 4), (60, 10), (40, 2)])
def test_shares_of_draws_spread_as_the_interval_of_the_share_saved_does(items, people):
    rows = study(World(by_person_and_arm=0.1), items, people, seed=4)
    found = drawn(rows, draws=20_000)
    low, middle, high = np.quantile(found.minutes["ai_all"] / found.minutes["manual"], [0.025, 0.5, 0.975])
    share = paired(rows, reference="manual", origin=Origin.REAL)[0].share
    assert 1 - middle == pytest.approx(share.value, abs=0.001)
    assert 1 - low == pytest.approx(share.high, abs=0.002)
    assert 1 - high == pytest.approx(share.low, rel=0.01, abs=0.002)


def test_who_is_quick_moves_both_ways_alike():
    rows = study(World(by_person=0.6, by_person_and_arm=0.0), 60, 6, seed=2)
    found = drawn(rows)
    logs = [np.log(found.minutes[name]) for name in ("manual", "ai_all")]
    assert np.corrcoef(*logs)[0, 1] > 0.8
    assert logs[0].std() > 3 * (logs[1] - logs[0]).std()


def test_the_same_rows_in_another_order_and_the_same_seed_give_the_same_draws():
    rows = study(World(), 20, 3, seed=1)
    one, other = drawn(rows), drawn(rows.sample(frac=1, random_state=3))
    assert all((one.minutes[name] == other.minutes[name]).all() for name in one.minutes)
    assert (drawn(rows, seed=1).minutes["manual"] != one.minutes["manual"]).all()


def test_of_two_people_no_draw_is_endless_or_nothing_and_none_outweighs_all_others():
    found = drawn(timings(*CROSSED), draws=20_000)
    for name, each in found.minutes.items():
        assert (each > 0).all()
        assert each.mean() < 30 * found.best[name]


def test_methods_that_were_compared_on_the_same_items_move_together():
    """Whoever is slow in one way with AI is slow in the other, too: their ratios are no independent draws."""
    rows = study(World(by_person_and_arm=0.3), 60, 6, seed=2)
    again = rows[rows["method"] == "ai_all"]
    found = drawn(pd.concat([rows, again.assign(method="ai_policy", seconds=0.8 * again["seconds"])]))
    ratios = [np.log(found.minutes[name] / found.minutes["manual"]) for name in ("ai_all", "ai_policy")]
    assert np.corrcoef(*ratios)[0, 1] > 0.95


def test_where_no_other_method_was_timed_there_is_nothing_to_draw():
    only = [row for row in CROSSED if row[1] == "manual"]
    assert drawn(timings(*only)).reasons == {"manual": Reason.ABSENT}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (timings(*CROSSED[:8]), Reason.FEW_ITEMS),
        (timings(*CROSSED).assign(worker="p1"), Reason.ONE_PERSON),
        (timings(*CROSSED).assign(worker=""), Reason.PEOPLE_UNKNOWN),
    ],
)
def test_where_nothing_shows_how_items_or_people_differ_there_are_no_draws(rows, reason):
    found = drawn(rows)
    assert (found.minutes, found.best) == ({}, {})
    assert found.reasons == {"manual": reason, "ai_all": reason}


def test_a_method_that_tells_nothing_leaves_the_others_and_modelled_times_are_no_times():
    more = [(f"{number}.pdf", "ai_policy", "p0", 10.0) for number in range(6)]
    rows = pd.concat([timings(*CROSSED, *more[:3]), timings(*more, source="modelled")])
    found = drawn(rows)
    assert {*found.minutes} == {"manual", "ai_all"}
    assert found.reasons == {"ai_policy": Reason.FEW_ITEMS}


def test_nothing_timed_gives_nothing():
    found = drawn(timings())
    assert (found.minutes, found.reasons, found.people) == ({}, {}, 0)
