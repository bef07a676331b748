"""The cases behind the numbers: every field that was read wrong, with its picture."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pandas as pd

from dashboards.pages.wrong_field import WrongField
from evaluators.characters import Difference, differences
from evaluators.mark_types import MARK_TYPES
from evaluators.marks import marks_of
from evaluators.normalise import Normaliser, normalise
from pipelines import atomic
from pipelines.batches import paths
from pipelines.contracts.forms import Template
from pipelines.forms.registration import MM_PER_INCH
from pipelines.runs.store import Run
from pipelines.settings import results_folder
from pipelines.tables import read_table

ON_THE_PAGE = 300
"""Pictures in the page itself; one that holds more of them opens slowly, so the others are files beside it."""
FOLDER = "cases"
CROP_HEIGHT = 56
TICKED, UNTICKED = "☑", "☐"

Labels = Mapping[tuple[str, str], Mapping[str, str]]
"""By template and field: what is printed beside each option."""


def wrong_fields(run: Run, scored: pd.DataFrame, templates: Mapping[str, Template]) -> tuple[WrongField, ...]:
    """Fields that are wrong by value or by text, in the order of the documents.

    Where engines disagree, each has a case of its own.
    The first ``ON_THE_PAGE`` pictures are data addresses; the others are written to ``cases/`` of the run, beside those
    of the page that is there.

    Args:
        run: whose readings and pages.
        scored: ``frames.SCORED``.
        templates: by id.
    """
    wrong = scored[(scored["right_typed"] == 0) | (scored["right_nfkc"] == 0)]
    return tuple(_placed(_with_pictures(run, wrong, templates), run.folder / FOLDER))


def remove_others(run: Run, cases: Iterable[WrongField]) -> None:
    """Take away pictures that none of these cases shows."""
    shown = {case.picture for case in cases}
    folder = run.folder / FOLDER
    for file in folder.glob("*"):
        if f"{FOLDER}/{file.name}" not in shown:
            file.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def pages_are_there(run: Run) -> bool:
    """Whether the registered pages still lie in the cache, from which pictures are drawn."""
    return all(_page_file(image) is not None for image in _images(run).values())


def _with_pictures(
    run: Run, wrong: pd.DataFrame, templates: Mapping[str, Template]
) -> Iterator[tuple[WrongField, bytes | None]]:
    readings, labels, images = _readings(run), _labels(templates), _images(run)
    page, loaded = None, None
    for row in wrong.to_dict("records"):
        reading = readings.get(_key(row), {})
        name = images.get((row["document"], reading.get("page", "")))
        if name and name != page:
            page, loaded = name, _image(name)
        there = loaded if name else None
        picture = _picture(there, reading, int(run.file.settings["dpi"])) if there is not None else None
        yield _case(row, reading, labels), picture


def _placed(cases: Iterator[tuple[WrongField, bytes | None]], folder: Path) -> Iterator[WrongField]:
    """The cases with the address of their picture: in the page, or in a file."""
    placed = 0
    for case, picture in cases:
        if picture is None:
            yield case
            continue
        placed += 1
        if placed <= ON_THE_PAGE:
            address = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
        else:
            # By content, so that what is there stays what it is while the page before still shows it.
            file = folder / f"{hashlib.sha256(picture).hexdigest()[:16]}.png"
            file.parent.mkdir(exist_ok=True)
            atomic.write_bytes(file, picture)
            address = f"{FOLDER}/{file.name}"
        yield replace(case, picture=address)


def _key(row: Mapping) -> tuple[str, str, str]:
    return row["document"], row["field"], row["engine"]


def _readings(run: Run) -> dict[tuple[str, str, str], dict[str, str]]:
    return {_key(row): row for row in read_table(run.folder / "readings.csv").rows}


def _images(run: Run) -> dict[tuple[str, str], str]:
    rows = read_table(run.folder / "pages.csv").rows
    return {(row["document"], row["page"]): row["image"] for row in rows if row["image"]}


def _labels(templates: Mapping[str, Template]) -> Labels:
    return {
        (id, field.id): {option.id: option.label for option in field.options} or {"1": TICKED}
        for id, template in templates.items()
        for field in template.fields
    }


def _case(row: Mapping, reading: Mapping[str, str], labels: Labels) -> WrongField:
    shown = _marks_shown if row["type"] in MARK_TYPES else _text_shown
    return shown(row, labels.get((row["template"], row["field"]), {}), reading.get("error", ""))


def _text_shown(row: Mapping, _labels: Mapping[str, str], error: str) -> WrongField:
    sides = (normalise(row[side], Normaliser.NFKC, row["type"]) for side in ("truth", "text"))
    return _wrong_field(row, error, row["truth"], row["expected"], row["value"], differences(*sides))


def _marks_shown(row: Mapping, labels: Mapping[str, str], error: str) -> WrongField:
    """A case of marks: options by what is printed beside them."""

    def named(text: str) -> str:
        return " ".join(label for id, label in labels.items() if id in marks_of(text, row["type"])) or (
            UNTICKED if row["type"] == "checkbox" else ""
        )

    here, there = (marks_of(row[side], row["type"]) for side in ("truth", "text"))
    marks = []
    for id in [*labels, *sorted((here | there) - labels.keys())]:
        label = labels.get(id, id) + " "
        if id in here and id in there:
            marks.append(Difference("equal", label, label))
        elif id in here:
            marks.append(Difference("missing", label, ""))
        elif id in there:
            marks.append(Difference("added", "", label))
    return _wrong_field(row, error, named(row["truth"]), named(row["expected"]), named(row["value"]), tuple(marks))


def _wrong_field(
    row: Mapping, error: str, truth: str, expected: str, value: str, parts: tuple[Difference, ...]
) -> WrongField:
    return WrongField(
        document=row["document"],
        template=row["template"],
        field=row["field"],
        engine=row["engine"],
        status=row["status"],
        error=error,
        truth=truth,
        expected=expected,
        value=value,
        differences=parts,
        value_right=bool(row["right_typed"]),
        picture=None,
    )


def _page_file(name: str) -> Path | None:
    """A page as pages.csv names it, below the results folder and nowhere else; None where the cache has it no more."""
    file = paths.inside(results_folder(), name)
    return file if file is not None and file.is_file() else None


def _image(name: str) -> np.ndarray | None:
    file = _page_file(name)
    if file is None:
        return None  # the case is shown without its picture
    content = np.frombuffer(file.read_bytes(), dtype=np.uint8)
    return cv2.imdecode(content, cv2.IMREAD_GRAYSCALE) if content.size else None


def _picture(page: np.ndarray, reading: Mapping[str, str], dpi: int) -> bytes | None:
    """The field's box as PNG, scaled to one height; None for a box of less than a pixel."""
    x, y, w, h = (round(float(reading[edge]) / MM_PER_INCH * dpi) for edge in "xywh")
    box = page[y : y + h, x : x + w]
    if not box.size:
        return None
    height, width = box.shape
    size = max(1, round(width * CROP_HEIGHT / height)), CROP_HEIGHT
    small = cv2.resize(box, size, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".png", small, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1].tobytes()
