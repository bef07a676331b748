"""What-ifs that were saved: the same sums with other values, and who looked at them."""

from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.cost_words import metric_names, option_name
from dashboards.pages.numbers import moment
from dashboards.pages.what_if_words import turned
from dashboards.reports.campaign.blocks import Block, Line, Table
from dashboards.reports.campaign.formulas import formula_of
from dashboards.reports.campaign.writing import Writing
from dashboards.reports.minutes.blocks import clean
from evaluators.cost.what_if import Scenario

METRICS = ("npv", "pays")


def scenarios(writing: Writing) -> Iterator[Block]:
    """One row a scenario; nothing where none was saved."""
    found = writing.findings.scenarios
    if not found:
        return
    columns = (_("Scenario"), _("What is set"), *(metric_names()[metric] for metric in METRICS), _("Saved by"))
    rows = tuple(_row(writing, each) for each in found)
    yield Table(_("Scenarios: the same sums with other values"), columns, rows, (16, 32, 20, 14, 18))


def _row(writing: Writing, found: Scenario) -> tuple[Line, ...]:
    name = f"{found.name}: {found.note}" if found.note else found.name
    what = _("; ").join((option_name(found.setting.option), *turned(found.dials, found.setting)))
    by = f"{found.author}, {moment(found.saved)}"
    first, second, last = ((clean(text),) for text in (name, what, by))
    return (first, second, *(_figure(writing, found, metric) for metric in METRICS), last)


def _figure(writing: Writing, found: Scenario, metric: str) -> Line:
    quantity = next((each for each in found.quantities if each.metric == metric), None)
    if quantity is None or quantity.value is None:
        return ("–",)
    label = clean(" · ".join((metric_names()[metric], option_name(found.setting.option), found.name)))
    return (writing.figures.of(quantity, label, f"scenarios/{found.name}.toml", formula_of(quantity), "#inputs"),)
