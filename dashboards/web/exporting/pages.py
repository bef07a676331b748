"""Rendering pages that stand as files: the templates of the app, in a frame without it, and what they show."""

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader, PackageLoader

from dashboards.pages.environment import environment
from dashboards.web.exporting.addresses import Places
from dashboards.web.prepared.waiting import path_of
from dashboards.web.prepared.work import prepare
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


def made(kind: str, name: str, key: str, *arguments: str) -> Path:
    """What the app would prepare, or has.

    Raises:
        KoukaError: it cannot be made.
    """
    path = path_of(kind, name, key)
    if not path.is_file():
        prepare(kind, arguments, path)
    return path


def write(pages: Environment, template: str, path: Path, **values: Any) -> None:
    """Write a page."""
    atomic.write_text(path, pages.get_template(template).render(**values))
