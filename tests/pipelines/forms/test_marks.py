"""Marks drawn on a form drawn here, then scanned badly. How the bundled forms fare is in test_marks_of_samples.py."""

import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.forms import Box, TemplateField
from pipelines.forms.marks import evidence, read
from pipelines.forms.rasterise import Grey

DPI = 300
SQUARE: Box = (10.0, 10.0, 3.6, 3.6)
NUMBER: Box = (25.0, 8.5, 6.0, 6.0)
WORD: Box = (40.0, 8.5, 11.0, 6.0)
NEXT: Box = (25.0, 16.5, 6.0, 6.0)
FIELD = TemplateField.model_validate(
    {
        "id": "which",
        "label": "問１",
        "type": "choice",
        "box_mm": (8.0, 6.0, 50.0, 18.0),
        "multiple": True,
        "options": [
            {"id": "square", "label": "図書館", "box_mm": SQUARE},
            {"id": "number", "label": "東部", "box_mm": NUMBER},
            {"id": "word", "label": "普通", "box_mm": WORD},
            {"id": "next", "label": "西部", "box_mm": NEXT},
        ],
    }
)
BOXES = {"square": SQUARE, "number": NUMBER, "word": WORD, "next": NEXT}


def px(mm: float) -> int:
    return round(mm / 25.4 * DPI)


