"""The document as a whole: its form, its ids, and what it says of what is missing."""

from dataclasses import replace

import pytest

from dashboards.reports.campaign.blocks import Answer, Chart, Heading, Paragraph, Table, text_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.layout import layout
from dashboards.reports.campaign.sections.annex import known_methods
from evaluators import methods
from evaluators.grade import Origin
from tests.dashboards.reports.campaign.campaigns import a_run, findings, rates, three

SECTIONS = [
    *("三つの問いへの回答", "1　目的", "2　検証の概要", "3　正確性", "4　迅速性", "5　操作性", "6　費用対効果"),
    *("7　先進事例との比較", "8　課題と対応策", "9　今後の方針", "10　用語解説"),
]


def headings(report, level=1):
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == level]


def shown(report):
    """All numbers that stand in the report outside table 1, in their order."""
    for block in report.blocks:
        lines = {
            Paragraph: lambda block: [block.line],
            Answer: lambda block: [block.sentence, block.would_change],
            Table: lambda block: [cell for row in block.rows for cell in row],
        }.get(type(block), lambda block: getattr(block, "lines", []))(block)
        yield from (piece for line in lines for piece in line if isinstance(piece, Figure))
        if isinstance(block, Chart):
            yield from (mark.figure for mark in block.marks)


def texts(report, role):
    return [text_of(block.line) for block in report.blocks if isinstance(block, Paragraph) and block.role == role]


def test_sections_are_those_that_cities_use(japanese):
    assert headings(layout(three()["pays"]))[: len(SECTIONS)] == SECTIONS


def test_the_answers_come_first(japanese):
    blocks = layout(three()["undecided"]).blocks
    assert [type(block) for block in blocks[1:4]] == [Answer] * 3


def test_every_number_stands_in_table_one_under_its_id(english):
    report = layout(three()["pays"])
    table = next(block for block in report.blocks if isinstance(block, Table) and block.anchors)
    ids = [figure.id for figure in report.figures]
    assert ids == [f"F{n}" for n in range(1, len(ids) + 1)]
    assert list(table.anchors) == ids
    assert {figure.id for figure in shown(report)} <= {*ids}
    for figure, row in zip(report.figures, table.rows, strict=True):
        assert text_of(row[0]) == figure.id
        assert text_of(row[2]).startswith(figure.value)
        assert text_of(row[5]) == figure.grade


def test_a_number_has_one_id_however_often_it_stands_there(english):
    report = layout(three()["pays"])
    by_id = {}
    for figure in shown(report):
        assert by_id.setdefault(figure.id, figure) == figure
    assert len({(figure.run, figure.quantity.id) for figure in report.figures}) == len(report.figures)


def test_the_values_of_each_chart_stand_in_a_table(english):
    report = layout(three()["pays"])
    assert report.charts
    captions = [block.caption for block in report.blocks if isinstance(block, Table)]
    assert all(chart.title in captions for chart in report.charts)


def test_the_headquarters_goes_by_the_name_that_the_city_gave_it(japanese):
    report = layout(findings(headquarters="デジタル化推進本部"))
    assert report.addressee == "デジタル化推進本部　報告資料"
    assert "デジタル化推進本部の判断に供する" in "".join(texts(report, "plain"))


@pytest.mark.parametrize("invented", [True, False])
def test_a_banner_stands_where_anything_is_invented(english, invented):
    origin = Origin.DEMONSTRATION if invented else Origin.REAL
    assert bool(layout(findings(runs=(a_run(*rates(), origin=origin),))).banner) is invented


def test_an_example_that_nobody_replaced_is_invented_too(english):
    assert layout(replace(three()["pays"], examples=frozenset({"case.toml"}))).banner


def test_what_is_missing_is_said_with_what_to_do(english):
    todo = " ".join(texts(layout(findings()), "todo"))
    for command in ("kouka run", "kouka study", "kouka new case", "kouka precedents"):
        assert command in todo


def test_what_could_not_be_taken_in_is_said_with_the_reason(english):
    said = " ".join(texts(layout(findings(left_out={"case.toml": "It is broken."})), "todo"))
    assert "case.toml could not be taken in, and nothing is said about money: It is broken." in said


def test_in_english_nothing_is_listed_by_a_japanese_comma(english):
    run = a_run(*rates(), title="notices", templates={"a": "moving in", "b": "moving out"})
    said = [text_of(cell) for block in layout(findings(runs=(run,), title="x", headquarters="y")).blocks
            if isinstance(block, Table) for row in block.rows for cell in row]  # fmt: skip
    assert any("moving in, moving out" in cell for cell in said)
    assert not [cell for cell in said if "、" in cell]


def test_every_way_in_which_figures_of_draws_are_made_is_known_to_the_list_of_methods(english):
    names = {value for name, value in vars(methods).items() if name.isupper()}
    assert methods.LIKELY in names
    assert names <= known_methods().keys()
