"""Ctrl-C that has to wait."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from pipelines import interrupts, prefect_environment
from pipelines.commands import flow_run, guarded
from pipelines.errors import ExitCode, KoukaError
from pipelines.interrupts import postponed


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ctrl-C is noticed, as in a command."""
    monkeypatch.setattr(interrupts, "_came", [])
    before = signal.getsignal(signal.SIGINT)
    interrupts.notice()
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def assert_told_at_the_end(pressing: Callable[[], None]) -> None:
    """Of a block within which somebody presses Ctrl-C."""
    reached = []

    def work() -> None:
        with postponed():
            pressing()
            reached.append("the end")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached == ["the end"]


def test_ctrl_c_comes_at_the_end_of_the_block() -> None:
    assert_told_at_the_end(press)


def test_a_block_inside_of_another_one_ends_nothing() -> None:
    assert_told_at_the_end(postponed()(press))


def test_a_thread_that_was_there_before_does_not_hear_it_either() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert_told_at_the_end(press)
    finally:
        over.set()
        thread.join()


def test_outside_of_the_main_thread_it_goes_where_it_always_goes() -> None:
    begun, over = threading.Event(), threading.Event()

    def work() -> None:
        with postponed():
            begun.set()
            over.wait()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        over.set()
        thread.join()


def test_without_ctrl_c_nothing_happens() -> None:
    with postponed():
        pass
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_program_that_begins_inside_does_not_hear_it() -> None:
    program = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('deaf')"
    with postponed():
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "deaf\n"


def import_something() -> None:
    """As C does it, which knows nothing of Ctrl-C."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError("cannot be imported") from None


def load_something() -> None:
    """As recognisers are loaded."""
    try:
        import_something()
    except ImportError:
        raise KoukaError("Install it again.") from None


@pytest.mark.parametrize(
    ("work", "made_of_it"),
    [(import_something, "fault"), (load_something, "Install")],
    ids=["a library raises something else", "we raise something else for that"],
)
def test_whatever_is_made_of_it_is_told_as_what_it_was(
    noticed: None, capsys: pytest.CaptureFixture[str], work: Callable[[], None], made_of_it: str
) -> None:
    assert guarded(work) == ExitCode.INTERRUPTED
    err = capsys.readouterr().err
    assert "Stopped." in err
    assert made_of_it not in err


def forget() -> None:
    """As numpy does it while it is imported."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_what_a_library_forgets_stops_a_run_before_it_begins(
    noticed: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(prefect_environment, "prepare", lambda **_how: begun.append("prepared"))

    def run() -> None:
        forget()
        flow_run._run("meetings")

    assert guarded(run) == ExitCode.INTERRUPTED
    assert begun == []
    assert "Stopped." in capsys.readouterr().err


def test_an_error_without_it_stays_one(noticed: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: 1 / 0) == ExitCode.BUG
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_where_it_is_ignored_it_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        interrupts.notice()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        with postponed():
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not interrupts.came()


TWICE = """
import atexit, os, signal, sys
from pipelines import commands

def again():
    os.kill(os.getpid(), signal.SIGINT)
    print("still there")

def interrupted(arguments):
    return commands.guarded(lambda: os.kill(os.getpid(), signal.SIGINT))

atexit.register(again)
commands.call = interrupted if sys.argv[1] == "interrupted" else lambda arguments: 0
commands.main([])
"""
"""Ctrl-C while the process cleans up."""


@pytest.mark.parametrize(("how", "says"), [("interrupted", "Stopped."), ("done", "")])
def test_ctrl_c_once_more_ends_it_at_once_and_without_a_traceback(how: str, says: str) -> None:
    done = subprocess.run([sys.executable, "-c", TWICE, how], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGINT, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_that_others_hear_stays_theirs() -> None:
    before = signal.getsignal(signal.SIGINT)
    interrupts.end_at_once()
    assert signal.getsignal(signal.SIGINT) is before
