"""Running work that may crash or hang in processes of its own, so that one bad page costs one page.

Native code reads hostile images here: a segmentation fault, an endless loop or an exhausted memory ends the process it
happens in. pebble's pool replaces that process; this module finds out which item it was.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipelines.settings import cores

Item = TypeVar("Item")
Result = TypeVar("Result")

TIMEOUT, CRASHED, FAILED = "timeout", "crashed", "failed"


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What became of one item: a result, or the way in which it failed."""

    result: Result | None
    failure: str = ""
    """``timeout``, ``crashed``, or ``failed:`` and the name of the exception; never its message, which may hold text
    read from a form."""


@cache
def pool() -> ProcessPool:
    """The pool of this process, one worker a core. Fresh interpreters: a fork would inherit Prefect's threads."""
    return ProcessPool(max_workers=cores(), context=multiprocessing.get_context("spawn"))


def close() -> None:
    """End the pool's processes."""
    if pool.cache_info().currsize:
        pool().stop()
        pool().join()
        pool.cache_clear()


def isolated(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], *, start_seconds: float, item_seconds: float
) -> list[Outcome[Result]]:
    """``work(items)`` in another process; where that fails, halves of the items, down to the one that is to blame.

    Args:
        work: a function of a module, called with items in order; returns one result an item.
        items: what can cross a process border.
        start_seconds: allowed once, for loading what ``work`` needs.
        item_seconds: allowed an item.
    """
    if not items:
        return []
    failure = ""
    try:
        results = pool().schedule(work, args=[items], timeout=start_seconds + item_seconds * len(items)).result()
        if len(results) == len(items):
            return [Outcome(result) for result in results]
        failure = f"{FAILED}:wrong_count"
    except FutureTimeoutError:
        failure = TIMEOUT
    except ProcessExpired:
        failure = CRASHED
    except Exception as error:  # whatever the work raised: it is named, and the rest goes on
        failure = f"{FAILED}:{type(error).__name__}"
    if len(items) == 1:
        return [Outcome(None, failure)]
    middle = len(items) // 2
    return [
        outcome
        for half in (items[:middle], items[middle:])
        for outcome in isolated(work, half, start_seconds=start_seconds, item_seconds=item_seconds)
    ]
