"""What a campaign's results say of the city's list of tasks."""

from pathlib import Path

from dashboards.language import _
from evaluators.portfolio.assessing import FIRST, assess
from evaluators.portfolio.outcome import Portfolio
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.portfolio.measured import results_of
from pipelines.portfolio.task_list import NAME, read_tasks
from pipelines.runs import store
from pipelines.runs.campaigns import named_file
from pipelines.seed import SEED


def portfolio_of(campaign: Path, tasks: Path | None = None, first: int = FIRST) -> Portfolio:
    """The list beside what the campaign's finished runs measured.

    Args:
        campaign: its folder.
        tasks: the list; None: the one that campaign.toml names, else ``tasks.csv`` beside it.
        first: how many tasks count as the first.

    Raises:
        KoukaError: there is no list or no campaign, or the list is wrong.
    """
    if not campaign.is_dir():
        raise KoukaError(
            _("There is no campaign of this name."), where=Place(campaign), todo=_("kouka list shows the runs."),
            code=ExitCode.USAGE,
        )  # fmt: skip
    path = tasks or named_file(campaign, "tasks", NAME)
    if not path.is_file():
        raise KoukaError(
            _("There is no list of tasks."),
            where=Place(path),
            todo=_("kouka new tasks DIR writes one to start from; put it beside campaign.toml."),
        )
    listed = read_tasks(path)
    return assess(listed, results_of(campaign, store.counting_runs(campaign)), seed=SEED, first=first)
