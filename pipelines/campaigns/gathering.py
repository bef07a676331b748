"""Everything that a campaign's report speaks of, from the files that runs and people left in its folder."""

import html
import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import quote

from dashboards.language import _
from evaluators.campaigns.findings import Findings, MeasuredRun, Reader
from pipelines.campaigns.parts import gathered_parts
from pipelines.contracts.campaign import Campaign
from pipelines.contracts.forms import Template
from pipelines.contracts.toml import key_place, read_toml
from pipelines.errors import ExitCode, KoukaError, Place, Problem
from pipelines.portfolio.task_list import NAME as TASKS
from pipelines.runs import store
from pipelines.runs.campaigns import FILE, settings_of
from pipelines.runs.store import Run
from pipelines.settings import results_folder

ANCHOR = re.compile(r' id="([^"<>]+)"')


def campaign_folder(name: str) -> Path:
    """The folder of a campaign, by its name or as a folder.

    Raises:
        KoukaError: there is none.
    """
    for folder in (results_folder() / name, Path(name).absolute()):
        if (folder / FILE).is_file() or any(folder.glob("*/run.json")):
            return folder
    raise KoukaError(
        _("There is no campaign “{name}”.", name=name),
        where=Place(results_folder() / name / FILE),
        todo=_("Read a batch into one: kouka run BATCH --campaign {name}", name=name),
        code=ExitCode.USAGE,
    )


def gathered(folder: Path, written: date, report: Path) -> tuple[Findings, tuple[Problem, ...]]:
    """What is known of a campaign, and what could not be taken in; the report is written without it and says so.

    Args:
        folder: of the campaign.
        written: the day of the report.
        report: folder that the report goes to; addresses in it start from there.

    Raises:
        KoukaError: campaign.toml is wrong, or names a run that is not there.
    """
    settings = settings_of(folder)
    parts = gathered_parts(folder, written)
    found = Findings(
        title=settings.title,
        campaign=folder.name,
        headquarters=settings.headquarters,
        written=written,
        runs=tuple(_measured(run, report) for run in _runs(folder, settings)),
        assessment=parts.assessment,
        case_file=settings.case,
        scenarios=parts.scenarios,
        verifying=parts.verifying,
        portfolio=parts.portfolio,
        tasks_file=settings.tasks or TASKS,
        examples=frozenset(parts.examples),
        published=parts.published,
        answered=parts.answered,
        left_out=parts.left_out,
        missing=tuple(parts.missing),
    )
    return found, tuple(parts.problems)


def _runs(folder: Path, settings: Campaign) -> list[Run]:
    """Those that campaign.toml names; else the newest finished one of each batch, the batch read first being first."""
    if settings.runs:
        return [_named(folder, name) for name in settings.runs]
    newest: dict[str, Run] = {}
    for run in store.runs_of(folder):
        if run.file.finished is not None and (run.folder / store.ACCURACY).is_file():
            newest.setdefault(run.file.batch.path, run)
    return [*reversed(newest.values())]


def _named(folder: Path, name: str) -> Run:
    inside = folder / name
    try:
        return store.load(inside) if inside.is_dir() else store.find(name)
    except KoukaError:
        path = folder / FILE
        raise KoukaError(
            _("There is no run “{name}”.", name=name),
            where=key_place(path, "runs"),
            todo=_("Write the names of runs as kouka list shows them, or leave “runs” out to take the newest."),
        ) from None


def _measured(run: Run, report: Path) -> MeasuredRun:
    file, quantities = run.file, store.accuracy_of(run).quantities
    templates = dict(_templates(run, {each.scope["template"] for each in quantities if "template" in each.scope}))
    return MeasuredRun(
        name=run.name,
        kind=file.kind,
        title=file.batch.title,
        origin=file.batch.origin,
        started=file.started,
        finished=file.finished or "",
        readers=tuple(Reader(each.name, each.version, each.demonstration) for each in file.engines),
        counts=file.counts,
        machine=file.machine,
        quantities=quantities,
        templates={id: template.title for id, template in templates.items()},
        labels={(id, field.id): field.label for id, template in templates.items() for field in template.fields},
        page=_address(run.page, report) if run.page.is_file() else None,
        anchors=_anchors(run.page),
    )


def _address(page: Path, report: Path) -> str:
    """Of a page of a run, from the folder of the report."""
    return quote(Path(os.path.relpath(page, report)).as_posix())


def _anchors(page: Path) -> frozenset[str]:
    """Places of a page that links can lead to."""
    if not page.is_file():
        return frozenset()
    return frozenset(html.unescape(found) for found in ANCHOR.findall(page.read_text("utf-8")))


def _templates(run: Run, ids: Collection[str]) -> Iterator[tuple[str, Template]]:
    """Kinds of form of the batch where it was read from; those that are no longer there go by their id."""
    folder = results_folder().parent / run.file.batch.path / "templates"
    for id in sorted(ids):
        with suppress(OSError):
            template, _problems = read_toml(folder / id / "template.toml", Template)
            if template is not None:
                yield id, template
