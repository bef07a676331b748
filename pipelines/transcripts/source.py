"""The content of a file that somebody hands in: within limits, and as the text that it says it is."""

from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.handed_in import UTF16, handed_in, refuse_empty
from pipelines.limits import LIMITS


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        KoukaError: it is missing, empty, too large, or cannot be read.
    """
    todo = _("A transcript is text: three hours of speech are less than one MB. Look whether it is one.")
    content = handed_in(path, LIMITS.transcript_bytes, todo)
    refuse_empty(path, content)
    return content


def text_of(path: Path) -> str:
    """The text of a UTF-8 file; the encoding is never guessed, but another one is named where it shows.

    Raises:
        KoukaError: as from ``content_of``, or it is not text in UTF-8.
    """
    content = content_of(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KoukaError(_encoding(content), where=Place(path, line), todo=_save_again(path)) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise KoukaError(_("The file is not text."), where=Place(path, line), todo=_save_again(path))
    return text


def _encoding(content: bytes) -> str:
    if content.startswith(UTF16):
        return _("The file is UTF-16 and not UTF-8.")
    try:
        content.decode("cp932")
    except UnicodeDecodeError:
        return _("The file is not UTF-8.")
    return _("The file is Shift_JIS and not UTF-8.")


def _save_again(path: Path) -> str:
    if path.suffix.lower() == ".csv":
        return _("In Excel, save it as “CSV UTF-8 (comma delimited)”.")
    return _("In Notepad, save it with the encoding “UTF-8”.")
