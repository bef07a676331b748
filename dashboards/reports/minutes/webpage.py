"""Minutes as one HTML file that holds everything it shows."""

from dashboards.language import spoken
from dashboards.reports.minutes.blocks import Layout
from dashboards.reports.templates import templates


def html_of(layout: Layout) -> str:
    """The document, in the language spoken. What tidying took out is there and can be switched on."""
    return (
        templates("dashboards.reports.minutes").get_template("minutes.html.j2").render(layout=layout, language=spoken())
    )
