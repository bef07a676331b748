"""What Word files have in common: Japanese fonts and rules, fields that Word fills in, heads of tables."""

import datetime
import io
from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dashboards.language import spoken
from dashboards.reports.archives import timeless

MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"
BODY = Pt(10.5)
"""What Word takes in Japanese."""
SMALL = Pt(8)
BLACK = RGBColor(0, 0, 0)
MADE = datetime.datetime(2000, 1, 1)
"""In the place of a date: when a file was made is said by the file system, and the same draft is the same document."""
PROPERTY = 255
"""Characters that a property of a document may have."""
_ALTERNATIVES = {MINCHO: "MS Mincho", GOTHIC: "MS Gothic"}


def saved(document: Document) -> bytes:
    """The document as a file."""
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def set_properties(document: Document, title: str) -> None:
    """Title and language, and no author or date: the same content is the same file."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:PROPERTY], "", ""
    properties.language = spoken()
    properties.created = properties.modified = MADE


def set_page(section: Section, sides: Length, top: Length, bottom: Length, *, wide: bool = False) -> None:
    """A4 with these margins, on its side where it is wide."""
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = sides
    section.top_margin, section.bottom_margin = top, bottom


def set_head_and_foot(document: Document, head: str) -> None:
    """A line on top of every page, and at its foot its number and how many there are."""
    section = document.sections[0]
    section.header_distance = section.footer_distance = Mm(12)
    top = section.header.paragraphs[0]
    top.text, top.style = head, document.styles["Header"]
    set_foot(section)


def set_foot(section: Section) -> None:
    """At the foot of every page its number and how many there are."""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")


def style_in(document: Document, name: str, font: str, size: Pt) -> ParagraphStyle:
    """A style in a Japanese font: Word takes Japanese characters from eastAsia, and themes go before names."""
    style: ParagraphStyle = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = font, size, BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    return style


def set_title_style(document: Document, size: Pt) -> ParagraphStyle:
    """The style of the title, without the line below it that Word's own has."""
    title = style_in(document, "Title", GOTHIC, size)
    _remove_border(title)
    return title


def set_heading_styles(document: Document, *sizes: Pt) -> None:
    """Heading 1 and the following, which stay with what they head."""
    for level, size in enumerate(sizes, 1):
        heading = style_in(document, f"Heading {level}", GOTHIC, size)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
        heading.paragraph_format.keep_with_next = True


def add_style(document: Document, name: str, font: str, size: Pt) -> ParagraphStyle:
    """A paragraph style of our own, based on Normal."""
    document.styles.add_style(name, 1).base_style = document.styles["Normal"]
    return style_in(document, name, font, size)


def _remove_border(style: ParagraphStyle) -> None:
    """The line that Word draws below a title."""
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def mark(style: ParagraphStyle) -> None:
    """A line at the left of every paragraph of a style, for what must not be overlooked."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", "808080")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    # Word wants it before what python-docx puts there: spacing and indents.
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def set_language(document: Document) -> None:
    """Text is proofread as Japanese, and lines are broken by Japanese rules."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")


def name_alternatives(document: Document) -> None:
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


def set_font(run: Run, font: str) -> None:
    """A font for Latin and Japanese characters alike."""
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills in, as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    text = OxmlElement("w:t")
    text.text = "1"
    run = OxmlElement("w:r")
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_table(document: Document, widths: Sequence[Length]) -> Table:
    """A table in the middle of the page, with lines round its cells and columns of these widths; it has no row yet."""
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def shade(cell: _Cell) -> None:
    """Grey behind a head."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def repeat(table: Table) -> None:
    """The head stands on every page that the table reaches."""
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)


def keep_whole(row: _Row) -> None:
    """A row is not divided between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
