"""Files of Word and Excel: archives of parts, which are weighed before a library opens them."""

import io
import zipfile
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place


def parts_of(path: Path, content: bytes, todo: str) -> list[zipfile.ZipInfo]:
    """The parts of such a file. Python's zipfile unpacks no more of a part than its entry says.

    Raises:
        KoukaError: it is no archive; ``todo`` says what to do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RecursionError):
        raise something_else(path, todo) from None


def refuse_heavy(path: Path, parts: list[zipfile.ZipInfo], limit: int, todo: str) -> None:
    """Refuse parts that are more than so many bytes once they are unpacked.

    Raises:
        KoukaError: they are.
    """
    if sum(part.file_size for part in parts) > limit:
        what = _("The document unpacks to more than {limit} MB.", limit=limit // 1_000_000)
        raise KoukaError(what, where=Place(path), todo=todo)


def something_else(path: Path, todo: str) -> KoukaError:
    """For a file that only looks like one of the kind that its name says."""
    what = _("The file is named {suffix} but is something else.", suffix=path.suffix)
    return KoukaError(what, where=Place(path), todo=todo)
