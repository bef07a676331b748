"""The page of a campaign, written whenever one of its runs is measured."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from dashboards.language import LANGUAGES
from dashboards.pages.campaign import ReportOfCampaign, RunOfCampaign, render_campaign
from evaluators.quantity import Quantity
from pipelines import atomic
from pipelines.campaigns import REPORT_FOLDER, REPORT_FORMATS
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.store import Run


def write_overview(campaign: Path) -> Path:
    """Write ``index.html`` beside the runs of a campaign; its path."""
    page = campaign / "index.html"
    atomic.write_text(page, render_campaign(campaign.name, list(_shown(campaign)), list(_reports(campaign))))
    return page


def _reports(campaign: Path) -> Iterator[ReportOfCampaign]:
    """The reports that lie in the campaign, by language."""
    folder = campaign / REPORT_FOLDER
    for language in LANGUAGES:
        files = [folder / f"report-{language}.{form}" for form in REPORT_FORMATS]
        there = [(file.suffix[1:].upper(), quote(f"{folder.name}/{file.name}")) for file in files if file.is_file()]
        if there:
            yield ReportOfCampaign(language, tuple(there))


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
