"""A flow that is left, by Ctrl-C or an error: tasks that still wait for their turn begin nothing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines import isolation
from pipelines.flows.discretion import discreet

_left = threading.Event()


@contextmanager
def staying() -> Iterator[None]:
    """Tasks of the flow may begin until the block is left; then the processes in which they work are ended."""
    _left.clear()
    try:
        yield
    finally:
        _left.set()
        isolation.close()


@contextmanager
def working() -> Iterator[None]:
    """What a task does, told to Prefect discreetly.

    Raises:
        Withheld: for any error of the block, and for ``isolation.Stopped`` where the flow was left meanwhile.
    """
    with discreet():
        if _left.is_set():
            raise isolation.Stopped
        yield
