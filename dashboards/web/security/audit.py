"""The audit log: who did what with which document, each entry bound to the one before by its digest.

Changing or taking out an entry breaks the chain from there on. Taking away the last ones does not: ``kouka audit
export`` is for keeping a copy, or the last digest, elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, insert, select, text

from dashboards.web.database.tables import audit

FIRST = "0" * 64
"""What the first entry has before it."""


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


def digest_of(entry: Mapping[str, object]) -> str:
    """The digest of an entry, which covers that of the one before."""
    named = {name: entry[name] for name in ("at", "account", "action", "object", "detail", "previous")}
    return hashlib.sha256(json.dumps(named, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def entries(connection: Connection) -> Iterator[Row]:
    """All entries in order, without holding them all."""
    yield from connection.execution_options(yield_per=1000).execute(select(audit).order_by(audit.c.id))


def broken_at(connection: Connection) -> int | None:
    """The id of the first entry that is not as it was written, or does not follow the one before; None if all hold."""
    before = FIRST
    for row in entries(connection):
        entry = {str(name): value for name, value in row._mapping.items()}
        if entry["previous"] != before or digest_of(entry) != entry["digest"]:
            return row.id
        before = row.digest
    return None
