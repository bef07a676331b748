"""The workbook: what a program sees that does not compute, and what LibreOffice computes."""

import io
import shutil
import subprocess

import openpyxl
import pytest

from dashboards.language import speaking
from dashboards.reports.campaign.blocks import Chart, Paragraph, text_of
from dashboards.reports.campaign.layout import layout
from dashboards.reports.campaign.workbook import xlsx_of
from evaluators.cost.assessing import assess
from tests.dashboards.reports.campaign.campaigns import a_run, assessment, findings, rates
from tests.evaluators.cost.cases import N, a_case, entered, forms, measured, meetings, price, staff, tool

WAGE = "staff_regular_yen_per_hour"


def campaign(wage=3_000):
    changed = {
        "staff": [staff(yen_per_hour=entered(wage, "yen/hour"), unpaid=entered(0.25, "ratio"))],
        "discount_rate": entered(0.04, "ratio"),
        "meetings": meetings(),
    }
    return findings(runs=(a_run(*rates()),), assessment=assessment("pays", **changed))


@pytest.fixture
def workbook():
    with speaking("en"):
        return xlsx_of(layout(campaign()))


def opened(content, **how):
    return openpyxl.load_workbook(io.BytesIO(content), **how)


def cells(content):
    """Formulas of every sheet."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in opened(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def row_of(sheet, name, after=""):
    """The row of a line, below the title of its way of working."""
    started = not after
    for row in sheet.iter_rows():
        started = started or row[0].value == after
        if started and row[0].value == name:
            return row[0].row
    raise AssertionError(name)


def recomputed(content, folder):
    """The workbook as LibreOffice computes it, from formulas alone: what openpyxl saves has no values."""
    bare, out = folder / "bare.xlsx", folder / "out"
    opened(content).save(bare)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", out, bare], check=True, capture_output=True, timeout=240)
    return openpyxl.load_workbook(out / bare.name, data_only=True)


def test_every_formula_has_its_value(workbook):
    values = opened(workbook, data_only=True)
    found = cells(workbook)
    assert len(found) > 100
    assert all(isinstance(values[sheet][place].value, int | float) for sheet, place in found)


def test_the_sums_are_the_figures_of_the_report(workbook):
    sheet = opened(workbook, data_only=True)["Computation"]
    last = sheet.max_column
    for option, name in (("ai_all", "AI-OCR, all fields looked at"),):
        npv = campaign().assessment.quantity(option, "npv").value
        assert sheet.cell(row_of(sheet, "npv", after=name), last).value == pytest.approx(npv)
        spent = campaign().assessment.quantity(option, "spent").value
        assert sheet.cell(row_of(sheet, "spent", after=name), last).value == pytest.approx(spent)


def test_below_what_follows_stands_the_mean_that_was_reported():
    """A licence of 0, most likely, and up to 6,000,000 yen a year: 2,000,000 as the mean, which no cell can follow."""
    case = a_case(ai=tool(licence=price(0, "yen/year", 0, 6_000_000)), discount_rate=entered(0.04, "ratio"))
    found = assess(case, measured(), n=N, seed=1, n_documents=20)
    with speaking("en"):
        sheet = opened(xlsx_of(layout(findings(runs=(a_run(*rates()),), assessment=found))), data_only=True)[
            "Computation"
        ]
    row = row_of(sheet, "npv", after="AI-OCR, all fields looked at")
    likely, mean = (sheet.cell(each, sheet.max_column).value for each in (row, row + 1))
    yen = sum(1.04**-k for k in range(5))
    assert likely == pytest.approx(300_000 * yen - 250_000) == found.quantity("ai_all", "npv_likely").value
    assert mean == pytest.approx(300_000 * yen - 250_000 - 2_000_000 * yen, rel=1e-3)
    assert mean == found.quantity("ai_all", "npv").value
    assert sheet.cell(row + 1, 4).value == "as reported; does not follow what is changed"


@pytest.mark.parametrize("rank", [None, 0.6])
def test_inputs_that_move_together_have_one_bar_in_report_and_workbook(rank):
    both = {"inputs": ["forms_volume", "ai_licence"], "rank": rank, "says": "a test"}
    case = a_case(
        forms=forms(volume=entered(12_000, "forms/year", 6_000, 18_000)),
        ai=tool(licence=price(100_000, "yen/year", 0, 200_000)),
        **({"together": [both]} if rank else {}),
    )
    found = assess(case, measured(), n=N, seed=1, n_documents=20)
    with speaking("en"):
        report = layout(findings(runs=(a_run(*rates()),), assessment=found))
        numbers = opened(xlsx_of(report))["Numbers"]
    (chart,) = [block for block in report.blocks if isinstance(block, Chart) and block.anchor == "chart-drivers"]
    said = [text_of(block.line) for block in report.blocks if isinstance(block, Paragraph) and block.role == "note"]
    names = [mark.label for mark in chart.marks]
    formulas = {str(cell.value) for row in numbers.iter_rows() for cell in row}
    if rank:
        assert names == ["Forms a year (forms) with Licence a year (AI-OCR)"]
    else:
        assert names == ["Forms a year (forms)", "Licence a year (AI-OCR)"]
    assert any(text.startswith("Inputs that move together have one bar") for text in said) == bool(rank)
    assert any(text.endswith("given these inputs, which move together") for text in formulas) == bool(rank)
    assert ("what is expected at the 2.5% and 97.5% points of the input" in formulas) == (not rank)


def test_what_does_not_add_up_over_years_has_no_sum(workbook):
    sheet = opened(workbook)["Computation"]
    for name, has_sum in (("minutes_of_form", False), ("hour_paid", False), ("forms", True), ("net", True)):
        row = row_of(sheet, name, after="AI-OCR, all fields looked at")
        assert (sheet.cell(row, sheet.max_column).value is not None) is has_sum, name


def test_units_are_words(workbook):
    sheet = opened(workbook)["Numbers"]
    units = {sheet.cell(row, 6).value for row in range(2, sheet.max_row + 1)}
    assert {"minutes a form", "yen"} <= units
    assert not units & {"ratio", "count", "min/document", "yen/hour", "forms/year", "score"}


def test_the_same_findings_give_the_same_bytes(workbook):
    with speaking("en"):
        assert xlsx_of(layout(campaign())) == workbook


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_libreoffice_computes_what_python_does_and_follows_a_changed_wage(workbook, tmp_path):
    values, computed = opened(workbook, data_only=True), recomputed(workbook, tmp_path)
    for sheet, place in cells(workbook):
        assert computed[sheet][place].value == pytest.approx(values[sheet][place].value, rel=1e-9, abs=1e-9), place

    changed = opened(workbook)
    inputs = changed["Inputs"]
    inputs.cell(row_of(inputs, WAGE), 5).value = 4_000
    out = io.BytesIO()
    changed.save(out)
    (tmp_path / "second").mkdir()
    sheet = recomputed(out.getvalue(), tmp_path / "second")["Computation"]
    npv = campaign(4_000).assessment.quantity("ai_all", "npv").value
    row = row_of(sheet, "npv", after="AI-OCR, all fields looked at")
    assert sheet.cell(row, sheet.max_column).value == pytest.approx(npv)
