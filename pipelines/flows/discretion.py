"""What Prefect may know of an error. Its database is no place for what stands on a form."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class Withheld(Exception):
    """The kind of an error and the place in the code; its text, which may hold what stands on a form, stays behind.

    ``error`` holds the original for whoever called the flow in the same process.
    """

    def __init__(self, summary: str, error: Exception | None = None) -> None:
        super().__init__(summary)
        self.error = error


@contextmanager
def discreet() -> Iterator[None]:
    """Turn any error of the block into ``Withheld``."""
    try:
        yield
    except Withheld:
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        raise Withheld(f"{type(error).__name__} in {place}", error) from None
