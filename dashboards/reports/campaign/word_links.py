"""Links in Word: from a number to its row in the table, from there to files beside the document."""

import hashlib

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dashboards.reports import word


def bookmark(paragraph: Paragraph, anchor: str) -> None:
    """Make a paragraph a place that links lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), _number(anchor))
    start.set(qn("w:name"), _name(anchor))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def link_within(paragraph: Paragraph, text: str, anchor: str, size: Pt) -> None:
    """Text that leads to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _name(anchor))
    _fill(paragraph, link, text, size)


def link_out(paragraph: Paragraph, text: str, address: str, size: Pt) -> None:
    """Text that leads to a file, named from the folder of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    _fill(paragraph, link, text, size)


def _fill(paragraph: Paragraph, link: BaseOxmlElement, text: str, size: Pt) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    word.set_font(run, word.GOTHIC)
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def _name(anchor: str) -> str:
    """Letters and digits, at most 40 of them: Word takes no others."""
    return anchor if anchor.isalnum() and anchor.isascii() else "p" + hashlib.sha256(anchor.encode()).hexdigest()[:16]


def _number(anchor: str) -> str:
    return str(int(hashlib.sha256(anchor.encode()).hexdigest()[:7], 16))
