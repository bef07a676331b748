"""The report as DOCX, which the analyst edits: heading styles, tables with heads, captions, Japanese fonts."""

import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from dashboards.language import _
from dashboards.pages.words import grade_names
from dashboards.reports import word
from dashboards.reports.campaign.blocks import (
    Answer,
    Block,
    Bullets,
    Chart,
    Heading,
    Layout,
    Line,
    Link,
    Paragraph,
    Part,
    Table,
)
from dashboards.reports.campaign.charts import png_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.word_links import bookmark, link_out, link_within
from dashboards.reports.word import GOTHIC, MINCHO

SIDES = Mm(20)
TEXT, WIDE = Mm(170), Mm(257)
"""Width of the text on an upright page, and on one on its side."""
TAG, CELL, SMALL_CELL = Pt(6.5), Pt(8.5), Pt(7.5)


def docx_of(layout: Layout) -> bytes:
    """The report as a file."""
    document = docx.Document()
    word.set_properties(document, layout.title)
    word.set_page(document.sections[0], SIDES, Mm(20), Mm(18))
    _set_styles(document)
    word.set_head_and_foot(document, layout.banner or f"{layout.addressee} {layout.title}")
    document.add_paragraph(layout.addressee, "Meta")
    document.add_paragraph(layout.title, "Title")
    document.add_paragraph(layout.author_note, "Meta")
    for number, part in enumerate(layout.parts):
        if number:
            _turn(document, part)
        for block in part.blocks:
            _add(document, block, WIDE if part.paper == "wide" else TEXT)
    return word.saved(document)


