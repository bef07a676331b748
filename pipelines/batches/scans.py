"""What keeps a file from being read as pages, as far as its name, its size and its first bytes tell."""

from collections.abc import Mapping
from pathlib import Path

from dashboards.language import _
from pipelines.errors import Place, Problem, Severity
from pipelines.limits import LIMITS

Kinds = Mapping[str, tuple[bytes, ...]]

TIFF, PNG, JPEG = (b"II*\0", b"MM\0*"), (b"\x89PNG\r\n\x1a\n",), (b"\xff\xd8\xff",)
SCAN_KINDS: Kinds = {".pdf": (b"%PDF-",), ".tif": TIFF, ".tiff": TIFF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
"""What the kinds of file that are read begin with, by extension."""
BLANK_KINDS: Kinds = {".pdf": SCAN_KINDS[".pdf"]}
"""The same of blank forms."""
PDF_WITHIN = 1024
"""Bytes; some scanners put a line of their own first, and readers of PDF let them."""


def content_problem(file: Path, kinds: Kinds, todo: str, severity: Severity) -> Problem | None:
    """What is wrong with a file that is there, or None.

    Args:
        file: the scan or the blank form.
        kinds: of file that it may be.
        todo: what to do about it.
        severity: of the problem.
    """
    what = _what(file, kinds)
    return Problem(what, Place(file), todo, severity) if what else None


def _what(file: Path, kinds: Kinds) -> str | None:
    size = file.stat().st_size
    if size > LIMITS.scan_bytes:
        return _("The scan is larger than {limit} MB.", limit=LIMITS.scan_bytes // 1_000_000)
    beginnings = kinds.get(file.suffix.lower())
    if beginnings is None:
        return _(
            "Files of kind “{suffix}” cannot be read; this version reads: {kinds}",
            suffix=file.suffix,
            kinds=", ".join(kinds),
        )
    if size == 0:
        return _("The file is empty.")
    with file.open("rb") as content:
        start = content.read(PDF_WITHIN)
        if not (start.startswith(beginnings) or (file.suffix.lower() == ".pdf" and beginnings[0] in start)):
            return _("The file is named {suffix} but is something else.", suffix=file.suffix)
    return None
