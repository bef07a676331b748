"""The model of work: it finds what simulated work was made of, and says what it cannot know."""

import numpy as np
import pandas as pd
import pytest

from evaluators.grade import Grade, Source
from evaluators.timing.effort import METHOD, Effort, effort
from evaluators.timing.figure import Reason
from evaluators.timing.frames import WORK

TRUE = {"batches": 600.0, "sheets": 8.0, "fields": 1.5, "characters": 0.9}
HUNDRED = {"batches": 1, "sheets": 100, "fields": 1200, "characters": 300}


def simulated(seed, people=5, sheets=60, setups=10, noise=0.2, by_person=0.15, true=TRUE):
    """Set-ups alone, and sheets with any number of fields of which some characters are corrected."""
    random = np.random.default_rng(seed)
    speed = np.exp(random.normal(-(by_person**2) / 2, by_person, people))
    rows = []
    for number in range(setups + sheets):
        who = number % people
        amounts = {"batches": 1.0, "sheets": 0.0, "fields": 0.0, "characters": 0.0}
        if number >= setups:
            fields = int(random.integers(4, 25))
            amounts = {"batches": 0.0, "sheets": 1.0, "fields": fields, "characters": random.poisson(0.5 * fields)}
        mean = sum(true[term] * amount for term, amount in amounts.items())
        seconds = mean * speed[who] * np.exp(random.normal(-(noise**2) / 2, noise))
        rows.append({"unit": f"u{number}", "worker": f"p{who}", "seconds": seconds, **amounts})
    return pd.DataFrame(rows)[WORK.names]


def fitted(work, **arguments) -> Effort:
    return effort(work, **{"grade": Grade.MEASURED, "source": Source.MEASURED, **arguments})


def test_without_noise_the_parameters_come_back():
    found = fitted(simulated(1, noise=0.0, by_person=0.0))
    assert dict(zip(found.terms, found.seconds, strict=True)) == pytest.approx(TRUE)
    assert [each.value for each in found.quantities()] == pytest.approx(list(TRUE.values()))
    prediction = found.predicted(HUNDRED)
    assert prediction.value == pytest.approx(600 + 800 + 1800 + 270)
    assert (prediction.low, prediction.high) == pytest.approx((prediction.value, prediction.value))


def test_intervals_hold_the_parameters_of_simulated_studies_and_other_work():
    held = {term: [] for term in (*TRUE, "other")}
    for seed in range(40):
        found = fitted(simulated(seed))
        for term, quantity in zip(found.terms, found.quantities(), strict=True):
            held[term].append(quantity.low <= TRUE[term] <= quantity.high)
        other = found.predicted(HUNDRED)
        held["other"].append(other.low <= 3470 <= other.high)
    for term, each in held.items():
        assert np.mean(each) >= 0.85, term


def test_a_better_engine_costs_fewer_corrections_and_the_prediction_says_so():
    found = fitted(simulated(3))
    worse, better = found.predicted(HUNDRED), found.predicted({**HUNDRED, "characters": 30})
    assert worse.value - better.value == pytest.approx(270 * found.seconds[3])
    assert (worse.grade, worse.source, worse.unit) == (Grade.ESTIMATED, Source.MODELLED, "s")
    assert found.predicted({}).value == 0


def test_seconds_are_never_below_nothing():
    work = simulated(2, true={**TRUE, "characters": -0.3}, noise=0.05)
    found = fitted(work)
    assert (found.seconds >= 0).all()
    assert all(quantity.low >= 0 for quantity in found.quantities())
    assert found.seconds[3] == 0


def test_what_was_not_done_and_what_cannot_be_told_apart_has_no_number():
    work = simulated(4)
    without = fitted(work.assign(batches=0.0))
    assert without.quantities()[0].method == Reason.ABSENT
    assert without.predicted({"batches": 1, "sheets": 10}).value is None
    alike = work[work["batches"] == 0].assign(fields=12.0)
    found = fitted(alike)
    assert [each.method for each in found.quantities()] == [
        Reason.ABSENT, Reason.INSEPARABLE, Reason.INSEPARABLE, METHOD,
    ]  # fmt: skip
    # As many fields a sheet as ever: no harm.
    mean = alike["seconds"].mean()
    same = found.predicted({"sheets": 1, "fields": 12, "characters": float(alike["characters"].mean())})
    assert same.value == pytest.approx(mean, rel=0.1)


