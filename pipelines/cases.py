"""The cases behind the numbers: every field that was read wrong, with its picture."""

import base64
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pandas as pd

from dashboards.pages.result import WrongField
from evaluators.characters import differences
from evaluators.normalise import Normaliser, normalise
from pipelines.forms.registration import MM_PER_INCH
from pipelines.runs.store import Run
from pipelines.settings import results_folder
from pipelines.tables import read_table

MOST_SHOWN = 300
"""Crops on the page; a page that holds more of them opens slowly."""
CROP_HEIGHT = 56


def wrong_fields(run: Run, scored: pd.DataFrame) -> tuple[WrongField, ...]:
    """Fields that are wrong by value or by text, in the order of the documents, at most ``MOST_SHOWN``."""
    wrong = scored[(scored["right_typed"] == 0) | (scored["right_nfkc"] == 0)].head(MOST_SHOWN)
    readings = {
        (row["document"], row["field"], row["engine"]): row for row in read_table(run.folder / "readings.csv").rows
    }
    images = {
        (row["document"], row["page"]): row["image"]
        for row in read_table(run.folder / "pages.csv").rows
        if row["image"]
    }
    return tuple(_wrong_fields(run, wrong, readings, images))


def _wrong_fields(
    run: Run,
    wrong: pd.DataFrame,
    readings: dict[tuple[str, str, str], dict[str, str]],
    images: dict[tuple[str, str], str],
) -> Iterator[WrongField]:
    page, loaded = None, None
    for row in wrong.to_dict("records"):
        reading = readings.get((row["document"], row["field"], row["engine"]), {})
        name = images.get((row["document"], reading.get("page", "")))
        if name != page:
            page, loaded = name, _image(results_folder() / name) if name else None
        picture = _picture(loaded, reading, int(run.file.settings["dpi"])) if loaded is not None else None
        yield WrongField(
            document=row["document"],
            field=row["field"],
            engine=row["engine"],
            status=row["status"],
            error=reading.get("error", ""),
            truth=row["truth"],
            expected=row["expected"],
            value=row["value"],
            differences=differences(
                *(normalise(row[side], Normaliser.NFKC, row["type"]) for side in ("truth", "text"))
            ),
            value_right=bool(row["right_typed"]),
            picture=picture,
        )


def _image(file: Path) -> np.ndarray | None:
    if not file.is_file():
        return None  # the cache was purged: the case is shown without its picture
    content = np.frombuffer(file.read_bytes(), dtype=np.uint8)
    return cv2.imdecode(content, cv2.IMREAD_GRAYSCALE) if content.size else None


def _picture(page: np.ndarray, reading: dict[str, str], dpi: int) -> str | None:
    """The field's box as a data address, scaled to one height; None for a box of less than a pixel."""
    x, y, w, h = (round(float(reading[edge]) / MM_PER_INCH * dpi) for edge in "xywh")
    box = page[y : y + h, x : x + w]
    if not box.size:
        return None
    height, width = box.shape
    size = max(1, round(width * CROP_HEIGHT / height)), CROP_HEIGHT
    small = cv2.resize(box, size, interpolation=cv2.INTER_AREA)
    encoded = cv2.imencode(".png", small, [cv2.IMWRITE_PNG_COMPRESSION, 9])[1]
    return "data:image/png;base64," + base64.b64encode(encoded.tobytes()).decode("ascii")
