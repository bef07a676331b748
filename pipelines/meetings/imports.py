"""What an outside product wrote down: ``imports/<product>/<session>.<ext>`` or ``<session>.<recording>.<ext>``."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dashboards.language import _
from pipelines.batches.meetings import MeetingsBatch, Recording
from pipelines.digests import file_digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.imports import FOLDER
from pipelines.transcripts import Utterance, read


def products(batch: MeetingsBatch) -> list[str]:
    """Products that wrote down anything of the batch."""
    folders = sorted(each.name for each in (batch.path / FOLDER).glob("[!.]*") if each.is_dir())
    return [product for product in folders if any(file_of(batch, product, each) for each in batch.recordings)]


def checked(batch: MeetingsBatch, product: str) -> dict[str, str]:
    """Read all that a product wrote down, before anybody waits for hours until it is needed.

    Returns:
        SHA-256 of it, by path below the batch.

    Raises:
        KoukaError: there is nothing of this product (code USAGE), or a file of it cannot be read.
    """
    found = digests(batch, product)
    if not found:
        raise KoukaError(
            _("There is nothing of “{product}” for any meeting of this batch.", product=product),
            where=Place(batch.path / FOLDER / product),
            todo=_("Put what it wrote into {folder}/<session_id>.<ext>", folder=f"{FOLDER}/{product}"),
            code=ExitCode.USAGE,
        )
    for recording in batch.recordings:
        utterances(batch, product, recording)
    return found


def file_of(batch: MeetingsBatch, product: str, recording: Recording) -> Path | None:
    """The file in which a product wrote down a recording.

    Raises:
        KoukaError: there are several.
    """
    found = files_of(batch, product, recording)
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise KoukaError(
            _("There are several files for {recording}: {names}", recording=recording.name, names=names),
            where=Place(batch.path / FOLDER / product),
            todo=_("Leave one of them."),
        )
    return found[0] if found else None


def files_of(batch: MeetingsBatch, product: str, recording: Recording) -> list[Path]:
    """The files that are of a recording by their names. One that names the meeting alone is of its first recording."""
    first = next(each for each in batch.recordings if each.session == recording.session)
    wanted = {unicodedata.normalize("NFC", f"{recording.session}.{recording.recording}")}
    if first is recording:
        wanted.add(unicodedata.normalize("NFC", recording.session))
    folder = batch.path / FOLDER / product
    return [file for file in sorted(folder.glob("[!.]*")) if unicodedata.normalize("NFC", file.stem) in wanted]


def utterances(batch: MeetingsBatch, product: str, recording: Recording) -> tuple[Utterance, ...]:
    """What a product wrote down of a recording; nothing where there is no file of it.

    Raises:
        KoukaError: the file cannot be read.
    """
    file = file_of(batch, product, recording)
    return read(file) if file else ()


def digests(batch: MeetingsBatch, product: str) -> dict[str, str]:
    """SHA-256 of what a product wrote down, by path below the batch."""
    files: Iterator[Path | None] = (file_of(batch, product, recording) for recording in batch.recordings)
    return {batch.below(file): file_digest(file) for file in files if file}
