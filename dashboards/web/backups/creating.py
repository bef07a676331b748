"""Writing a backup: one file, whole or not at all, which its owner alone can read."""

import hashlib
import io
import os
import tarfile
from datetime import datetime
from pathlib import Path
from typing import IO

from dashboards.language import _
from dashboards.web.backups import contents, database
from dashboards.web.backups.manifest import NAME, Kept, Manifest
from dashboards.web.backups.passing import passing_folder
from dashboards.web.backups.record import LastBackup
from pipelines import atomic
from pipelines.digests import file_digest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.settings import results_folder

SUFFIX = ".tar"
PRIVATE = 0o600


def create(target: Path, now: datetime, version: str) -> tuple[LastBackup, Manifest]:
    """Write a backup.

    Not packed: pictures and SQLite's pages hardly shrink, and what is not packed cannot be made to fill a disk when
    it is taken apart.

    Args:
        target: a folder, in which it gets a name of its own, or a name that ends with ``.tar``.
        now: the moment, with the time zone.
        version: of kouka.

    Raises:
        KoukaError: something of that name is there, it would lie among what it copies, or the database refuses.
    """
    path = _name(target, now)
    with passing_folder(path.parent) as folder:
        copied = database.copy_to(folder)
        whole = folder / path.name
        with atomic.replacing(whole) as temporary:
            temporary.chmod(PRIVATE)
            with temporary.open("wb") as file, tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                manifest = _write(tar, copied, now, version)
        whole.replace(path)
    last = LastBackup(
        file=str(path), sha256=file_digest(path), bytes=path.stat().st_size, made=manifest.made,
        audit_last=manifest.audit_last,
    )  # fmt: skip
    return last, manifest


def _name(target: Path, now: datetime) -> Path:
    path = target if target.suffix == SUFFIX else target / f"kouka-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    if path.exists():
        raise KoukaError(
            _("There is something here already, and it is left as it is."),
            where=Place(path),
            todo=_("Name another file or folder."),
            code=ExitCode.USAGE,
        )
    if path.resolve().is_relative_to(results_folder().resolve()):
        raise KoukaError(
            _("A backup does not belong among the results that it copies."),
            where=Place(path),
            todo=_("Name a folder on another disk."),
            code=ExitCode.USAGE,
        )
    return path


def _write(tar: tarfile.TarFile, copied: database.Copied, now: datetime, version: str) -> Manifest:
    files: dict[str, Kept] = {}
    left_out: list[str] = []
    if copied.path is not None:
        with copied.path.open("rb") as content:
            files[copied.name] = _add(tar, copied.name, content)
    for found in contents.files():
        kept = _kept(tar, found) if found.plain and found.name not in files else None
        if kept is None:
            left_out.append(found.name)
        else:
            files[found.name] = kept
    manifest = Manifest(
        made=now.isoformat(timespec="seconds"), version=version, database=copied.kind,
        audit_entries=copied.audit_entries, audit_last=copied.audit_last,
        files=files, left_out=tuple(left_out), batches=contents.batches(),
    )  # fmt: skip
    _add(tar, NAME, io.BytesIO((manifest.model_dump_json(by_alias=True, indent=1) + "\n").encode()))
    return manifest


def _kept(tar: tarfile.TarFile, found: contents.Found) -> Kept | None:
    """None where it went away meanwhile; it never follows a link."""
    try:
        number = os.open(found.path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    with open(number, "rb") as content:
        return _add(tar, found.name, content)


class _Digesting:
    """Reads so many bytes of a file, and knows their digest afterwards."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        block = self._content.read(size)
        self.digest.update(block)
        return block


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes]) -> Kept:
    size = content.seek(0, io.SEEK_END)
    content.seek(0)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, PRIVATE
    reader = _Digesting(content)
    tar.addfile(member, reader)
    return Kept(sha256=reader.digest.hexdigest(), bytes=size)
