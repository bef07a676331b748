"""What answers need of the run that they rest on."""

from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.findings import MeasuredRun
from evaluators.quantity import Quantity


def first_run(writing: Writing) -> MeasuredRun | None:
    """The run over forms that answers rest on: that of the batch that was read first."""
    return next(iter(writing.findings.forms), None)


def task(run: MeasuredRun, quantity: Quantity) -> str:
    """What the forms are that a number speaks of."""
    if "template" in quantity.scope:
        return run.templates.get(quantity.scope["template"], quantity.scope["template"])
    return "・".join(run.templates.values()) or run.title