def blank() -> Grey:
    page = np.full((px(30), px(65)), 255, dtype=np.uint8)
    x, y, w, h = map(px, SQUARE)
    cv2.rectangle(page, (x, y), (x + w, y + h), 0, 3)
    cv2.putText(page, "4", (px(27), px(13)), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    cv2.putText(page, "7", (px(27), px(21)), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    cv2.putText(page, "ABC", (px(42), px(13)), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    cv2.line(page, (px(8), px(6)), (px(58), px(6)), 0, 3)
    return page


def line(page: Grey, *points: tuple[float, float], ink: int = 60, width: float = 0.45) -> None:
    cv2.polylines(page, [np.array([[px(x), px(y)] for x, y in points])], False, ink, px(width), cv2.LINE_AA)


def tick(page: Grey, box: Box, overshoot: float = 0.0) -> None:
    x, y, w, h = box
    line(
        page,
        (x + 0.1 * w, y + 0.45 * h),
        (x + 0.4 * w, y + 0.9 * h),
        (x + (0.92 + overshoot) * w, y + (0.08 - overshoot) * h),
    )


def ring(page: Grey, box: Box, grown: float = 1.0, open_share: float = 0.0, off: tuple[float, float] = (0, 0)) -> None:
    x, y, w, h = box
    angles = np.linspace(0.4, 0.4 + 2 * math.pi * (1 - open_share), 60)
    middle = x + w / 2 + off[0], y + h / 2 + off[1]
    line(page, *((middle[0] + grown * w / 2 * math.cos(a), middle[1] + grown * h / 2 * math.sin(a)) for a in angles))


def strike(page: Grey, box: Box, slopes: tuple[float, float] = (0.0, 0.0)) -> None:
    x, y, w, h = box
    for share, slope in zip((0.4, 0.62), slopes, strict=True):
        level = y + share * h
        line(page, (x, level - slope), (x + w, level + slope))


def shifted(page: Grey, across_mm: float, down_mm: float) -> Grey:
    matrix = np.array([[1, 0, across_mm / 25.4 * DPI], [0, 1, down_mm / 25.4 * DPI]])
    return cv2.warpAffine(page, matrix, page.shape[::-1], borderValue=255)


def choice(page: Grey) -> str:
    return read(page, blank(), FIELD, DPI).text


def test_nothing_is_chosen_on_the_blank() -> None:
    found = read(blank(), blank(), FIELD, DPI)
    assert (found.text, found.confidence) == ("", 1.0)


@pytest.mark.parametrize("overshoot", [0.0, 0.45, 1.0])
def test_a_tick(overshoot: float) -> None:
    page = blank()
    tick(page, SQUARE, overshoot)
    assert choice(page) == "square"


def test_other_ways_to_tick() -> None:
    x, y, w, h = SQUARE
    crossed, filled, dot = blank(), blank(), blank()
    line(crossed, (x + 0.4, y + 0.4), (x + w - 0.4, y + h - 0.4))
    line(crossed, (x + w - 0.4, y + 0.4), (x + 0.4, y + h - 0.4))
    for level in range(1, 8):
        line(filled, (x + 0.2 * w, y + level / 8 * h), (x + 0.8 * w, y + level / 8 * h))
    cv2.circle(dot, (px(x + w / 2), px(y + h / 2)), px(0.9), 60, -1)
    assert [choice(page) for page in (crossed, filled, dot)] == ["square"] * 3


@pytest.mark.parametrize("name", BOXES)
def test_a_ring_round_any_answer(name: str) -> None:
    page = blank()
    ring(page, BOXES[name], grown=1.7 if name == "square" else 1.0)
    assert choice(page) == name


def test_several_answers_come_in_the_order_of_the_template() -> None:
    page = blank()
    for name in ("next", "word", "square"):
        ring(page, BOXES[name], grown=1.7 if name == "square" else 1.0)
    assert choice(page) == "square|word|next"


@pytest.mark.parametrize("slopes", [(0.0, 0.0), (0.3, 0.3), (-0.35, 0.35), (0.4, -0.1)])
@pytest.mark.parametrize("name", ["number", "word", "next"])
def test_a_ring_struck_out_with_two_lines_is_not_chosen(name: str, slopes: tuple[float, float]) -> None:
    page = blank()
    ring(page, BOXES[name])
    strike(page, BOXES[name], slopes)
    ring(page, WORD if name != "word" else NUMBER)
    found = read(page, blank(), FIELD, DPI)
    assert found.text == ("word" if name != "word" else "number")
    assert found.confidence is not None
    assert found.confidence <= 0.5


def test_what_the_office_stamps_beside_an_answer_is_no_mark() -> None:
    page = blank()
    cv2.rectangle(page, (px(31.5), px(9)), (px(38), px(13)), 70, 3)
    line(page, (8.0, 11.0), (8.8, 12.2), (9.6, 9.5))  # a clerk's check mark left of the square
    assert choice(page) == ""


def test_print_seen_through_the_paper_is_no_mark() -> None:
    page = blank().astype(float)
    reverse = np.full(page.shape, 255.0)
    cv2.circle(reverse, (px(28), px(11.5)), px(3), 0, px(0.5))
    cv2.rectangle(reverse, (px(10), px(10)), (px(13), px(13)), 0, -1)
    page *= (255 - 0.17 * (255 - cv2.GaussianBlur(reverse, (0, 0), 3))) / 255
    assert choice(page.astype(np.uint8)) == ""


OFF = st.floats(-0.35, 0.35)
CHOSEN = st.sets(st.sampled_from(sorted(BOXES)))


@settings(max_examples=60, deadline=None)
@given(CHOSEN, OFF, OFF, st.integers(0, 2**32 - 1), st.sampled_from([60, 110]), st.floats(0.55, 1.0))
def test_a_page_that_lies_beside_its_blank_in_bad_light(
    chosen: set[str], across: float, down: float, seed: int, ink: int, light: float
) -> None:
    page = blank()
    for name in chosen:
        if name == "square":
            tick(page, SQUARE)
        else:
            ring(page, BOXES[name], grown=0.95, open_share=0.05)
    page[(page > 40) & (page < 70)] = ink  # a pencil is paler than a pen
    noise = np.random.default_rng(seed).normal(0, 6, page.shape)
    shade = np.linspace(light, 1, page.shape[1])
    scanned = np.clip(shifted(page, across, down) * shade + noise, 0, 255).astype(np.uint8)
    assert set(filter(None, choice(scanned).split("|"))) == chosen


def test_a_square_is_known_by_its_print() -> None:
    assert [evidence(blank(), blank(), box, DPI).square for box in BOXES.values()] == [True, False, False, False]


def test_a_check_box_is_one_or_nought() -> None:
    field = TemplateField(id="spouse", label="配偶者", type="checkbox", box_mm=SQUARE)
    page = blank()
    assert read(page, blank(), field, DPI).text == "0"
    tick(page, SQUARE)
    assert read(page, blank(), field, DPI).text == "1"


@pytest.mark.parametrize("box", [(0.0, 0.0, 3.6, 3.6), (61.0, 26.0, 3.9, 3.9), (0.0, 0.0, 0.05, 0.05)])
def test_a_box_at_the_edge_of_the_paper(box: Box) -> None:
    field = TemplateField(id="edge", label="端", type="checkbox", box_mm=box)
    assert read(blank(), blank(), field, DPI).text == "0"


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_page_of_one_grey_has_no_mark(grey: int) -> None:
    page = np.full(blank().shape, grey, dtype=np.uint8)
    assert choice(page) == ""
