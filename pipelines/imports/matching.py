"""Which document a row of a product's table is of: by the name of the file, and the page where it says one."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.batches.forms import Document, FormsBatch

UNKNOWN, AMBIGUOUS, NO_PAGE = "unknown", "ambiguous", "no_page"
"""Why a row is of no document: no such name, several documents of that name, or a page that is not in the file."""


@dataclass(frozen=True)
class Match:
    """A document of the batch, and which of its pages a row is of."""

    document: Document
    page: int | None
    """From 1; None where the row does not say."""


LONGEST = 1_000
"""Characters of a cell that can be a name: file systems take some 4,000 bytes of a path."""


class Names:
    """Finds documents by what products call them: with or without folders and extension, in any case."""

    def __init__(self, batch: FormsBatch) -> None:
        self._exact: dict[str, list[Document]] = defaultdict(list)
        self._found: dict[str, list[Document]] = defaultdict(list)
        for document in batch.documents:
            names = {document.name, document.file.relative_to(batch.path / "scans").as_posix()}
            for name in names:
                self._exact[_plain(name)].append(document)
            for key in {key for name in names for key in _spellings(name)}:
                self._found[key].append(document)

    def find(self, cell: str, page: str = "") -> Match | str:
        """The document of a row, or why there is none.

        Args:
            cell: what the row calls it.
            page: the page of the file that the row says, if it does.
        """
        found = self._named(cell)
        if not found:
            return UNKNOWN
        number = _number(page)
        if number is None:
            if page.strip():
                return NO_PAGE
            return Match(found[0], None) if len(found) == 1 else AMBIGUOUS
        holding = [each for each in found if each.first_page <= number <= each.last_page]
        if not holding:
            return NO_PAGE
        return Match(holding[0], number - holding[0].first_page + 1) if len(holding) == 1 else AMBIGUOUS

    def share(self, cells: Iterable[str]) -> int:
        """How many of the cells are names of documents."""
        return sum(bool(self._named(cell)) for cell in cells)

    def _named(self, cell: str) -> list[Document]:
        if (plain := _plain(cell)) in self._exact:
            return self._exact[plain]
        return next((self._found[key] for key in _spellings(cell) if key in self._found), [])


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name[: LONGEST + 1]).strip().replace("\\", "/")


def _spellings(name: str) -> Iterator[str]:
    """What a name may be written as, the longest first: whole, without its folders, without its extension."""
    plain = _plain(name).casefold()
    parts = plain.split("/")
    if len(plain) > LONGEST or not parts[-1]:
        return
    ends = ["/".join(parts[n:]) for n in range(len(parts))]
    yield from ends
    yield from (stem for end in ends if (stem := end.rpartition(".")[0]) and not stem.endswith("/"))


def _number(page: str) -> int | None:
    plain = unicodedata.normalize("NFKC", page[:LONGEST]).strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 7 else None
