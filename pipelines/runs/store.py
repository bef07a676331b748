"""Where runs are, how one is begun or gone on with, and how one is found again."""

import fcntl
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from dashboards.language import _
from pipelines import atomic, engines
from pipelines.batches.examine import load_forms
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.run import AccuracyFile, BatchRecord, EngineRecord, RunFile
from pipelines.digests import digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs import campaigns
from pipelines.settings import Settings, cores, results_folder

PACKAGES = ("kouka", "prefect", "pytesseract", "pdf2image", "rapidocr", "onnxruntime", "opencv-python-headless", "pandas")
LATEST = "latest"


@dataclass(frozen=True)
class Run:
    """A run's directory and its record."""

    folder: Path
    file: RunFile

    @property
    def name(self) -> str:
        """``campaign/run-id``."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def page(self) -> Path:
        """The result page."""
        return self.folder / "index.html"

    @property
    def parts(self) -> Path:
        """Where finished chunks lie until the run is put together."""
        return self.folder / "parts"

    def save(self, file: RunFile) -> "Run":
        """The run with another record, which is written."""
        atomic.write_text(self.folder / "run.json", file.model_dump_json(by_alias=True, indent=2) + "\n")
        return Run(self.folder, file)


def begin(batch: FormsBatch, campaign: str, names: Sequence[str], settings: Settings) -> Run:
    """The unfinished run of the same digest where there is one, else a new one."""
    files = batch.file_digests()
    records = tuple(EngineRecord(name=name, version=engines.engine_class(name).version()) for name in names)
    batch_digest = digest(files)
    run_digest = digest(batch_digest, [record.model_dump() for record in records], settings.record())[:8]
    folder = _campaign_folder(campaign)
    campaigns.prepare(folder)
    for name in sorted(folder.glob(f"*-{run_digest}/run.json"), reverse=True):
        run = load(name.parent)
        if run.file.finished is None:
            return run
    started = datetime.now().astimezone()
    run_id = f"{started:%Y%m%d-%H%M%S}-{run_digest}"
    record = RunFile(
        run=run_id,
        kind="forms",
        batch=BatchRecord(
            path=_written(batch.path), title=batch.file.title, origin=batch.file.origin, digest=batch_digest
        ),
        files=files,
        engines=records,
        settings=settings.record(),
        packages={name: version(name) for name in PACKAGES},
        machine={"system": platform.system(), "processor": platform.machine(), "cores": cores()},
        started=started.isoformat(timespec="seconds"),
    )
    return Run(folder / run_id, record).save(record)


def _written(batch: Path) -> str:
    """The batch's path as run.json holds it: from the folder that results/ is in, where it lies below that."""
    home = results_folder().parent
    return (batch.relative_to(home) if batch.is_relative_to(home) else batch).as_posix()


def _campaign_folder(campaign: str) -> Path:
    if not campaign or campaign.startswith(".") or not all(part.isalnum() or part in "-_" for part in campaign):
        raise KoukaError(
            _("“{campaign}” cannot be the name of a campaign.", campaign=campaign),
            todo=_("Use letters, digits, - and _."),
            code=ExitCode.USAGE,
        )
    return results_folder() / campaign


def load(folder: Path) -> Run:
    """The run in a directory.

    Raises:
        KoukaError: run.json is missing or is not one.
    """
    path = folder / "run.json"
    try:
        return Run(folder, RunFile.model_validate_json(path.read_bytes()))
    except FileNotFoundError:
        raise KoukaError(_("There is no run here."), where=Place(folder), todo=_("kouka list shows the runs.")) from None
    except ValidationError as error:
        raise KoukaError(
            _("The record of the run cannot be read: {n} errors.", n=error.error_count()),
            where=Place(path),
            todo=_("It was changed, or a later version wrote it."),
        ) from None


def accuracy_of(run: Run) -> AccuracyFile:
    """What the run was measured at.

    Raises:
        KoukaError: it was not measured, or by another version.
    """
    path = run.folder / "accuracy.json"
    todo = _("Measure it again: kouka score {run}", run=run.name)
    try:
        return AccuracyFile.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise KoukaError(_("The file is missing."), where=Place(path), todo=todo) from None
    except ValidationError:
        raise KoukaError(_("The file cannot be read."), where=Place(path), todo=todo) from None


def all_runs() -> Iterator[Run]:
    """Every run below the results folder, newest first. A record that cannot be read is passed over."""
    records = sorted(results_folder().glob("[!.]*/*/run.json"), key=lambda path: path.parent.name, reverse=True)
    for path in records:
        try:
            yield load(path.parent)
        except KoukaError:
            continue


def find(name: str) -> Run:
    """The run called ``campaign/run-id`` or ``latest``, or whose directory is given.

    Raises:
        KoukaError: there is none of this name.
    """
    if name == LATEST:
        newest = next((run for run in all_runs() if run.file.finished), None)
        if newest is None:
            raise KoukaError(
                _("There is no finished run yet."), todo=_("Read a batch: kouka run samples/forms"), code=ExitCode.USAGE
            )
        return newest
    folder = results_folder() / name
    return load(folder if folder.is_dir() else Path(name).absolute())


def batch_of(run: Run) -> FormsBatch:
    """The batch that the run read, from where it was.

    Raises:
        KoukaError: it is no longer there, or no longer a batch.
    """
    return load_forms(results_folder().parent / run.file.batch.path)


@contextmanager
def held(run: Run) -> Iterator[None]:
    """Keep others from going on with the same run at the same time; let go of it however the process ends.

    Raises:
        KoukaError: another process holds it (code BUSY).
    """
    with (run.folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise KoukaError(
                _("The run {run} is being worked on by another process.", run=run.name),
                todo=_("Wait for it to end, or stop it."),
                code=ExitCode.BUSY,
            ) from None
        yield
