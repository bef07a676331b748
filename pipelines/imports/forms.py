"""What a product returned for a batch of forms: a text or an error for every field of every document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dashboards.language import _, counted, spoken
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.mapping import ImportedFile
from pipelines.contracts.mapping import Mapping as MappingFile
from pipelines.contracts.toml import key_place
from pipelines.digests import digest, file_digest
from pipelines.errors import ExitCode, KoukaError, Place, Problem, Severity
from pipelines.imports import FOLDER, folder_of, products_in
from pipelines.imports.mapping_file import MAPPING, mapping_of
from pipelines.imports.matching import Names
from pipelines.imports.readable import is_readable
from pipelines.imports.rows import Answer, Cells, read_rows, repeated, shortened
from pipelines.imports.sheets import Sheet, read_sheet

VERSION = 1
"""Goes up with every change of the code that changes what is taken from a file."""
NOT_RETURNED, NO_COLUMN = "not_returned", "no_column"
"""Errors of a field: the product returned no row for it, or no column is of it."""


@dataclass(frozen=True)
class Returned:
    """All that a product returned, and what is wrong with it."""

    cells: Mapping[tuple[str, str], Answer]
    """Text or error code, by document and field."""
    mapped: Mapping[str, frozenset[str]]
    """Fields of each template that have a column."""
    problems: tuple[Problem, ...]

    @property
    def documents(self) -> int:
        """How many documents it returned anything for."""
        return len({document for document, _field in self.cells})

    def answer(self, document: str, template: str, field: str) -> Answer:
        """What was read in a field, or an error code: nothing that should have been read is left out."""
        absent = NOT_RETURNED if field in self.mapped.get(template, ()) else NO_COLUMN
        return self.cells.get((document, field), absent)


def version_of(batch: FormsBatch, product: str) -> str:
    """Digest of all that what a product read depends on.

    Raises:
        KoukaError: as from ``load``.
    """
    mapping = _mapping(batch, product)
    folder = folder_of(batch.path, product)
    files = {entry.file: file_digest(folder / entry.file) for entry in mapping.files}
    return digest(VERSION, files, mapping.model_dump(mode="json"))[:16]


def load(batch: FormsBatch, product: str) -> Returned:
    """What a product returned; read once a process, as long as its files, its mapping and the batch stay the same.

    Raises:
        KoukaError: there is nothing of it (code USAGE), nobody has looked through the draft of its mapping, or
            mapping.toml or a file of it is wrong throughout.
    """
    templates = digest({id: template.model_dump(mode="json") for id, template in batch.templates.items()})
    given = (product, version_of(batch, product), batch.documents_digest(), templates, spoken())
    return _read(_Source(batch.path, given, batch))


@dataclass(frozen=True)
class _Source:
    """What a product returned for a batch, the same where everything is the same that is read."""

    path: Path
    given: tuple[str, ...]
    """Product, digests, and the language of what is said of it."""
    batch: FormsBatch = field(compare=False)


@lru_cache(maxsize=4)
def _read(source: _Source) -> Returned:
    batch, product = source.batch, source.given[0]
    mapping = _mapping(batch, product)
    folder = folder_of(batch.path, product)
    names = dict.fromkeys((entry.file, entry.encoding) for entry in mapping.files)
    return returned(batch, product, mapping, {file: read_sheet(folder / file, encoding) for file, encoding in names})


def _mapping(batch: FormsBatch, product: str) -> MappingFile:
    file = folder_of(batch.path, product) / MAPPING
    if not file.is_file():
        raise KoukaError(
            _("There is nothing of “{product}” in this batch.", product=product),
            where=Place(batch.path / FOLDER / product),
            todo=f"kouka import {batch.path} FILE --product {product} --guess",
            code=ExitCode.USAGE,
        )
    mapping, problems = mapping_of(batch, product)
    if mapping is None or problems:
        raise KoukaError(problems[0].what, where=problems[0].where, todo=problems[0].todo)
    for number, entry in enumerate(mapping.files):
        if entry.draft:
            raise KoukaError(
                _("Nobody has looked through what was guessed for “{file}”.", file=entry.file),
                where=key_place(file, "files", number, "draft"),
                todo=_("See that each field has its column, then write draft = false."),
            )
        if not (file.parent / entry.file).is_file():
            raise KoukaError(
                _("The file is missing."),
                where=Place(file.parent / entry.file),
                todo=_("Import it again, or take its entry out of mapping.toml."),
            )
    return mapping


def returned(batch: FormsBatch, product: str, mapping: MappingFile, sheets: Mapping[str, Sheet]) -> Returned:
    """What is in the tables of a product, read by its mapping.

    Raises:
        KoukaError: a column that the mapping names is not in its table, or no row names a document of the batch.
    """
    names = Names(batch)
    cells: Cells = {}
    lines: dict[str, Place] = {}
    problems: list[Problem] = []
    mapped: dict[str, frozenset[str]] = {}
    for number, entry in enumerate(mapping.files):
        sheet = sheets[entry.file]
        _check_columns(folder_of(batch.path, product) / MAPPING, number, entry, sheet)
        others = {each.template for each in mapping.entries_of(entry.file)} - {entry.template}
        read = read_rows(batch, entry, sheet, names, others)
        again = dict.fromkeys(document for document, field in read.cells if (document, field) in cells)
        twice = [repeated(document, read.lines[document], lines[document]) for document in again]
        problems += [*read.problems, *shortened(twice)]
        cells = read.cells | cells  # of two that say something of a field, the first one counts
        lines = read.lines | lines
        mapped[entry.template] = mapped.get(entry.template, frozenset()) | entry.fields.keys()
    if not cells:
        _raise_nothing(mapping, sheets)
    problems += [*_unused(mapping, sheets), *_without_column(batch, product, mapped), *_missing(batch, product, cells)]
    return Returned(cells, mapped, tuple(problems))


def _check_columns(file: Path, number: int, entry: ImportedFile, sheet: Sheet) -> None:
    wanted = [entry.document, *([entry.page] if entry.page is not None else [])]
    wanted += [name for names in (*entry.used.values(), *entry.sure.values()) for name in names]
    for name in wanted:
        if sheet.column(name) is None:
            raise KoukaError(
                _("Column “{name}” is not in {file}.", name=name, file=entry.file),
                where=key_place(file, "files", number),
                todo=_("Its columns: {columns}", columns=_listed(filter(None, sheet.columns))),
            )


def _raise_nothing(mapping: MappingFile, sheets: Mapping[str, Sheet]) -> None:
    entry = mapping.files[0]
    raise KoukaError(
        _("No row names a document of this batch in column “{name}”.", name=entry.document),
        where=Place(sheets[entry.file].path),
        todo=_("One has to hold the names of the scans, as in documents.csv, with or without extension."),
    )


def _unused(mapping: MappingFile, sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    for file, sheet in sheets.items():
        entries = mapping.entries_of(file)
        known = {name for each in entries for name in (each.document, each.page, *each.ignored) if name}
        known |= {name for each in entries for names in (*each.used.values(), *each.sure.values()) for name in names}
        unused = [name for name in sheet.columns if name and name not in known]
        if unused:
            what = _("Columns of which mapping.toml says nothing: {columns}", columns=_listed(unused))
            todo = _("Write each at its field, or into ignored.")
            yield Problem(what, Place(sheet.path, 1), todo, Severity.WARNING)


def _without_column(batch: FormsBatch, product: str, mapped: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for id, fields in mapped.items():
        absent = [field for field in batch.templates[id].fields if is_readable(field) and field.id not in fields]
        if absent:
            names = _listed(f"{field.label} ({field.id})" for field in absent)
            what = _(
                "Fields of template “{template}” without a column count as wrong: {fields}", template=id, fields=names
            )
            place = Place(folder_of(batch.path, product) / MAPPING)
            yield Problem(what, place, _("Where the product read them, name their column."), Severity.WARNING)


def _missing(batch: FormsBatch, product: str, cells: Cells) -> Iterator[Problem]:
    there = {document for document, _field in cells}
    missing = [each.name for each in batch.documents if each.template in batch.templates and each.name not in there]
    if missing:
        what = counted(
            "The product returned nothing for “{first}”, which counts as wrong.",
            "The product returned nothing for {n} documents, which count as wrong; the first is “{first}”.",
            len(missing),
            first=missing[0],
        )
        yield Problem(what, Place(folder_of(batch.path, product)), severity=Severity.WARNING)


def _listed(names: Iterator[str] | Sequence[str]) -> str:
    """Names as they are shown, at most fifty of them."""
    every = [*names]
    return ", ".join(every[:50]) + (", …" if len(every) > 50 else "")


def problems_of(batch: FormsBatch) -> list[Problem]:
    """Everything that is wrong with what products returned; none of it keeps our engines from reading."""
    found: list[Problem] = []
    for product in products_in(batch.path):
        try:
            found += load(batch, product).problems
        except KoukaError as error:
            found.append(Problem(error.problem.what, error.problem.where, error.problem.todo, Severity.FAILS_DOCUMENT))
    return found


def products(batch: FormsBatch) -> list[str]:
    """Products of which there is a mapping."""
    return [each for each in products_in(batch.path) if (folder_of(batch.path, each) / MAPPING).is_file()]
