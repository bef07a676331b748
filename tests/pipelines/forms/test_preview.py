from pathlib import Path

import numpy as np
import pytest
from PIL import ImageColor

from pipelines.contracts.forms import FieldType, Template
from pipelines.contracts.toml import load_toml
from pipelines.forms.preview import COLOURS, DPI, pixels, preview
from pipelines.forms.rasterise import rasterise
from pipelines.forms.refusal import Reason, Unreadable
from tests.conftest import BUNDLED


def form(id: str) -> tuple[Template, Path]:
    folder = BUNDLED / "templates" / id
    return load_toml(folder / "template.toml", Template), folder / "blank.pdf"


def test_every_type_has_a_colour() -> None:
    assert set(COLOURS) == set(FieldType.__args__)


@pytest.mark.parametrize("id", ["moving-notice", "child-allowance", "survey"])
def test_boxes_stand_where_the_template_says(id: str) -> None:
    template, blank = form(id)
    picture = np.asarray(preview(template, blank, 1))
    assert template.pages == [1]
    for field in template.fields:
        colour = ImageColor.getrgb(COLOURS[field.type])
        for box in (field.box_mm, *(option.box_mm for option in field.options)):
            left, _top, right, bottom = pixels(box)
            assert (picture[bottom, left : right + 1] == colour).all(axis=1).mean() > 0.8


def test_what_is_printed_stays_to_be_read() -> None:
    template, blank = form("survey")
    (empty,) = rasterise(blank, 1, 1, DPI)
    drawn = np.asarray(preview(template, blank, 1).convert("L"))
    assert drawn.shape == empty.shape
    assert (drawn[empty < 60] < 120).mean() > 0.95


def test_a_page_that_the_blank_has_not() -> None:
    template, blank = form("survey")
    with pytest.raises(Unreadable) as caught:
        preview(template, blank, 2)
    assert caught.value.reason is Reason.NO_SUCH_PAGE
