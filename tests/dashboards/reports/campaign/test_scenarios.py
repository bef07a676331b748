"""Saved what-ifs in the report: named, with what they set and come to."""

from datetime import date

from dashboards.reports.campaign.blocks import text_of
from dashboards.reports.campaign.sections.scenarios import scenarios
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import Findings
from evaluators.cost.what_if import Measured, Setting, scenario
from tests.evaluators.cost.small import a_case, numbers

N = 200


def writing(*found):
    return Writing(Findings("見本", "trial", "情報化推進本部", date(2026, 12, 1), scenarios=found))


def test_a_row_says_what_is_set_what_it_comes_to_and_who_saved_it(english):
    case = a_case()
    measured = Measured.of(case, numbers(N), N, 1, 20)
    setting = Setting(option="ai_all", licence=2_000_000, accuracy=0.9)
    dear = scenario("dear", "Tanaka", "2026-12-01T12:00:00+09:00", "what if", setting, measured)
    written = writing(dear)
    (table,) = scenarios(written)
    ((name, what, _npv, _pays, by),) = [[text_of(cell) for cell in row] for row in table.rows]
    assert name == "dear: what if"
    assert what == ("AI-OCR, all fields looked at; Licence a year: 2,000,000 yen a year; Fields read right: 90.0%")
    assert by == "Tanaka, 2026-12-01 12:00"
    of = {each.metric: each for each in dear.quantities}
    shown = [cell[0] for cell in table.rows[0][2:4]]
    assert [figure.quantity for figure in shown] == [of["npv"], of["pays"]]
    assert {figure.run for figure in shown} == {"scenarios/dear.toml"}


def test_without_scenarios_nothing_is_said():
    assert [*scenarios(writing())] == []
