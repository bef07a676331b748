"""All that times of people amount to, of a whole simulated study."""

import pandas as pd

from benchmarks.timed_studies import World, study
from evaluators.grade import Grade, Origin
from evaluators.timing.people import amount_to
from evaluators.timing.remaining import Verdict

ROWS = study(World(ratios=(("manual", 1.0), ("ai_all", 0.6), ("ai_policy", 0.4))), 45, 5, seed=3, strata=2)


def test_every_way_has_its_saving_its_errors_and_its_learning():
    rows = ROWS.assign(errors_left=(ROWS["method"] == "ai_policy").astype(int))
    forms = {item: f"form{int(item[:3]) % 2}" for item in ROWS["item"].unique()}
    found = amount_to(rows, Origin.DEMONSTRATION, "manual", dict.fromkeys(forms, 12), forms)
    assert [(each.arm, each.scope) for each in found.paired] == [
        (arm, scope) for arm in ("ai_all", "ai_policy") for scope in ({}, {"template": "form0"}, {"template": "form1"})
    ]
    verdicts = {each.arm: each.verdict for each in found.balances}
    assert verdicts == {"ai_all": Verdict.SAVES_ERRORS_OPEN, "ai_policy": Verdict.SAVES_MORE_ERRORS}
    ids = [each.id for each in found.quantities]
    assert len({*ids}) == len(ids) == 3 * 6 + 5 + 5
    assert {each.grade for each in found.quantities} == {Grade.DEMONSTRATION}


def test_of_modelled_times_nothing_is_said():
    rows = ROWS.assign(source="modelled", worker="")
    found = amount_to(rows, Origin.REAL, "manual", {}, None)
    assert not found.paired
    assert {each.value for each in found.quantities} == {None}


def test_times_in_one_way_only_save_nothing():
    found = amount_to(ROWS[ROWS["method"] == "manual"], Origin.REAL, "manual", {}, None)
    assert not found.paired
    assert found.learning.rates[0].value is not None
    assert isinstance(found.quantities, tuple)
    assert pd.notna(found.learning.people.value)
