"""The app: its routes, and what stands before and behind them."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteException

from dashboards import pages
from dashboards.language import _
from dashboards.web import account_pages, home, own_password, signing_in
from dashboards.web.database.opening import open_database
from dashboards.web.prepared.waiting import NotYet, Preparations
from dashboards.web.rendering import render
from dashboards.web.runs.routers import ROUTERS as RUNS
from dashboards.web.security.addresses import here
from dashboards.web.security.attempts import Attempts
from dashboards.web.security.middleware import Gate
from dashboards.web.security.paths import told
from dashboards.web.security.visitors import ChangePasswordFirst, SignInFirst, visitor_of
from dashboards.web.settings import WebSettings
from dashboards.web.station import forms, minutes, work
from dashboards.web.studies import confirming_pages
from dashboards.web.studies import routes as study_routes
from dashboards.web.whatif import routes as what_if_routes
from dashboards.web.working import routes as working_routes
from pipelines.errors import ExitCode, KoukaError

ROUTERS = (
    *(signing_in.router, home.router, account_pages.router, own_password.router, working_routes.router),
    *(work.router, forms.router, minutes.router, study_routes.router, confirming_pages.router),
    *(*RUNS, what_if_routes.router),
)
"""A new part of the app is a module with a ``router`` and a place here."""
OF_PAGES = {"pages.css": "style.css", "listen.js": "listen.js"}
"""What the app takes from the pages of results, by its name here."""


def create_app(settings: WebSettings) -> FastAPI:
    """The app for a results folder and a database.

    Raises:
        KoukaError: the database cannot be opened.
    """
    app = FastAPI(title="kouka", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.engine = open_database(settings.database)
    app.state.attempts = Attempts(settings.sign_in_attempts, settings.sign_in_wait_seconds)
    app.state.preparations = Preparations()
    app.state.heard = set()
    for name in OF_PAGES:
        app.add_api_route(f"/static/{name}", _of_pages(name))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(SignInFirst, _to_sign_in)
    app.add_exception_handler(ChangePasswordFirst, _to_password)
    app.add_exception_handler(KoukaError, _told)
    app.add_exception_handler(NotYet, _waiting)
    app.add_exception_handler(StarletteException, _refused)  # FastAPI's own are of its kind
    app.add_exception_handler(RequestValidationError, _bad)
    app.add_middleware(Gate, engine=app.state.engine, settings=settings)
    return app


def _of_pages(name: str) -> Callable[[], FileResponse]:
    """A file of the pages of results, which the app shares."""
    file = Path(pages.__file__).parent / "templates" / OF_PAGES[name]
    return lambda: FileResponse(file)


async def _to_sign_in(request: Request, _error: Exception) -> Response:
    if "json" in request.headers.get("accept", ""):
        return Response(status_code=401)
    return RedirectResponse(f"/sign-in?{urlencode({'next': here(request)})}", 303)


async def _to_password(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/password", 303)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, KoukaError)
    status = 409 if error.code is ExitCode.BUSY else 400
    what, todo = told(visitor_of(request), error.problem)
    return render(request, "problem.html.j2", status, what=what, todo=todo)


async def _waiting(request: Request, _error: Exception) -> Response:
    return render(request, "preparing.html.j2", 202)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteException)
    status = error.status_code
    texts = {
        403: _("Your account may not do this, or the page was too old. Go back, load it anew and try again."),
        404: _("There is nothing here."),
    }
    what = texts.get(status) or _("The request cannot be understood.")
    answer = render(request, "problem.html.j2", status, what=what, todo=None)
    answer.headers.update(error.headers or {})
    return answer


async def _bad(request: Request, _error: Exception) -> Response:
    return render(request, "problem.html.j2", 400, what=_("The request cannot be understood."), todo=None)
