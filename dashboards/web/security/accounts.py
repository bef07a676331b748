"""Accounts: names, pseudonyms, roles, and passwords by argon2id."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Row, func, insert, select, text, update

from dashboards.language import _
from dashboards.web.database.tables import accounts
from dashboards.web.security.roles import Role
from pipelines.errors import ExitCode, KoukaError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
"""Beyond it hashing would be work for whoever sends it."""
LONGEST_NAME = 64
NAME = re.compile(rf"[\w.-]{{1,{LONGEST_NAME}}}")
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex())
"""Compared with where a name is unknown, so that the answer takes as long."""
_turns = BoundedSemaphore(2)
"""A comparison takes 64 MiB: many at a time would take all there is."""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    id: int
    name: str
    pseudonym: str
    role: Role
    temporary: bool = False
    """Whether somebody else gave the password, so that it has to be changed."""
    active: bool = True


@dataclass(frozen=True)
class Stored:
    """An account with what is kept of its password."""

    account: Account
    password: str

    @property
    def outdated(self) -> bool:
        """Whether the password would be kept in another way today."""
        return _hasher.check_needs_rehash(self.password)


def none_yet(connection: Connection) -> bool:
    """Whether nobody has an account, so that the first one can be made."""
    return not connection.scalar(select(func.count()).select_from(accounts))


def all_accounts(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def account_of(connection: Connection, number: int) -> Account | None:
    """The account of that id."""
    row = connection.execute(select(accounts).where(accounts.c.id == number)).one_or_none()
    return None if row is None else _account(row)


def make_account(
    connection: Connection, name: str, password: str, role: Role, pseudonym: str = "", *, temporary: bool = False
) -> Account:
    """Make an account.

    Args:
        connection: a transaction.
        name: letters, digits, ``_``, ``.`` and ``-``.
        password: of at least ``SHORTEST_PASSWORD`` characters.
        role: what it may do.
        pseudonym: under which times are kept; drawn where none is given.
        temporary: whether the password is to be changed at the first occasion.

    Raises:
        KoukaError: the name is taken or none, or the password too short.
    """
    name, pseudonym = tidy(name), tidy(pseudonym)
    if not NAME.fullmatch(name) or not (pseudonym == "" or NAME.fullmatch(pseudonym)):
        raise _refused(_("A name has letters, digits, _, . and - only, at most 64."))
    chosen = pseudonym or f"P{secrets.token_hex(3).upper()}"
    hashed = hash_of(password)
    take_turn(connection)
    taken = select(accounts.c.id).where((accounts.c.name == name) | (accounts.c.pseudonym == chosen))
    if connection.scalar(taken) is not None:
        raise _refused(_("The name or the pseudonym is taken."))
    number = connection.scalar(
        insert(accounts).returning(accounts.c.id).values(
            name=name, pseudonym=chosen, role=role.value, password=hashed, active=True, temporary=temporary,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )  # fmt: skip
    assert number is not None
    return Account(number, name, chosen, role, temporary)


def take_turn(connection: Connection) -> None:
    """Wait for others who change accounts, as writers of SQLite have already done."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE"))


def set_password(connection: Connection, number: int, hashed: str, *, temporary: bool) -> None:
    """Keep another password, as ``hash_of`` gave it."""
    connection.execute(update(accounts).where(accounts.c.id == number).values(password=hashed, temporary=temporary))


def change(connection: Connection, number: int, *, role: Role, active: bool) -> None:
    """Give an account another role, or take it out of use.

    Raises:
        KoukaError: no analyst would be left.
    """
    take_turn(connection)
    connection.execute(update(accounts).where(accounts.c.id == number).values(role=role.value, active=active))
    analysts = select(func.count()).where(accounts.c.role == Role.ANALYST.value, accounts.c.active)
    if not connection.scalar(analysts):
        raise _refused(_("One analyst has to remain."))


def stored_under(connection: Connection, name: str) -> Stored | None:
    """The active account of a name; None as well where it cannot be one."""
    if not NAME.fullmatch(name):  # PostgreSQL takes no character 0
        return None
    row = connection.execute(select(accounts).where(accounts.c.name == name, accounts.c.active)).one_or_none()
    return None if row is None else Stored(_account(row), row.password)


def is_password(stored: Stored | None, password: str) -> bool:
    """Whether it is the account's password; takes as long where there is no account. Call it in no transaction."""
    fits = len(password) <= LONGEST_PASSWORD
    try:
        with _turns:
            _hasher.verify(stored.password if stored else _NOBODY, _plain(password) if fits else "")
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None and fits


def hash_of(password: str) -> str:
    """What is kept of a password.

    Raises:
        KoukaError: it is too short or too long.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise _refused(_("A password has {n} characters or more.", n=SHORTEST_PASSWORD))
    with _turns:
        return _hasher.hash(_plain(password))


def tidy(name: str) -> str:
    """A name as it is kept, however an input method wrote its letters."""
    return unicodedata.normalize("NFKC", name).strip()


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _account(row: Row) -> Account:
    return Account(row.id, row.name, row.pseudonym, Role(row.role), row.temporary, row.active)


def _refused(what: str) -> KoukaError:
    return KoukaError(what, code=ExitCode.USAGE)
