"""Minutes as DOCX, for Word: A4, Japanese fonts, headings for the navigation pane, page numbers."""

from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from dashboards.reports import word
from dashboards.reports.minutes.blocks import Heading, Layout, Paragraph, Run, Table
from dashboards.reports.word import BODY, GOTHIC, MINCHO, SMALL

TEXT_WIDTH = Mm(160)


def docx_of(layout: Layout) -> bytes:
    """The document as a file."""
    document = docx.Document()
    _set_up(document, layout)
    for block in layout.blocks:
        match block:
            case Heading():
                document.add_paragraph(block.text, "Title" if block.level == 1 else f"Heading {block.level - 1}")
            case Paragraph(role="notice") if block.text == layout.running_head:
                pass  # it stands at the head of every page
            case Paragraph():
                _write(document.add_paragraph(style=_STYLES[block.role]), block.runs)
            case Table():
                _add_table(document, block)
    return word.saved(document)


_STYLES = {"plain": "Normal", "notice": "Notice", "turn": "Turn", "note": "Note"}


def _set_up(document: Document, layout: Layout) -> None:
    word.set_properties(document, layout.title)
    word.set_page(document.sections[0], Mm(25), Mm(30), Mm(25))
    _set_styles(document)
    word.set_head_and_foot(document, layout.running_head)


def _set_styles(document: Document) -> None:
    normal = word.style_in(document, "Normal", MINCHO, BODY)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.15
    word.set_language(document)
    word.set_title_style(document, Pt(16)).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.set_heading_styles(document, Pt(13), Pt(11))
    for name in ("Header", "Footer"):
        word.style_in(document, name, GOTHIC, SMALL)
    word.add_style(document, "Notice", GOTHIC, Pt(9))
    word.add_style(document, "Note", MINCHO, Pt(9)).paragraph_format.keep_with_next = True
    turn = word.add_style(document, "Turn", MINCHO, BODY)
    turn.paragraph_format.left_indent, turn.paragraph_format.first_line_indent = BODY, -BODY
    word.name_alternatives(document)


def _write(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        if run.removed or not run.text:
            continue
        written = paragraph.add_run(run.text)
        written.bold = run.bold or None
        if run.bold:
            word.set_font(written, GOTHIC)
        if run.small:
            written.font.size = SMALL
        if run.doubtful:
            written.font.highlight_color = WD_COLOR_INDEX.YELLOW
            written.font.underline = True


def _add_table(document: Document, table: Table) -> None:
    written = word.add_table(document, [_part(width) for width in table.widths])
    if table.columns:
        _add_row(written, table, [(name,) for name in table.columns], heads=len(table.columns))
        word.repeat(written)
    for row in table.rows:
        _add_row(written, table, row, heads=0 if table.columns else 1)
    document.add_paragraph()


def _part(width: int) -> Length:
    return Mm(TEXT_WIDTH.mm * width / 100)


def _add_row(written: WordTable, table: Table, cells: Iterable[tuple[str, ...]], heads: int) -> None:
    row = written.add_row()
    word.keep_whole(row)
    for number, (cell, lines, width) in enumerate(zip(row.cells, cells, table.widths, strict=True)):
        cell.width = _part(width)
        _fill(cell, lines, bold=number < heads)
        if number < heads:
            word.shade(cell)


def _fill(cell: _Cell, lines: tuple[str, ...], bold: bool) -> None:
    for number, line in enumerate(lines or ("",)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(line)
        run.font.size = Pt(9)
        if bold:
            word.set_font(run, GOTHIC)
