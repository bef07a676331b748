"""The last self-check, kept below the results: who asks how promises stand need not make it again."""

from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from pipelines import atomic
from pipelines.contracts.selfcheck import CheckResult, SelfCheck
from pipelines.settings import results_folder

NAME = ".selfcheck.json"


def path() -> Path:
    """Where it is kept."""
    return results_folder() / NAME


def last() -> SelfCheck | None:
    """The last one; None where there is none, or none that can be read."""
    try:
        return SelfCheck.model_validate_json(path().read_bytes())
    except (OSError, ValidationError):
        return None


def keep(found: list[CheckResult], now: datetime) -> SelfCheck:
    """Keep what was found, with since when each has passed without a break."""
    before = last()
    passed = {each.check: each.since for each in before.results if each.passed} if before else {}
    results = tuple(
        each.model_copy(update={"since": passed.get(each.check, each.at) if each.passed else each.at}) for each in found
    )
    made = SelfCheck(at=now.isoformat(timespec="seconds"), results=results)
    atomic.write_text(path(), made.model_dump_json(by_alias=True, indent=1) + "\n")
    return made
