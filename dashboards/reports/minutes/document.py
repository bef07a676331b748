"""Minutes as DOCX, for Word: A4, Japanese fonts, headings for the navigation pane, page numbers."""

import datetime
import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from dashboards.language import spoken
from dashboards.reports.minutes.blocks import Heading, Layout, Paragraph, Run, Table

MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
BODY = Pt(10.5)
"""What Word takes in Japanese."""
SMALL = Pt(8)
TEXT_WIDTH = Mm(160)
BLACK = RGBColor(0, 0, 0)
MADE = datetime.datetime(2000, 1, 1)
"""In the place of a date: when a file was made is said by the file system, and the same draft is the same document."""
PROPERTY = 255
"""Characters that a property of a document may have."""
_ALTERNATIVES = {MINCHO: "MS Mincho", GOTHIC: "MS Gothic"}


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
    properties = document.core_properties
    properties.title, properties.author, properties.comments = layout.title[:PROPERTY], "", ""
    properties.language = spoken()
    properties.created = properties.modified = MADE
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
    _add_field(foot, "PAGE")
    foot.add_run(" / ")
    _add_field(foot, "NUMPAGES")


def _set_styles(document: Document) -> None:
    styles = document.styles
    normal = _style(document, "Normal", MINCHO, BODY)
    normal.paragraph_format.space_after = Pt(3)
    normal.paragraph_format.line_spacing = 1.15
    _set_language(document)
    title = _style(document, "Title", GOTHIC, Pt(16))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    border = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    for name, size in (("Heading 1", Pt(13)), ("Heading 2", Pt(11))):
        heading = _style(document, name, GOTHIC, size)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
        heading.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _style(document, name, GOTHIC, SMALL)
    for name in ("Notice", "Turn", "Note"):
        added = styles.add_style(name, 1)
        added.base_style = normal
    _style(document, "Notice", GOTHIC, Pt(9))
    note = _style(document, "Note", MINCHO, Pt(9))
    note.paragraph_format.keep_with_next = True
    turn = _style(document, "Turn", MINCHO, BODY)
    turn.paragraph_format.left_indent, turn.paragraph_format.first_line_indent = BODY, -BODY
    _name_alternatives(document)


def _style(document: Document, name: str, font: str, size: Pt) -> ParagraphStyle:
    """A style in a Japanese font: Word takes Japanese characters from eastAsia, and themes go before names."""
    style: ParagraphStyle = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = font, size, BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    return style


def _set_language(document: Document) -> None:
    """Text is proofread as Japanese, and lines are broken by Japanese rules."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")


def _name_alternatives(document: Document) -> None:
    """The fonts' other names, by which a machine that has no Japanese names finds them."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            root = parse_xml(part.blob)
            for font in root.iter(qn("w:font")):
                other = _ALTERNATIVES.get(font.get(qn("w:name"), ""))
                if other and font.find(qn("w:altName")) is None:
                    name = OxmlElement("w:altName")
                    name.set(qn("w:val"), other)
                    font.insert(0, name)
            part._blob = serialize_part_xml(root)


def _write(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        if run.removed or not run.text:
            continue
        written = paragraph.add_run(run.text)
        written.bold = run.bold or None
        if run.bold:
            _set_font(written, GOTHIC)
        if run.small:
            written.font.size = SMALL
        if run.doubtful:
            written.font.highlight_color = WD_COLOR_INDEX.YELLOW
            written.font.underline = True


def _set_font(run: WordRun, font: str) -> None:
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    """A field that Word fills in, as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    text = OxmlElement("w:t")
    text.text = "1"
    run = OxmlElement("w:r")
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _add_table(document: Document, table: Table) -> None:
    written = document.add_table(rows=0, cols=len(table.widths))
    written.style = "Table Grid"
    written.alignment = WD_TABLE_ALIGNMENT.CENTER
    written.autofit = False
    for column, width in zip(written.columns, table.widths, strict=True):
        column.width = _part(width)
    if table.columns:
        _add_row(written, table, [(name,) for name in table.columns], heads=len(table.columns))
        _repeat(written)
    for row in table.rows:
        _add_row(written, table, row, heads=0 if table.columns else 1)
    document.add_paragraph()


def _part(width: int) -> Length:
    return Mm(TEXT_WIDTH.mm * width / 100)


def _add_row(written: WordTable, table: Table, cells: Iterable[tuple[str, ...]], heads: int) -> None:
    row = written.add_row()
    keep = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(keep)
    for number, (cell, lines, width) in enumerate(zip(row.cells, cells, table.widths, strict=True)):
        cell.width = _part(width)
        _fill(cell, lines, bold=number < heads)
        if number < heads:
            _shade(cell)


def _fill(cell: _Cell, lines: tuple[str, ...], bold: bool) -> None:
    for number, line in enumerate(lines or ("",)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(line)
        run.font.size = Pt(9)
        if bold:
            _set_font(run, GOTHIC)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(table: WordTable) -> None:
    """The head stands on every page that the table reaches."""
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
