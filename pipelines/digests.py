"""Digests by which files, settings and runs are recognised."""

import hashlib
import json
from pathlib import Path

MISSING = "missing"
"""In the place of a digest where there is no file."""
EMPTY = hashlib.sha256().hexdigest()
"""Of a file without content."""


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(*parts: object) -> str:
    """SHA-256 over parts that JSON can hold. The same parts in the same order give the same digest."""
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
