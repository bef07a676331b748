"""How many items and people: the closed form against simulated studies, and published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.timed_studies import World, study
from evaluators.timing.precision import (
    Plan,
    Scatter,
    expected_half_width,
    items_needed,
    observations_needed,
    people_needed,
    scatter_of,
)


def error_of(items, people, scatter):
    """Of the logarithm of the ratio, by the formula of docs/timing.md."""
    return (scatter.between**2 / people + scatter.noise / items) ** 0.5


def test_the_time_study_of_the_textbooks():
    """7, 6, 7, 7, 6 for 95.45 % ± 5 %: 8.815, so 9."""
    times = [7, 6, 7, 7, 6]
    assert pytest.approx(8.815, abs=5e-4) == (40 * (5 * 219 - 33**2) ** 0.5 / 33) ** 2
    assert observations_needed(times) == 9
    assert observations_needed(times, margin=0.1) == 3
    assert observations_needed([5, 5, 5]) == 1


@pytest.mark.parametrize(
    ("items", "people", "world"),
    [
        (24, 4, World(by_person_and_arm=0.0)),
        (24, 4, World(by_person_and_arm=0.3, by_item=0.2, by_person=0.1)),
        (40, 8, World(by_person_and_arm=0.1, noise=0.4)),
    ],
)
def test_the_closed_form_is_the_scatter_of_simulated_studies(items, people, world):
    scatter = Scatter(world.noise, world.by_person_and_arm, world.by_item, world.by_person)
    logs = []
    for seed in range(150):
        means = study(world, items, people, seed).groupby("method")["seconds"].sum()
        logs.append(np.log(means["ai_all"] / means["manual"]))
    assert np.std(logs) == pytest.approx(error_of(items, people, scatter), rel=0.2)


def test_by_hand():
    """Nobody differs, 60 items of one length, spread .25: √(2 · .25² / 60) = .0456; t with 5 degrees 2.5706."""
    scatter = Scatter(within=0.25, between=0.0)
    assert error_of(60, 6, scatter) == pytest.approx(0.045644, abs=1e-6)
    half = expected_half_width(60, 6, scatter, share=0.4)
    # The interval takes the noise 1.6 times.
    assert half == pytest.approx(0.6 * np.sinh(2.5706 * 0.045644 * 1.6**0.5), abs=1e-4)
    assert items_needed(half + 1e-9, 6, scatter, share=0.4) == Plan(60, 6, pytest.approx(half))


@given(
    half_width=st.floats(0.02, 0.3),
    people=st.integers(2, 12),
    within=st.floats(0.05, 0.6),
    between=st.floats(0, 0.4),
    repeats=st.integers(1, 3),
)
def test_as_many_items_as_it_says_are_enough_and_one_fewer_is_not(half_width, people, within, between, repeats):
    scatter = Scatter(within, between, 0.3)
    plan = items_needed(half_width, people, scatter, 0.4, repeats)
    if plan is None:
        assert expected_half_width(10**9, people, scatter, 0.4, repeats) >= half_width * (1 - 1e-6)
    else:
        assert plan.half_width <= half_width * (1 + 1e-6)
        if plan.items > people:
            assert expected_half_width(plan.items - 1, people, scatter, 0.4, repeats) > half_width


def test_where_people_differ_more_items_do_not_help_and_more_people_do():
    scatter = Scatter(within=0.25, between=0.2)
    assert items_needed(0.1, 4, scatter, share=0.4) is None
    people = people_needed(0.1, scatter, share=0.4)
    assert items_needed(0.1, people - 1, scatter, share=0.4) is None
    assert items_needed(0.1, people, scatter, share=0.4).items > people
    assert people_needed(1e-4, scatter, share=0.4) is None


@pytest.mark.parametrize("arguments", [(0.1, 1), (0.0, 4), (-0.1, 4)])
def test_what_no_study_can_be_is_refused(arguments):
    with pytest.raises(ValueError, match="needed"):
        items_needed(*arguments, Scatter(0.2, 0.1), 0.4)
    with pytest.raises(ValueError, match="no spread"):
        expected_half_width(1, 4, Scatter(0.2, 0.1), 0.4)


def test_the_scatter_of_a_study_is_what_it_was_drawn_with():
    rows = study(World(by_person_and_arm=0.3), 300, 30, seed=2)
    found = scatter_of(rows, "manual", "ai_all")
    assert found.within == pytest.approx(0.25, rel=0.1)
    assert found.items == pytest.approx(0.5, rel=0.15)
    assert found.people == pytest.approx(0.25, rel=0.4)
    # With ten items a person in each way, noise adds √(2 · .25² / 10 · 2) at most.
    assert 0.2 < found.between < 0.45


def test_one_person_shows_no_scatter_between_people():
    rows = study(World(), 30, 4, seed=1).assign(worker="p1")
    assert (scatter_of(rows, "manual", "ai_all").between, scatter_of(rows, "manual", "ai_all").people) == (0, 0)
    assert scatter_of(rows[rows["method"] == "manual"], "manual", "ai_all").between == 0
