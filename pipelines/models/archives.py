"""Taking the files of a model out of an archive that somebody brought.

No path of the archive is ever used: the files that a model has are looked for by name, and written under that name.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.limits import LIMITS
from pipelines.models import FILES, MANIFEST, PAPERS, WEIGHTS

BLOCK = 1_000_000
"""Bytes that are copied at a time."""
ZIP = b"PK\x03\x04"
"""What a zip begins with, also where it breaks off; what it has in it is said at its end alone."""
LINK = 0o120_000
"""The type of a symbolic link in the upper bits of a zip's attributes."""
TYPE = 0o170_000
BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(EOFError, NotImplementedError, RuntimeError, ValueError),
)
"""What is raised where an archive is encrypted, of an unknown method, damaged or cut off."""


@dataclass(frozen=True)
class Member:
    """One entry of an archive."""

    path: PurePosixPath
    size: int
    plain: bool
    """A file with content of its own, no link and no device."""
    entry: zipfile.ZipInfo | tarfile.TarInfo


def is_archive(file: Path) -> bool:
    """Whether it is one, whole or not."""
    return file.is_file() and (_is_zip(file) or tarfile.is_tarfile(file))


def _is_zip(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(len(ZIP)) == ZIP or zipfile.is_zipfile(file)


def unpack(file: Path, target: Path) -> None:
    """Write the files of the model in an archive to a folder, with the manifest where there is one.

    Raises:
        KoukaError: there is no model in it, or several, a link, a path that leads out, or too much of anything.
    """
    try:
        with _opened(file) as archive:
            for member in _chosen(file, list(_members(file, archive))):
                with _content(archive, member) as source, (target / member.path.name).open("wb") as written:
                    _copy(file, source, written, member.size)
    except BROKEN as error:
        raise _broken(file, error) from None
    except OSError as error:
        if error.errno is not None:  # of the system, such as a full disk; bz2 and gzip raise it without a number
            raise
        raise _broken(file, error) from None


def _broken(file: Path, error: Exception) -> KoukaError:
    return KoukaError(
        _("The archive cannot be unpacked: {kind}", kind=type(error).__name__),
        where=Place(file),
        todo=_("Copy it again; where it has a password, unpack it first and name the directory."),
    )


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile | tarfile.TarFile]:
    if _is_zip(file):
        with zipfile.ZipFile(file) as archive:
            yield archive
    else:
        with tarfile.open(file) as tar:
            yield tar
            _read_out(file, tar)


def _read_out(file: Path, tar: tarfile.TarFile) -> None:
    """Read on to the end, where gzip has the sum that tells damage."""
    left = LIMITS.model_bytes
    while tar.fileobj is not None and (block := tar.fileobj.read(BLOCK)):
        left -= len(block)
        if left < 0:
            raise KoukaError(_("The archive holds too much for a speech model."), where=Place(file))


def _members(file: Path, archive: zipfile.ZipFile | tarfile.TarFile) -> Iterator[Member]:
    entries: Iterator[zipfile.ZipInfo | tarfile.TarInfo] = iter(
        archive.infolist() if isinstance(archive, zipfile.ZipFile) else archive
    )
    for number, entry in enumerate(entries, 1):
        if number > LIMITS.archive_members:
            raise KoukaError(_("The archive holds too much for a speech model."), where=Place(file))
        if isinstance(entry, zipfile.ZipInfo):
            plain = not entry.is_dir() and entry.external_attr >> 16 & TYPE != LINK
            path = PurePosixPath(entry.filename.replace("\\", "/"))  # as older Windows packs them
            yield Member(path, entry.file_size, plain, entry)
        else:
            yield Member(PurePosixPath(entry.name), entry.size, entry.isreg(), entry)


def _chosen(file: Path, members: list[Member]) -> list[Member]:
    """The files of the only model in it."""
    for member in members:
        if member.path.is_absolute() or ".." in member.path.parts:
            raise KoukaError(
                _("A path in the archive leads out of it: {path}", path=member.path),
                where=Place(file),
                todo=_("Do not use this archive: nobody packs a model like that by accident."),
            )
    places = {member.path.parent for member in members if member.path.name == WEIGHTS}
    if len(places) != 1:
        what = _("There is no {name} in the archive.", name=WEIGHTS)
        several = _("There are several models in the archive.")
        raise KoukaError(several if places else what, where=Place(file))
    (place,) = places
    chosen = {
        member.path.name: member
        for member in members
        if member.path.parent == place and member.path.name in (*FILES, *PAPERS, MANIFEST)
    }
    for member in chosen.values():
        if not member.plain:
            raise KoukaError(
                _("{path} in the archive is a link or no file.", path=member.path),
                where=Place(file),
                todo=_("Pack the files themselves."),
            )
    if sum(member.size for member in chosen.values()) > LIMITS.model_bytes:
        raise KoukaError(_("The archive holds too much for a speech model."), where=Place(file))
    return list(chosen.values())


def _content(archive: zipfile.ZipFile | tarfile.TarFile, member: Member) -> IO[bytes]:
    if isinstance(archive, zipfile.ZipFile):
        assert isinstance(member.entry, zipfile.ZipInfo)
        return archive.open(member.entry)
    assert isinstance(member.entry, tarfile.TarInfo)
    content = archive.extractfile(member.entry)
    assert content is not None
    return content


def _copy(file: Path, source: IO[bytes], target: IO[bytes], size: int) -> None:
    """As much as the archive says, and no more: one that says less than it holds is made to fill the disk."""
    left = size
    while block := source.read(min(left + 1, BLOCK)):
        left -= len(block)
        if left < 0:
            break
        target.write(block)
    if left:
        raise KoukaError(_("The archive is not what it says it is."), where=Place(file))
