"""Reading the fields of registered documents: rows of readings.csv."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from evaluators.frames import READINGS
from evaluators.mark_types import MARKS_ENGINE
from evaluators.normalise import Normaliser, normalise
from pipelines import engines, field_types
from pipelines.atomic import NO_SPACE, DiskFull
from pipelines.contracts.forms import TemplateField
from pipelines.engines import Crop, Engine, Recognition
from pipelines.engines.soundness import RUBBISH, is_sound
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms import cache, marks
from pipelines.forms.blanks import blank_page
from pipelines.forms.crops import crops
from pipelines.forms.pages import FAILED, REFUSED, REGISTERED
from pipelines.forms.rasterise import Grey
from pipelines.tables import Row

READ = "read"
ENGINE_ERROR = "engine_error"
MY_NUMBER = "my_number"
"""Error of a field that is not read because it may not be."""


@dataclass(frozen=True)
class FieldJob:
    """A document whose fields are to be read by one engine."""

    document: str
    engine: str
    pages: tuple[Row, ...]
    """Rows of pages.csv."""
    fields: tuple[TemplateField, ...]
    dpi: int
    blank: Path
    """The empty form, on the same grid."""
    results: Path
    """The pages' images are relative to this."""
    entry: Path
    """Where the rows are kept."""
    my_numbers: bool = False
    """Whether individual numbers may be read; else their boxes are black."""


def kept_readings(job: FieldJob) -> list[Row] | None:
    """Rows of readings.csv from an earlier time, where they are whole."""
    return cache.load(job.entry, job.document, READINGS, len(job.fields))


def read_documents(jobs: Sequence[FieldJob]) -> list[list[Row]]:
    """Rows of readings.csv for each document; all jobs name the same engine, which gets all crops at once."""
    found = [_marks(job) for job in jobs] if jobs[0].engine == MARKS_ENGINE else _recognised(jobs)
    read = []
    for job, by_field in zip(jobs, found, strict=True):
        rows = [reading_of(job, field, by_field.get(field.id)) for field in job.fields]
        if all(row["status"] in (READ, REFUSED) for row in rows):
            cache.save(job.entry, rows, READINGS)
        read.append(rows)
    return read


def _marks(job: FieldJob) -> dict[str, Recognition | str]:
    """What is ticked and circled, by field id, on the pages that were registered."""
    return {
        field.id: marks.read(image, blank, field, job.dpi)
        for image, blank, fields in _registered(job)
        for field in fields
    }


def _recognised(jobs: Sequence[FieldJob]) -> list[dict[str, Recognition | str]]:
    """What the engine makes of each field, by document and field id; it gets the lines of all fields at once."""
    crops = [_crops(job) for job in jobs]
    together = [line for found in crops for cut in found.values() for line in cut]
    recognitions = iter(recognise(engines.engine(jobs[0].engine), together))
    return [{field: joined([next(recognitions) for _line in cut]) for field, cut in found.items()} for found in crops]


def joined(lines: Sequence[Recognition | str]) -> Recognition | str:
    """The lines of a field as one text; as sure as the least sure of them. An error in one is an error of all.

    Without lines nothing is written, and no engine was asked.
    """
    read = [line for line in lines if isinstance(line, Recognition)]
    if len(read) < len(lines):
        return next(line for line in lines if isinstance(line, str))
    if len(read) == 1:
        return read[0]
    confidences = [line.confidence for line in read if line.confidence is not None]
    return Recognition("\n".join(line.text for line in read), min(confidences, default=None))


def recognise(engine: Engine, crops: Sequence[Crop]) -> list[Recognition | str]:
    """What the engine makes of each crop, or an error code. An engine that raises is asked for halves, down to one."""
    if not crops:
        return []
    try:
        found = engine.read(crops)
        if len(found) != len(crops):
            raise ValueError("an engine returns one recognition a crop")
    except OSError as error:
        if error.errno in NO_SPACE:
            # No crop is to blame for a disk that is full, in the temporary folder as in any other.
            raise DiskFull(error.errno, error.strerror) from None
        return _in_halves(engine, crops)
    except Exception:  # any engine, any exception: which crop it was is found out, the others are read
        return _in_halves(engine, crops)
    return [recognition if is_sound(recognition) else RUBBISH for recognition in found]


