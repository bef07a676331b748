"""Places of tasks, against counts made by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluators.portfolio.ranking import Place, _ranks, places


def test_places_of_three_tasks_in_four_draws():
    gained = np.array([[5.0, 3, 1], [5, 3, 1], [2, 3, 1], [1, 3, 5]])  # a: 1 1 2 3; b: 2 2 1 2; c: 3 3 3 1
    found = places(gained, k=1)  # on average 3.25, 3 and 2
    assert found == [Place(1, 1, 3, 0.5), Place(2, 1, 2, 0.25), Place(3, 1, 3, 0.25)]
    assert [each.first for each in places(gained, k=2)] == [0.75, 1.0, 0.25]


def test_equals_stand_in_the_order_of_the_list():
    assert [each.expected for each in places(np.zeros((4, 3)), k=1)] == [1, 2, 3]


def test_no_task_has_no_place():
    assert places(np.zeros((5, 0)), k=3) == []


@given(arrays(float, (7, 5), elements=st.floats(-10, 10)), st.integers(1, 5))
def test_every_draw_has_every_place_once(gained, k):
    assert (np.sort(_ranks(gained), axis=1) == np.arange(1, 6)).all()
    assert sum(each.first for each in places(gained, k)) == pytest.approx(k)
