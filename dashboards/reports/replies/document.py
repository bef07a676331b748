"""The table as DOCX, for Word: A4 landscape, its head on every page."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Row

from dashboards.reports import word
from dashboards.reports.replies.rows import WIDTHS_MM, ReplyTable
from dashboards.reports.word import GOTHIC, MINCHO

CELL = Pt(8.5)
CENTRED = frozenset({0, 5})
"""Columns of a word or a number."""


def docx_of(table: ReplyTable) -> bytes:
    """The document as a file."""
    document = docx.Document()
    _set_up(document, table.title)
    document.add_paragraph(table.title, "Title")
    day = document.add_paragraph(table.day)
    day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for note in table.notes:
        document.add_paragraph(note)
    written = word.add_table(document, [Mm(width) for width in WIDTHS_MM])
    _add(written, table.heads, head=True)
    word.repeat(written)
    for row in table.rows:
        _add(written, row)
    return word.saved(document)


def _set_up(document: Document, title: str) -> None:
    word.set_properties(document, title)
    section = document.sections[0]
    word.set_page(section, Mm(15), Mm(15), Mm(15), wide=True)
    section.footer_distance = Mm(8)
    word.style_in(document, "Normal", MINCHO, Pt(9)).paragraph_format.space_after = Pt(2)
    heading = word.set_title_style(document, Pt(14))
    heading.paragraph_format.alignment, heading.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(4)
    word.style_in(document, "Footer", GOTHIC, word.SMALL)
    word.set_language(document)
    word.name_alternatives(document)
    word.set_foot(section)


def _add(written: Table, texts: Sequence[str], head: bool = False) -> _Row:
    row = written.add_row()
    for number, (cell, text, width) in enumerate(zip(row.cells, texts, WIDTHS_MM, strict=True)):
        cell.width = Mm(width)
        for place, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            if head or number in CENTRED:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if line.startswith("・"):
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = CELL, -CELL
            run = paragraph.add_run(line)
            run.font.size = CELL
            if head:
                word.set_font(run, GOTHIC)
        if head:
            word.shade(cell)
    return row
