"""Which fields might pass: the rules, the halves, and whether the guarantee holds where the truth is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.policy_guarantee import World, rounds
from evaluators.clusters import clusters_of, parted
from evaluators.passing import Rule, fields_of, passes
from evaluators.policy import ABOVE, CERTIFIED, NOTHING, TOO_FEW, propose


def judges(rows: pd.DataFrame) -> list[str]:
    """The documents on which a policy is judged."""
    table = fields_of(rows).table
    return table.loc[parted(table["name"], table["template"], 2) == 1, "document"].tolist()


def reading(document: str, field: str, engine: str, value: str, right: int, **more: object) -> dict[str, object]:
    row = {"document": document, "template": "t", "field": field, "type": "date", "engine": engine, "status": "read",
           "text": value, "value": value, "confidence": 0.9, "right_typed": right}  # fmt: skip
    return row | more


def batch(forms: int, fields: int, wrong: set[tuple[int, int]] = frozenset(), kind: str = "date") -> pd.DataFrame:
    """Forms read by one engine, right but for some fields."""
    return pd.DataFrame(
        [
            reading(f"{form:03}", str(field), "a", "x", int((form, field) not in wrong), type=kind)
            for form in range(forms)
            for field in range(fields)
        ]
    )


def test_a_rule_of_two_lets_pass_what_both_read_alike():
    rows = pd.DataFrame(
        [
            reading("1", "born", "a", "2021-04-01", 1, text="令和3年4月1日"),
            reading("1", "born", "b", "2021-04-01", 1, text="R3.4.1"),
            reading("2", "born", "a", "2021-04-01", 1),
            reading("2", "born", "b", "2021-04-07", 0),
            reading("3", "born", "a", "2021-04-01", 1),
            reading("3", "born", "b", "2021-04-01", 1, status="failed"),
            reading("4", "born", "a", "2021-04-01", 1),
        ]
    )
    fields = fields_of(rows)
    assert fields.table["document"].tolist() == ["1", "2", "3", "4"]
    assert passes(fields, Rule(("a", "b"), ("date",))).tolist() == [True, False, False, False]
    assert passes(fields, Rule(("b",), ("date",))).tolist() == [True, True, False, False]
    assert not passes(fields, Rule(("a", "b"), ("name",))).any()
    assert not passes(fields, Rule(("c",), ("date",))).any()


def test_a_rule_asks_for_confidence_where_there_is_some():
    rows = pd.DataFrame(
        [reading(str(n), "born", "a", "x", 1, confidence=said) for n, said in enumerate([0.79, 0.8, None])]
    )
    fields = fields_of(rows)
    assert passes(fields, Rule(("a",), ("date",), 0.9, {"a": {"date": 0.8}})).tolist() == [False, True, False]
    assert passes(fields, Rule(("a",), ("date",))).all()
    assert not passes(fields, Rule(("a",), ("date",), 0.9, {"a": {"name": 0.1}})).any()


def test_rows_of_consensus_are_no_engine():
    rows = pd.DataFrame([reading("1", "born", "a", "x", 1), reading("1", "born", "consensus", "x", 1)])
    assert list(fields_of(rows).answered) == ["a"]


def test_scans_of_one_form_are_one_cluster_and_fall_into_one_half():
    rows = pd.DataFrame({"document": list("abcdef"), "cond_form": ["f", "f", "g", "g", "", None]})
    clusters = clusters_of(rows)
    assert clusters.tolist() == ["form f", "form f", "form g", "form g", "document e", "document f"]
    half = parted(clusters, pd.Series(["t"] * 6), 2)
    assert half[0] == half[1]
    assert half[2] == half[3]
    assert sorted(pd.Series(half).groupby(clusters.to_numpy()).first()) == [0, 0, 1, 1]


def test_forms_of_a_kind_are_dealt_out_evenly_and_by_their_names_alone():
    clusters = pd.Series([f"c{n}" for n in range(40)])
    kinds = pd.Series(["one" if n < 10 else "other" for n in range(40)])
    half = parted(clusters, kinds, 2)
    assert pd.Series(half).groupby(kinds).sum().tolist() == [5, 15]
    again = parted(clusters[::-1].reset_index(drop=True), kinds[::-1].reset_index(drop=True), 2)
    assert (again[::-1] == half).all()
    assert (parted(clusters, kinds, 2, seed=1) != half).any()


def test_without_an_error_the_form_is_the_unit_and_it_is_said_how_many_are_missing():
    found = propose(batch(100, 4), 0.01)
    (digits,) = found.classes
    assert (digits.outcome, digits.rule.engines, digits.clustering.estimated) == (TOO_FEW, ("a",), False)
    assert digits.held_out.effective == pytest.approx(50)
    assert digits.bound == pytest.approx(1 - 0.05 ** (1 / 50))
    # 299 forms without an error on the half that judges, so 598 in all.
    assert digits.more == 498
    assert (found.passed, found.share, found.left_per_thousand) == (0, 0.0, (0.0, 0.0))


def test_enough_forms_without_an_error_are_certified_at_the_exact_bound():
    found = propose(batch(600, 1), 0.01)
    (digits,) = found.classes
    assert digits.outcome == CERTIFIED
    assert digits.bound == pytest.approx(1 - 0.05 ** (1 / 300))
    assert (found.share, found.errors) == (1.0, 0)
    assert found.left_per_thousand[1] == pytest.approx(1000 * digits.bound)
    assert propose(batch(590, 1), 0.01).certified == ()


def test_what_is_wrong_too_often_needs_no_more_forms():
    wrong = {(form, 0) for form in range(0, 100, 4)}
    (digits,) = propose(batch(100, 2, wrong), 0.05).classes
    assert digits.outcome == NOTHING
    # As good as one could wish on the forms that chose, and every third wrong on those that judge.
    clean = batch(60, 1)
    judging = judges(clean)[::3]
    worse = clean.assign(right_typed=(~clean["document"].isin(judging)).astype("int64"))
    (digits,) = propose(worse, 0.05).classes
    assert (digits.outcome, digits.more, digits.held_out.errors) == (ABOVE, None, 10)


def test_a_type_that_is_wrong_too_often_hides_behind_none_that_is_right():
    good, bad = batch(300, 2), batch(300, 1, {(form, 0) for form in range(0, 300, 10)}, kind="money")
    found = propose(pd.concat([good, bad.assign(field="sum")]), 0.03)
    (digits,) = found.classes
    assert digits.rule.types == ("date",)


def test_classes_that_are_judged_share_the_doubt():
    marks = batch(600, 1, kind="checkbox").assign(engine="marks", field="tick")
    found = propose(pd.concat([batch(600, 1), marks]), 0.02)
    assert [each.name for each in found.classes] == ["marks", "digits"]
    assert [each.sure for each in found.classes] == pytest.approx([0.975, 0.975])
    assert all(each.bound == pytest.approx(1 - 0.025 ** (1 / 300)) for each in found.classes)


def test_an_engine_that_fails_everywhere_lets_nothing_pass():
    rows = batch(50, 2).assign(status="failed", right_typed=0)
    (digits,) = propose(rows, 0.01).classes
    assert (digits.outcome, digits.rule) == (NOTHING, None)


@pytest.mark.parametrize("forms", [0, 1, 2])
def test_hardly_any_form_has_an_answer(forms):
    found = propose(batch(forms, 3) if forms else batch(1, 1).iloc[:0], 0.01)
    assert found.certified == ()
    assert found.left_per_document == (0.0, 0.0)
    assert ABOVE not in [each.outcome for each in found.classes]


def test_everything_wrong_certifies_nothing():
    rows = batch(40, 2).assign(right_typed=0)
    assert propose(rows, 0.5).certified == ()


@pytest.mark.parametrize(("target", "sure"), [(0, 0.95), (1, 0.95), (0.01, 0), (0.01, 1)])
def test_targets_lie_between_nothing_and_all(target, sure):
    with pytest.raises(ValueError, match="between 0 and 1"):
        propose(batch(1, 1), target, sure)


def mixed() -> pd.DataFrame:
    generator = np.random.default_rng(5)
    rows = []
    for form in range(60):
        for field in range(4):
            hard = generator.random() < 0.2
            for engine in ("a", "b"):
                right = int(generator.random() > (0.6 if hard else 0.02))
                said = round(0.5 + 0.3 * generator.random() if hard else 0.8 + 0.2 * generator.random(), 3)
                rows.append(reading(f"{form}", f"{field}", engine, "x" if right else engine, right, confidence=said))
    return pd.DataFrame(rows)


MIXED = mixed()
PROPOSED = propose(MIXED, 0.1)


def test_two_engines_and_confidence_are_all_tried():
    tried = {(point.engines, point.calibrated is not None) for point in PROPOSED.curve}
    # Whatever one engine reads is too often wrong here.
    assert {(("a",), True), (("b",), True), (("a", "b"), False), (("a", "b"), True)} == tried
    assert all(0 < point.coverage <= 1 for point in PROPOSED.curve)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_changes_nothing(seed):
    assert propose(MIXED.sample(frac=1, random_state=seed), 0.1) == PROPOSED


def test_an_error_among_what_was_judged_raises_the_bound():
    clean = batch(200, 1)
    found = propose(clean, 0.05)
    worse = clean.assign(right_typed=(clean["document"] != judges(clean)[0]).astype("int64"))
    assert propose(worse, 0.05).classes[0].bound > found.classes[0].bound


@pytest.mark.parametrize("clustered", [0.0, 2.0])
def test_the_promise_is_broken_in_no_more_rounds_than_it_allows(clustered):
    """Just above the target, so that whatever is certified breaks it: at most 5 of 100 rounds, and 40 are drawn here.

    Five or more of 40 would happen in 5 % of such tests by chance alone; the seed is fixed. More rounds and worlds:
    benchmarks/policy_guarantee.py.
    """
    found = list(rounds(World(0.055, clustered, 0.0, fields=5), 60, 0.05, 40))
    assert sum(broken for _proposal, broken in found) <= 4


def test_what_is_far_better_than_the_target_is_certified():
    found = list(rounds(World(0.005, 0.5, 0.0, fields=5), 150, 0.1, 5))
    assert [broken for _proposal, broken in found] == [False] * 5
    assert all(proposal.certified for proposal, _broken in found)
