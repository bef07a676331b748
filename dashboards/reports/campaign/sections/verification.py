"""Whether it is worth measuring more forms before deciding."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.reports.campaign.blocks import Block, Paragraph, line
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.campaign.formulas import formula_of
from dashboards.reports.campaign.writing import INPUTS, Writing
from evaluators.campaigns.money import Money
from evaluators.quantity import Quantity


def verification(writing: Writing) -> Iterator[Block]:
    """One sentence; nothing where accuracy was typed in, so that no forms are behind it."""
    found, money = writing.findings.verifying, writing.findings.money
    if found is None or money is None:
        return
    best = found.plan.best
    if best is None:
        text = _("For AI-OCR, no number of further forms is worth what it costs to have them typed by two people.")
        yield Paragraph(line(text))
        return
    text = _("Measuring {n} more forms, typed by two people, would bring the most: {gain} more than it costs.")
    n = _figure(writing, money, "forms_to_measure", float(best), "count")
    gain = _figure(writing, money, "evsi_less_cost", found.plan.gain, "yen")
    yield Paragraph(line(text, n=n, gain=gain))


def _figure(writing: Writing, money: Money, metric: str, value: float, unit: str) -> Figure:
    """A number that has no interval of its own: it says itself how uncertain others are."""
    beside = {"metric": metric, "value": value, "low": value, "high": value, "unit": unit}
    quantity = Quantity.model_validate(
        money.perfect.model_dump() | beside | {"id": f"{money.perfect.id}/{metric}", "numerator": None}
    )
    label = {
        "forms_to_measure": _("Further forms whose measuring gains most"),
        "evsi_less_cost": _("What measuring them would be worth, less its cost (EVSI)"),
    }[metric]
    return writing.figures.of(quantity, label, writing.findings.case_file, formula_of(quantity), INPUTS)
