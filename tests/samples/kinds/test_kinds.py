from itertools import combinations
from random import Random

import numpy as np
import pytest

from samples.drawing.cells import GAP_MM
from samples.drawing.sheet import PX_PER_MM, WHITE
from samples.filling import KINDS, SLIPPED, blank
from samples.people import Inventor

pytestmark = pytest.mark.usefixtures("fonts_installed")
ALL = [*KINDS.values(), SLIPPED]
ids = [kind.name for kind in ALL]


def _corners(box: tuple[float, ...]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in pixels."""
    x, y, width, height = box
    return round(x * PX_PER_MM), round(y * PX_PER_MM), round((x + width) * PX_PER_MM), round((y + height) * PX_PER_MM)


@pytest.mark.parametrize("kind", ALL, ids=ids)
def test_boxes_of_fields_and_of_options_lie_apart(kind):
    fields = [field.box_mm for field in kind.template.fields]
    for boxes in (fields, *([option.box_mm for option in field.options] for field in kind.template.fields)):
        for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(boxes, 2):
            assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay


@pytest.mark.parametrize("kind", ALL, ids=ids)
def test_nothing_but_digit_cells_and_writing_lines_is_printed_inside_a_box_that_is_written_in(kind):
    page = np.asarray(blank(kind.name))
    for field in kind.template.fields:
        if field.type in ("checkbox", "choice"):
            continue
        left, top, right, bottom = _corners(field.box_mm)
        inside = page[top:bottom, left:right]
        if field.id in kind.digits:
            rules = (inside < WHITE).all(axis=0)
            assert int((np.diff(rules.astype(int)) == 1).sum()) == kind.digits[field.id] - 1
            assert (inside[:, ~rules] == WHITE).all()
        elif field.id == "opinion":
            assert ((inside < WHITE).any(axis=1)).sum() <= 2 * 3
        else:
            assert inside.min() == WHITE, field.id


@pytest.mark.parametrize("kind", ALL, ids=ids)
def test_rules_run_close_round_every_box_that_is_written_in(kind):
    page, reach = np.asarray(blank(kind.name)), round((GAP_MM + 0.2) * PX_PER_MM)
    for field in kind.template.fields:
        if field.type in ("checkbox", "choice"):
            continue
        left, top, right, bottom = _corners(field.box_mm)
        sides = {
            "top": page[top - reach : top, left:right].min(axis=0),
            "bottom": page[bottom : bottom + reach, left:right].min(axis=0),
        }
        for side, levels in sides.items():
            assert levels.max() == 0, (field.id, side)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_squares_are_printed_on_their_boxes_and_numbers_in_the_middle_of_theirs(kind):
    page = np.asarray(blank(kind.name))
    for field in kind.template.fields:
        squares = [field.box_mm] if field.type == "checkbox" else []
        spots = []
        if field.type == "choice":
            (squares if field.id in kind.ticked else spots).extend(option.box_mm for option in field.options)
        for box in squares:
            left, top, right, bottom = _corners(box)
            assert page[top + 5 : bottom - 5, left + 5 : right - 5].min() == WHITE
            for edge in (page[top, left:right], page[bottom - 1, left:right], page[top:bottom, left]):
                assert (edge < 128).mean() > 0.9, field.id
        for box in spots:
            left, top, right, bottom = _corners(box)
            rows, columns = np.nonzero(page[top:bottom, left:right] < 128)
            assert rows.mean() == pytest.approx((bottom - top) / 2, abs=6), field.id
            assert columns.mean() == pytest.approx((right - left) / 2, abs=6), field.id


@pytest.mark.parametrize("kind", ALL, ids=ids)
@pytest.mark.parametrize("seed", range(5))
def test_a_person_answers_the_fields_of_the_form_and_no_others(kind, seed):
    entries = kind.fill(Inventor("klee", Random(seed)))
    assert set(entries) == {field.id for field in kind.template.fields}
    for field in kind.template.fields:
        chosen = [key for key in entries[field.id].meant.split("|") if key]
        if field.type == "choice":
            assert set(chosen) <= {option.id for option in field.options}
            assert field.multiple or len(chosen) <= 1
        if field.required and field.id != "my_number":
            assert entries[field.id].written, field.id


def test_all_types_of_field_are_there():
    types = {field.type for kind in KINDS.values() for field in kind.template.fields}
    assert types == {
        "text", "name", "kana", "date", "postal_code", "phone", "number", "money", "account", "address", "checkbox",
        "choice", "my_number",
    }  # fmt: skip
    assert any(field.multiple for field in KINDS["survey"].template.fields)
