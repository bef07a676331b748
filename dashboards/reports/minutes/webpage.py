"""Minutes as one HTML file that holds everything it shows."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboards.language import _, spoken
from dashboards.reports.minutes.blocks import Layout


def html_of(layout: Layout) -> str:
    """The document, in the language spoken. What tidying took out is there and can be switched on."""
    environment = Environment(
        loader=PackageLoader("dashboards.reports.minutes"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_)
    return environment.get_template("minutes.html.j2").render(layout=layout, language=spoken())
