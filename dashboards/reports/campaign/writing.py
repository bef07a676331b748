"""What the sections of a report write with: the findings, and the numbers that stand in it so far."""

from dataclasses import dataclass, field

from dashboards.language import _
from dashboards.pages import cost_words
from dashboards.pages.meeting_words import recording_name
from dashboards.pages.numbers import threshold
from dashboards.pages.portfolio_words import sampled
from dashboards.pages.words import engine_name, grade_names, heading, named, type_names
from dashboards.reports.campaign.blocks import Line
from dashboards.reports.campaign.figures import Figure, Figures
from dashboards.reports.campaign.formulas import formula_of
from dashboards.reports.campaign.line_words import measured_name
from dashboards.reports.campaign.words import metric_name
from dashboards.reports.minutes.blocks import clean
from evaluators.campaigns.findings import Findings, MeasuredRun
from evaluators.cost.outcome import Assessment
from evaluators.cost.together import AND
from evaluators.decisions.variance import TOGETHER
from evaluators.grade import Grade, Source
from evaluators.methods import COUNTED, PUBLISHED
from evaluators.precedents.placing import Placed
from evaluators.quantity import Quantity

INPUTS, TASKS = "#inputs", "#tasks"
"""Where in the report the cases are behind costs, and behind the list of tasks."""


@dataclass(frozen=True)
class Writing:
    """The report while it is written."""

    findings: Findings
    figures: Figures = field(default_factory=Figures)

    def figure(self, run: MeasuredRun, quantity: Quantity) -> Figure:
        """The number of a run as it is shown, with its id."""
        cases = run.address_of(quantity)
        return self.figures.of(quantity, label_of(run, quantity), run.name, formula_of(quantity), cases)

    def cell(self, run: MeasuredRun, quantity: Quantity | None) -> Line:
        """The number as a cell of a table; a dash where there is none."""
        return ("–",) if quantity is None or quantity.value is None else (self.figure(run, quantity),)

    def of_case(self, assessment: Assessment, quantity: Quantity) -> Figure:
        """A number of the cost case. A break-even or payback that is none is written so."""
        found = assessment.thresholds.get(quantity.id)
        written = threshold(quantity, found) if found is not None else None
        return self.figures.of(
            quantity, case_label(assessment, quantity), self.findings.case_file, formula_of(quantity), INPUTS, written
        )

    def of_tasks(self, quantity: Quantity) -> Figure:
        """A number of the list of tasks."""
        found, file = self.findings.portfolio, self.findings.tasks_file
        label = " · ".join(clean(part) for part in (metric_name(quantity), *quantity.scope.values()))
        n = sampled(found, quantity) if found is not None else None
        return self.figures.of(quantity, label, file, formula_of(quantity), TASKS, sampled=n)

    def published(self, placed: Placed) -> Figure:
        """A number that another municipality printed, at its word."""
        row = placed.row
        quantity = Quantity(
            id=f"published/{row.id}/{placed.metric}", metric="published", scope={"id": row.id}, value=placed.theirs,
            low=placed.theirs, high=placed.theirs, unit="ratio", method=PUBLISHED, n_documents=0, grade=Grade.CITED,
            source=Source.CITED,
        )  # fmt: skip
        label = " · ".join(clean(part) for part in (_("Printed"), row.body, row.year, row.task) if part)
        return self.figures.of(quantity, label, f"cases.csv {row.id}", "", row.source or None)

    def counted(self, id: str, label: str, n: int, grade: Grade, run: str) -> Figure:
        """A count that is exact."""
        source = Source.CITED if grade is Grade.CITED else Source.MEASURED
        quantity = Quantity(
            id=f"count/{id}", metric="count", scope={"of": id}, value=float(n), low=float(n), high=float(n),
            unit="count", method=COUNTED, n_documents=0, grade=grade, source=source,
        )  # fmt: skip
        return self.figures.of(quantity, label, run, formula_of(quantity))


def label_of(run: MeasuredRun, quantity: Quantity) -> str:
    """What a number of a run is, in words: the metric, what it is restricted to, whose it is."""
    parts = [metric_name(quantity), *(scope_name(run, key, value, quantity) for key, value in quantity.scope.items())]
    if quantity.engine:
        parts.append(engine_name(quantity.engine))
    return " · ".join(clean(part) for part in parts if part)


def case_label(assessment: Assessment, quantity: Quantity) -> str:
    """What a number of the cost case is."""
    names = {**cost_words.metric_names(), **_beside_names()}
    parts = [names.get(quantity.metric, quantity.metric), cost_words.option_name(quantity.scope["option"])]
    if "input" in quantity.scope:
        parts.append(input_name(assessment, quantity.scope["input"]))
    if "rate" in quantity.scope:
        parts.append(_("discounted at {rate}", rate=f"{float(quantity.scope['rate']):.0%}"))
    return " · ".join(clean(part) for part in parts)


def _beside_names() -> dict[str, str]:
    return {
        "variance_share": _("Share of the uncertainty"),
        "npv_by_input": _("Net present value at the ends of the input"),
        "evpi": _("Most that knowing everything would be worth (EVPI)"),
    }


def input_name(assessment: Assessment, key: str) -> str:
    """An input, several that move together, a grade of inputs, or what they carry only with each other."""
    if AND in key:
        return _(" with ").join(input_name(assessment, part) for part in key.split(AND))
    if key == TOGETHER:
        return _("several inputs together")
    found = grade_names().get(key) or cost_words.input_name(assessment.case, key)
    return measured_name(key, assessment.case) if found == key else found


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