def test_engines_have_terms_of_their_own():
    work = simulated(5, sheets=120)
    slow = np.arange(len(work)) % 2
    read = work["fields"] * slow
    work = work.assign(engine_b=read, seconds=work["seconds"] + 0.8 * read)
    found = fitted(work)
    assert found.terms[-1] == "engine_b"
    quantity = found.quantities()[-1]
    assert quantity.low < 0.8 < quantity.high
    assert quantity.unit == "s/field"


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (simulated(6).assign(worker="p1"), Reason.ONE_PERSON),
        (simulated(6).assign(worker=""), Reason.ONE_PERSON),
        (simulated(6, sheets=5, setups=3), Reason.FEW_TIMES),
    ],
)
def test_reasons(work, reason):
    assert {each.method for each in fitted(work).quantities()} == {reason}
    assert fitted(work).predicted({"sheets": 3}).value is None
    assert fitted(work).seconds[1] > 0


def test_grades_of_predictions_are_never_better_than_estimated():
    found = effort(simulated(7), grade=Grade.DEMONSTRATION, source=Source.MEASURED)
    assert found.predicted(HUNDRED).grade is Grade.DEMONSTRATION
    assert found.quantities()[0].grade is Grade.DEMONSTRATION


def test_the_order_of_rows_changes_nothing():
    work = simulated(8)
    mixed = fitted(work.sample(frac=1, random_state=3))
    assert [each.value for each in mixed.quantities()] == pytest.approx(
        [each.value for each in fitted(work).quantities()]
    )


def test_the_published_gain_of_unseen_confirmed_and_retyped_fields():
    """Shares .186 unseen (cost nothing), .725 confirmed at 1.0 s, .089 retyped at 1.5 s, against typing all: 1.75."""
    rows = [("a", 1.0, 1, 0), ("b", 1.0, 1, 0), ("c", 1.5, 0, 1), ("d", 1.5, 0, 1)]
    work = pd.DataFrame(rows, columns=["unit", "seconds", "fields", "characters"])
    found = fitted(work.assign(worker="p1", batches=0.0, sheets=0.0))
    gain = 1.5 / (found.seconds @ [0, 0, 0.725, 0.089])
    assert gain == pytest.approx(1.75, abs=5e-3)


def test_no_work_no_model():
    with pytest.raises(ValueError, match="no work"):
        fitted(simulated(1).iloc[:0])
    with pytest.raises(ValueError, match="pages"):
        fitted(simulated(1)).predicted({"pages": 3})


def test_a_single_time_has_no_model_but_a_reason():
    found = fitted(simulated(1).tail(1))
    assert {each.method for each in found.quantities()} == {Reason.ABSENT}
    assert found.predicted({"sheets": 10}).value is None


def test_of_terms_that_never_came_apart_only_the_same_mixture_is_predicted():
    """Twelve fields on every sheet: more fields on a sheet, or fewer corrections alone, nobody has seen."""
    work = simulated(5)
    same = work.assign(fields=12.0 * work["sheets"], characters=work["characters"])
    found = fitted(same)
    assert found.predicted({"sheets": 100, "fields": 1200, "characters": 300}).value is not None
    assert found.predicted({"sheets": 100, "fields": 1200, "characters": 30}).value is not None
    assert found.predicted({"sheets": 100, "fields": 2400, "characters": 300}).method == Reason.INSEPARABLE
    alike = fitted(same.assign(characters=36.0 * work["sheets"]))
    assert alike.predicted({"sheets": 100, "fields": 1200, "characters": 3600}).value is not None
    assert alike.predicted({"sheets": 100, "fields": 1200, "characters": 1800}).method == Reason.INSEPARABLE
    assert fitted(work).predicted({"sheets": 100, "fields": 2400, "characters": 30}).value is not None
