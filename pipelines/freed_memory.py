"""Memory that is freed stays with the process, for what asks for memory next.

glibc gives large pieces back to the system at once, and the system clears them before it hands them out again.
CTranslate2 asks for such pieces for each step of each window: on the virtual machine of ``benchmarks/README.md``, two
fifths of the processors' time went into clearing, whatever the size of the model.
"""

import ctypes
import sys
from collections.abc import Callable

TRIM_THRESHOLD, MMAP_MAX, ARENA_MAX = -1, -4, -8
"""As ``malloc.h`` numbers what can be set; see mallopt(3)."""
NEVER = -1


def keep_freed_memory() -> bool:
    """Let this process keep what it frees; before it starts threads. False where there is no glibc.

    There is one heap, since those of further threads give back what is beyond 64 MB, and nothing is mapped beside it.
    """
    mallopt = _of_glibc("mallopt")
    if mallopt is None:
        return False
    return all(mallopt(what, value) for what, value in ((ARENA_MAX, 1), (MMAP_MAX, 0), (TRIM_THRESHOLD, NEVER)))


def give_back_freed_memory() -> None:
    """Let the system have what is free in this process, after what needed far more than what comes next.

    Otherwise each process that reads pages, one a core, goes on holding what the largest of them took.
    """
    malloc_trim = _of_glibc("malloc_trim")
    if malloc_trim is not None:
        malloc_trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """A function by its name; None where another library stands in the place of glibc."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
