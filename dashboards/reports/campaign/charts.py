"""Charts that stay readable in grey print: shapes and hatching in place of colours, values written beside."""

import io
import logging
import unicodedata
from collections.abc import Sequence
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing

from dashboards.language import spoken
from dashboards.reports.campaign.blocks import Chart, Mark

FONTS = ["IPAexGothic", "Noto Sans CJK JP", "BIZ UDPGothic", "Yu Gothic", "MS Gothic", "DejaVu Sans"]
"""The first that is there. IPA's comes with the set-up."""
WIDTH = 6.7
"""Inches: the text width of A4 with margins of 20 mm."""
ROW, EDGES = 0.118, 0.6
"""Inches for each value, and for axis and head."""
LETTERS, GAP = 7.0, 8.0
"""Size of the values beside the axes, and the room before them, in points."""
LONGEST = 170.0
"""Points that a label may take."""
DPI = 220
INK, SOFT = "#1a1a1a", "#8a8a8a"
MARKERS = (("o", INK), ("s", "white"), ("^", SOFT), ("D", "white"))
FILLS = (("white", "////"), ("#9a9a9a", ""), ("white", "...."), ("#4d4d4d", ""))


def svg_of(chart: Chart) -> str:
    """The chart as SVG, letters as outlines: it looks the same whatever fonts a reader has."""
    return _saved(chart, "svg").decode()


def png_of(chart: Chart) -> bytes:
    """The chart as PNG, for Word, which keeps no SVG in older versions."""
    return _saved(chart, "png")


def _saved(chart: Chart, form: Literal["svg", "png"]) -> bytes:
    # Fonts that are on no machine but a city's own are not worth a warning each.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    settings: Any = {
        "font.family": FONTS, "font.size": 7.5, "svg.hashsalt": chart.anchor, "hatch.linewidth": 0.6,
        "axes.linewidth": 0.6, "svg.fonttype": "path", "text.parse_math": False,
    }  # fmt: skip
    with mpl.rc_context(settings):
        drawing = _drawn(chart)
        out = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        drawing.savefig(out, format=form, dpi=DPI, metadata=metadata)
    return out.getvalue()


def _drawn(chart: Chart) -> Drawing:
    rows = list(dict.fromkeys(mark.label for mark in chart.drawn))
    series = list(dict.fromkeys(mark.series for mark in chart.drawn))
    drawing = Drawing(figsize=(WIDTH, EDGES + ROW * len(rows) * (len(series) + 0.6)), layout="constrained")
    FigureCanvasAgg(drawing)
    axes = drawing.add_subplot()
    step, beside = 0.8 / max(1, len(series)), GAP
    for number, name in enumerate(series):
        marks = [mark for mark in chart.drawn if mark.series == name]
        places = [rows.index(mark.label) + (number - (len(series) - 1) / 2) * step for mark in marks]
        _STYLES[chart.style](axes, marks, places, number, step)
        beside += GAP + _values(axes, marks, [rows.index(mark.label) for mark in marks], beside, name)
    _frame(axes, chart, rows)
    return drawing


def _dots(axes: Axes, marks: Sequence[Mark], places: Sequence[float], number: int, _step: float) -> None:
    shape, fill = MARKERS[number % len(MARKERS)]
    values, errors = _spans(marks)
    axes.errorbar(
        values, places, xerr=errors, fmt=shape, markersize=4.2, color=INK, markerfacecolor=fill, markeredgecolor=INK,
        markeredgewidth=0.8, elinewidth=0.9, capsize=1.8,
    )  # fmt: skip


def _bars(axes: Axes, marks: Sequence[Mark], places: Sequence[float], number: int, step: float) -> None:
    fill, hatch = FILLS[number % len(FILLS)]
    values, errors = _spans(marks)
    axes.barh(
        places, values, height=step * 0.92, color=fill, edgecolor=INK, linewidth=0.6, hatch=hatch, xerr=errors,
        error_kw={"elinewidth": 0.9, "capsize": 1.8, "ecolor": INK},
    )  # fmt: skip


