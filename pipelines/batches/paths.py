"""Paths that people write into a batch's tables, kept inside the batch."""

from pathlib import Path, PurePosixPath


def inside(folder: Path, relative: str) -> Path | None:
    """``folder / relative`` where that lies below ``folder``, links followed; None where it leads out."""
    pure = PurePosixPath(relative)
    if pure.is_absolute() or ".." in pure.parts or "\\" in relative or "\0" in relative:
        return None
    path = folder / pure
    if not path.resolve().is_relative_to(folder.resolve()):
        return None
    return path
