from random import Random

import numpy as np
import pytest
from PIL import Image

from samples import moving_notice
from samples.people import FILLINGS, Filling
from samples.sheet import PX_PER_MM, WHITE
from samples.writing import PENS, write

pytestmark = pytest.mark.usefixtures("fonts_installed")


@pytest.mark.parametrize("filling", FILLINGS, ids=lambda filling: filling.file)
def test_every_entry_stays_inside_its_box(filling: Filling) -> None:
    rng = Random(filling.file)
    for field in moving_notice.template().fields:
        text = filling.entries[field.id].written
        page = Image.new("L", (2480, 3508), WHITE)
        write(page, field.box_mm, field.type, text, PENS[filling.pen], rng)
        rows, columns = np.nonzero(np.asarray(page) < WHITE)
        assert (len(rows) > 0) == (text != "")
        if text:
            x, y, width, height = (side * PX_PER_MM for side in field.box_mm)
            assert x < columns.min()
            assert columns.max() < x + width
            assert y < rows.min()
            assert rows.max() < y + height


def test_long_text_is_made_smaller() -> None:
    box = (10.0, 10.0, 60.0, 12.0)
    page = Image.new("L", (1000, 400), WHITE)
    write(page, box, "address", "平塚市" * 20, PENS["print"], Random(1))
    columns = np.nonzero(np.asarray(page) < WHITE)[1]
    assert columns.max() < (10 + 60) * PX_PER_MM
    assert columns.max() > (10 + 50) * PX_PER_MM


def test_print_is_steady_and_a_hand_is_not() -> None:
    def drawn(pen: str, seed: int) -> bytes:
        page = Image.new("L", (1000, 400), WHITE)
        write(page, (10, 10, 60, 12), "name", "鈴木", PENS[pen], Random(seed))
        return page.tobytes()

    assert drawn("print", 1) == drawn("print", 2)
    assert drawn("hand", 1) == drawn("hand", 1)
    assert drawn("hand", 1) != drawn("hand", 2)
