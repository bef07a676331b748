"""The Word file: what an analyst edits."""

import io

import docx
import pytest
from docx.enum.section import WD_ORIENT

from dashboards.reports.campaign.document import docx_of
from dashboards.reports.campaign.layout import layout
from tests.dashboards.reports.campaign.campaigns import three


@pytest.fixture
def document(english):
    return docx.Document(io.BytesIO(docx_of(layout(three()["pays"]))))


def test_styles_of_headings_captions_and_lists_are_words_own(document):
    named = {each.style.name for each in document.paragraphs}
    assert named >= {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet"}


def test_table_one_lies_on_its_side(document):
    ways = [section.orientation for section in document.sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_pages_are_numbered_and_charts_are_described(document):
    foot = document.sections[0].footer._element.xml
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    described = document.element.xpath("//wp:docPr/@descr")
    assert described
    assert all(described)


def test_each_answer_is_one_box(document):
    boxes = [table for table in document.tables if len(table.rows) == 1 and len(table.columns) == 1]
    assert [table.cell(0, 0).paragraphs[0].style.name for table in boxes] == ["Question"] * 3
    assert [table.cell(0, 0).paragraphs[1].style.name for table in boxes] == ["Sentence"] * 3
