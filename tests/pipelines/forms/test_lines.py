import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.lines import lines
from pipelines.forms.rasterise import Grey

DPI = 300
SPACING = 100


def box(levels: list[int], height: int = 354) -> Grey:
    """A box of 30 mm with words whose feet stand at the levels."""
    page = np.full((height, 1500), 245, dtype=np.uint8)
    for level in levels:
        cv2.putText(page, "the buses are few, and go early", (20, level), cv2.FONT_HERSHEY_SIMPLEX, 2, 40, 4)
    return page


@pytest.mark.parametrize("n", [1, 2, 3])
def test_each_line_is_one_crop(n: int) -> None:
    found = lines(box([SPACING * (at + 1) - 20 for at in range(n)]), DPI)
    assert len(found) == n
    # 43 is a capital's height here: each crop holds a line and not the one below.
    assert all(43 < line.shape[0] < 1.2 * SPACING for line in found)


def test_an_empty_box_has_no_line() -> None:
    assert lines(box([]), DPI) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 40))
def test_specks_of_a_fax_are_no_writing(seed: int, n: int) -> None:
    page = box([])
    rng = np.random.default_rng(seed)
    for _speck in range(n):
        x, y = rng.integers(0, 150) * 10, rng.integers(1, 35) * 10
        page[y : y + 4, x : x + 4] = 0
    assert lines(page, DPI) == []


def test_a_full_stop_alone_is_no_line_of_its_own() -> None:
    page = box([80, 180])
    cv2.circle(page, (1450, 250), 4, 40, -1)
    assert len(lines(page, DPI)) == 2


def test_lines_that_nearly_touch_are_two_and_a_dot_above_belongs_to_its_line() -> None:
    # Lines of 4 mm with 0.4 mm between them; a dot of 1 mm with as little below it.
    page = np.full((150, 600), 250, dtype=np.uint8)
    page[20:67, 50:550] = 20
    page[72:119, 50:550] = 20
    assert len(lines(page, DPI)) == 2
    page[72:119] = 250
    page[3:15, 100:160] = 20
    (only,) = lines(page, DPI)
    assert only.shape[0] > 60


def test_a_box_of_usual_height_is_left_as_it_is() -> None:
    page = box([40, 80], height=90)
    (only,) = lines(page, DPI)
    assert only is page


def test_a_box_filled_from_edge_to_edge_is_one_line() -> None:
    (only,) = lines(np.tile(np.array([245, 245, 20, 20], dtype=np.uint8), (354, 300)), DPI)
    assert only.shape[0] == 354
