"""Each way in which work goes wrong. In a module of its own, so that worker processes find it."""

import os
import signal
import sys
import time

SECRET = "平塚花子"
"""Stands for what is written on a form; it must come out nowhere."""


class TwistedError(Exception):
    """Can be pickled, and not unpickled."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} {where}")


def go_wrong(how: str) -> object:
    """Raise, crash or hang."""
    match how:
        case "raise":
            raise ValueError(SECRET)
        case "twist":
            raise TwistedError(SECRET, SECRET)
        case "local":

            class LocalError(Exception):
                """Cannot be pickled."""

            raise LocalError(SECRET)
        case "quit":
            sys.exit(SECRET)
        case "interrupt":
            raise KeyboardInterrupt
        case "memory":
            raise MemoryError
        case "timeout":
            raise TimeoutError
        case "exit":
            os._exit(7)
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(3600)
        case "unpicklable":
            return lambda: None
        case "deep":
            return go_wrong(how)
    raise AssertionError(how)
