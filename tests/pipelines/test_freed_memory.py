"""Memory that a worker frees is there for what comes next."""

import ctypes
import multiprocessing
import platform
import resource
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

from pipelines.freed_memory import give_back_freed_memory, keep_freed_memory
from pipelines.isolation import isolated

PAGE = resource.getpagesize()
PIECE = 40 << 20
"""Bytes. Beyond 32 MB, glibc gives a piece back however often it was asked for as much."""
STATM = Path("/proc/self/statm")
HUGE = Path("/sys/kernel/mm/transparent_hugepage/enabled")
glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries decide by themselves")
small_pages = pytest.mark.skipif(HUGE.exists() and "[always]" in HUGE.read_text(), reason="pages are 2 MB here")


def faults(times: Sequence[int]) -> list[int]:
    """Pages that the system had to clear while a thread filled pieces of memory so many times, after a first one."""

    def fill(number: int) -> None:
        for _ in range(number):
            bytearray(b"x") * PIECE

    fill(1)
    found = []
    for number in times:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        thread = Thread(target=fill, args=[number])
        thread.start()
        thread.join()
        found.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return found


@glibc
@small_pages
def test_a_worker_takes_the_same_memory_again() -> None:
    (kept,) = isolated(faults, [10], start_seconds=30, item_seconds=10)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as others:
        (given_back,) = others.submit(faults, [10]).result()
    assert kept.result is not None
    assert given_back > 10 * PIECE // PAGE
    assert kept.result < PIECE // PAGE / 10


def test_without_glibc_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert keep_freed_memory() is False


def given_up(times: Sequence[bool]) -> list[int]:
    """Bytes that leave the process after a piece was filled and freed, where it gives back what is free or does not."""

    def resident() -> int:
        return int(STATM.read_text().split()[1]) * PAGE

    found = []
    for gives_back in times:
        bytearray(b"x") * PIECE
        before = resident()
        if gives_back:
            give_back_freed_memory()
        found.append(before - resident())
    return found


@glibc
def test_a_worker_gives_back_what_it_is_told_to() -> None:
    kept, given_back = isolated(given_up, [False, True], start_seconds=30, item_seconds=10)
    assert kept.result is not None
    assert given_back.result is not None
    assert kept.result < PIECE / 2 < given_back.result
