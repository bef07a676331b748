"""What the sections of a report write with: the findings, and the numbers that stand in it so far."""

from dataclasses import dataclass, field

from dashboards.pages.meeting_words import recording_name
from dashboards.pages.words import engine_name, heading, named, type_names
from dashboards.reports.campaign.blocks import Line
from dashboards.reports.campaign.figures import Figure, Figures
from dashboards.reports.campaign.formulas import formula_of
from dashboards.reports.campaign.words import metric_name
from dashboards.reports.minutes.blocks import clean
from evaluators.campaigns.findings import Findings, MeasuredRun
from evaluators.quantity import Quantity


@dataclass(frozen=True)
class Writing:
    """The report while it is written."""

    findings: Findings
    figures: Figures = field(default_factory=Figures)

    def figure(self, run: MeasuredRun, quantity: Quantity) -> Figure:
        """The number of a run as it is shown, with its id."""
        cases = f"{run.page}#{quantity.cases}" if run.page and quantity.cases else None
        return self.figures.of(quantity, label_of(run, quantity), run.name, formula_of(quantity), cases)

    def cell(self, run: MeasuredRun, quantity: Quantity | None) -> Line:
        """The number as a cell of a table; a dash where there is none."""
        return ("–",) if quantity is None or quantity.value is None else (self.figure(run, quantity),)


def label_of(run: MeasuredRun, quantity: Quantity) -> str:
    """What a number of a run is, in words: the metric, what it is restricted to, whose it is."""
    parts = [metric_name(quantity), *(scope_name(run, key, value, quantity) for key, value in quantity.scope.items())]
    if quantity.engine:
        parts.append(engine_name(quantity.engine))
    return " · ".join(clean(part) for part in parts if part)


def scope_name(run: MeasuredRun, key: str, value: str, quantity: Quantity) -> str:
    """What a part of a scope is called."""
    match key:
        case "of":
            return ""  # the name of a count says it
        case "template":
            return run.templates.get(value, value)
        case "field":
            return run.labels.get((quantity.scope.get("template", ""), value), value)
        case "type":
            return type_names().get(value, value)
        case "recording":
            return recording_name(value)
        case _ if key.startswith("cond_"):
            return f"{heading(key)}: {named(key, value)}"
        case _:
            return value
