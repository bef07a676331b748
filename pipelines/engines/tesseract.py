"""Tesseract through pytesseract. The only place that calls it.

A list file gives many crops to one process: starting one a crop costs more than reading it.
"""

import csv
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from dashboards.language import _
from pipelines.digests import file_digest
from pipelines.engines import Crop, Recognition
from pipelines.errors import ExitCode, KoukaError
from pipelines.limits import LIMITS
from pipelines.settings import THREADS

LANGUAGE = "jpn"
SINGLE_LINE = 7
TEXT_LEVEL = "5"
"""Rows of tesseract's TSV that hold words; in Japanese each is a character or a few."""
FIGURES = "0123456789-(),円¥〒"
"""Told for every field of which all characters are among them: each list of characters is a process more, and on the
sample forms the narrower lists of each type read no field more."""
CHARACTERS = {
    **dict.fromkeys(("number", "account", "postal_code", "phone", "money"), FIGURES),
    "date": "0123456789元年月日令和平成昭和大正明治RHSTM./-",
    "kana": "".join(map(chr, range(0x30A1, 0x30FB))) + "ー・",
}
"""Of field types. On the sixty sample forms dates read right rise from 90 to 111 of 156 by it, kana from 23 to 26 of
60, telephone numbers from 18 to 20 of 29; account numbers and postal codes stay as they are."""
MARGIN = 12
"""White pixels round a crop: tesseract loses characters that touch the edge of the image."""
WHITE = 255


class Tesseract:
    """Reads each crop as a single line of Japanese."""

    @staticmethod
    def version() -> str:
        """Program version and digest of the Japanese model."""
        try:
            program = str(pytesseract.get_tesseract_version())
            languages = pytesseract.get_languages()
        except (pytesseract.TesseractNotFoundError, SystemExit):  # pytesseract's word for a version too old
            raise _not_installed("tesseract") from None
        if LANGUAGE not in languages:
            raise _not_installed(f"tesseract ({LANGUAGE})")
        return f"{program} {LANGUAGE}:{_model_digest()[:12]}"

    def read(self, crops: Sequence[Crop]) -> list[Recognition]:
        """All crops with the same characters in one process of tesseract."""
        found: dict[int, Recognition] = {}
        places: dict[str, list[int]] = {}
        for place, crop in enumerate(crops):
            places.setdefault(characters_of(crop), []).append(place)
        for characters, group in places.items():
            with _one_thread():
                found |= zip(group, self._read([crops[place] for place in group], characters), strict=True)
        return [found[place] for place in range(len(crops))]

    def _read(self, crops: Sequence[Crop], characters: str) -> list[Recognition]:
        only = f" -c tessedit_char_whitelist={characters}" if characters else ""
        with tempfile.TemporaryDirectory(prefix="kouka-") as folder:
            listing = _write_list(crops, Path(folder))
            tsv = pytesseract.image_to_data(
                str(listing),
                lang=LANGUAGE,
                config=f"--psm {SINGLE_LINE} --dpi {crops[0].dpi}{only}",
                timeout=LIMITS.tesseract_start_seconds + LIMITS.tesseract_seconds * len(crops),
                output_type=pytesseract.Output.STRING,
            )
        return _recognitions(tsv, len(crops))


@contextmanager
def _one_thread() -> Iterator[None]:
    """One thread a process: the flow runs one process a core, and tesseract's own threads only get in the way.

    pytesseract passes the environment on as it is. Whatever else this process starts must not get it.
    """
    before = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        yield
    finally:
        os.environ.pop(THREADS)
        if before is not None:
            os.environ[THREADS] = before


def characters_of(crop: Crop) -> str:
    """The only characters that can occur in a field, as tesseract is told; empty where any can.

    What stands in template.toml goes before what the type is known to hold. A blank or a quotation mark would end the
    setting, so that such a list is not used.
    """
    characters = crop.allowed or CHARACTERS.get(crop.type, "")
    if set(characters) & set(" \t\n\r\"'\\"):
        return ""
    return FIGURES if characters and set(characters) <= set(FIGURES) else characters


def _write_list(crops: Sequence[Crop], folder: Path) -> Path:
    listing = folder / "crops.txt"
    names = []
    for number, crop in enumerate(crops):
        name = folder / f"{number:05d}.pgm"
        framed = np.pad(crop.image, MARGIN, constant_values=WHITE)
        # Not compressed: the file lives for seconds, and tesseract would only have to undo it.
        name.write_bytes(cv2.imencode(name.suffix, framed)[1].tobytes())
        names.append(str(name))
    listing.write_text("\n".join(names) + "\n", encoding="utf-8")
    return listing


def _recognitions(tsv: str, n: int) -> list[Recognition]:
    """Words of tesseract's TSV joined by page, without blanks, since Japanese has none; mean confidence by length."""
    texts: list[list[str]] = [[] for _crop in range(n)]
    weights: list[list[tuple[float, int]]] = [[] for _crop in range(n)]
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = "".join((row["text"] or "").split())
        if row["level"] == TEXT_LEVEL and word:
            page = int(row["page_num"]) - 1
            texts[page].append(word)
            weights[page].append((float(row["conf"]) / 100, len(word)))
    return [Recognition("".join(words), _mean(weight)) for words, weight in zip(texts, weights, strict=True)]


def _mean(weighted: list[tuple[float, int]]) -> float | None:
    total = sum(weight for _value, weight in weighted)
    return sum(value * weight for value, weight in weighted) / total if total else None


def _model_digest() -> str:
    """Digest of the Japanese model, where tesseract says that its models are; without it, of nothing."""
    folders = [os.environ.get("TESSDATA_PREFIX", ""), *map(str, Path("/usr/share/tesseract-ocr").glob("*/tessdata"))]
    files = [Path(folder) / f"{LANGUAGE}.traineddata" for folder in folders if folder]
    found = next((file for file in files if file.is_file()), None)
    return file_digest(found) if found else "unknown"


def _not_installed(what: str) -> KoukaError:
    return KoukaError(
        _("{what} is not installed.", what=what),
        todo=_("On Debian or Ubuntu: sudo apt-get install {packages}", packages="tesseract-ocr tesseract-ocr-jpn"),
        code=ExitCode.SETUP,
    )