def _ranges(axes: Axes, marks: Sequence[Mark], places: Sequence[float], number: int, step: float) -> None:
    """From end to end, with a line at the value: no interval, but how far something moves."""
    fill, hatch = FILLS[number % len(FILLS)]
    values, (below, above) = _spans(marks)
    left = [value - down for value, down in zip(values, below, strict=True)]
    width = [down + up for down, up in zip(below, above, strict=True)]
    axes.barh(places, width, left=left, height=step * 0.75, color=fill, edgecolor=INK, linewidth=0.6, hatch=hatch)
    axes.plot(values, places, "|", color=INK, markersize=9, markeredgewidth=1.4)


_STYLES = {"dots": _dots, "bars": _bars, "ranges": _ranges}


def _spans(marks: Sequence[Mark]) -> tuple[list[float], tuple[list[float], list[float]]]:
    """Values, and how far the interval reaches below and above each."""
    values = [_scaled(mark, mark.figure.quantity.value) for mark in marks]
    below = [value - _scaled(mark, mark.figure.quantity.low) for value, mark in zip(values, marks, strict=True)]
    above = [_scaled(mark, mark.figure.quantity.high) - value for value, mark in zip(values, marks, strict=True)]
    return values, (below, above)


def _scaled(mark: Mark, value: float | None) -> float:
    quantity = mark.figure.quantity
    found = quantity.value if value is None else value
    yen = 1e-4 if spoken() == "ja" else 1e-6  # in the unit of the sums beside it
    return (found or 0.0) * {"ratio": 100.0, "yen": yen}.get(quantity.unit, 1.0)


def _values(axes: Axes, marks: Sequence[Mark], places: Sequence[float], at: float, name: str) -> float:
    """A column of values ``at`` points right of the axes, below the name of its series; about how wide it is."""
    texts = [mark.figure.interval.strip("[]") if mark.ranged else mark.figure.value for mark in marks]
    for text, place in zip(texts, places, strict=True):
        axes.annotate(
            text, (1, place), xytext=(at, 0), textcoords="offset points", xycoords=("axes fraction", "data"),
            va="center", fontsize=LETTERS,
        )  # fmt: skip
    axes.annotate(
        shortened(name), (1, 1), xytext=(at, 3), textcoords="offset points", xycoords="axes fraction", va="bottom",
        fontsize=LETTERS,
    )  # fmt: skip
    return max(_width(text) for text in [shortened(name), *texts])


def shortened(label: str) -> str:
    """A label that leaves room for the chart; the whole of it stands in the table of the annex."""
    while _width(label) > LONGEST:
        label = label[: -(len(label) // 10 + 2)] + "…"
    return label


def _width(text: str) -> float:
    """Points that a text takes, about: letters of full width are square."""
    return sum(LETTERS if unicodedata.east_asian_width(letter) in "WFA" else 0.58 * LETTERS for letter in text)


def _frame(axes: Axes, chart: Chart, rows: Sequence[str]) -> None:
    axes.set_yticks(range(len(rows)), [shortened(row) for row in rows])
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.set_xlabel(chart.axis)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", width=0.6)
    axes.grid(axis="x", color="#cccccc", linewidth=0.4)
    axes.set_axisbelow(True)
    if all(mark.figure.quantity.unit == "ratio" for mark in chart.drawn):
        axes.set_xlim(0, 102)
    for number in range(len(rows) - 1):
        axes.axhline(number + 0.5, color="#dddddd", linewidth=0.4)
    if chart.threshold is not None:
        axes.axvline(chart.threshold, color=INK, linewidth=1, linestyle="--")
    _legend(axes, chart)


def _legend(axes: Axes, chart: Chart) -> None:
    """Which shape or hatching is whose, over the axes, in the order of the columns beside them."""
    series = [shortened(each) for each in dict.fromkeys(mark.series for mark in chart.drawn)]
    if len(series) < 2:
        return
    handles = axes.containers[: len(series)]
    axes.legend(
        handles, series, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(series), frameon=False, borderaxespad=0.2,
        handlelength=1.6, fontsize=7.5,
    )  # fmt: skip
