"""DOCX: its paragraphs, read as lines of minutes."""

import io
import zipfile
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place, Problem
from pipelines.limits import LIMITS
from pipelines.transcripts import plain
from pipelines.transcripts.source import content_of
from pipelines.transcripts.utterance import Placed


def read(path: Path) -> tuple[list[Placed], list[Problem]]:
    """The utterances of a Word document; their lines are its paragraphs.

    Raises:
        KoukaError: it is no DOCX, or unpacks to more than a transcript needs, or its text is in tables.
    """
    paragraphs = _paragraphs(path, content_of(path))
    return plain.utterances(path, paragraphs)


def _paragraphs(path: Path, content: bytes) -> list[str]:
    import docx  # takes a while, and the check of other files need not wait for it

    _check_size(path, content)
    try:
        document = docx.Document(io.BytesIO(content))
        lines = [paragraph.text.replace("\n", "") for paragraph in document.paragraphs]
        tables = len(document.tables)
    # Whatever python-docx, lxml and zipfile make of a file that only looks like one: their errors have no common base.
    except Exception:
        raise _no_docx(path) from None
    if tables and not any(line.strip() for line in lines):
        raise KoukaError(
            _("The text of the document is in tables, which are not read."),
            where=Place(path),
            todo=_("Save the table as CSV with the columns speaker and words, or write paragraphs: 山田：…"),
        )
    return lines


def _check_size(path: Path, content: bytes) -> None:
    """Python's zipfile unpacks no more of a file than its entry says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RecursionError):
        raise _no_docx(path) from None
    text = [entry for entry in entries if not entry.filename.startswith("word/media/")]
    for found, limit in ((entries, LIMITS.docx_unpacked_bytes), (text, LIMITS.docx_text_bytes)):
        if sum(entry.file_size for entry in found) > limit:
            what = _("The document unpacks to more than {limit} MB.", limit=limit // 1_000_000)
            raise KoukaError(what, where=Place(path), todo=_("Take the pictures out, or save it as text (UTF-8)."))


def _no_docx(path: Path) -> KoukaError:
    todo = _("Open it in Word and save it as DOCX, or as text (UTF-8).")
    return KoukaError(
        _("The file is named {suffix} but is something else.", suffix=path.suffix), where=Place(path), todo=todo
    )
