"""Crops of the first sample, and of nothing."""

import numpy as np
import pytest

from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.engines import Crop
from pipelines.forms.crops import crop
from pipelines.forms.rasterise import rasterise
from pipelines.forms.registration import register
from tests.conftest import SAMPLES

DPI = 300
WHITE = Crop(np.full((150, 800), 255, dtype=np.uint8), DPI, "text", None)


@pytest.fixture(scope="session")
def crops() -> dict[str, Crop]:
    """The fields of moving-01 by id, cut from the registered page."""
    folder = SAMPLES / "templates" / "moving-notice"
    template = load_toml(folder / "template.toml", Template)
    (page,) = rasterise(SAMPLES / "scans" / "moving-01.pdf", 1, 1, DPI)
    image = register(page, folder / "blank.pdf", 1, template.paper_mm, DPI, template.tolerance_mm).image
    return {field.id: crop(image, field, DPI) for field in template.fields}
