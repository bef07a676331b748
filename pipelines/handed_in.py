"""The bytes of a file that somebody hands in, whatever it holds: within a limit, or refused in words."""

from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place

UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""What a text in UTF-16 begins with."""


def handed_in(path: Path, limit: int, todo: str) -> bytes:
    """The bytes of a file.

    Args:
        path: the file.
        limit: the most bytes that are taken.
        todo: what to do with a file that is larger.

    Raises:
        KoukaError: it is missing, too large, or cannot be read.
    """
    try:
        if not path.is_file():
            raise KoukaError(_("The file is missing."), where=Place(path))
        if path.stat().st_size > limit:
            what = _("The file is larger than {limit} MB.", limit=limit // 1_000_000)
            raise KoukaError(what, where=Place(path), todo=todo)
        return path.read_bytes()
    except OSError:
        raise KoukaError(_("The file cannot be read."), where=Place(path)) from None


def refuse_empty(path: Path, content: bytes) -> None:
    """Refuse a file in which there is nothing.

    Raises:
        KoukaError: there is nothing.
    """
    if not content:
        raise KoukaError(_("The file is empty."), where=Place(path), todo=_("Save it again from where it was made."))
