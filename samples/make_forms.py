"""Write the bundled batch of forms: ``python -m samples.make_forms [DIR]``, by default ``samples/forms``.

The same fonts and the same Pillow give the same bytes, so that MANIFEST.sha256 says whether the batch is the one made
here.
"""

import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

from PIL import Image

from pipelines.contracts.forms import Template
from samples import moving_notice, scanning
from samples.people import FILLINGS, Filling
from samples.writing import PENS, write

DEFAULT = Path(__file__).parent / "forms"
MANIFEST = "MANIFEST.sha256"
BATCH = """\
schema = 1
kind = "forms"
title = "住民異動届（転入）の見本：架空の6人"
origin = "demonstration"
"""
DOCUMENT_COLUMNS = (
    "document", "file", "first_page", "last_page", "template", "cond_pen", "cond_font", "cond_skew",
)  # fmt: skip


def make(target: Path) -> None:
    """Write the whole batch below ``target``.

    Raises:
        FontMissing: a font is not installed.
        GlyphMissing: a font lacks a character that is printed or written.
    """
    target.mkdir(parents=True, exist_ok=True)
    (target / "batch.toml").write_text(BATCH, encoding="utf-8", newline="\n")
    blank, template = moving_notice.draw(), moving_notice.template()
    _write_template(target / "templates" / template.id, blank, template)
    for filling in FILLINGS:
        scanning.save_scan(_scanned(blank, template, filling), target / "scans" / filling.file)
    _write_tables(target, template)
    (target / MANIFEST).write_text(manifest(target), encoding="utf-8", newline="\n")


def manifest(batch: Path) -> str:
    """One line ``<sha256>  <path>`` for every file of the batch but the manifest, sorted by path."""
    files = {path.relative_to(batch).as_posix(): path for path in batch.rglob("*") if path.is_file()}
    files.pop(MANIFEST, None)
    return "".join(f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n" for name in sorted(files))


def _scanned(blank: Image.Image, template: Template, filling: Filling) -> Image.Image:
    rng = Random(filling.file)
    page = blank.copy()
    for field in template.fields:
        write(page, field.box_mm, field.type, filling.entries[field.id].written, PENS[filling.pen], rng)
    shift = rng.uniform(-1.5, 1.5), rng.uniform(-1.5, 1.5)
    return scanning.scan(page, filling.skew, shift, seed=rng.getrandbits(32))


def _write_template(folder: Path, blank: Image.Image, template: Template) -> None:
    scanning.save_blank(blank, folder / template.blank)
    heads = template.model_dump(by_alias=True, exclude={"fields"})
    parts = [_toml(heads)]
    parts += ["\n[[fields]]\n" + _toml(field.model_dump(exclude_none=True)) for field in template.fields]
    (folder / "template.toml").write_text("".join(parts), encoding="utf-8", newline="\n")


def _toml(table: dict[str, object]) -> str:
    # JSON's strings, numbers, booleans and arrays are TOML's too.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _write_tables(target: Path, template: Template) -> None:
    documents = [(f.file, f.file, 1, 1, template.id, f.pen, PENS[f.pen].face, f.skew) for f in FILLINGS]
    _write_csv(target / "documents.csv", DOCUMENT_COLUMNS, documents)
    ids = [field.id for field in template.fields]
    for folder, side in (("truth", "written"), ("values", "meant")):
        rows = [[f.file, *(getattr(f.entries[name], side) for name in ids)] for f in FILLINGS]
        _write_csv(target / folder / f"{template.id}.csv", ("document", *ids), rows)


def _write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Excel tells UTF-8 by the byte order mark; the csv module ends lines with CRLF.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
