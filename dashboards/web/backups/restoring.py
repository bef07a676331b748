"""Taking a backup apart. Nothing in it is trusted: not its names, not its sizes, not what it says of itself."""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from dashboards.language import _
from dashboards.web.backups import database, postgresql
from dashboards.web.backups.contents import RESULTS
from dashboards.web.backups.manifest import NAME, Kept, Manifest
from dashboards.web.backups.passing import passing_folder
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.limits import LIMITS

BLOCK = 1_000_000
FOLDERS = (RESULTS, PurePosixPath(database.DUMP).parts[0])
PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)
"""Kinds of entry that hold what they say; a sparse one would be larger on the disk than in the archive."""


def restore(file: Path, target: Path) -> Manifest:
    """Put back what a backup holds, into a folder that is not there yet; whole or not at all.

    Raises:
        KoukaError: it is no backup, it is damaged or something else than it says, or the folder is there.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise KoukaError(
            _("There is something here already, and it is left as it is."),
            where=Place(target),
            todo=_("Name a folder that does not exist yet."),
            code=ExitCode.USAGE,
        )
    with _taken_apart(file, target.parent) as (folder, manifest):
        if target.is_dir():
            target.rmdir()
        folder.rename(target)
    return manifest


@dataclass(frozen=True)
class Tried:
    """What was restored on trial."""

    manifest: Manifest
    not_loaded: str = ""
    """Of PostgreSQL, why its dump was only read and not put into a server."""


def try_out(file: Path, beside: Path, *, made_here: bool = False) -> Tried:
    """Restore it into a folder that is thrown away, and look whether the database of it can be used.

    Args:
        file: the backup.
        beside: the folder for the folder.
        made_here: whether it is known as one that was made here; no other is put into a server.

    Raises:
        KoukaError: it cannot be restored.
    """
    with _taken_apart(file, beside) as (folder, manifest):
        if manifest.database != "postgresql":
            return Tried(manifest)
        if not made_here:
            return Tried(manifest, _("it is not the last one made here"))
        try:
            seen = postgresql.load(folder / database.DUMP)
            _compare_log((seen.entries, seen.last), manifest)
        except postgresql.NotLoaded as error:
            return Tried(manifest, str(error))
        return Tried(manifest)


@contextmanager
def _taken_apart(file: Path, beside: Path) -> Iterator[tuple[Path, Manifest]]:
    with passing_folder(beside) as folder:
        manifest = _unpack(file, folder)
        _look_at_database(folder, manifest)
        yield folder, manifest


def _unpack(file: Path, folder: Path) -> Manifest:
    written: dict[str, Kept] = {}
    said: bytes | None = None
    try:
        # "r:" takes no packed archive: what is unpacked is never larger than the file itself.
        with tarfile.open(file, "r:") as tar:
            for member in tar:
                _check(file, member, len(written), member.name in written or said is not None)
                content = tar.extractfile(member)
                assert content is not None
                if member.name == NAME:
                    said = content.read()
                else:
                    written[member.name] = _write(folder / member.name, content)
    except FileNotFoundError:
        raise KoukaError(_("The file is missing."), where=Place(file)) from None
    # Of a name that stands for a file and for a folder it is the system that complains.
    except (tarfile.TarError, EOFError, ValueError, OverflowError, FileExistsError, NotADirectoryError) as error:
        raise _no_backup(file, type(error).__name__) from None
    return _compared(file, said, written)


def _check(file: Path, member: tarfile.TarInfo, number: int, again: bool) -> None:
    name = PurePosixPath(member.name)
    leads_out = name.is_absolute() or ".." in name.parts or str(name) != member.name or "\\" in member.name
    belongs = len(name.parts) > 1 and name.parts[0] in FOLDERS
    if leads_out or (member.name != NAME and not belongs):
        raise KoukaError(
            _("A path in the backup leads where none belongs: {path}", path=member.name),
            where=Place(file),
            todo=_("Do not use this file: kouka writes no such backup."),
        )
    if member.type not in PLAIN:
        raise KoukaError(
            _("{path} in the backup is a link or no file.", path=member.name),
            where=Place(file),
            todo=_("Do not use this file: kouka writes no such backup."),
        )
    too_much = number >= LIMITS.backup_members or (member.name == NAME and member.size > LIMITS.table_bytes)
    if again or too_much:
        raise _no_backup(file, member.name)


def _write(path: Path, content: IO[bytes]) -> Kept:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, there = hashlib.sha256(), 0
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(number, "wb") as target:
        while block := content.read(BLOCK):
            digest.update(block)
            target.write(block)
            there += len(block)
    return Kept(sha256=digest.hexdigest(), bytes=there)


def _compared(file: Path, said: bytes | None, written: dict[str, Kept]) -> Manifest:
    """What the backup says of itself, where that is what is in it."""
    if said is None:
        raise KoukaError(
            _("The backup has no list of what is in it: it was cut off, or is something else."), where=Place(file)
        )
    try:
        manifest = Manifest.model_validate_json(said)
    except ValidationError:
        raise _no_backup(file, NAME) from None
    for name in sorted(manifest.files.keys() | written.keys()):
        if manifest.files.get(name) != written.get(name):
            raise KoukaError(
                _("{path} in the backup is not what was copied.", path=name),
                where=Place(file),
                todo=_("Take another backup: this one was damaged or changed."),
            )
    return manifest


def _look_at_database(folder: Path, manifest: Manifest) -> None:
    if manifest.database == "sqlite":
        seen = database.look_at(folder / database.SQLITE_NAME)
        _compare_log((seen.audit_entries, seen.audit_last), manifest)
    elif manifest.database == "postgresql":
        postgresql.look_at(folder / database.DUMP)


def _compare_log(seen: tuple[int, str], manifest: Manifest) -> None:
    if seen != (manifest.audit_entries, manifest.audit_last):
        raise KoukaError(_("The copy of the database has another log of use than was copied."))


def _no_backup(file: Path, why: str) -> KoukaError:
    return KoukaError(_("This is no backup of kouka's, or it is damaged: {reason}", reason=why), where=Place(file))
