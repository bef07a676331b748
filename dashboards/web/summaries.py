"""What the first page says of runs, kept beside the cache: records of large runs take long to read.

A summary belongs to the files it was made of by their size and time; whatever is kept may be thrown away.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError

from dashboards.pages.campaign import FORMS_HEADLINE, RunOfCampaign
from evaluators.mark_types import MARKS_ENGINE
from evaluators.quantity import Quantity
from evaluators.timing.saving import STUDY
from pipelines import atomic
from pipelines.comparable import below, material
from pipelines.digests import digest
from pipelines.errors import KoukaError
from pipelines.runs import store
from pipelines.runs.store import ACCURACY, REFERENCE, Run
from pipelines.settings import results_folder

VERSION = 2
"""Goes up with every change of what a summary holds."""
SAVED = "minutes_saved"
TRUTH = ("truth/", "values/")
"""Folders of a batch with what is true."""

_known: dict[str, "Summary"] = {}


class Summary(BaseModel):
    """A run in short."""

    stamp: str
    name: str
    """``campaign/run-id``."""
    kind: str
    title: str
    started: str
    finished: str | None
    demonstration: bool
    batch: str
    """Its path, as run.json has it."""
    material: str
    """Digest of the documents or recordings: which files, and what is in them."""
    truth: str
    """Digest of what they were measured against."""
    engines: dict[str, str]
    """Version, by name."""
    rates: tuple[Quantity, ...]
    """Of forms the fields read right by engine, of meetings the character errors by engine and recording."""
    saved: tuple[Quantity, ...]
    """Minutes a document, by engine."""

    @property
    def headline(self) -> tuple[Quantity, ...]:
        """The rates of those that were asked to read or hear."""
        return tuple(each for each in self.rates if each.engine != MARKS_ENGINE)

    @property
    def campaign(self) -> str:
        """The campaign it belongs to."""
        return self.name.partition("/")[0]


def summaries() -> Iterator[Summary]:
    """Of all runs but the reference's, newest first within each campaign. What cannot be read is passed over."""
    folders = {record.parent for record in results_folder().glob("[!.]*/*/run.json")}
    newest_first = sorted(folders, key=lambda folder: folder.name, reverse=True)
    for folder in sorted(newest_first, key=lambda folder: folder.parent.name):
        if folder.parent.name != REFERENCE:
            with suppress(KoukaError, OSError):  # damaged, or taken away meanwhile
                yield summary_of(folder)


def run_called(name: str) -> Run | None:
    """The run that a browser calls so, if it is one of those of which there are summaries."""
    campaign, _slash, id = name.partition("/")
    parts = campaign, id
    if any(not part or part.startswith(".") or "/" in part or "\0" in part for part in parts):
        return None
    try:
        return store.load(results_folder() / campaign / id)
    except KoukaError:
        return None


def summary_of(folder: Path) -> Summary:
    """A run in short.

    Raises:
        KoukaError: its record cannot be read.
        OSError: it was taken away.
    """
    name, stamp = f"{folder.parent.name}/{folder.name}", _stamp(folder)
    known = _known.get(name) or _kept(_file(name))
    if known is None or known.stamp != stamp:
        known = _made(store.load(folder), stamp)
        with suppress(OSError):  # no space, or not ours to write: it is made again the next time
            atomic.write_text(_file(name), known.model_dump_json() + "\n")
    _known[name] = known
    return known


def _made(run: Run, stamp: str) -> Summary:
    quantities: tuple[Quantity, ...] = ()
    labels: dict[str, str] = {}
    with suppress(KoukaError):  # not measured yet, or damaged
        measured = store.accuracy_of(run)
        quantities, labels = measured.quantities, measured.inputs
    shown = RunOfCampaign(run.file.batch.title, "", run.file.model_dump(mode="json", exclude={"files"}), quantities)
    return Summary(
        stamp=stamp, name=run.name, kind=run.file.kind, title=run.file.batch.title, started=run.file.started,
        finished=run.file.finished, demonstration=shown.demonstration, batch=run.file.batch.path,
        material=material(run.file), truth=digest([below(labels, folder) for folder in TRUTH]),
        engines={record.name: record.version for record in run.file.engines}, rates=tuple(_rates(shown)),
        saved=tuple(sorted(_saved(quantities), key=lambda each: each.engine or "")),
    )  # fmt: skip


def _rates(shown: RunOfCampaign) -> list[Quantity]:
    marks = [each for each in shown.quantities if each.engine == MARKS_ENGINE and not each.scope]
    return [*shown.headline, *(each for each in marks if (each.metric, each.normaliser) == FORMS_HEADLINE)]


def saved_in_studies(quantities: Iterable[Quantity]) -> list[Quantity]:
    """Of each study that has measured what correcting saves, the minutes saved a document."""
    return [each for each in quantities if each.metric == SAVED and list(each.scope) == [STUDY]]


def _saved(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Minutes by engine: as a study has measured them, where one has, else as the model computes them."""
    modelled = {each.engine: each for each in quantities if each.metric == SAVED and not each.scope}
    most = {each.engine: each for each in sorted(saved_in_studies(quantities), key=lambda each: each.n_documents)}
    return [*(modelled | most).values()]


def _stamp(folder: Path) -> str:
    """What changes when the files of a run are written anew."""
    found = [(folder / name).stat() for name in ("run.json", ACCURACY) if os.path.exists(folder / name)]
    return f"{VERSION} " + " ".join(f"{each.st_size}:{each.st_mtime_ns}:{each.st_ino}" for each in found)


def _kept(file: Path) -> Summary | None:
    try:
        return Summary.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None


def _file(name: str) -> Path:
    return results_folder() / ".cache" / "summaries" / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"
