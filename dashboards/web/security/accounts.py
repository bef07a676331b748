"""Accounts: names, pseudonyms, roles, and passwords by argon2id."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, func, insert, select, update

from dashboards.language import _
from dashboards.web.database.tables import accounts
from dashboards.web.security.roles import Role
from pipelines.errors import ExitCode, KoukaError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
"""Beyond it hashing would be work for whoever sends it."""
NAME = re.compile(r"[\w.-]{1,64}")
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex())
"""Compared with where a name is unknown, so that the answer takes as long."""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    id: int
    name: str
    pseudonym: str
    role: Role


def none_yet(connection: Connection) -> bool:
    """Whether nobody has an account, so that the first one can be made."""
    return not connection.scalar(select(func.count()).select_from(accounts))


def make_account(connection: Connection, name: str, password: str, role: Role, pseudonym: str = "") -> Account:
    """Make an account.

    Args:
        connection: a transaction.
        name: letters, digits, ``_``, ``.`` and ``-``.
        password: of at least ``SHORTEST_PASSWORD`` characters.
        role: what it may do.
        pseudonym: under which times are kept; drawn where none is given.

    Raises:
        KoukaError: the name is taken or none, or the password too short.
    """
    if not NAME.fullmatch(name):
        raise _refused(_("A name has letters, digits, _, . and - only, at most 64."))
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise _refused(_("A password has {n} characters or more.", n=SHORTEST_PASSWORD))
    chosen = pseudonym or f"P{secrets.token_hex(3).upper()}"
    taken = select(accounts.c.id).where((accounts.c.name == name) | (accounts.c.pseudonym == chosen))
    if connection.scalar(taken) is not None:
        raise _refused(_("The name or the pseudonym is taken."))
    number = connection.scalar(
        insert(accounts).returning(accounts.c.id).values(
            name=name, pseudonym=chosen, role=role.value, password=_hasher.hash(password), active=True,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )  # fmt: skip
    assert number is not None
    return Account(number, name, chosen, role)


def account_with(connection: Connection, name: str, password: str) -> Account | None:
    """The account whose name and password these are; takes as long where there is none."""
    row = connection.execute(select(accounts).where(accounts.c.name == name, accounts.c.active)).one_or_none()
    try:
        _hasher.verify(row.password if row else _NOBODY, password[:LONGEST_PASSWORD])
    except (VerifyMismatchError, InvalidHashError):
        return None
    if row is None:
        return None
    if _hasher.check_needs_rehash(row.password):
        connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=_hasher.hash(password)))
    return Account(row.id, row.name, row.pseudonym, Role(row.role))


def _refused(what: str) -> KoukaError:
    return KoukaError(what, code=ExitCode.USAGE)
