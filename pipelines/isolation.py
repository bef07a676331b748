"""Running work that may crash or hang in processes of its own, so that one bad page costs one page.

Native code reads hostile images here: a segmentation fault, an endless loop or an exhausted memory ends the process it
happens in. pebble's pool replaces that process; this module finds out which item it was.
"""

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipelines.freed_memory import keep_freed_memory
from pipelines.interrupts import postponed
from pipelines.settings import cores

Item = TypeVar("Item")
Result = TypeVar("Result")

TIMEOUT, CRASHED, FAILED = "timeout", "crashed", "failed"
LOOK_SECONDS = 0.5
"""How often a waiting thread looks whether the pool is still there: a stopped one leaves its futures unanswered."""
BREAKDOWNS = 3
"""How often the same items are tried again after the pool broke down as a whole: a worker was killed that had nothing
to do, or died so early that pebble had not yet read that it had begun. Mostly others' items are to blame."""


class Stopped(Exception):
    """The pool was closed. Nothing is known of the items: they are neither read nor failed."""


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What became of one item: a result, or the way in which it failed."""

    result: Result | None
    failure: str = ""
    """``timeout``, ``crashed``, or ``failed:`` and the name of the exception; never its message, which may hold text
    read from a form."""


_pools: list[ProcessPool] = []
"""None or one."""
_wanted: list[int] = []
"""Workers asked for, the last one last."""
_early: list[int] = []
"""How many workers the pool has that was started before anybody asked for it; none where there is no such pool."""
_folders: WeakKeyDictionary[ProcessPool, TemporaryDirectory[str]] = WeakKeyDictionary()
"""Where a pool's processes write what they need for a moment: it goes with the pool, also where they are killed."""
_closed: WeakSet[ProcessPool] = WeakSet()
_changing = threading.Lock()


def start(number: int, get_ready: Callable[[], object], seconds: float) -> None:
    """Start workers before there is work, so that they get ready while something else is loaded.

    Args:
        number: of workers; they stay for whoever asks for as many with ``workers``, and end where others are asked for.
        get_ready: a function of a module, called once in the first of them; whatever it raises is nobody's.
        seconds: allowed for it.
    """
    close()
    _wanted.append(number)
    try:
        _scheduled(pool(), seconds, get_ready)
    finally:
        _wanted.pop()
    _early.append(number)


@contextmanager
def workers(number: int) -> Iterator[None]:
    """So many workers until the block ends, and no pool after it: for work that uses all cores in one process."""
    if number not in _early:
        close()
    _early.clear()
    _wanted.append(number)
    try:
        yield
    finally:
        _wanted.pop()
        close()


def pool() -> ProcessPool:
    """The pool of this process, one worker a core unless ``workers`` says otherwise.

    Fresh interpreters: a fork would inherit Prefect's threads.
    """
    with _changing:  # or the first two threads would make one each, and one of them would never be closed
        if _pools and not _pools[0].active:  # it broke down, and leaves workers behind
            _end(_pools.pop())
        if not _pools:
            spawn = multiprocessing.get_context("spawn")
            folder = TemporaryDirectory(prefix="kouka-", ignore_cleanup_errors=True)
            options: dict[str, Any] = {"initializer": _become_worker, "initargs": [folder.name]}
            made = ProcessPool(max_workers=_wanted[-1] if _wanted else cores(), context=spawn, **options)
            _folders[made] = folder  # first: Ctrl-C may come between, and whoever ends a pool looks for its folder
            _pools.append(made)
        return _pools[0]


def _become_worker(temporary: str) -> None:
    """Make a group of this worker and the programs it starts: they end together, at the latest with our parent."""
    tempfile.tempdir = os.environ["TMPDIR"] = temporary
    os.setpgid(0, 0)
    keep_freed_memory()
    signal.signal(signal.SIGTERM, lambda *_: _end_group())
    parent = multiprocessing.parent_process()
    assert parent is not None
    Finalize(None, _clear_for_parent, [parent, temporary], exitpriority=0)  # a worker that waits for work may be faster
    threading.Thread(target=_end_with_parent, args=[parent, temporary], daemon=True).start()


