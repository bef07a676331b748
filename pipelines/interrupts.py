"""Ctrl-C at a time at which nobody would understand it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_came: list[int] = []
"""Signals that were noticed."""


def notice() -> None:
    """From here on, remember that Ctrl-C came: libraries in the midst of which it comes may raise something else."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # who started us may want it ignored
        signal.signal(signal.SIGINT, _remember)


def _remember(number: int, frame: FrameType | None) -> None:
    _came.append(number)
    signal.default_int_handler(number, frame)


def came() -> bool:
    """Whether Ctrl-C was noticed."""
    return bool(_came)


def obey() -> None:
    """Raise KeyboardInterrupt where it came and a library forgot it, as numpy does while it is imported."""
    if came():
        raise KeyboardInterrupt


def end_at_once() -> None:
    """From here on, Ctrl-C ends the process without a word: all that remains is to clean up.

    What we started ends with us, however we end.
    """
    if signal.getsignal(signal.SIGINT) is _remember:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def postponed() -> Iterator[None]:
    """Let Ctrl-C wait until the block is left; processes that begin inside never hear of it.

    Libraries that are being imported take it for an error of theirs, and a process that is being started dies of it
    with a traceback.
    """
    waiting: list[int] = []
    # A mask alone would not do: a thread of a library that was there before takes the signal in our place.
    ours = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _frame: waiting.append(number)) if ours else None
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        if ours:
            signal.signal(signal.SIGINT, handler)
        if waiting:
            signal.raise_signal(signal.SIGINT)
