"""Charts: the same bytes each time, no colours, and room for whatever they are called."""

import io
import re
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from dashboards.language import speaking
from dashboards.reports.campaign.blocks import Chart, Mark
from dashboards.reports.campaign.charts import LONGEST, _drawn, _width, png_of, shortened, svg_of
from dashboards.reports.campaign.figures import Figure
from tests.dashboards.reports.campaign.campaigns import quantity


def chart(style="dots", unit="ratio", labels=("氏名", "日付"), series=("a", "b")):
    marks = tuple(
        Mark(label, name, Figure(f"F{n}", "", quantity("x", (0.2 - n / 10, 0.4, 0.7 + n / 10), unit=unit), "", ""))
        for label in labels
        for n, name in enumerate(series)
    )
    return Chart("chart", "題", "軸", marks, style, threshold=0.5)


@pytest.mark.parametrize("style", ["dots", "bars", "ranges"])
def test_there_is_no_colour_in_it(style):
    pixels = np.asarray(Image.open(io.BytesIO(png_of(chart(style)))).convert("RGB")).astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 1
    assert pixels.min() < 60  # something is drawn


@pytest.mark.parametrize(("language", "lowest"), [("ja", -1_000), ("en", -10)])
def test_sums_are_drawn_in_the_unit_in_which_they_stand_beside_it(language, lowest):
    sums = quantity("npv", (-10e6, -5e6, 2e6), unit="yen")
    mark = Mark("利用料", "", Figure("F1", "", sums, "", ""), ranged=True)
    with speaking(language):
        drawn = _drawn(Chart("chart", "", "軸", (mark,), "ranges"))
    assert drawn.axes[0].dataLim.x0 == pytest.approx(lowest)


@pytest.mark.parametrize("style", ["dots", "bars", "ranges"])
def test_the_same_chart_is_the_same_bytes(style):
    assert svg_of(chart(style)) == svg_of(chart(style))
    assert png_of(chart(style)) == png_of(chart(style))


def test_svg_refers_to_nothing_outside():
    svg = svg_of(chart())
    assert "<text" not in svg
    assert not re.search(r'(href|src)="(?!#)', svg)


def test_a_value_that_is_undefined_is_not_drawn():
    whole = chart()
    gap = Mark("住所", "a", Figure("F9", "", quantity("x", (None, None, None)), "", ""))
    assert svg_of(Chart("chart", "", "軸", (*whole.marks, gap), "dots", threshold=0.5)) == svg_of(whole)


@pytest.mark.parametrize("label", ["あ" * 500, "a" * 500, "", "短い"])
def test_labels_leave_room_for_the_chart(label):
    assert _width(shortened(label)) <= LONGEST
    assert png_of(chart(labels=(label, "x")))


@pytest.mark.parametrize("series", [("keyed by hand", "with AI"), ("a", "keyed by hand", "b")])
def test_columns_of_values_stand_apart_however_long_their_names_are(series):
    marks = chart("bars", labels=("name",), series=series).marks
    drawing = _drawn(Chart("chart", "title", "axis", marks, "bars"))
    drawing.canvas.draw()
    named = [text for text in drawing.axes[0].texts if text.get_text() in series]
    boxes = sorted((text.get_window_extent() for text in named), key=lambda box: box.x0)
    assert len(boxes) == len(series)
    assert all(first.x1 < second.x0 for first, second in pairwise(boxes))
