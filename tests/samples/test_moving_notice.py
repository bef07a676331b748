from itertools import combinations

import numpy as np
import pytest

from samples import moving_notice
from samples.sheet import PX_PER_MM, WHITE


def test_boxes_are_high_enough_and_apart() -> None:
    boxes = [field.box_mm for field in moving_notice.template().fields]
    assert min(height for _, _, _, height in boxes) >= 9
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(boxes, 2):
        assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay


@pytest.mark.usefixtures("fonts_installed")
def test_nothing_is_printed_inside_a_box_and_rules_run_close_round_it() -> None:
    page = np.asarray(moving_notice.draw())
    for field in moving_notice.template().fields:
        x, y, width, height = field.box_mm
        left, top = round(x * PX_PER_MM), round(y * PX_PER_MM)
        right, bottom = round((x + width) * PX_PER_MM), round((y + height) * PX_PER_MM)
        assert page[top:bottom, left:right].min() == WHITE
        reach = round(moving_notice.GAP_MM * PX_PER_MM)
        for edge in (
            page[top - reach, left:right],
            page[bottom + reach - 1, left:right],
            page[top:bottom, left - reach],
            page[top:bottom, right + reach - 1],
        ):
            assert edge.max() == 0
