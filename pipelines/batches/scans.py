"""What keeps a file from being read as pages, as far as its name, its size and its first bytes tell."""

from pathlib import Path

from dashboards.language import _
from pipelines.errors import Place, Problem, Severity
from pipelines.limits import LIMITS

MAGIC = {".pdf": b"%PDF-"}
"""What the kinds of file that are read begin with, by extension."""
MAGIC_WITHIN = 1024
"""Bytes; some scanners put a line of their own first, and readers of PDF let them."""


def content_problem(file: Path, todo: str, severity: Severity) -> Problem | None:
    """What is wrong with a file that is there, or None.

    Args:
        file: the scan or the blank form.
        todo: what to do about it.
        severity: of the problem.
    """
    what = _what(file)
    return Problem(what, Place(file), todo, severity) if what else None


def _what(file: Path) -> str | None:
    size = file.stat().st_size
    if size > LIMITS.scan_bytes:
        return _("The scan is larger than {limit} MB.", limit=LIMITS.scan_bytes // 1_000_000)
    magic = MAGIC.get(file.suffix.lower())
    if magic is None:
        kinds = ", ".join(MAGIC)
        return _(
            "Files of kind “{suffix}” cannot be read; this version reads: {kinds}", suffix=file.suffix, kinds=kinds
        )
    if size == 0:
        return _("The file is empty.")
    with file.open("rb") as content:
        if magic not in content.read(MAGIC_WITHIN):
            return _("The file is named {suffix} but is something else.", suffix=file.suffix)
    return None
