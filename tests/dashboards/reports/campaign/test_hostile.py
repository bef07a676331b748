"""Names and titles that would run, break a file or become a formula, through all four writers."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from lxml import etree
from PIL import ImageFile

from dashboards.language import speaking
from dashboards.reports.campaign.formats import WRITERS
from dashboards.reports.campaign.layout import layout
from dashboards.reports.campaign.webpage import html_of
from tests.dashboards.reports.campaign.campaigns import a_run, assessment, findings, quantity, rates

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
FORMULA = '=HYPERLINK("http://example.invalid","x")'
OURS = re.compile(r"=(SUM\(|'(Inputs|Numbers)'!|\$?[A-Z]{1,2}\$?\d+|[\d.e()+*/:^-])+")
"""Cells, numbers and arithmetic, and nothing else."""
CONTROLS = "a\x00b\x0bc\x1b[31m\ufffe\u202ed\ud800"


def hostile(text):
    run = a_run(
        *rates(),
        quantity("field_accuracy", (0.1, 0.2, 0.3), normaliser="typed", scope={"cond_pen": text}),
        title=text, templates={"moving": text}, name=f"trial/{text}",
    )  # fmt: skip
    more = {"title": text, "headquarters": text, "left_out": {"tasks.csv": text}}
    return replace(findings(runs=(run,), assessment=assessment("undecided")), **more)


@pytest.fixture(params=[MARKUP, FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "$x^{2$", CONTROLS, "あ" * 5000])
def report(request):
    with speaking("en"):
        yield layout(hostile(request.param))


def test_html_holds_it_as_text_alone(report):
    page = html_of(report)
    assert "<script" not in page
    assert "<img src=x" not in page
    assert page.count("<img ") == len([chart for chart in report.charts if chart.drawn])
    page.encode()


def test_word_opens_it(report):
    document = docx.Document(io.BytesIO(WRITERS["docx"](report)))
    assert document.paragraphs


def test_the_workbook_takes_no_text_for_a_formula(report):
    content = WRITERS["xlsx"](report)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert OURS.fullmatch(cell.value)
                elif isinstance(cell.value, str) and cell.value[:1] in "=+-@＝":
                    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                etree.fromstring(archive.read(name))


@pytest.mark.slow
def test_pdf_is_made_of_it(report):
    assert WRITERS["pdf"](report).startswith(b"%PDF")
    assert not ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint's import sets it: half a scan would count as a whole one
