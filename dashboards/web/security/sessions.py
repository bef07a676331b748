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
    used: float
    """When this was last written, in seconds since 1970."""


def cookie(settings: WebSettings) -> str:
    """The name of the cookie. With TLS browsers take one of this name from this very host alone."""
    return f"__Host-{COOKIE}" if settings.secure else COOKIE


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
    """Who holds the token, while the session lasts and the account is active."""
    now = time.time()
    found = connection.execute(
        select(sessions, accounts.c.name, accounts.c.pseudonym, accounts.c.role, accounts.c.temporary)
        .join(accounts, accounts.c.id == sessions.c.account)
        .where(
            sessions.c.digest == _digest(token),
            sessions.c.used >= now - settings.idle_seconds,
            sessions.c.begun >= now - settings.longest_seconds,
            accounts.c.active,
        )
    ).one_or_none()
    if found is None:
        return None
    account = Account(found.account, found.name, found.pseudonym, Role(found.role), found.temporary)
    return Visitor(account, found.csrf, found.used)


def touch(connection: Connection, token: str) -> None:
    """Note that the session was used."""
    connection.execute(update(sessions).where(sessions.c.digest == _digest(token)).values(used=time.time()))


def end(connection: Connection, token: str) -> None:
    """End a session."""
    connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))


def end_all_of(connection: Connection, account: int) -> None:
    """End every session of an account, as when its password changes."""
    connection.execute(delete(sessions).where(sessions.c.account == account))


def sweep(connection: Connection, settings: WebSettings) -> None:
    """Take away sessions that are over."""
    now = time.time()
    over = (sessions.c.used < now - settings.idle_seconds) | (sessions.c.begun < now - settings.longest_seconds)
    connection.execute(delete(sessions).where(over))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
