"""What is noted of the last backup, beside the other things that the app keeps of itself."""

from pathlib import Path

from pydantic import BaseModel, ValidationError

from pipelines import atomic
from pipelines.settings import results_folder


class LastBackup(BaseModel):
    """The last one."""

    file: str
    """Where it was written."""
    sha256: str
    bytes: int
    made: str
    audit_last: str = ""
    """Digest of the last entry of the log that it holds."""
    tested: str | None = None
    """When it was restored on trial; None: it was not."""
    restored: bool = False
    """Whether that went well."""


def last() -> LastBackup | None:
    """None where there is none, or nothing that can be read."""
    try:
        return LastBackup.model_validate_json(_path().read_bytes())
    except (OSError, ValidationError):
        return None


def keep(made: LastBackup) -> None:
    """Note it."""
    _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    atomic.write_text(_path(), made.model_dump_json(indent=1) + "\n")


def _path() -> Path:
    return results_folder() / ".web" / "backup.json"
