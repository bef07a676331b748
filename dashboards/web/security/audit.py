"""The audit log: who did what with which document, each entry bound to the one before by its digest.

Changing or taking out an entry breaks the chain from there on. Taking away the last ones does not, nor does writing
the whole of it anew: whoever keeps the last digest elsewhere, which ``kouka audit verify`` tells, notices that too.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, insert, select, text

from dashboards.web.database.tables import audit
from pipelines.tables import to_csv

FIRST = "0" * 64
"""What the first entry has before it."""
COLUMNS = ("id", "at", "account", "action", "object", "detail", "previous", "digest")


def record(connection: Connection, account: str, action: str, about: str, **detail: str | int | bool) -> None:
    """Add an entry, in the transaction of what it tells of.

    Args:
        connection: a transaction; writers of PostgreSQL take turns here, those of SQLite have since it began.
        account: name of who did it.
        action: what, such as ``sign_in`` or ``document_seen``.
        about: what it was done to. Nothing that was read from a document.
        detail: more of it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    last = connection.scalar(select(audit.c.digest).order_by(audit.c.id.desc()).limit(1))
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"), "account": account, "action": action,
        "object": about, "detail": detail, "previous": last or FIRST,
    }  # fmt: skip
    connection.execute(insert(audit).values(**entry, digest=digest_of(entry)))


def names(documents: Iterable[str]) -> str:
    """Several documents in one entry, each once, a line each."""
    return "\n".join(dict.fromkeys(documents))


def digest_of(entry: Mapping[str, object]) -> str:
    """The digest of an entry, which covers that of the one before."""
    named = {name: entry[name] for name in ("at", "account", "action", "object", "detail", "previous")}
    return hashlib.sha256(_text(named).encode()).hexdigest()


def entries(connection: Connection) -> Iterator[Row]:
    """All entries in order, without holding them all."""
    yield from connection.execution_options(yield_per=1000).execute(select(audit).order_by(audit.c.id))


@dataclass(frozen=True)
class Verified:
    """What a look at the whole log found."""

    entries: int
    """That hold, from the first."""
    last: str
    """The digest of the last of them."""
    broken: int | None
    """The id of the first entry that is not as it was written, or does not follow the one before."""
    noted: bool
    """Whether the digest that was noted before is that of an entry that holds."""


def verified(connection: Connection, noted: str = "") -> Verified:
    """Look at every entry.

    Args:
        connection: a transaction.
        noted: a digest that was kept elsewhere; without one only the chain itself is looked at.
    """
    before, held, seen = FIRST, 0, noted in ("", FIRST)
    for row in entries(connection):
        entry = {str(name): value for name, value in row._mapping.items()}
        if entry["previous"] != before or digest_of(entry) != entry["digest"]:
            return Verified(held, before, row.id, seen)
        before, held = row.digest, held + 1
        seen = seen or before == noted
    return Verified(held, before, None, seen)


def table(connection: Connection) -> str:
    """The log as CSV; each digest can be computed again from its row, where nothing was put before a cell."""
    return to_csv(
        ({**row._mapping, "detail": _text(row.detail)} for row in entries(connection)), COLUMNS, numeric={"id"}
    )


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
