"""Designs of studies: what must hold for every size, and what the check finds in broken ones."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.timing.balance import Finding, Kind, findings
from evaluators.timing.design import FORM_ARMS, MEETING_ARMS, TWO_PERSON, design, slots
from evaluators.timing.frames import DESIGN


def items(n, strata=1):
    return {f"{number:03d}.pdf": f"form{number % strata}" for number in range(n)}


def people(n):
    return [f"p{number}" for number in range(1, n + 1)]


def kinds(found):
    return {each.kind for each in found}


@pytest.mark.parametrize(
    ("n", "persons", "arms"),
    [
        (12, 2, ("manual", "ai_all")),
        (12, 3, ("manual", "ai_all", "ai_policy")),
        (20, 5, FORM_ARMS),
        (8, 2, MEETING_ARMS),
    ],
)
def test_where_numbers_divide_everything_is_balanced(n, persons, arms):
    drawn = design(items(n), people(persons), arms, practice=["x1.pdf", "x2.pdf"], seed=4)
    assert list(drawn.columns) == DESIGN.names
    assert not kinds(findings(drawn)) - {Kind.ARM_BY_PLACE}
    real = drawn[drawn["practice"] == 0]
    # Each person does as many of every arm, each item is done once in every one.
    assert set(real.groupby(["person", "arm", "part"]).size()) == {n // persons}
    assert set(real.groupby(["item", "arm", "part"]).size()) == {1}


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 40),
    strata=st.integers(1, 3),
    persons=st.integers(1, 9),
    arms=st.lists(st.sampled_from(FORM_ARMS), min_size=1, unique=True),
    practice=st.integers(0, 5),
    seed=st.integers(0, 2**32),
)
def test_whatever_the_numbers_nobody_sees_an_item_twice_and_people_take_turns(n, strata, persons, arms, practice, seed):
    if TWO_PERSON in arms and persons < 2:
        arms = [arm for arm in arms if arm != TWO_PERSON] or ["manual"]
    practised = [f"x{number}.pdf" for number in range(practice)]
    drawn = design(items(n, strata), people(persons), arms, practice=practised, seed=seed)
    found = findings(drawn)
    assert not [each for each in found if each.kind.is_fault]
    assert drawn.equals(design(items(n, strata), people(persons), arms, practice=practised, seed=seed))
    real = drawn[drawn["practice"] == 0]
    assert set(real["item"]) == {*items(n)}
    per_item = real.groupby("item").size()
    if len(slots(arms)) <= persons:
        assert set(per_item) == {len(slots(arms))}
        assert Kind.ARM_BY_PERSON not in kinds(found)
        assert Kind.ARM_BY_STRATUM not in kinds(found)
        assert Kind.NEVER_COMPARED not in kinds(found)
    else:
        assert per_item.max() <= persons
        recipes = max(1, len(arms) - 1) + 1
        for each in found:
            if each.kind is Kind.ARM_BY_PERSON and each.where != arms[0]:
                assert each.high - each.low <= recipes
    for _person, rows in drawn.groupby("person"):
        assert rows.loc[rows["practice"] == 1, "item"].nunique() == practice


@pytest.mark.parametrize("seed", range(5))
def test_no_arm_has_the_practised_places_to_itself(seed):
    drawn = design(items(60, 2), people(5), FORM_ARMS, seed=seed)
    assert Kind.ARM_BY_PLACE not in kinds(findings(drawn))


def test_a_second_typing_hardly_ever_comes_before_its_first():
    drawn = design(items(40), people(5), FORM_ARMS, seed=1)
    typed = drawn[drawn["arm"] == TWO_PERSON].pivot(index="item", columns="part", values="position")
    assert (typed["second"] > typed["first"]).all()


def test_more_people_than_needed_take_turns_in_resting():
    real = design(items(30), people(5), ("manual", "ai_all"))
    assert real.groupby("person").size().tolist() == [12] * 5
    assert real.groupby("item")["person"].nunique().tolist() == [2] * 30


def test_repeats_put_further_people_on_the_same_item():
    drawn = design(items(12), people(6), ("manual", TWO_PERSON), repeats=2)
    assert set(drawn.groupby(["item", "arm", "part"]).size()) == {2}
    assert not [each for each in findings(drawn) if each.kind is not Kind.ARM_BY_PLACE]


def test_too_few_people_compare_with_the_first_arm_and_are_told_what_is_missing():
    drawn = design(items(12), people(2), ("manual", "ai_all", "ai_policy"))
    found = {(each.kind, each.where): (each.low, each.high) for each in findings(drawn)}
    assert found[Kind.NEVER_COMPARED, "ai_all|ai_policy"] == (0, 6)
    assert set(drawn.groupby("item").size()) == {2}
    assert drawn[drawn["arm"] == "manual"]["item"].nunique() == 12


def test_one_person_does_each_item_in_one_arm_and_no_arms_meet_on_an_item():
    drawn = design(items(9), people(1), ("manual", "ai_all"))
    assert drawn["item"].is_unique
    assert Finding(Kind.NEVER_COMPARED, "ai_all|manual", 0, 0) in findings(drawn)
    assert abs(drawn["arm"].value_counts()["manual"] - 4.5) == 0.5


def test_two_people_cannot_type_twice_and_compare_on_the_same_item():
    drawn = design(items(10), people(2), ("manual", TWO_PERSON))
    assert Finding(Kind.NEVER_COMPARED, "manual|two_person", 0, 0) in findings(drawn)


SOUND = design(items(6), people(3), ("manual", TWO_PERSON), practice=["x.pdf"], seed=2)


def _same_person_twice(rows):
    return pd.concat([rows, rows.iloc[[3]].assign(position=8)])


def _second_by_the_first(rows):
    typed = rows[(rows["arm"] == TWO_PERSON) & (rows["practice"] == 0)]
    first = typed[typed["part"] == "first"].iloc[0]
    rows = rows.copy()
    rows.loc[(rows["item"] == first["item"]) & (rows["part"] == "second"), "person"] = first["person"]
    return rows


def _practice_last(rows):
    return rows.assign(position=rows.groupby("person")["position"].rank(ascending=False).astype(int))


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (_same_person_twice, Kind.SEEN_TWICE),
        (_second_by_the_first, Kind.NO_PAIR),
        (lambda rows: rows[rows["part"] != "second"], Kind.NO_PAIR),
        (_practice_last, Kind.PRACTICE_LATE),
        (lambda rows: rows.assign(position=rows["position"] + 1), Kind.PLACES),
        (lambda rows: rows.assign(person="p1"), Kind.SEEN_TWICE),
        (lambda rows: rows[~((rows["person"] == "p1") & (rows["arm"] == "manual"))], Kind.ARM_BY_PERSON),
        (lambda rows: rows[(rows["person"] != "p1") | (rows["position"] < 4)], Kind.LOAD),
        (lambda rows: rows[(rows["arm"] != "manual") | (rows["item"] > "003")], Kind.ARM_BY_STRATUM),
    ],
)
def test_what_is_broken_is_named(broken, kind):
    assert not [each for each in findings(SOUND) if each.kind is not Kind.ARM_BY_PLACE]
    assert kind in kinds(findings(broken(SOUND)))


def test_an_arm_that_all_do_last_is_named_with_its_place():
    rows = pd.DataFrame(
        [
            (person, place, f"{place}{person}", "f", "manual" if place < 6 else "ai_all", "", 0)
            for person in ("p1", "p2")
            for place in range(1, 11)
        ],
        columns=[*DESIGN.names[:5], "part", "practice"],
    )
    late = next(each for each in findings(rows) if each.kind is Kind.ARM_BY_PLACE and each.where == "ai_all")
    assert late.low == pytest.approx(7 / 9)
    assert late.high == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"people": ["p1", "p1"]}, "twice"),
        ({"arms": ["manual", "faster"]}, "faster"),
        ({"arms": []}, "needed"),
        ({"people": ["p1"], "arms": [TWO_PERSON]}, "two people"),
        ({"practice": ["000.pdf"]}, "000.pdf"),
        ({"repeats": 2}, "4 people"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments, message):
    plain = {"items": items(4), "people": people(3), "arms": ["manual", "ai_all"]}
    with pytest.raises(ValueError, match=message):
        design(**{**plain, **arguments})


def test_blocks_hold_every_size():
    """Loads differ by no more than the things to do with one item."""
    for n in range(1, 14):
        for persons in range(2, 7):
            load = design(items(n), people(persons), ("manual", "ai_all")).groupby("person").size()
            assert load.max() - load.reindex(people(persons), fill_value=0).min() <= 2
            assert load.sum() == 2 * n
            assert load.max() <= math.ceil(2 * n / persons) + 1