def _in_halves(engine: Engine, crops: Sequence[Crop]) -> list[Recognition | str]:
    if len(crops) == 1:
        return [ENGINE_ERROR]
    middle = len(crops) // 2
    return [outcome for half in (crops[:middle], crops[middle:]) for outcome in recognise(engine, half)]


def _crops(job: FieldJob) -> dict[str, list[Crop]]:
    """The lines of each field, by field id, of the pages that were registered."""
    return {
        field.id: crops(image, blank, field, job.dpi)
        for image, blank, fields in _registered(job)
        for field in fields
        if job.my_numbers or field.type not in HIDDEN_TYPES
    }


def _registered(job: FieldJob) -> Iterator[tuple[Grey, Grey, list[TemplateField]]]:
    """Each registered page, its blank on the same grid, and the fields on it."""
    for page in job.pages:
        number = int(page["page"])
        fields = [field for field in job.fields if field.page == number]
        if page["status"] == REGISTERED and fields:
            image = _load(job.results / page["image"])
            yield image, blank_page(job.blank, number, job.dpi, image.shape[:2]), fields


def _load(image: Path) -> Grey:
    # cv2.imread cannot tell a missing file from a broken one.
    return np.asarray(cv2.imdecode(np.frombuffer(image.read_bytes(), dtype=np.uint8), cv2.IMREAD_GRAYSCALE))


def reading_of(job: FieldJob, field: TemplateField, outcome: Recognition | str | None) -> Row:
    """The row of readings.csv of a field.

    Args:
        job: with the document, its pages and the engine.
        field: of the template.
        outcome: what the engine made of it, or an error code; None where its page is not there.
    """
    row = empty_reading(job, field)
    if field.type in HIDDEN_TYPES and not job.my_numbers:
        return row | {"status": REFUSED, "error": MY_NUMBER}
    if outcome is None:
        page = next((page for page in job.pages if int(page["page"]) == field.page), None)
        return row | ({"status": page["status"], "error": page["reason"]} if page else _failure("no_such_page"))
    if isinstance(outcome, str):
        return row | _failure(outcome)
    value, error = value_of(field, outcome.text)
    # Of an individual number nothing is kept but whether its check digit holds.
    text = "" if field.type in HIDDEN_TYPES else outcome.text
    return row | {
        "status": READ,
        "text": text,
        "normalised": normalise(text, Normaliser.NFKC, field.type),
        "value": value,
        "confidence": "" if outcome.confidence is None else f"{outcome.confidence:.4f}",
        "error": error,
    }


def value_of(field: TemplateField, text: str) -> tuple[str, str]:
    """Value and error code of what was read in a field."""
    value, error = field_types.parse(field.type, text)
    return ("", "several_marks") if field.type == "choice" and "|" in value and not field.multiple else (value, error)


def failed_rows(job: FieldJob, error: str) -> list[Row]:
    """A row for each field of a document at which the engine's process ended."""
    return [empty_reading(job, field) | _failure(error) for field in job.fields]


def empty_reading(job: FieldJob, field: TemplateField) -> Row:
    """Where the field is, and nothing of what stands in it."""
    x, y, w, h = field.box_mm
    return dict.fromkeys(READINGS.names, "") | {
        "document": job.document,
        "page": str(field.page),
        "field": field.id,
        "engine": job.engine,
        "x": f"{x:g}",
        "y": f"{y:g}",
        "w": f"{w:g}",
        "h": f"{h:g}",
    }


def _failure(error: str) -> Row:
    return {"status": FAILED, "error": error}
