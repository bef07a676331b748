"""A full disk, met in another process."""

import errno
import os
from collections.abc import Sequence
from typing import Any

from pipelines.atomic import DiskFull
from pipelines.isolation import FAILED, Outcome
from pipelines.settings import results_folder

FULL = f"{FAILED}:{DiskFull.__name__}"


def stop_at_full_disk(outcomes: Sequence[Outcome[Any]]) -> None:
    """Nothing is wrong with an item for which there was no space: its step is not done, and is done again.

    Raises:
        DiskFull: there was none for one of them.
    """
    if any(outcome.failure == FULL for outcome in outcomes):
        raise DiskFull(errno.ENOSPC, os.strerror(errno.ENOSPC), str(results_folder()))
