import numpy as np
import pytest
from PIL import Image

from samples.drawing.sheet import WHITE
from samples.scanning import fax

pytestmark = pytest.mark.usefixtures("fonts_installed")


def test_a_fax_is_black_or_white_at_200_dpi():
    page = Image.new("RGB", (1500, 1500), (WHITE,) * 3)
    page.paste((20, 20, 20), (600, 600, 900, 900))
    received = fax.transmit(page, 0, (0, 0), 5, "FROM")
    assert (received.mode, received.size) == ("1", (1000, 1000))
    levels = np.asarray(received)
    assert not levels[405:595, 405:595].any()
    specks = ~levels[620:, :]
    assert 0 < specks.sum() < 9 * fax.SPECKS


def test_the_reverse_vanishes_and_a_seal_turns_black():
    faint, red = Image.new("RGB", (900, 900), (212, 212, 212)), Image.new("RGB", (900, 900), (206, 58, 44))
    assert np.asarray(fax.transmit(faint, 0, (0, 0), 5, ""))[60:].mean() > 0.9
    assert np.asarray(fax.transmit(red, 0, (0, 0), 5, ""))[60:].mean() < 0.02


def test_the_senders_line_stands_on_top():
    blank = Image.new("RGB", (1500, 1500), (WHITE,) * 3)
    with_line, without = (np.asarray(fax.transmit(blank, 0, (0, 0), 5, line)) for line in ("FROM 0463", ""))
    changed = np.flatnonzero((with_line != without).any(axis=1))
    assert 0 < changed.min() <= changed.max() < 45
