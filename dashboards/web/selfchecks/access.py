"""Access control is on: nothing is answered to somebody who has not signed in, and files are their owner's alone."""

import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import Engine, make_url

from dashboards.language import _
from dashboards.web.application import ROUTERS, create_app
from dashboards.web.database.asking import reading_of
from dashboards.web.security.accounts import all_accounts
from dashboards.web.security.roles import Role
from dashboards.web.selfchecks.looking import Looking
from dashboards.web.settings import WebSettings
from pipelines.settings import results_folder

OPEN = frozenset({("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/first-account"), ("POST", "/language")})
"""What has to be there before anybody can sign in. None of it shows anything of a run or a study."""
ANYTHING = "1"
"""In the place of whatever an address names."""
REFUSED = frozenset({401, 403})


def look(settings: WebSettings, engine: Engine) -> Looking:
    """Ask every address as somebody who has not signed in, and look at accounts and files."""
    found = Looking()
    asked, answered = 0, []
    with TestClient(
        create_app(settings), base_url=settings.address, follow_redirects=False, raise_server_exceptions=False
    ) as client:  # fmt: skip
        for method, path in _addresses():
            asked += 1
            answer = client.request(method, path, headers={"origin": settings.address.rstrip("/")}, content=b"")
            sent_away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            if not sent_away and answer.status_code not in REFUSED:
                answered.append(f"{method} {path}")
    found.see(not answered, _("{n} addresses were asked for without signing in, and refused.", n=asked - len(answered)))
    for each in answered:
        found.see(False, _("{address} was answered to somebody who had not signed in.", address=each))
    _accounts(found, engine)
    _files(found, settings)
    return found


def _addresses() -> Iterator[tuple[str, str]]:
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute):
                names = dict.fromkeys(route.param_convertors, ANYTHING)
                for method in sorted((route.methods or set()) & {"GET", "POST"}):
                    if (method, route.path) not in OPEN:
                        yield method, str(route.url_path_for(route.name, **names))


def _accounts(found: Looking, engine: Engine) -> None:
    with reading_of(engine) as connection:
        active = [account for account in all_accounts(connection) if account.active]
    roles = Counter(account.role for account in active)
    number = {role.value: roles[role] for role in Role}
    found.see(
        roles[Role.ANALYST] > 0,
        _("Accounts in use: {analyst} of analysts, {staff} of staff, {viewer} of viewers.", **number),
    )
    waiting = sum(account.temporary for account in active)
    if waiting:
        found.note(_("{n} of them still have the password that they were given.", n=waiting))


def _files(found: Looking, settings: WebSettings) -> None:
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and url.database:
        mode = stat.S_IMODE(Path(url.database).stat().st_mode)
        found.see(mode & 0o077 == 0, _("The database can be read by its owner alone (mode {mode}).", mode=f"{mode:o}"))
    others = stat.S_IMODE(results_folder().stat().st_mode) & 0o007
    if others:
        found.note(_("Every account of this machine may look into {folder}.", folder=results_folder()))
