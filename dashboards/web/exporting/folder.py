"""The folder of an export: what lies beside the runs, and each run in a folder of its own."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from dashboards import pages as pages_of_results
from dashboards.language import _
from dashboards.web import exporting
from dashboards.web.exporting.addresses import HOME, Places
from dashboards.web.exporting.comparisons import write_comparisons
from dashboards.web.exporting.forms import write_forms
from dashboards.web.exporting.meetings import write_meetings
from dashboards.web.exporting.pages import pages_of, write
from dashboards.web.exporting.sounds import Sounds
from dashboards.web.summaries import summary_of
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.settings import results_folder

MOST_RUNS = 50
OF_PAGES = {"style.css": "pages.css", "listen.js": "listen.js"}
"""Of the pages of results, by what they are called here."""
STATIC = ("app.css", "runs.css", "document.css", "document.js", "policy.js")


@dataclass(frozen=True)
class Export:
    """What was written."""

    page: Path
    """To begin with."""
    sounds: Sounds


def export(
    name: str,
    folder: Path,
    *,
    shown: bool = True,
    documents: int = 500,
    note: Callable[[Sequence[str]], None] | None = None,
) -> Export:
    """Write a run or a campaign into an empty folder.

    Args:
        name: of a run, or of a campaign, of which the newest ``MOST_RUNS`` finished runs are written.
        folder: where to.
        shown: False leaves out what stands in fields and what was said.
        documents: most documents of each run that get a page.
        note: is told the runs by name before anything of them is written.

    Raises:
        KoukaError: there is no such run, it is not finished, its batch is gone, or something lies in the folder.
    """
    runs = _runs(name)
    if folder.is_dir() and any(folder.iterdir()):
        raise KoukaError(
            _("The folder is not empty."), where=Place(folder), todo=_("Name a new folder."), code=ExitCode.USAGE
        )
    if note is not None:
        note([run.name for run in runs])
    (folder / "runs").mkdir(parents=True, exist_ok=True)
    here = Path(exporting.__file__).parents[1] / "static"
    for file in STATIC:
        shutil.copyfile(here / file, folder / file)
    for file, name_here in OF_PAGES.items():
        shutil.copyfile(Path(pages_of_results.__file__).parent / "templates" / file, folder / name_here)
    sounds = Sounds(folder)
    places = {run.name: _write_run(run, folder, sounds, shown=shown, documents=documents) for run in runs}
    comparisons = write_comparisons(runs, places, folder, shown=shown)
    listed = [(run, f"{places[run.name].folder}/{HOME}", summary_of(run.folder).headline) for run in runs]
    write(
        pages_of(Places(), "."), "export_home.html.j2", folder / HOME, runs=listed, shown=shown, sounds=sounds,
        comparisons=comparisons,
    )  # fmt: skip
    return Export(folder / HOME, sounds)


def _write_run(run: Run, folder: Path, sounds: Sounds, *, shown: bool, documents: int) -> Places:
    own = folder / "runs" / run.folder.name
    own.mkdir()
    if run.file.kind == "forms":
        places = write_forms(run, own, shown=shown, documents=documents)
    else:
        places = write_meetings(run, own, sounds, shown=shown)
    return replace(places, folder=f"runs/{quote(run.folder.name)}")


def _runs(name: str) -> list[Run]:
    campaign = results_folder() / name
    if "/" not in name and name != store.LATEST and campaign.is_dir() and not (campaign / "run.json").exists():
        found = [run for run in store.runs_of(campaign) if run.file.finished][:MOST_RUNS]
        if not found:
            raise KoukaError(_("The campaign has no finished run."), where=Place(campaign))
        return [*_slim(found)]
    run = store.find(name)
    if run.file.finished is None:
        raise KoukaError(_("The run is not finished."), where=Place(run.folder), code=ExitCode.INCOMPLETE)
    return [*_slim([run])]


def _slim(runs: list[Run]) -> Iterator[Run]:
    """Without the digests of files, of which there may be thousands."""
    for run in runs:
        yield replace(run, file=run.file.model_copy(update={"files": {}}))
