import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipelines import isolation
from pipelines.isolation import CRASHED, FAILED, TIMEOUT, Outcome, isolated
from pipelines.settings import cores
from tests.pipelines import work
from tests.pipelines.going_wrong import SECRET, go_wrong
from tests.processes import ROOT, run, until


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the processes that called ``work.note_process`` stand."""
    monkeypatch.setenv(work.NOTED, str(tmp_path / "noted.txt"))
    return tmp_path / "noted.txt"


def outcomes(items: list[object], function=work.double) -> list[Outcome]:
    return isolated(function, items, start_seconds=30, item_seconds=1)


def test_results_come_in_the_order_of_the_items() -> None:
    assert outcomes(list(range(50))) == [Outcome(2 * n) for n in range(50)]


def test_nothing_needs_no_process() -> None:
    assert outcomes([]) == []


def test_work_is_done_elsewhere() -> None:
    (outcome,) = isolated(work.process_ids, [1], start_seconds=30, item_seconds=1)
    assert outcome.result not in (None, os.getpid())


@pytest.mark.parametrize(
    ("bad", "failure"),
    [
        ("raise", f"{FAILED}:ValueError"),
        ("twist", f"{FAILED}:TwistedError"),
        ("local", f"{FAILED}:LocalError"),
        ("quit", f"{FAILED}:SystemExit"),
        ("interrupt", f"{FAILED}:KeyboardInterrupt"),
        ("deep", f"{FAILED}:RecursionError"),
        ("timeout", f"{FAILED}:TimeoutError"),
        ("exit", CRASHED),
        ("segfault", CRASHED),
        ("kill", CRASHED),
    ],
)
@pytest.mark.parametrize("place", [0, 3, 4])
def test_the_one_to_blame_is_found_and_the_others_are_done(bad: str, failure: str, place: int) -> None:
    items: list[object] = [1, 2, 3, 4]
    items.insert(place, bad)
    expected = [Outcome(2), Outcome(4), Outcome(6), Outcome(8)]
    expected.insert(place, Outcome(None, failure))
    assert outcomes(items) == expected


def test_several_to_blame() -> None:
    assert [outcome.failure for outcome in outcomes(["exit", 1, "raise", 2, "twist"])] == [
        CRASHED, "", f"{FAILED}:ValueError", "", f"{FAILED}:TwistedError",
    ]  # fmt: skip


def test_a_result_that_cannot_come_back_fails_alone() -> None:
    good, bad = outcomes([1, "unpicklable"])
    assert good == Outcome(2)
    assert bad.result is None
    assert bad.failure.startswith((FAILED, CRASHED))


@pytest.mark.slow
def test_what_hangs_is_ended_and_the_others_are_done() -> None:
    items: list[object] = [1, "hang", 3]
    found = isolated(work.double, items, start_seconds=0.5, item_seconds=0.5)
    assert found == [Outcome(2), Outcome(None, TIMEOUT), Outcome(6)]


def test_a_wrong_number_of_results_is_no_result() -> None:
    found = outcomes([2, 3, 4], work.lose_odd_ones)
    assert found == [Outcome(2), Outcome(None, f"{FAILED}:wrong_count"), Outcome(4)]
    assert outcomes([1], work.return_nothing) == [Outcome(None, f"{FAILED}:wrong_count")]


def test_what_failed_says_nothing_of_the_content() -> None:
    for bad in ("raise", "twist", "local", "quit"):
        (outcome,) = outcomes([bad])
        assert SECRET not in repr(outcome)


def test_threads_share_one_pool(monkeypatch: pytest.MonkeyPatch, own_pool: None) -> None:
    made = []
    barrier = threading.Barrier(8, timeout=60)

    class Pool:
        active = True

        def __init__(self, **_options: object) -> None:
            made.append(self)
            # Long enough for the other threads to come by.
            threading.Event().wait(0.05)

        def stop(self) -> None: ...

        def join(self) -> None: ...

    monkeypatch.setattr(isolation, "ProcessPool", Pool)

    def ask() -> None:
        barrier.wait()
        isolation.pool()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    isolation.close()


def workers() -> set[int]:
    return {child.pid for child in multiprocessing.active_children() if child.pid}


def test_a_pool_whose_idle_workers_were_killed_is_made_anew(own_pool: None) -> None:
    outcomes([1])
    broken, killed = isolation.pool(), workers()
    for worker in killed:  # as the system does that runs out of memory
        os.kill(worker, signal.SIGKILL)
    while broken.active:
        time.sleep(0.05)
    assert outcomes([1, 2]) == [Outcome(2), Outcome(4)]
    assert isolation.pool() is not broken
    assert len(workers()) == cores()
    assert not workers() & killed


def test_who_waits_for_a_pool_that_is_closed_is_told(own_pool: None) -> None:
    outcomes([1])
    raised: list[Exception] = []

    def wait() -> None:
        try:
            isolated(work.double, ["hang"], start_seconds=60, item_seconds=1)
        except isolation.Stopped as stopped:
            raised.append(stopped)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not isolation.pool()._context.task_queue.unfinished_tasks:
        time.sleep(0.05)
    isolation.close()
    waiting.join(timeout=60)
    assert len(raised) == 1


def test_closing_ends_the_processes(own_pool: None) -> None:
    (outcome,) = isolated(work.process_ids, [1], start_seconds=30, item_seconds=1)
    assert outcome.result in workers()
    isolation.close()
    assert not workers()
    isolation.close()


def started(get_ready: Callable[[], object] = work.note_process, number: int = 1) -> set[int]:
    isolation.start(number, get_ready, 30)
    return workers()


def test_workers_that_were_started_early_stay_for_whoever_asks_for_as_many(own_pool: None, noted: Path) -> None:
    early = started()
    with isolation.workers(1):
        (outcome,) = isolated(work.process_ids, [1], start_seconds=30, item_seconds=1)
        assert {outcome.result} == early == workers()
        assert noted.read_text() == f"{outcome.result}\n"
    assert not workers()


def test_workers_that_were_started_early_end_where_others_are_asked_for(own_pool: None, noted: Path) -> None:
    early = started()
    with isolation.workers(2):
        (outcome,) = isolated(work.process_ids, [1], start_seconds=30, item_seconds=1)
        assert outcome.result not in early
        assert len(workers()) == 2


def test_workers_are_taken_over_once(own_pool: None, noted: Path) -> None:
    early = started()
    with isolation.workers(1):
        pass
    with isolation.workers(1):
        (outcome,) = isolated(work.process_ids, [1], start_seconds=30, item_seconds=1)
        assert outcome.result not in early


def test_workers_that_nobody_asked_for_are_closed(own_pool: None, noted: Path) -> None:
    started()
    isolation.close()
    assert not workers()


@pytest.mark.parametrize("how", ["raise", "quit", "exit", "segfault"])
def test_getting_ready_may_go_wrong(own_pool: None, how: str) -> None:
    started(partial(go_wrong, how))
    with isolation.workers(1):
        assert outcomes([1, 2]) == [Outcome(2), Outcome(4)]


@pytest.mark.slow
def test_getting_ready_may_hang(own_pool: None) -> None:
    isolation.start(1, partial(go_wrong, "hang"), 0.5)
    with isolation.workers(1):
        assert outcomes([1, 2]) == [Outcome(2), Outcome(4)]


KILLED = """
import os, signal
from pipelines import isolation
from tests.pipelines import work

if __name__ == "__main__":
    with isolation.workers(1):
        isolation.isolated(work.process_ids, [1], start_seconds=30, item_seconds=1)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_where_we_are_killed_nothing_stays_in_the_temporary_folder(tmp_path: Path) -> None:
    program = tmp_path / "killed.py"
    program.write_text(KILLED, "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run([sys.executable, str(program)], tmp_path, TMPDIR=str(temporary), PYTHONPATH=str(ROOT))
    until(lambda: not [*temporary.iterdir()])
