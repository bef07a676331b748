"""The report as one HTML file that holds everything it shows; PDF is made of the same."""

import base64
from typing import Any

from dashboards.language import spoken
from dashboards.pages.words import grade_names
from dashboards.reports.campaign.blocks import Chart, Layout, Link
from dashboards.reports.campaign.charts import svg_of
from dashboards.reports.campaign.figures import Figure
from dashboards.reports.templates import templates


def html_of(layout: Layout) -> str:
    """The report, in the language spoken. Charts are pictures within the page, so that their ids never meet."""
    environment = templates("dashboards.reports.campaign")
    environment.globals.update(grades=grade_names(), piece_kind=_piece_kind, picture=_picture, described=_described)
    return environment.get_template("report.html.j2").render(layout=layout, language=spoken())


def _piece_kind(piece: Any) -> str:
    if isinstance(piece, Figure):
        return "figure"
    return "link" if isinstance(piece, Link) else "text"


def _picture(chart: Chart) -> str:
    """The chart as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg_of(chart).encode()).decode("ascii")


def _described(chart: Chart) -> str:
    """What a reader hears who does not see it."""
    return "; ".join(f"{mark.label} {mark.series} {mark.figure.value} {mark.figure.interval}" for mark in chart.drawn)
