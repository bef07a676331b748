"""Pages of the web app: the templates of the app, with what the pages of results can call."""

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader

from dashboards.language import LANGUAGES, spoken
from dashboards.pages.environment import environment
from dashboards.web.security.addresses import here
from dashboards.web.security.visitors import visitor_of
from dashboards.web.tabs import tabs
from dashboards.web.words import role_name


@cache
def _environment(language: str) -> Environment:
    """The templates in a language. It is that of the context when this is first asked for, which is the same."""
    assert language == spoken()
    made = environment()
    made.loader = ChoiceLoader([PackageLoader("dashboards.web"), PackageLoader("dashboards.pages")])
    made.globals.update(languages=LANGUAGES, role_name=role_name, static="/static", tabs=tabs)
    return made


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, in the language of the request; templates know ``visitor``, ``path`` with its filters, and the values."""
    page = _environment(spoken()).get_template(template)
    return HTMLResponse(page.render(visitor=visitor_of(request), path=here(request), **values), status)
