from random import Random

import numpy as np
import pytest
from PIL import Image

from samples.drawing import writing
from samples.drawing.pens import TONER, Pen, pen_of
from samples.drawing.sheet import PX_PER_MM, WHITE
from samples.drawing.writing import broken, write, write_digits
from samples.filling import KINDS
from samples.people import Inventor

pytestmark = pytest.mark.usefixtures("fonts_installed")
PRINTER = Pen("gothic", TONER, 4.2, {})


def _ink(page: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is drawn, mm."""
    rows, columns = np.nonzero(np.asarray(page.convert("L")) < WHITE)
    return tuple(float(side) / PX_PER_MM for side in (columns.min(), rows.min(), columns.max(), rows.max()))


def _paper(width: int = 2480, height: int = 3508) -> Image.Image:
    return Image.new("RGB", (width, height), (WHITE, WHITE, WHITE))


@pytest.mark.parametrize("face", ["mincho", "kiloji", "klee", "seto", "yozfont"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_stays_inside_its_box(kind, face):
    rng = Random(f"{kind} {face}")
    entries, pen = KINDS[kind].fill(Inventor(face, rng)), pen_of(face, rng)
    for field in KINDS[kind].template.fields:
        text = entries[field.id].written
        if field.type in ("checkbox", "choice") or not text:
            continue
        x, y, width, height = field.box_mm
        page = _paper(round((x + width + 10) * PX_PER_MM), round((y + height + 10) * PX_PER_MM))
        if field.id in KINDS[kind].digits:
            write_digits(page, field.box_mm, field.type, text, pen, rng, KINDS[kind].digits[field.id])
        else:
            write(page, field.box_mm, field.type, text, pen, rng)
        left, top, right, bottom = _ink(page)
        assert x < left < right < x + width, field.id
        assert y < top < bottom < y + height, field.id


def test_long_text_is_made_smaller():
    page = _paper(1000, 400)
    write(page, (10.0, 10.0, 60.0, 12.0), "address", "平塚市" * 20, PRINTER, Random(1))
    assert 10 + 50 < _ink(page)[2] < 10 + 60


def test_a_high_box_is_filled_line_by_line():
    # Ten ems of 4.2 mm to a line of 42 mm.
    assert broken("あ" * 25, PRINTER, 4.2, 42.0, 3) == ["あ" * 10, "あ" * 10, "あ" * 5]
    assert broken("あ" * 35, PRINTER, 4.2, 42.0, 2) == ["あ" * 10, "あ" * 25]
    assert broken("", PRINTER, 4.2, 42.0, 3) == []
    page = _paper(1000, 600)
    write(page, (10.0, 10.0, 42.0 + 2 * writing.INDENT_MM, 30.0), "text", "口" * 25, PRINTER, Random(1))
    levels = np.asarray(page.convert("L")).min(axis=1) < WHITE
    assert int((np.diff(levels.astype(int)) == 1).sum()) == 3


def test_digits_stand_in_the_middle_of_their_cells():
    page = _paper(1000, 400)
    write_digits(page, (10.0, 10.0, 70.0, 10.0), "account", "1111111", PRINTER, Random(1), 7)
    columns = np.asarray(page.convert("L")).min(axis=0) < WHITE
    starts = np.flatnonzero(np.diff(columns.astype(int)) == 1) / PX_PER_MM
    assert len(starts) == 7
    assert np.diff(starts) == pytest.approx([10.0] * 6, abs=0.15)


def test_print_is_steady_and_a_hand_is_not():
    def drawn(face: str, seed: int) -> bytes:
        page, pen = _paper(1000, 400), pen_of(face, Random(0))
        write(page, (10, 10, 60, 12), "name", "鈴木", pen, Random(seed))
        return page.tobytes()

    assert drawn("gothic", 1) == drawn("gothic", 2)
    assert drawn("klee", 1) == drawn("klee", 1)
    assert drawn("klee", 1) != drawn("klee", 2)


def test_hands_write_with_several_pens_and_sizes():
    pens = [pen_of("kiloji", Random(seed)) for seed in range(40)]
    assert len({pen.ink for pen in pens}) == 3
    assert max(pen.size for pen in pens) - min(pen.size for pen in pens) > 1
    assert all(pen.by_hand for pen in pens)
    assert not pen_of("mincho", Random(1)).by_hand
