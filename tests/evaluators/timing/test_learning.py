"""Learning curves, fatigue and people, from times that are made of them."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.timed_studies import World, study
from evaluators.grade import Grade, Origin
from evaluators.timing.figure import Reason
from evaluators.timing.learning import learning, practised, wright


def test_the_curve_of_eighty_per_cent():
    assert wright(100, 0.8, np.array([1.0, 2, 3, 4, 8])) == pytest.approx([100, 80, 70.21, 64, 51.2], abs=5e-3)


def curve(rate, items=40, workers=("p1", "p2"), noise=0.0, per_hour=1.0, minutes=2.0):
    """Every person does items of their own, one way of working, in one sitting."""
    random = np.random.default_rng(7)
    rows = [
        {
            "item": f"{worker}-{place}",
            "method": "ai_all",
            "worker": worker,
            "sequence": place,
            "started": str(pd.Timestamp("2026-06-01T09:00") + pd.Timedelta(minutes=minutes * (place - 1))),
            "seconds": float(
                wright(100.0 * (number + 1), rate, place)
                * per_hour ** (minutes * (place - 1) / 60)
                * np.exp(random.normal(0, noise))
            ),
            "source": "measured",
        }
        for number, worker in enumerate(workers)
        for place in range(1, items + 1)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize("rate", [0.8, 0.95, 1.0, 1.1])
def test_a_pure_curve_gives_its_rate(rate):
    (found,) = learning(curve(rate), Origin.REAL).rates
    assert found.value == pytest.approx(rate)
    assert found.high - found.low < 1e-3
    assert (found.scope, found.n_documents, found.grade) == ({"method": "ai_all"}, 80, Grade.MEASURED)


def test_practice_and_tiredness_are_told_apart():
    found = learning(curve(0.85, items=120, per_hour=1.15, noise=0.05), Origin.REAL)
    assert found.rates[0].low < 0.85 < found.rates[0].high
    assert found.fatigue.low < 1.15 < found.fatigue.high
    assert found.fatigue.high - found.fatigue.low < 0.1


def test_a_break_begins_a_new_sitting():
    rows = curve(1.0, items=40, per_hour=1.2)
    later = rows["sequence"] > 20
    rested = rows.assign(
        started=(pd.to_datetime(rows["started"]) + pd.to_timedelta(np.where(later, 4, 0), unit="h")).astype(str),
        seconds=rows["seconds"] / np.where(later, 1.2 ** (40 / 60), 1.0),
    )
    assert learning(rested, Origin.REAL).fatigue.value == pytest.approx(1.2)


def test_intervals_of_the_rate_hold_the_truth():
    held = []
    for seed in range(60):
        rows = study(World(learning=np.log2(0.9), by_person_and_arm=0.0), 40, 4, seed)
        found = learning(rows, Origin.REAL).rates
        held += [each.low <= 0.9 <= each.high for each in found]
    # The curve of the simulation runs over all items of a person, that of the fit over those in one way.
    assert np.mean(held) > 0.85


def test_people_differ_by_their_spread():
    found = learning(study(World(by_person=0.4, noise=0.1), 200, 20, seed=3), Origin.REAL).people
    assert found.low < 0.4 < found.high
    assert found.value == pytest.approx(0.4, rel=0.35)
    alike = learning(study(World(by_person=0.0, by_person_and_arm=0.0), 200, 4, seed=3), Origin.REAL).people
    assert alike.value < 0.1


def test_the_interval_of_the_spread_by_hand():
    """Two people, one takes twice as long: deviation ln 2 / √2; χ² with 1 degree: 5.0239 and 0.000982."""
    found = learning(curve(1.0), Origin.REAL).people
    assert found.value == pytest.approx(np.log(2) / 2**0.5, rel=1e-3)
    assert found.low == pytest.approx(found.value / 5.0239**0.5, rel=1e-3)
    assert found.high == pytest.approx(found.value / 0.00098207**0.5, rel=1e-3)


def test_practice_cut_leaves_the_later_items_of_every_person_in_every_way():
    rows = study(World(), 12, 3, seed=1)
    left = practised(rows, 2)
    assert len(rows) - len(left) == 2 * 3 * 2
    for _who, each in rows.groupby(["worker", "method"]):
        kept = left.index.intersection(each.index)
        assert each.loc[kept, "sequence"].min() == sorted(each["sequence"])[2]
    unordered = rows.assign(sequence=None)
    assert len(practised(unordered, 2)) == len(rows)


@pytest.mark.parametrize(
    ("rows", "rate", "fatigue", "people"),
    [
        (curve(0.9, items=5), Reason.FEW_TIMES, Reason.FEW_TIMES, Reason.FEW_TIMES),
        (curve(0.9).assign(sequence=None), Reason.NO_ORDER, Reason.NO_ORDER, None),
        (curve(0.9).assign(started=""), None, Reason.NO_ORDER, None),
        (curve(0.9, workers=("p1",)), None, None, Reason.ONE_PERSON),
        (curve(0.9, minutes=45), None, Reason.NEVER_TIRED, None),
    ],
)
def test_reasons(rows, rate, fatigue, people):
    found = learning(rows, Origin.REAL)
    for quantity, reason in ((found.rates[0], rate), (found.fatigue, fatigue), (found.people, people)):
        assert (quantity.value is None) is (reason is not None)
        assert reason is None or quantity.method == reason
