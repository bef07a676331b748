"""Taking a model in: it is there as a whole, checked and with its manifest, or not at all."""

import datetime
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboards.language import _
from pipelines.atomic import write_text
from pipelines.contracts.model import Manifest
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.limits import LIMITS
from pipelines.models import (
    DEMO,
    FILES,
    MANIFEST,
    PAPERS,
    WEIGHTS,
    Model,
    archives,
    bundled_weights,
    described,
    find,
    folder,
    manifest,
)
from pipelines.models.alignment import give_heads
from pipelines.models.contents import check

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz", ".tar.zst")
STAGED = ".tmp"
DAY_SECONDS = 86_400


def add(source: Path, name: str | None = None) -> Model:
    """Take a model in from a directory or an archive.

    Args:
        source: a CTranslate2 Whisper directory, or a .zip or .tar that holds one.
        name: what it is called from now on; the name of the source without it.

    Raises:
        KoukaError: it is no model that can be used, or the name is taken.
    """
    chosen = free_name(name or _name_of(source))
    with staging() as place:
        if source.is_dir():
            copy(source, place)
        elif archives.is_archive(source):
            archives.unpack(source, place)
        elif source.exists():
            raise KoukaError(
                _("This is neither a directory nor an archive (.zip, .tar)."),
                where=Place(source),
                todo=_("Name the directory that holds model.bin."),
            )
        else:
            raise KoukaError(_("The file is missing."), where=Place(source))
        _hold_to_manifest(source, place)
        return settle(place, chosen, str(source.absolute()))


def _hold_to_manifest(source: Path, place: Path) -> None:
    """Where a model brings the manifest with which kouka once took it in, nothing has changed on the way."""
    try:
        said = manifest(place)
    except KoukaError:  # there is none, or it is somebody else's
        return
    now = described(place)
    for name, file in said.files.items():
        if now.get(name) != file:
            raise KoukaError(
                _("The file is not what the manifest of the speech model says."),
                where=Place(source / name),
                todo=_("Copy the whole directory of the model again."),
            )


def free_name(name: str) -> str:
    """The name, where it can be given.

    Raises:
        KoukaError: it is taken, or cannot be a name.
    """
    if not NAME.fullmatch(name):
        raise KoukaError(
            _("“{name}” cannot be the name of a speech model.", name=name),
            todo=_("Give one of letters, digits, - . and _ with --name."),
            code=ExitCode.USAGE,
        )
    if name == DEMO or (folder() / name).exists():
        raise KoukaError(
            _("There is a speech model “{name}” already, and it is left as it is.", name=name),
            todo=_("Give another name with --name."),
            code=ExitCode.USAGE,
        )
    return name


@contextmanager
def staging() -> Iterator[Path]:
    """A folder beside the models in which one is put together; it is gone afterwards, or when it is a day old."""
    for left in folder().glob(f".*{STAGED}"):  # by a process that was killed
        if time.time() - left.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    place = folder() / f".{secrets.token_hex(8)}{STAGED}"
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy the files of a model out of a directory, with the manifest where there is one."""
    there = [source / name for name in (*FILES, *PAPERS, MANIFEST) if (source / name).is_file()]
    if sum(file.stat().st_size for file in there) > LIMITS.model_bytes:
        raise KoukaError(_("The directory holds too much for a speech model."), where=Place(source))
    for file in there:
        shutil.copyfile(file, target / file.name)


def settle(place: Path, name: str, source: str) -> Model:
    """Check what was put together, write its manifest, and give it its name."""
    try:
        check(place)
    except KoukaError as error:
        raise _told_of(error, place, source) from None
    give_heads(place)
    files = described(place)
    said = Manifest(
        source=source,
        added=datetime.datetime.now(datetime.UTC).astimezone().isoformat(timespec="seconds"),
        demonstration=bundled_weights() == files[WEIGHTS],  # it is the same one under another name, too
        files=files,
    )
    write_text(place / MANIFEST, said.model_dump_json(by_alias=True, indent=2) + "\n")
    try:
        place.rename(folder() / name)
    except OSError:
        free_name(name)  # which says so where another process was quicker
        raise
    return find(name)


def _told_of(error: KoukaError, place: Path, source: str) -> KoukaError:
    """The same error, told of the source: what was put together is gone when it is read."""
    where = error.problem.where
    if where is not None and where.file.is_relative_to(place):
        where = Place(Path(source) / where.file.relative_to(place))
    return KoukaError(error.problem.what, where=where, todo=error.problem.todo, code=error.code)


def _name_of(source: Path) -> str:
    name = source.absolute().name
    ending = max((ending for ending in ENDINGS if name.lower().endswith(ending)), key=len, default="")
    return name[: len(name) - len(ending)]
