"""Where runs are, how one is opened, and how one is found again."""

import fcntl
import os
import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from dashboards.language import _
from evaluators.mark_types import MARKS_ENGINE
from evaluators.quantity import Quantity
from pipelines import atomic
from pipelines.batches.examine import load_forms
from pipelines.batches.examine_meetings import load_meetings
from pipelines.batches.forms import FormsBatch
from pipelines.batches.meetings import MeetingsBatch
from pipelines.contracts.run import AccuracyFile, RunFile
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.runs import campaigns
from pipelines.settings import results_folder

LATEST = "latest"
ACCURACY = "accuracy.json"
CAMPAIGN_CHARACTERS = 60
"""Of four bytes at most: a file system takes 255 bytes."""
REFERENCE = "reference"
"""The campaign that is kept with the project, to compare with; not one of the user's."""


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

    def digest_of(self, batch: FormsBatch | MeetingsBatch, file: Path) -> str:
        """SHA-256 of a file of its batch as it was when the run began.

        Raises:
            KeyError: it has come to the batch since.
        """
        return self.file.files[batch.below(file)]

    def remove_parts(self) -> None:
        """Take away the parts, once they are put together."""
        if self.parts.is_dir():
            shutil.rmtree(self.parts)  # with half a file, where a process was killed while it wrote one

    @property
    def again(self) -> str:
        """The command that reads the same batch with the same engines into the same campaign."""
        engines = "".join(f" --engine {record.name}" for record in self.file.engines if record.name != MARKS_ENGINE)
        batch = shlex.quote(str(results_folder().parent / self.file.batch.path))
        return f"kouka run {batch} --campaign {self.folder.parent.name}{engines}"

    def save(self, file: RunFile) -> "Run":
        """The run with another record, which is written."""
        atomic.write_text(self.folder / "run.json", file.model_dump_json(by_alias=True, indent=2) + "\n")
        return Run(self.folder, file)


def open_run(campaign: str, digest8: str, file: RunFile, templates: Sequence[str] = ()) -> Run:
    """The unfinished run of the same digest where there is one, else a new one.

    Args:
        campaign: its name.
        digest8: over everything that the readings depend on; the end of the run id.
        file: the record of a new run; its id and the time at which it started are given here.
        templates: forms that are read, the most frequent one first.

    Raises:
        KoukaError: the campaign's name is none.
    """
    folder = campaign_folder(campaign)
    campaigns.prepare(folder, templates)
    for run in _readable(folder.glob(f"*-{digest8}/run.json")):
        if run.file.finished is None:
            # The batch may have been moved since.
            same = run.file.batch == file.batch
            return run if same else run.save(run.file.model_copy(update={"batch": file.batch}))
    started = datetime.now().astimezone()
    while (folder / (run_id := f"{started:%Y%m%d-%H%M%S}-{digest8}")).exists():
        started += timedelta(seconds=1)  # one of the same second is finished
    named = {"run": run_id, "started": started.isoformat(timespec="seconds")}
    return Run(folder / run_id, file).save(file.model_copy(update=named))


def written(batch: Path) -> str:
    """The batch's path as run.json holds it: from the folder that results/ is in, where it lies below that."""
    home = results_folder().parent
    return (batch.relative_to(home) if batch.is_relative_to(home) else batch).as_posix()


def campaign_folder(campaign: str) -> Path:
    """Where the runs of a campaign are.

    Raises:
        KoukaError: its name is none.
    """
    named = campaign and all(character.isalnum() or character in "-_" for character in campaign)
    if not named or len(campaign) > CAMPAIGN_CHARACTERS:
        raise KoukaError(
            _("“{campaign}” cannot be the name of a campaign.", campaign=campaign),
            todo=_("Use letters, digits, - and _, at most {most}.", most=CAMPAIGN_CHARACTERS),
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
    except OSError:
        raise KoukaError(
            _("There is no run here."), where=Place(folder), todo=_("kouka list shows the runs.")
        ) from None
    except ValidationError as error:
        raise KoukaError(
            _("The record of the run cannot be read: {n} errors.", n=error.error_count()),
            where=Place(path),
            todo=_("It was changed, or a later version wrote it."),
        ) from None


def write_accuracy(run: Run, inputs: Mapping[str, str], quantities: Sequence[Quantity]) -> None:
    """Write accuracy.json.

    Args:
        run: that was measured.
        inputs: SHA-256 of what it was measured against.
        quantities: what came out.
    """
    record = AccuracyFile(run=run.file.run, inputs=dict(inputs), quantities=tuple(quantities))
    atomic.write_text(run.folder / ACCURACY, record.model_dump_json(by_alias=True, indent=1) + "\n")


def accuracy_of(run: Run) -> AccuracyFile:
    """What the run was measured at.

    Raises:
        KoukaError: it was not measured, or by another version.
    """
    path = run.folder / ACCURACY
    todo = _("Measure it again: kouka score {run}", run=run.name)
    try:
        return AccuracyFile.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise KoukaError(_("The file is missing."), where=Place(path), todo=todo) from None
    except ValidationError:
        raise KoukaError(_("The file cannot be read."), where=Place(path), todo=todo) from None


def all_runs() -> Iterator[Run]:
    """Every run of the user's, newest first. A record that cannot be read is passed over."""
    records = results_folder().glob("[!.]*/*/run.json")
    return _readable(path for path in records if path.parents[1].name != REFERENCE)


def runs_of(campaign: Path) -> Iterator[Run]:
    """The runs of a campaign, newest first. A record that cannot be read is passed over."""
    return _readable(campaign.glob("*/run.json"))


def counting_runs(campaign: Path) -> Iterator[Run]:
    """The finished runs of a campaign that count, newest first: those that campaign.toml names, else all of them.

    Raises:
        KoukaError: something is wrong with campaign.toml.
    """
    named = {*campaigns.settings_of(campaign).runs}
    for run in runs_of(campaign):
        if run.file.finished is not None and (not named or named & {run.name, run.folder.name}):
            yield run


def _readable(records: Iterable[Path]) -> Iterator[Run]:
    for path in sorted(records, key=lambda path: path.parent.name, reverse=True):
        try:
            run = load(path.parent)
        except KoukaError:
            continue
        yield run


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
    if not os.path.isdir(folder):
        folder = Path(name).absolute()
    is_run = os.path.isfile(folder / "run.json") or not os.path.isdir(folder)
    newest = None if is_run else next(runs_of(folder), None)
    if newest is not None:
        raise KoukaError(
            _("“{name}” is a campaign and no run.", name=folder.name),
            todo=_("Name one of its runs. The newest is {run}", run=newest.name),
            code=ExitCode.USAGE,
        )
    return load(folder)


def batch_of(run: Run) -> FormsBatch:
    """The batch that the run read, from where it was.

    Raises:
        KoukaError: it is no longer there, or no longer a batch.
    """
    return load_forms(results_folder().parent / run.file.batch.path)


def meetings_of(run: Run) -> MeetingsBatch:
    """The batch of meetings that the run heard, from where it was.

    Raises:
        KoukaError: it is no longer there, or no longer a batch.
    """
    return load_meetings(results_folder().parent / run.file.batch.path)


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
