"""Sessions: a token in a cookie, of which only the digest is kept."""

import hashlib
import secrets
import time
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from dashboards.web.database.tables import accounts, sessions
from dashboards.web.security.accounts import Account
from dashboards.web.security.roles import Role
from dashboards.web.settings import WebSettings

COOKIE = "kouka_session"
TOUCHED_EVERY = 60
"""Seconds: the time of last use need not be written at every request."""


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, and the secret that their forms carry."""

    account: Account
    csrf: str


def begin(connection: Connection, account: Account) -> str:
    """Begin a session; the token for the cookie."""
    token, now = secrets.token_urlsafe(32), time.time()
    connection.execute(
        insert(sessions).values(
            digest=_digest(token), account=account.id, csrf=secrets.token_urlsafe(32), begun=now, used=now
        )
    )
    return token


def visitor_with(connection: Connection, token: str, settings: WebSettings) -> Visitor | None:
    """Who holds the token, while the session lasts."""
    now = time.time()
    found = connection.execute(
        select(sessions, accounts.c.name, accounts.c.pseudonym, accounts.c.role)
        .join(accounts, accounts.c.id == sessions.c.account)
        .where(sessions.c.digest == _digest(token), accounts.c.active)
    ).one_or_none()
    if found is None:
        return None
    if now - found.used > settings.idle_seconds or now - found.begun > settings.longest_seconds:
        connection.execute(delete(sessions).where(sessions.c.digest == found.digest))
        return None
    if now - found.used > TOUCHED_EVERY:
        connection.execute(update(sessions).where(sessions.c.digest == found.digest).values(used=now))
    return Visitor(Account(found.account, found.name, found.pseudonym, Role(found.role)), found.csrf)


def end(connection: Connection, token: str) -> None:
    """End a session."""
    connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
