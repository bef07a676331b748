"""Rendering pages that stand as files: the templates of the app, in a frame without it."""

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader, PackageLoader

from dashboards.pages.environment import environment
from dashboards.web.exporting.addresses import Places
from pipelines import atomic

FRAME = "export_frame.html.j2"


def pages_of(places: Places, up: str) -> Environment:
    """The templates, with links for a page in a folder.

    Args:
        places: what is there.
        up: from that folder to the one in which style and scripts lie.
    """
    made = environment()
    templates = PackageLoader("dashboards.web")

    def framed(name: str) -> str | None:
        return templates.get_source(made, FRAME)[0] if name == "app.html.j2" else None

    made.loader = ChoiceLoader([FunctionLoader(framed), templates, PackageLoader("dashboards.pages")])
    made.globals.update(static=up, tabs=places.tabs)
    return made


def write(pages: Environment, template: str, path: Path, **values: Any) -> None:
    """Write a page."""
    atomic.write_text(path, pages.get_template(template).render(**values))
