"""Minutes as DOCX, for Word: A4, Japanese fonts, headings for the navigation pane, page numbers."""

import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from dashboards.reports.minutes.blocks import Heading, Layout, Paragraph, Run, Table
from dashboards.reports.word import (
    BODY,
    GOTHIC,
    MINCHO,
    SMALL,
    add_field,
    keep_whole,
    name_alternatives,
    remove_border,
    repeat,
    set_font,
    set_language,
    set_properties,
    shade,
    style_in,
)

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
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_STYLES = {"plain": "Normal", "notice": "Notice", "turn": "Turn", "note": "Note"}


def _set_up(document: Document, layout: Layout) -> None:
    set_properties(document, layout.title)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(30), Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    _set_styles(document)
    head = section.header.paragraphs[0]
    head.text, head.style = layout.running_head, document.styles["Header"]
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")


def _set_styles(document: Document) -> None:
    styles = document.styles
    normal = style_in(document, "Normal", MINCHO, BODY)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.15
    set_language(document)
    title = style_in(document, "Title", GOTHIC, Pt(16))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    remove_border(title)
    for name, size in (("Heading 1", Pt(13)), ("Heading 2", Pt(11))):
        heading = style_in(document, name, GOTHIC, size)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
        heading.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        style_in(document, name, GOTHIC, SMALL)
    for name in ("Notice", "Turn", "Note"):
        added = styles.add_style(name, 1)
        added.base_style = normal
    style_in(document, "Notice", GOTHIC, Pt(9))
    note = style_in(document, "Note", MINCHO, Pt(9))
    note.paragraph_format.keep_with_next = True
    turn = style_in(document, "Turn", MINCHO, BODY)
    turn.paragraph_format.left_indent, turn.paragraph_format.first_line_indent = BODY, -BODY
    name_alternatives(document)


def _write(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        if run.removed or not run.text:
            continue
        written = paragraph.add_run(run.text)
        written.bold = run.bold or None
        if run.bold:
            set_font(written, GOTHIC)
        if run.small:
            written.font.size = SMALL
        if run.doubtful:
            written.font.highlight_color = WD_COLOR_INDEX.YELLOW
            written.font.underline = True


def _add_table(document: Document, table: Table) -> None:
    written = document.add_table(rows=0, cols=len(table.widths))
    written.style = "Table Grid"
    written.alignment = WD_TABLE_ALIGNMENT.CENTER
    written.autofit = False
    for column, width in zip(written.columns, table.widths, strict=True):
        column.width = _part(width)
    if table.columns:
        _add_row(written, table, [(name,) for name in table.columns], heads=len(table.columns))
        repeat(written)
    for row in table.rows:
        _add_row(written, table, row, heads=0 if table.columns else 1)
    document.add_paragraph()


def _part(width: int) -> Length:
    return Mm(TEXT_WIDTH.mm * width / 100)


def _add_row(written: WordTable, table: Table, cells: Iterable[tuple[str, ...]], heads: int) -> None:
    row = written.add_row()
    keep_whole(row)
    for number, (cell, lines, width) in enumerate(zip(row.cells, cells, table.widths, strict=True)):
        cell.width = _part(width)
        _fill(cell, lines, bold=number < heads)
        if number < heads:
            shade(cell)


def _fill(cell: _Cell, lines: tuple[str, ...], bold: bool) -> None:
    for number, line in enumerate(lines or ("",)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(line)
        run.font.size = Pt(9)
        if bold:
            set_font(run, GOTHIC)
