"""The page of a campaign, written whenever one of its runs is measured."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from dashboards.pages.campaign import RunOfCampaign, render_campaign
from evaluators.quantity import Quantity
from pipelines import atomic
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.store import Run


def write_overview(campaign: Path) -> Path:
    """Write ``index.html`` beside the runs of a campaign; its path."""
    page = campaign / "index.html"
    atomic.write_text(page, render_campaign(campaign.name, list(_shown(campaign))))
    return page


def _shown(campaign: Path) -> Iterator[RunOfCampaign]:
    """The newest finished and measured run of each batch, those of batches that were run first being first."""
    newest: dict[str, tuple[Run, tuple[Quantity, ...]]] = {}
    for run in store.runs_of(campaign):
        if run.file.finished is not None and run.file.batch.path not in newest:
            with suppress(KoukaError):  # not measured, or damaged: the one before is still a result
                newest[run.file.batch.path] = run, store.accuracy_of(run).quantities
    for run, quantities in reversed([*newest.values()]):
        record = run.file.model_dump(mode="json")
        yield RunOfCampaign(run.file.batch.title, quote(f"{run.folder.name}/index.html"), record, quantities)
