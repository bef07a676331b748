"""The files of a batch besides its scans: batch.toml, templates, documents.csv, truth, values, manifest."""

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts.forms import Template, TemplateField
from samples import plan
from samples.filling import KINDS, Filled, blank
from samples.plan import Scan
from samples.scanning import files

MANIFEST = "MANIFEST.sha256"
NO_TEMPLATE = "-"
UNLABELLED = frozenset({"my_number"})
"""Types of field that truth and values leave out: nobody writes such a number into a table."""
COLUMNS = ("document", "file", "first_page", "last_page", "template")
CONDITIONS = ("cond_pen", "cond_font", "cond_scan", "cond_skew", "cond_trouble")
PAIR = "cond_form"
"""In a crossed batch: the filled form that the document is a scan of."""


@dataclass(frozen=True)
class Document:
    """A row of documents.csv: one page of a file, and what is on it. ``filled`` is None where it is of no template."""

    name: str
    file: str
    page: int
    scan: Scan
    filled: Filled | None

    @property
    def row(self) -> tuple[object, ...]:
        """Cells of ``COLUMNS`` and ``CONDITIONS``. What is of no template has no pen, font or trouble to speak of."""
        place = self.name, self.file, self.page, self.page
        if self.filled is None:
            return (*place, NO_TEMPLATE, "", "", self.scan.scanner, self.scan.skew, "")
        form = self.filled
        inked = plan.pen_class(form.face), form.face
        return (*place, KINDS[form.kind].template.id, *inked, self.scan.scanner, self.scan.skew, form.trouble)


def write_heads(target: Path, title: str) -> None:
    """batch.toml, and for every kind of form its template and blank."""
    target.mkdir(parents=True, exist_ok=True)
    head = {"schema": 1, "kind": "forms", "title": title, "origin": "demonstration"}
    (target / "batch.toml").write_text(_toml(head), encoding="utf-8", newline="\n")
    for kind in KINDS.values():
        folder = target / "templates" / kind.template.id
        files.save_blank(blank(kind.name), folder / kind.template.blank)
        (folder / "template.toml").write_text(template_toml(kind.template), encoding="utf-8", newline="\n")


def write_tables(target: Path, documents: Sequence[Document], *, paired: bool = False) -> None:
    """documents.csv, truth/ and values/."""
    rows = [(*d.row, *([d.filled.name if d.filled else ""] if paired else [])) for d in documents]
    write_csv(target / "documents.csv", [*COLUMNS, *CONDITIONS, *([PAIR] if paired else [])], rows)
    for kind in KINDS.values():
        ids = [field.id for field in kind.template.fields if field.type not in UNLABELLED]
        filled = [(d.name, d.filled.entries()) for d in documents if d.filled and d.filled.kind == kind.name]
        for folder, side in (("truth", "written"), ("values", "meant")):
            cells = [[name, *(getattr(entries[key], side) for key in ids)] for name, entries in filled]
            write_csv(target / folder / f"{kind.template.id}.csv", ["document", *ids], cells)


def write_manifest(target: Path) -> None:
    """MANIFEST.sha256."""
    (target / MANIFEST).write_text(manifest(target), encoding="utf-8", newline="\n")


def manifest(batch: Path) -> str:
    """One line ``<sha256>  <path>`` for every file of the batch but the manifest, sorted by path."""
    found = {path.relative_to(batch).as_posix(): path for path in batch.rglob("*") if path.is_file()}
    found.pop(MANIFEST, None)
    return "".join(f"{hashlib.sha256(found[name].read_bytes()).hexdigest()}  {name}\n" for name in sorted(found))


def template_toml(template: Template) -> str:
    """The template as people would write it: a table for each field, and below it one for each option."""
    parts = [_toml(template.model_dump(by_alias=True, exclude={"fields"}))]
    for field in template.fields:
        parts.append("\n[[fields]]\n" + _toml(_field(field)))
        parts += ["\n[[fields.options]]\n" + _toml(option.model_dump()) for option in field.options]
    return "".join(parts)


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table that Excel opens: it tells UTF-8 by the byte order mark; the csv module ends lines with CRLF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def _field(field: TemplateField) -> dict[str, object]:
    left_out = {"options"} if field.options else {"options", "multiple"}
    return field.model_dump(exclude=left_out, exclude_none=True)


def _toml(table: dict[str, object]) -> str:
    # JSON's strings, numbers, booleans and arrays are TOML's too.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())
