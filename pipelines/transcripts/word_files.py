"""DOCX: its paragraphs, read as lines of minutes."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from dashboards.language import _
from pipelines.errors import KoukaError, Place, Problem
from pipelines.limits import LIMITS
from pipelines.office import parts_of, refuse_heavy, something_else
from pipelines.transcripts import plain
from pipelines.transcripts.labels import HEADS
from pipelines.transcripts.source import content_of
from pipelines.transcripts.utterance import Placed

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


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
        lines = [_line(paragraph) for paragraph in document.paragraphs]
        tables = len(document.tables)
    # Whatever python-docx, lxml and zipfile make of a file that only looks like one: their errors have no common base.
    except Exception:
        raise something_else(path, _save_again()) from None
    if tables and not any(line.strip() for line in lines):
        raise KoukaError(
            _("The text of the document is in tables, which are not read."),
            where=Place(path),
            todo=_("Save the table as CSV with the columns speaker and words, or write paragraphs: 山田：…"),
        )
    return lines


def _line(paragraph: "Paragraph") -> str:
    """Its text, with a mark before a heading."""
    text = str(paragraph.text).replace("\n", "")
    style = paragraph.style
    is_heading = style is not None and (style.name or "").startswith("Heading") and bool(text.strip())
    return f"{HEADS[0]} {text}" if is_heading else text


def _check_size(path: Path, content: bytes) -> None:
    parts, todo = parts_of(path, content, _save_again()), _("Take the pictures out, or save it as text (UTF-8).")
    refuse_heavy(path, parts, LIMITS.docx_unpacked_bytes, todo)
    text = [part for part in parts if not part.filename.startswith("word/media/")]
    refuse_heavy(path, text, LIMITS.docx_text_bytes, todo)


def _save_again() -> str:
    return _("Open it in Word and save it as DOCX, or as text (UTF-8).")
