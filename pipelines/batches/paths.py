"""Paths that people write into a batch's tables, kept inside the batch."""

from pathlib import Path, PurePosixPath


def inside(folder: Path, relative: str) -> Path | None:
    """``folder / relative`` where that lies below ``folder``, links followed; None where it leads out or nowhere.

    Whether there is a file can be asked of the path that is returned.
    """
    pure = PurePosixPath(relative)
    if pure.is_absolute() or ".." in pure.parts or "\\" in relative or "\0" in relative:
        return None
    path = folder / pure
    try:
        path.is_file()
        below = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, UnicodeError):  # a name too long, a ring of links, or no text
        return None
    return path if below else None
