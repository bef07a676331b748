"""What the tests of the samples share."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from samples.drawing.fonts import FACES
from samples.make_forms import DEFAULT

Rows = list[dict[str, str]]


@pytest.fixture
def fonts_installed() -> None:
    """Skip where a font that the forms are drawn with is not installed."""
    missing = sorted(face.package for face in FACES.values() if not face.path.exists())
    if missing:
        pytest.skip(f"Debian packages not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def bundled() -> Path:
    """The committed batch."""
    return DEFAULT


@pytest.fixture(scope="session")
def rows(bundled: Path) -> Callable[[str], Rows]:
    """The rows of a table of the committed batch."""

    def read(name: str) -> Rows:
        with (bundled / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    return read
