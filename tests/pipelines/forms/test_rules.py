import cv2
import numpy as np
import pytest

from pipelines.forms.ink import ink
from pipelines.forms.rasterise import Grey
from pipelines.forms.rules import rules_of, without_rules

DPI = 300


def blank() -> Grey:
    """A box of 60 × 11 mm: cells, a dotted line, and a printed word."""
    page = np.full((130, 709), 250, dtype=np.uint8)
    for x in range(100, 709, 100):
        cv2.line(page, (x, 0), (x, 129), 0, 2)
    for x in range(0, 709, 10):
        cv2.line(page, (x, 100), (x + 5, 100), 0, 2)
    cv2.putText(page, "yen", (620, 60), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    return page


def shifted(page: Grey, across: int, down: int) -> Grey:
    return cv2.warpAffine(page, np.array([[1.0, 0, across], [0, 1, down]]), page.shape[::-1], borderValue=250)


@pytest.mark.parametrize(("across", "down"), [(0, 0), (2, 1), (-3, -2)])
def test_rules_go_and_words_stay(across: int, down: int) -> None:
    page = shifted(blank(), across, down)
    clean = ink(without_rules(page, blank(), DPI), DPI)
    assert not clean[:, 4:615].any()
    assert np.array_equal(clean[20:70, 615:690], ink(page, DPI)[20:70, 615:690])


def test_print_that_is_no_rule_is_none() -> None:
    rules = rules_of(blank(), DPI)
    assert rules[:, 100].all()
    assert rules[100, 2]
    assert not rules[30:70, 610:690].any()


def test_a_stroke_that_crosses_a_rule_stays_whole() -> None:
    page = blank()
    cv2.line(page, (60, 60), (160, 60), 40, 6)  # across the cell rule at x = 100
    cv2.line(page, (250, 70), (250, 129), 40, 6)  # down across the dotted line
    clean = ink(without_rules(page, blank(), DPI), DPI)
    assert clean[60, 60:161].all()
    assert clean[70:129, 250].all()
    assert not clean[:50, 90:110].any()


def test_without_rules_nothing_changes() -> None:
    page = np.full((130, 709), 200, dtype=np.uint8)
    cv2.putText(page, "254-8686", (40, 90), cv2.FONT_HERSHEY_SIMPLEX, 2, 30, 5)
    assert np.array_equal(without_rules(page, np.full_like(page, 255), DPI), page)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (3, 3)])
def test_a_box_of_hardly_any_pixels(shape: tuple[int, int]) -> None:
    page = np.zeros(shape, dtype=np.uint8)
    assert without_rules(page, page, DPI).shape == shape
