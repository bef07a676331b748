"""All that times of people amount to, of a whole simulated study."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

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
    assert [(each.arm, each.scope) for each in found.settled] == [
        (arm, {"without_first": "3"}) for arm in ("ai_all", "ai_policy")
    ]
    # Fifteen items a person and way, three of which go; nearly each from another pair.
    assert found.settled[0].share.n_documents < found.paired[0].share.n_documents - 9
    verdicts = {each.arm: each.verdict for each in found.balances}
    assert verdicts == {"ai_all": Verdict.SAVES_ERRORS_OPEN, "ai_policy": Verdict.SAVES_MORE_ERRORS}
    ids = [each.id for each in found.quantities]
    assert len({*ids}) == len(ids) == 3 * (6 + 2) + 5 + 5
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


names = st.sampled_from(["", "p1", "p2", "p3"])
rows_of_times = st.lists(
    st.tuples(
        st.sampled_from([f"{number}.pdf" for number in range(8)]),
        st.sampled_from(["manual", "ai_all", "two_person", "setup"]),
        names,
        st.one_of(st.none(), st.integers(1, 30)),
        st.sampled_from(["", "2026-06-01T09:00:00", "2026-06-01T10:00:00", "2026-06-02T10:00:00"]),
        st.sampled_from([0.0, 1.0, 30.0, 61.5, 4000.0]),
        st.one_of(st.none(), st.integers(0, 10)),
        st.sampled_from(["measured", "reported", "asked", "modelled"]),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(rows_of_times)
def test_whatever_times_come_in_something_is_said_or_a_reason_given(made):
    """Quantities check themselves that intervals hold their values."""
    columns = ["item", "method", "worker", "sequence", "started", "seconds", "errors_left", "source"]
    rows = pd.DataFrame(made, columns=columns).astype({"seconds": float})
    found = amount_to(rows, Origin.REAL, "manual", dict.fromkeys(rows["item"], 10), None)
    for quantity in found.quantities:
        assert quantity.value is None or pd.notna(quantity.value)
    assert {each.arm for each in found.balances} <= {"ai_all", "two_person"}


def test_where_nobody_knows_the_order_no_practice_is_cut():
    assert not amount_to(ROWS.assign(sequence=None), Origin.REAL, "manual", {}, None).settled