def _end_with_parent(parent: BaseProcess, temporary: str) -> None:
    parent.join()
    _clear_for_parent(parent, temporary)
    _end_group()


def _clear_for_parent(parent: BaseProcess, temporary: str) -> None:
    """Take the folder away where the parent was killed, and cannot."""
    if not parent.is_alive():
        shutil.rmtree(temporary, ignore_errors=True)


def _end_group() -> None:
    os.killpg(0, signal.SIGKILL)


def close() -> None:
    """End the pool's processes. Who waits for one of them gets ``Stopped``."""
    with _changing:
        _early.clear()
        while _pools:
            closing = _pools.pop()
            _closed.add(closing)
            _end(closing)


def _end(ending: ProcessPool) -> None:
    ending.stop()
    ending.join()
    _folders.pop(ending).cleanup()


def isolated(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], *, start_seconds: float, item_seconds: float
) -> list[Outcome[Result]]:
    """``work(items)`` in another process; where that fails, halves of the items, down to the one that is to blame.

    Args:
        work: a function of a module, called with items in order; returns one result an item.
        items: what can cross a process border.
        start_seconds: allowed once, for loading what ``work`` needs.
        item_seconds: allowed an item.

    Raises:
        Stopped: the pool was closed meanwhile.
    """
    return _isolated(pool(), work, items, start_seconds, item_seconds)


def _isolated(
    workers: ProcessPool,
    work: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    start_seconds: float,
    item_seconds: float,
    breakdowns: int = 0,
) -> list[Outcome[Result]]:
    if not items:
        return []
    failure = ""
    try:
        returned = _returned(workers, work, items, start_seconds + item_seconds * len(items))
        if isinstance(returned, list) and len(returned) == len(items):
            return [Outcome(result) for result in returned]
        failure = f"{FAILED}:{returned.name if isinstance(returned, _Raised) else 'wrong_count'}"
    except FutureTimeoutError:
        failure = TIMEOUT
    except ProcessExpired:
        failure = CRASHED
    except Exception as error:  # items or results that cannot cross the border: they are named, and the rest goes on
        failure = f"{FAILED}:{type(error).__name__}"
    if not workers.active:  # the pool failed, not the work
        if workers in _closed:
            raise Stopped
        workers, failure = pool(), CRASHED
        if breakdowns < BREAKDOWNS:
            return _isolated(workers, work, items, start_seconds, item_seconds, breakdowns + 1)
    if len(items) == 1:
        return [Outcome(None, failure)]
    middle = len(items) // 2
    return [
        outcome
        for half in (items[:middle], items[middle:])
        for outcome in _isolated(workers, work, half, start_seconds, item_seconds)
    ]


def _returned(
    workers: ProcessPool, work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], seconds: float
) -> "list[Result] | _Raised":
    future = _scheduled(workers, seconds, _guarded, work, items)
    while not wait([future], LOOK_SECONDS).done:
        if not workers.active:
            raise Stopped
    returned: list[Result] | _Raised = future.result()
    return returned


def _scheduled(workers: ProcessPool, seconds: float, work: Callable[..., Result], *on: object) -> ProcessFuture[Result]:
    """Let a worker begin. The processes that this may start are ended by us, not by Ctrl-C."""
    resource_tracker.ensure_running()  # started inside of the block, it would let Ctrl-C in
    with postponed():
        return workers.schedule(work, args=on, timeout=seconds)


@dataclass(frozen=True)
class _Raised:
    """Name of the exception that the work raised."""

    name: str


def _guarded(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> list[Result] | _Raised:
    """In the worker: an exception comes back by its name alone.

    One that cannot be unpickled would break the pool for everybody, and SystemExit would end whoever waits for it.
    """
    try:
        return work(items)
    except BaseException as error:
        return _Raised(type(error).__name__)
