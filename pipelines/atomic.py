"""Writing files so that a reader sees the old content or the new, never a half, whenever the power goes."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


class DiskFull(OSError):
    """There is no space for a file. Of a kind of its own, so that it is known where errors cross by name alone."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block ends well, what was written there takes its place.

    Raises:
        DiskFull: there is no space; what was at ``path`` before is there still.
    """
    try:
        yield from _replacing(path)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise DiskFull(error.errno, error.strerror, str(path)) from None
        raise


def _replacing(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    # Not by tempfile, whose files are their owner's alone: colleagues may read results as the umask lets them.
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` atomically."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Write ``content`` to ``path`` atomically, as UTF-8 without translating line ends."""
    write_bytes(path, content.encode("utf-8"))
