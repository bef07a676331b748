"""Taking what a product returned into a batch of forms: the files, and a mapping that a person looks through."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from pipelines import atomic
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.mapping import Encoding, ImportedFile
from pipelines.contracts.mapping import Mapping as MappingFile
from pipelines.errors import KoukaError, Place
from pipelines.imports import folder_of
from pipelines.imports.drafts import draft
from pipelines.imports.forms import Returned, returned
from pipelines.imports.guessing import Guess, guess
from pipelines.imports.mapping_file import MAPPING, mapping_of
from pipelines.imports.sheets import Sheet, read_sheet


@dataclass(frozen=True)
class Kept:
    """What was taken in."""

    mapping_file: Path
    mapping: MappingFile
    guessed: tuple[Guess, ...]
    """What was added to mapping.toml now."""
    copied: tuple[Path, ...]
    """Files that were not there before, or had another content."""
    returned: Returned


def keep(
    batch: FormsBatch,
    product: str,
    files: Sequence[Path],
    *,
    may_guess: bool,
    may_replace: bool = False,
    encoding: Encoding | None = None,
) -> Kept:
    """Copy files of a product into the batch, and draft how those are read of which mapping.toml says nothing.

    What is in mapping.toml stays. Everything is read through before anything is written, the files are written before
    the mapping that names them, and the same call again changes nothing.

    Args:
        batch: of which the product read the scans.
        product: its name.
        files: tables as it wrote them.
        may_guess: whether a mapping may be drafted from the headers.
        may_replace: whether a file of the same name and another content may go.
        encoding: of the files; None tells by what is in them.

    Raises:
        KoukaError: what is wrong with a file or the mapping. Nothing is written then.
    """
    folder = folder_of(batch.path, product)
    _check_names(files, folder, may_replace)
    before, text = _before(batch, product)
    sheets: dict[str, Sheet] = {}
    guesses: list[Guess] = []
    for file in files:
        known = before.entries_of(file.name) if before else []
        sheet = sheets[file.name] = read_sheet(file, encoding or (known[0].encoding if known else None))
        if not known:
            guesses += _guesses(batch, folder / MAPPING, sheet, may_guess)
    entries: tuple[ImportedFile, ...] = (*(before.files if before else ()), *(each.entry for each in guesses))
    mapping = MappingFile(schema=1, files=entries)
    for entry in mapping.files:
        if entry.file not in sheets:
            sheets[entry.file] = read_sheet(folder / entry.file, entry.encoding)
    found = returned(batch, product, mapping, sheets)
    copied = [target for file in files if (target := _copied(file, folder / file.name))]
    if guesses:
        atomic.write_text(folder / MAPPING, text + draft(batch, guesses, head=not text))
    return Kept(folder / MAPPING, mapping, tuple(guesses), tuple(copied), found)


def _before(batch: FormsBatch, product: str) -> tuple[MappingFile | None, str]:
    """What mapping.toml says by now, and its text."""
    file = folder_of(batch.path, product) / MAPPING
    if not file.exists():
        return None, ""
    mapping, problems = mapping_of(batch, product)
    if mapping is None or problems:
        raise KoukaError(problems[0].what, where=problems[0].where, todo=problems[0].todo)
    text = file.read_text("utf-8-sig")
    return mapping, text if text.endswith("\n") else text + "\n"


def _check_names(files: Sequence[Path], folder: Path, may_replace: bool) -> None:
    names: set[str] = set()
    for file in files:
        if file.name in names or file.name in ("", MAPPING) or file.name.startswith("."):
            what = _("“{file}” cannot be kept under this name.", file=file.name)
            raise KoukaError(
                what, where=Place(file), todo=_("Give each file a name of its own, without a point in front.")
            )
        names.add(file.name)
        target = folder / file.name
        if target.exists() and file.is_file() and not may_replace and not _same(file, target):
            raise KoukaError(
                _("There is a file of this name with another content."),
                where=Place(target),
                todo=_("To put the new one in its place: --replace. To keep both, give it another name."),
            )


def _guesses(batch: FormsBatch, mapping: Path, sheet: Sheet, may_guess: bool) -> list[Guess]:
    if may_guess:
        return guess(batch, sheet)
    raise KoukaError(
        _("Nothing says which column of “{file}” is which field.", file=sheet.path.name),
        where=Place(mapping),
        todo=_("Let it be drafted from the headers: add --guess"),
    )


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _copied(file: Path, target: Path) -> Path | None:
    """The target, where it has to be written."""
    if target.is_file() and _same(file, target):
        return None
    atomic.write_bytes(target, file.read_bytes())
    return target
