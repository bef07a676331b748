import numpy as np

from pipelines.contracts.forms import TemplateField
from pipelines.forms.blackout import blackout

DPI = 254
"""Ten pixels a millimetre."""


def field(id: str, kind: str, *box: float) -> TemplateField:
    return TemplateField.model_validate({"id": id, "label": id, "type": kind, "box_mm": box})


def test_the_box_and_its_margin_are_black_and_nothing_else() -> None:
    page = np.random.default_rng(1).integers(1, 255, (300, 400), dtype=np.uint8)
    before = page.copy()
    black = blackout(page, [field("number", "my_number", 10, 5, 20, 8), field("name", "name", 0, 20, 30, 5)], 1.0, DPI)
    assert not black[40:140, 90:310].any()
    outside = np.ones(page.shape, dtype=bool)
    outside[40:141, 90:311] = False
    assert np.array_equal(black[outside], page[outside])
    assert np.array_equal(page, before)


def test_a_page_without_such_a_box_is_as_it_was() -> None:
    page = np.full((10, 10), 200, dtype=np.uint8)
    assert blackout(page, [field("name", "name", 0, 0, 1, 1)], 1.0, DPI) is page


def test_a_box_at_the_corner() -> None:
    page = np.full((100, 100), 200, dtype=np.uint8)
    assert not blackout(page, [field("number", "my_number", 0, 0, 10, 10)], 2.0, DPI).any()
