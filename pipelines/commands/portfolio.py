"""``kouka portfolio``: what AI takes over of all the tasks that a city lists."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboards.language import _
from pipelines.errors import ExitCode

if TYPE_CHECKING:  # --help must not wait for pandas
    from evaluators.portfolio.outcome import Portfolio


def command() -> click.Command:
    """The command, in the language spoken."""

    @click.command(
        "portfolio",
        help=_(
            "Set what was measured beside the city's list of tasks: hours that AI can take over, hours that stay with "
            "people, which tasks gain most, and whether it is most of the work listed."
        ),
        epilog=_("Examples: kouka portfolio demo; kouka portfolio demo --tasks tasks.csv --to csv --out result.csv"),
    )
    @click.argument("campaign")
    @click.option("--tasks", type=click.Path(path_type=Path), help=_("The list; else the one of campaign.toml."))
    @click.option(
        "--first", type=click.IntRange(1), default=3, show_default=True, help=_("How many tasks count as the first.")
    )
    @click.option("--to", type=click.Choice(["text", "csv", "json"]), default="text", help=_("How it is written."))
    @click.option("--out", type=click.Path(path_type=Path), help=_("A file; else standard output."))
    def portfolio(campaign: str, tasks: Path | None, first: int, to: str, out: Path | None) -> ExitCode:
        from pipelines.commands.output import give
        from pipelines.portfolio.findings import portfolio_of
        from pipelines.runs.store import campaign_folder

        found = portfolio_of(campaign_folder(campaign), tasks.absolute() if tasks else None, first)
        give({"text": _text, "csv": _csv, "json": _json}[to](found), to, out)
        return ExitCode.OK

    return portfolio


def _text(found: "Portfolio") -> str:
    from dashboards.pages import portfolio_words as words
    from pipelines.commands.columns import columns

    lines = [words.most_sentence(found), words.ranking_sentence(found), *words.notes(found), ""]
    lines += [*columns([*words.totals(found)]), ""]
    lines += columns([words.heads(found), *map(words.cells, found.tasks)])
    return "".join(f"{line}\n" for line in lines)


def _csv(found: "Portfolio") -> str:
    from dashboards.pages import portfolio_words as words
    from pipelines.tables import to_csv

    heads = words.heads(found)
    return to_csv((dict(zip(heads, words.cells(task), strict=True)) for task in found.tasks), heads)


def _json(found: "Portfolio") -> str:
    import json

    quantities = [each.model_dump(mode="json", exclude_none=True) for each in found.quantities]
    return json.dumps({"schema": 1, "quantities": quantities}, ensure_ascii=False, indent=1) + "\n"
