"""Write a batch of forms: ``python -m samples.make_forms [DIR] [--crossed N | --single N]``.

Without either, the bundled batch: 60 documents of three kinds, each filled in and scanned once, and four pages
that belong to none of them; by default into ``samples/forms``. With ``--crossed``, a batch of at least N documents in
which every filled form is scanned in every way, so that ways of scanning can be compared on the same writing:
``cond_form`` names the form. With ``--single``, N forms that are each scanned once, the ways taking turns: as many
forms as documents, which is what a policy for what may pass unchecked has to be judged on.

The same fonts and the same Pillow give the same bytes, so that MANIFEST.sha256 says whether a batch is the one that is
made here.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from PIL import Image

from samples import plan, scanning
from samples.filling import Filled, sheet, slipped_sheet
from samples.plan import Scan
from samples.tables import Document, write_heads, write_manifest, write_tables

DEFAULT = Path(__file__).parent / "forms"
TITLE = "住民異動届・児童手当認定請求書・市民アンケートの見本：架空の60件"
CROSSED_TITLE = "読み取り条件を掛け合わせた見本：架空の{forms}件の申請書、{documents}件の画像"
SINGLE_TITLE = "独立した見本：架空の申請書{documents}件、各1回の読み取り"
FEEDER = "窓口/feeder.pdf"
BLANK_PAGE, SLIPPED_PAGE = "blank page", "slipped-in page"
STRANGERS = {
    FEEDER: {6: BLANK_PAGE, 15: SLIPPED_PAGE},
    "fax/survey.tif": {2: SLIPPED_PAGE},
    "fax/child.tif": {4: BLANK_PAGE},
}
"""Pages of no template in these files: before which page, from 0, they lie."""
ON_THEIR_SIDE = 3
"""Of the photographs, every third is kept lying, with its turn in EXIF."""
FAX_HEADER = "2024-04-30 09:{minute:02d}   FROM: 0463-0{sender}   HIRATSUKA CITY   P.{page:03d}"
PROCESSES = 2

T = TypeVar("T")
R = TypeVar("R")
Sheet = Filled | str
"""A filled form, or a page of no template."""


def make(target: Path) -> None:
    """Write the bundled batch below ``target``.

    Raises:
        FontMissing: a font is not installed.
        GlyphMissing: a font lacks a character that is printed or written.
    """
    write_heads(target, TITLE)
    files = _files()
    for _done in _spread(partial(_write_file, target), files.items()):
        pass
    write_tables(target, [document for name, sheets in files.items() for document in _documents(name, sheets)])
    write_manifest(target)


def make_crossed(target: Path, documents: int) -> None:
    """Write a batch of at least ``documents`` documents, every filled form scanned in every way, below ``target``.

    One sheet a process is in memory at a time, however many there are.

    Raises:
        FontMissing: a font is not installed.
        GlyphMissing: a font lacks a character that is printed or written.
    """
    scans = [Scan(*way) for way in plan.CROSSED_SCANS]
    pairs = [(form, scans) for form in plan.crossed(documents)]
    number = len(pairs) * len(scans)
    _make_scans(target, pairs, CROSSED_TITLE.format(forms=len(pairs), documents=number), paired=True)


def make_single(target: Path, documents: int) -> None:
    """Write a batch of ``documents`` filled forms, each scanned once, below ``target``.

    Raises:
        FontMissing: a font is not installed.
        GlyphMissing: a font lacks a character that is printed or written.
    """
    pairs = [(form, [scan]) for form, scan in plan.single(documents)]
    _make_scans(target, pairs, SINGLE_TITLE.format(documents=documents), paired=False)


def _make_scans(target: Path, pairs: Sequence[tuple[Filled, Sequence[Scan]]], title: str, *, paired: bool) -> None:
    """Every form in the ways that go with it, a file each."""
    write_heads(target, title)
    each = len(pairs[0][1])
    for done in _spread(partial(_write_scans, target), pairs):
        _progress(done * each, len(pairs) * each)
    write_tables(target, [_scan_of(form, scan) for form, scans in pairs for scan in scans], paired=paired)
    write_manifest(target)


def _files() -> dict[str, list[tuple[Sheet, Scan]]]:
    """The files of the bundled batch below scans/, and what lies in each, in order."""
    ordered = sorted(((_file_of(form, scan), form, scan) for form, scan in plan.bundled()), key=_place)
    files: dict[str, list[tuple[Sheet, Scan]]] = {
        name: [(form, scan) for _name, form, scan in rows] for name, rows in groupby(ordered, key=lambda row: row[0])
    }
    for name, strangers in STRANGERS.items():
        for page, stranger in strangers.items():
            files[name].insert(page, (stranger, Scan(files[name][0][1].scanner, "straight")))
    return files


def _file_of(form: Filled, scan: Scan) -> str:
    match scan.scanner:
        case "grey200":
            return FEEDER
        case "fax":
            return f"fax/{form.kind}.tif"
        case "photo":
            return f"photo/{form.name}.jpg"
        case "grey300":
            return f"{form.name}.pdf"


def _place(row: tuple[str, Filled, Scan]) -> tuple[str, int, str]:
    """By file, and in a file as people come to the counter: forms of all kinds in turn."""
    name, form, _scan = row
    return name, form.number, form.kind


def _documents(file: str, sheets: list[tuple[Sheet, Scan]]) -> Iterator[Document]:
    several = len(sheets) > 1
    for page, (content, scan) in enumerate(sheets, start=1):
        name = f"{file}#{page:03d}" if several else file
        yield Document(name, file, page, scan, content if isinstance(content, Filled) else None)


def _write_file(target: Path, item: tuple[str, list[tuple[Sheet, Scan]]]) -> None:
    file, sheets = item
    pages = [
        scanning.scanned(_drawn(content, file), scan, f"{file} {page}", _header(file, page))
        for page, (content, scan) in enumerate(sheets, start=1)
    ]
    on_its_side = sum(map(ord, file)) % ON_THEIR_SIDE == 0
    scanning.save(pages, sheets[0][1], target / "scans" / file, on_its_side=on_its_side)


def _drawn(content: Sheet, file: str) -> Image.Image:
    if isinstance(content, Filled):
        return sheet(content)
    if content == SLIPPED_PAGE:
        return slipped_sheet(len(file), "kiloji")
    return Image.new("RGB", slipped_sheet(1, "gothic").size, (255, 255, 255))


def _header(file: str, page: int) -> str:
    return FAX_HEADER.format(minute=len(file) + page, sender=len(file), page=page)


def _write_scans(target: Path, pair: tuple[Filled, Sequence[Scan]]) -> None:
    form, scans = pair
    page = sheet(form)
    for scan in scans:
        document = _scan_of(form, scan)
        picture = scanning.scanned(page, document.scan, document.name, _header(document.name, 1))
        scanning.save([picture], document.scan, target / "scans" / document.file)


def _scan_of(form: Filled, scan: Scan) -> Document:
    file = f"{scan.scanner}-{scan.skew}/{form.name}{scanning.SUFFIX[scan.scanner]}"
    return Document(file, file, 1, scan, form)


def _spread(work: Callable[[T], R], items: Iterable[T]) -> Iterator[int]:
    """Do the work on both cores; gives the number done so far, as they are done."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for done, _result in enumerate(pool.imap_unordered(work, items), start=1):
            yield done


def _progress(done: int, of: int) -> None:
    end = "\n" if done == of else ""
    print(f"\r{done} / {of}", end=end, file=sys.stderr, flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.make_forms", description="Write a batch of sample forms.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT, metavar="DIR")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--crossed", type=int, metavar="N", help="make N documents or more: every form, every scan")
    sizes.add_argument("--single", type=int, metavar="N", help="make N documents: every form scanned once")
    arguments = parser.parse_args()
    if arguments.crossed is None and arguments.single is None:
        make(arguments.folder)
    elif arguments.folder == DEFAULT:
        parser.error("--crossed and --single need a DIR of its own")
    elif arguments.crossed is not None:
        make_crossed(arguments.folder, arguments.crossed)
    else:
        make_single(arguments.folder, arguments.single)


if __name__ == "__main__":
    main()
