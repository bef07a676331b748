"""The last backup: how old it is, whether it is where it was put, and whether it was shown that it can be restored."""

from datetime import datetime
from pathlib import Path

from dashboards.language import _
from dashboards.web.backups import record
from dashboards.web.selfchecks.looking import Looking

OLDEST_DAYS = 31


def look(now: datetime) -> Looking:
    """Look at what is noted of it, and whether the file is there and as long as it was."""
    found = Looking()
    last = record.last()
    if last is None:
        found.see(False, _("No backup has been made yet: kouka backup create DIR"))
        return found
    age = (now - datetime.fromisoformat(last.made)).days
    found.see(age <= OLDEST_DAYS, _("The last backup is {n} days old: {file}", n=age, file=last.file))
    path = Path(last.file)
    if path.is_file():
        found.see(path.stat().st_size == last.bytes, _("It is there, {n} bytes long as it was made.", n=last.bytes))
    else:
        found.note(_("It is not where it was written, as when it was taken elsewhere; its copy is not looked at."))
    if last.tested is None:
        found.see(False, _("It was not tried whether it can be restored: kouka backup restore FILE --verify"))
    else:
        found.see(last.restored, _("It was restored on trial: {day}", day=last.tested))
    return found
