"""Whether to measure more, as one sentence that says no more than was computed."""

from datetime import date

import pytest

from dashboards.reports.campaign.blocks import text_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.sections.verification import verification
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import Findings
from evaluators.cost.assessing import assess
from evaluators.cost.verifying import verifying
from evaluators.cost.what_if import Measured
from tests.evaluators.cost.small import a_case, an_undecided_one, numbers, price, tool


def writing(measured, **changed):
    assessment = assess(measured.case, measured.numbers, n=measured.n, seed=1, n_documents=measured.n_documents)
    known = {"assessment": assessment, "verifying": verifying(measured)} | changed
    return Writing(Findings("見本", "trial", "情報化推進本部", date(2026, 12, 1), **known))


def test_the_size_that_gains_most_is_named_with_its_gain(english):
    measured = an_undecided_one(2_000)
    found = verifying(measured)
    (paragraph,) = verification(writing(measured))
    assert text_of(paragraph.line).startswith("Measuring ")
    n, gain = (piece for piece in paragraph.line if isinstance(piece, Figure))
    assert (n.quantity.value, n.quantity.unit) == (found.plan.best, "count")
    assert gain.quantity.value == pytest.approx(found.plan.gain)
    assert n.formula
    assert gain.formula
    assert n.quantity.id != gain.quantity.id


def test_where_nothing_is_worth_it_no_number_is_named(english):
    dear = a_case(ai=tool() | {"licence": price(100_000_000, "yen/year")})
    (paragraph,) = verification(writing(Measured.of(dear, numbers(400), 400, 1, 20)))
    assert text_of(paragraph.line).startswith("For AI-OCR, no number of further forms is worth")


def test_without_forms_behind_it_nothing_is_said():
    assert [*verification(writing(Measured.of(a_case(), numbers(200), 200, 1)))] == []