def _turn(document: Document, part: Part) -> None:
    """A new page, upright or on its side."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    wide = part.paper == "wide"
    word.set_page(section, SIDES, Mm(16 if wide else 20), Mm(16 if wide else 18), wide=wide)


def _set_styles(document: Document) -> None:
    normal = word.style_in(document, "Normal", MINCHO, Pt(10))
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.1
    word.set_language(document)
    word.set_title_style(document, Pt(17)).paragraph_format.space_after = Pt(2)
    word.set_heading_styles(document, Pt(12.5), Pt(10.5))
    for name in ("Header", "Footer"):
        word.style_in(document, name, GOTHIC, word.SMALL)
    word.style_in(document, "List Bullet", MINCHO, Pt(10)).paragraph_format.space_after = Pt(1)
    caption = word.style_in(document, "Caption", GOTHIC, Pt(9))
    caption.font.bold = False
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(2)
    for name, font, size in _OWN_STYLES:
        word.add_style(document, name, font, size)
    for name in ("Notice", "Todo"):
        word.mark(document.styles[name])
    document.styles["Question"].paragraph_format.keep_with_next = True
    document.styles["Sentence"].paragraph_format.keep_with_next = True
    word.name_alternatives(document)


_OWN_STYLES = (
    *(("Meta", GOTHIC, Pt(9)), ("Notice", GOTHIC, Pt(9)), ("Todo", GOTHIC, Pt(9)), ("Note", MINCHO, Pt(9))),
    *(("Question", GOTHIC, Pt(9)), ("Sentence", GOTHIC, Pt(11)), ("Change", MINCHO, Pt(9))),
)
_ROLES = {"plain": "Normal", "note": "Note", "notice": "Notice", "todo": "Todo", "meta": "Meta"}


def _add(document: Document, block: Block, width: Length) -> None:
    match block:
        case Heading():
            bookmark(document.add_paragraph(block.text, f"Heading {block.level}"), block.anchor)
        case Paragraph():
            _write(document.add_paragraph(style=_ROLES[block.role]), block.line)
        case Bullets():
            for each in block.lines:
                _write(document.add_paragraph(style="List Bullet"), each)
        case Answer():
            _add_answer(document, block)
        case Table():
            _add_table(document, block, width)
        case Chart() if block.drawn:
            document.add_paragraph(block.title, "Caption")
            document.add_picture(io.BytesIO(png_of(block)), width=width)
            _describe(document, block)


def _add_answer(document: Document, answer: Answer) -> None:
    """A box with one cell, so that it stays together and can be edited as one."""
    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    cell = table.rows[0].cells[0]
    word.keep_whole(table.rows[0])
    question = cell.paragraphs[0]
    question.style = document.styles["Question"]
    question.add_run(f"{answer.number}　{answer.question}")
    _write(cell.add_paragraph(style="Sentence"), answer.sentence)
    change = cell.add_paragraph(style="Change")
    word.set_font(change.add_run(_("What would change it:") + " "), GOTHIC)
    _write(change, answer.would_change)
    if answer.grade:
        change.add_run("　")
        word.set_font(change.add_run(_("Grade: {grade}", grade=grade_names()[answer.grade])), GOTHIC)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(paragraph: WordParagraph, line: Line, size: Pt | None = None, *, apart: bool = False) -> None:
    """A line; a number with its interval and a small tag that leads to its row in table 1.

    Args:
        paragraph: to write into.
        line: what stands in it.
        size: of its letters, where it is not that of the style.
        apart: whether interval and tag of a number get lines of their own.
    """
    for piece in line:
        if isinstance(piece, Figure):
            _write_figure(paragraph, piece, size, apart)
        elif isinstance(piece, Link) and piece.address.startswith("#"):
            link_within(paragraph, piece.text, piece.address.removeprefix("#"), size or CELL)
        elif isinstance(piece, Link):
            link_out(paragraph, piece.text, piece.address, size or CELL)
        elif piece == "\n":
            paragraph.add_run().add_break()
        else:
            paragraph.add_run(piece).font.size = size


def _write_figure(paragraph: WordParagraph, figure: Figure, size: Pt | None, apart: bool) -> None:
    value = paragraph.add_run(figure.value)
    word.set_font(value, GOTHIC)
    value.font.size = size
    if figure.interval:
        _part(paragraph, apart)
        bounds = paragraph.add_run(figure.interval)
        word.set_font(bounds, GOTHIC)
        bounds.font.size = SMALL_CELL
    _part(paragraph, apart)
    link_within(paragraph, figure.tag, figure.id, TAG)


def _part(paragraph: WordParagraph, apart: bool) -> None:
    run = paragraph.add_run("" if apart else " ")
    if apart:
        run.add_break()


def _add_table(document: Document, table: Table, width: Length) -> None:
    if table.caption:
        document.add_paragraph(table.caption, "Caption")
    widths = [Mm(width.mm * part / sum(table.widths)) for part in table.widths]
    written = word.add_table(document, widths)
    size = SMALL_CELL if table.small else CELL
    if table.columns:
        _add_row(written, widths, [(name,) for name in table.columns], size, heads=len(table.columns))
        word.repeat(written)
    for number, row in enumerate(table.rows):
        _add_row(written, widths, row, size, heads=0, apart=not table.small)
        if table.anchors:
            bookmark(written.rows[-1].cells[0].paragraphs[0], table.anchors[number])
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_row(
    table: WordTable, widths: Iterable[Length], cells: Iterable[Line], size: Pt, heads: int, apart: bool = False
) -> None:
    row = table.add_row()
    word.keep_whole(row)
    for number, (cell, line, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = width
        _fill(cell, line, size, head=number < heads, apart=apart and len(line) == 1)


def _fill(cell: _Cell, line: Line, size: Pt, head: bool, apart: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.0
    _write(paragraph, line, size, apart=apart)
    if head:
        word.shade(cell)
        for run in paragraph.runs:
            word.set_font(run, GOTHIC)


def _describe(document: Document, chart: Chart) -> None:
    """What a reader hears who does not see the chart."""
    for properties in document.paragraphs[-1]._p.iter(qn("wp:docPr")):
        properties.set("descr", "; ".join(f"{mark.label} {mark.series} {mark.figure.value}" for mark in chart.drawn))
