"""``kouka cost``: does it pay, for every way of working of a campaign's case."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.commands import tell
from pipelines.errors import ExitCode

if TYPE_CHECKING:
    from pipelines.cost.campaign import Assessed

FORMATS = ("table", "csv", "json")
MOST_DRAWS = 1_000_000


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "cost",
        short_help=_("Say for each way of working whether it pays."),
        help=_(
            "Say for each way of working of a campaign's case.toml what it costs over the years, and whether it pays: "
            "hours, money, errors left, net present value, break-even, with intervals and grades."
        ),
        epilog=_("Examples: kouka cost demo; kouka cost demo --to csv --out cost.csv"),
    )
    @click.argument("campaign")
    @click.option("--to", "form", type=click.Choice(FORMATS), default="table", show_default=True)
    @click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=_("Write into a file."))
    @click.option("--draws", type=click.IntRange(1000, MOST_DRAWS), help=_("Draws; else {n}.", n="100,000"))
    @click.option("--seed", type=click.IntRange(min=0), help=_("Of the draws; the same one gives the same bytes."))
    @click.option("--lines", is_flag=True, help=_("Show the formula of every line instead."))
    @click.option(
        "--how-sure",
        is_flag=True,
        help=_(
            "Show instead how sure that is: what it hangs on, what an hour has to be worth, and whether measuring more "
            "forms is worth its cost."
        ),
    )
    def cost(
        campaign: str, form: str, out: Path | None, draws: int | None, seed: int | None, lines: bool, how_sure: bool
    ) -> ExitCode:
        from pipelines.commands.output import give
        from pipelines.cost.campaign import assess_campaign
        from pipelines.runs import store

        given = {name: value for name, value in (("n", draws), ("seed", seed)) if value is not None}
        found = assess_campaign(store.campaign_folder(campaign), **given)
        for problem in found.problems:
            tell(problem)
        # Where nothing is compared there is nothing that formulas or doubts could be shown of.
        compared = found.assessment.ways
        show = _lines if lines and compared else _sure if how_sure and compared else partial(_written, form=form)
        give(show(found), form, out)
        return ExitCode.OK

    return cost


def _written(found: "Assessed", form: str) -> str:
    from dashboards.reports.cost import as_csv, as_json, as_table

    return {"table": as_table, "csv": as_csv, "json": as_json}[form](found.assessment)


def _sure(found: "Assessed") -> str:
    from dashboards.reports.how_sure import how_sure

    return "\n".join(how_sure(found.assessment, found.measured))


def _lines(found: "Assessed") -> str:
    from dashboards.pages.cost_words import option_name
    from evaluators.cost.lines import lines_of

    case = found.assessment.case
    parts = []
    for outcome in found.assessment.outcomes:
        table = lines_of(case, outcome.option)
        width = max(len(line.name) for line in table)
        parts.append(f"{outcome.option}  {option_name(outcome.option)}")
        parts += [f"  {line.name:{width}} = {line.formula}  [{line.unit}]" for line in table]
    return "\n".join(parts) + "\n"
