"""Published tables of options, and what a frontier always is."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.decisions.dominance import State, dominance


def test_extended_dominance():
    """The fourth is the best buy of nobody: half of the second and half of the fifth bring as much for less."""
    rows = dominance([5_000, 10_000, 12_000, 25_000, 35_000, 55_000], [1, 2, 1.5, 3, 4, 5])
    assert [row.state for row in rows] == [
        State.FRONTIER, State.FRONTIER, State.DOMINATED, State.EXTENDED, State.FRONTIER, State.FRONTIER,
    ]  # fmt: skip
    assert [row.icer for row in rows] == [None, 5_000, None, None, 12_500, 20_000]
    assert rows[4].against == 1


def test_hiv_screening():
    """Costs in dollars, life expectancy in months: 37,500, 58,286 and 100,800 a year; the last is dominated."""
    rows = dominance([26_000, 27_000, 28_020, 28_440, 29_440], [277.25, 277.57, 277.78, 277.83, 277.76])
    assert [row.icer * 12 for row in rows[1:4]] == pytest.approx([37_500, 58_285.71, 100_800], abs=0.01)
    assert (rows[4].state, rows[4].icer) == (State.DOMINATED, None)


def test_of_two_that_are_equal_the_first_stays():
    assert [(row.option, row.state) for row in dominance([5, 5], [1, 1])] == [
        (0, State.FRONTIER),
        (1, State.DOMINATED),
    ]


def test_what_saves_money_and_brings_more_leaves_nothing_of_the_rest():
    rows = dominance([0, -100, 40], [0, 3, 2])
    assert [(row.option, row.state.value) for row in rows] == [(1, "frontier"), (0, "dominated"), (2, "dominated")]


def test_one_alone_and_none():
    assert dominance([7], [1])[0].state is State.FRONTIER
    assert dominance([], []) == ()


def test_as_many_effects_as_costs():
    with pytest.raises(ValueError, match="as many"):
        dominance([1, 2], [1])


options = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=1, max_size=12)


@given(options)
def test_the_frontier_is_convex_and_nobody_lies_above_it(given_options):
    costs, effects = zip(*given_options, strict=True)
    rows = dominance(costs, effects)
    frontier = [row for row in rows if row.state is State.FRONTIER]
    icers = [row.icer for row in frontier[1:]]
    assert all(earlier < later for earlier, later in itertools.pairwise(icers))
    assert sorted(row.option for row in rows) == list(range(len(costs)))
    for worth in (0.01, *(icer for icer in icers), *(icer + 0.01 for icer in icers), 1e6):
        best = max(worth * effect - cost for cost, effect in given_options)
        assert max(worth * row.effect - row.cost for row in frontier) == pytest.approx(best, abs=1e-6)


@given(options, st.randoms(use_true_random=False))
def test_the_order_in_which_options_are_given_changes_nothing(given_options, random):
    shuffled = list(given_options)
    random.shuffle(shuffled)

    def frontier(of):
        costs, effects = zip(*of, strict=True)
        return [(row.cost, row.effect, row.icer) for row in dominance(costs, effects) if row.state is State.FRONTIER]

    assert frontier(shuffled) == frontier(given_options)
