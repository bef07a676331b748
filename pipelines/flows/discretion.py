"""What Prefect may know of an error. Its database is no place for what stands on a form."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Withheld(Exception):
    """The kind of an error and the place in the code; its text, which may hold what stands on a form, stays behind.

    ``error`` holds the original for whoever called the flow in the same process. It is not pickled: wherever Prefect
    might store or send the exception, only the summary goes.
    """

    def __init__(self, summary: str, error: Exception | None = None) -> None:
        super().__init__(summary)
        self.error = error

    def __reduce__(self) -> tuple[type["Withheld"], tuple[str]]:
        return type(self), (str(self),)


@contextmanager
def discreet() -> Iterator[None]:
    """Turn any error of the block into ``Withheld``."""
    try:
        yield
    except Withheld:
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        raise Withheld(f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}", error) from None
