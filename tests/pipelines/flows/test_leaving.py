"""Tasks that wait for their turn when their flow is left."""

import pytest

from pipelines.flows.discretion import Withheld
from pipelines.flows.leaving import staying, working
from pipelines.isolation import Stopped


def test_work_goes_on_until_the_flow_is_left_and_again_in_the_next_one() -> None:
    done = []
    for flow in (1, 2):
        with staying(), working():
            done.append(flow)
        with pytest.raises(Withheld) as caught, working():
            done.append(-flow)
        assert isinstance(caught.value.error, Stopped)
    assert done == [1, 2]


def test_a_flow_that_is_stopped_is_left_too() -> None:
    with pytest.raises(KeyboardInterrupt), staying():
        raise KeyboardInterrupt
    with pytest.raises(Withheld), working():
        raise AssertionError
