"""Beside leading cases: each published number once, and what of it is compared."""

from dashboards.reports.campaign.blocks import Paragraph, Table, text_of
from dashboards.reports.campaign.sections.precedents import precedents
from dashboards.reports.campaign.writing import Writing
from evaluators.precedents.judging import published
from tests.dashboards.reports.campaign.campaigns import a_run, findings, quantity, rates
from tests.evaluators.precedents.rows import cells

SHARE = {"before": "100", "after": "40", "unit": "hours"}


def written(*rows):
    """With a result of our own on forms and another on meetings."""
    of_meetings = a_run(quantity("share_saved", (0.1, 0.2, 0.3)), kind="meetings", name="trial/b")
    found = findings(runs=(a_run(*rates()), of_meetings), published=published(rows))
    return list(precedents(Writing(found)))


def test_a_published_number_counts_once_however_many_results_of_ones_own_there_are(english):
    said = [text_of(each.line) for each in written(cells(id="A", **SHARE)) if isinstance(each, Paragraph)]
    assert "whether the check is included is not stated (1)" in said[1]
    assert "other tools" not in said[1]


def test_the_table_says_what_is_compared(english):
    row = cells(id="A", task="73 forms", rate_percent=93.3, rate_unit="field")
    (table,) = (each for each in written(row) if isinstance(each, Table))
    assert text_of(table.rows[0][1]) == "73 forms: Fields read right"
