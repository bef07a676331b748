"""The log of use is intact: every entry is as it was written, and the last digest that was noted is there still."""

from sqlalchemy import Engine

from dashboards.language import _, counted
from dashboards.web.database.asking import reading_of
from dashboards.web.security import audit
from dashboards.web.selfchecks.looking import Looking


def look(engine: Engine, noted: str) -> Looking:
    """Look at every entry.

    Args:
        engine: of the database.
        noted: the last digest that an earlier check saw; empty where there was none.
    """
    found = Looking()
    with reading_of(engine) as connection:
        seen = audit.verified(connection, noted)
    found.see(
        seen.broken is None,
        counted("{n} entry is as it was written.", "{n} entries are as they were written.", seen.entries)
        if seen.broken is None
        else _("Entry {id} does not fit: it, or the one before it, was changed, moved or taken away.", id=seen.broken),
    )
    if noted:
        found.see(seen.noted, _("The digest that a backup noted is there still."))
    found.note(_("Digest of the last one, to keep elsewhere: {digest}", digest=seen.last))
    return found
