"""The same crops, recognised in each way: one call a crop, and as the flow does it."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytesseract
from rapidocr import RapidOCR

from evaluators.mark_types import MARK_TYPES
from pipelines import engines
from pipelines.batches.examine import load_forms
from pipelines.engines import Crop
from pipelines.engines.tesseract import LANGUAGE, MARGIN, SINGLE_LINE, WHITE, characters_of
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.blanks import blank_page
from pipelines.forms.crops import crops
from pipelines.tables import read_table

Read = Callable[[Sequence[Crop]], list[str]]


@dataclass(frozen=True)
class Way:
    """One way of recognising: what it took, and what it read."""

    engine: str
    how: str
    seconds: float
    worked: float
    """Seconds that processors worked, in this process and in programs that it waited for."""
    texts: list[str]


def crops_of(batch: Path, run: Path, dpi: int, at_most: int) -> list[Crop]:
    """Crops of fields of text on the pages that a run has registered; where there are more, from all over the batch."""
    found = list(_every_crop(batch, run, dpi))
    return [found[place] for place in np.linspace(0, len(found) - 1, min(at_most, len(found)), dtype=int)]


def _every_crop(folder: Path, run: Path, dpi: int) -> Iterator[Crop]:
    batch = load_forms(folder)
    for page in read_table(run / "pages.csv").rows:
        if page["status"] == "registered":
            image = cv2.imread(str(run.parent.parent / page["image"]), cv2.IMREAD_GRAYSCALE)
            number = int(page["page"])
            blank = blank_page(batch.blank(page["template"]), number, dpi, image.shape[:2])
            for field in batch.templates[page["template"]].fields:
                if field.page == number and field.type not in MARK_TYPES | HIDDEN_TYPES:
                    yield from crops(image, blank, field, dpi)


def ways(found: Sequence[Crop]) -> Iterator[Way]:
    """Each way in turn. Models are loaded before the clock starts, where a process keeps its model."""
    yield _measured("tesseract", "one call a crop, as pytesseract does it", _one_by_one, found)
    yield _measured("tesseract", "a list for each set of characters", _tesseract, found)
    with ThreadPoolExecutor(2) as two:  # each waits for a process of tesseract's
        yield _measured("tesseract", "the same, two at a time", lambda every: _by_characters(two.map, every), found)
    naive = RapidOCR(params={"Global.log_level": "error", "Global.text_score": 0.0})
    _rapid_one_by_one(naive, found[:1])
    how = "one call a crop, its own threads"
    yield _measured("rapidocr", how, lambda every: _rapid_one_by_one(naive, every), found)
    _rapid(found[:1])
    yield _measured("rapidocr", "one process", _rapid, found)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_rapid, [found[:1]] * 4))
        yield _measured("rapidocr", "two processes", lambda every: _halves(pool.map, _rapid, every), found)


def _measured(engine: str, how: str, read: Read, found: Sequence[Crop]) -> Way:
    began, worked = time.perf_counter(), sum(os.times()[:4])
    texts = read(found)
    return Way(engine, how, time.perf_counter() - began, sum(os.times()[:4]) - worked, texts)


def _halves(over: Callable[..., Iterator[list[str]]], read: Read, found: Sequence[Crop]) -> list[str]:
    middle = len(found) // 2
    return [text for half in over(read, [found[:middle], found[middle:]]) for text in half]


def _by_characters(over: Callable[..., Iterator[list[str]]], found: Sequence[Crop]) -> list[str]:
    """Halves of which each holds crops with the same characters, so that hardly a list is there twice."""
    order = sorted(range(len(found)), key=lambda place: characters_of(found[place]))
    texts = _halves(over, _tesseract, [found[place] for place in order])
    return [text for _place, text in sorted(zip(order, texts, strict=True))]


def _one_by_one(found: Sequence[Crop]) -> list[str]:
    """What one writes first: the same picture and settings, a process a crop, tesseract's own threads."""
    return [
        "".join(
            pytesseract.image_to_string(
                np.pad(crop.image, MARGIN, constant_values=WHITE),
                lang=LANGUAGE,
                config=f"--psm {SINGLE_LINE} --dpi {crop.dpi}" + _only(characters_of(crop)),
            ).split()
        )
        for crop in found
    ]


def _only(characters: str) -> str:
    return f" -c tessedit_char_whitelist={characters}" if characters else ""


def _tesseract(found: Sequence[Crop]) -> list[str]:
    return [recognition.text for recognition in engines.engine("tesseract").read(found)]


def _rapid_one_by_one(reader: RapidOCR, found: Sequence[Crop]) -> list[str]:
    results = [reader(cv2.cvtColor(c.image, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False) for c in found]
    return ["".join(result.txts or ()) for result in results]


def _rapid(found: Sequence[Crop]) -> list[str]:
    return [recognition.text for recognition in engines.engine("rapidocr").read(found)]
