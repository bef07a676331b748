"""Rows of a product's table as what it read in each field of each document."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dashboards.language import _, counted
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import TemplateField
from pipelines.contracts.mapping import ImportedFile
from pipelines.contracts.reasons import cut
from pipelines.engines import Recognition
from pipelines.engines.soundness import RUBBISH, is_sound
from pipelines.errors import Place, Problem, Severity
from pipelines.imports.confidences import confidence_of
from pipelines.imports.matching import AMBIGUOUS, NO_PAGE, UNKNOWN, Match, Names
from pipelines.imports.sheets import Sheet

SHOWN = 20
"""Rows that are named, of those of which the same is wrong."""

Answer = Recognition | str
"""What a product read, or an error code."""
Cells = dict[tuple[str, str], Answer]
"""By document and field."""


@dataclass(frozen=True)
class Read:
    """What a table says of documents of one template."""

    cells: Cells
    lines: dict[str, Place]
    """Where the first row of each document stands."""
    problems: list[Problem]


@dataclass(frozen=True)
class _Row:
    """A row that is of a document."""

    number: int
    match: Match


def read_rows(batch: FormsBatch, entry: ImportedFile, sheet: Sheet, names: Names, others: Collection[str]) -> Read:
    """What the rows of a table say.

    Args:
        batch: of which they are.
        entry: which column is what; all of them are there.
        sheet: the table.
        names: finds documents of the batch.
        others: templates of which the same table holds rows that are read apart.
    """
    problems: list[Problem] = []
    rows = list(_first_rows(_matched(entry, sheet, names, others, problems), sheet, problems))
    by_page = _has_a_row_a_page(rows)
    reader = _Reader(entry, sheet)
    cells: Cells = {}
    lines: dict[str, Place] = {}
    for row in rows:
        document, page = row.match.document.name, row.match.page
        lines.setdefault(document, sheet.place(row.number))
        for field in batch.templates[entry.template].fields:
            if field.id in entry.fields and (not by_page or field.page == page):
                cells[document, field.id] = reader.answer(row.number, field)
    return Read(cells, lines, [*problems, *reader.problems()])


def _matched(
    entry: ImportedFile, sheet: Sheet, names: Names, others: Collection[str], problems: list[Problem]
) -> Iterator[_Row]:
    """The rows that are of documents of the template; of the others, problems."""
    document = sheet.column(entry.document)
    page = None if entry.page is None else sheet.column(entry.page)
    assert document is not None
    wrong: dict[str, list[Problem]] = {}
    for number, cells in enumerate(sheet.rows):
        of_page = "" if page is None else cells[page].strip() or "?"  # a row of no page is of no document either
        found = names.find(cells[document], of_page)
        if isinstance(found, str):
            wrong.setdefault(found, []).append(_unmatched(found, cells[document], sheet.place(number)))
        elif found.document.template == entry.template:
            yield _Row(number, found)
        elif found.document.template not in others:
            wrong.setdefault("template", []).append(_other_form(found, entry, sheet.place(number)))
    problems += [problem for found in wrong.values() for problem in shortened(found)]


def _unmatched(why: str, name: str, place: Place) -> Problem:
    quoted = cut(name)
    what, todo = {
        UNKNOWN: (
            _("No document of the batch is called “{name}”.", name=quoted),
            _("Compare it with documents.csv. The row is not used."),
        ),
        AMBIGUOUS: (
            _("Several documents could be “{name}”.", name=quoted),
            _("Write it as in documents.csv, or name the column of pages in mapping.toml. The row is not used."),
        ),
        NO_PAGE: (
            _("“{name}” has no such page in documents.csv.", name=quoted),
            _("The column of pages counts the pages of the file, from 1. The row is not used."),
        ),
    }[why]
    return Problem(what, place, todo, Severity.WARNING)


def _other_form(found: Match, entry: ImportedFile, place: Place) -> Problem:
    what = _(
        "Document “{document}” is of template “{template}”, and mapping.toml does not say how that is read here.",
        document=found.document.name,
        template=found.document.template,
    )
    todo = _("Add [[files]] with the same file for it. The row is not used.")
    return Problem(what, place, todo, Severity.WARNING)


def _first_rows(rows: Iterator[_Row], sheet: Sheet, problems: list[Problem]) -> Iterator[_Row]:
    """Of rows of the same document and page the first one; the others are named."""
    seen: dict[tuple[str, int | None], _Row] = {}
    twice = []
    for row in rows:
        first = seen.setdefault((row.match.document.name, row.match.page), row)
        if first is row:
            yield row
        else:
            twice.append(repeated(row.match.document.name, sheet.place(row.number), sheet.place(first.number)))
    problems += shortened(twice)


def repeated(document: str, place: Place, first: Place) -> Problem:
    """A document is there twice."""
    where = str(first.line) if first.file == place.file else f"{first.file.name}:{first.line}"
    return Problem(
        _("Document “{document}” is there twice.", document=document),
        place,
        _("It is also in line {line}, which is the one that counts. Take one of them out.", line=where),
        Severity.FAILS_DOCUMENT,
    )


def _has_a_row_a_page(rows: Sequence[_Row]) -> bool:
    """Whether each row is of one page: some document has several rows. Else a row is of the whole document."""
    return len({row.match.document.name for row in rows}) < len(rows)


class _Reader:
    """Makes answers of cells, and counts what is wrong with them."""

    def __init__(self, entry: ImportedFile, sheet: Sheet) -> None:
        self._sheet, self._scale = sheet, entry.confidence_scale
        self._texts = {field: _places(sheet, names) for field, names in entry.used.items()}
        self._sure = {field: _places(sheet, names) for field, names in entry.sure.items()}
        self._rubbish: list[Problem] = []
        self._unsure: list[int] = []

    def answer(self, number: int, field: TemplateField) -> Answer:
        """What a row says of a field."""
        row = self._sheet.rows[number]
        # A day in three columns is 2024-4-1; all else reads on, also a telephone number.
        joined = ("-" if field.type == "date" else "").join(row[place] for place in self._texts[field.id])
        text = "" if not any(row[place].strip() for place in self._texts[field.id]) else joined
        found = Recognition(text, self._confidence(number, row, field.id))
        if is_sound(found):
            return found
        what = _("The cell of field “{field}” is no text, or longer than is taken.", field=field.id)
        todo = _("The field counts as not read.")
        self._rubbish.append(Problem(what, self._sheet.place(number), todo, Severity.FAILS_DOCUMENT))
        return RUBBISH

    def _confidence(self, number: int, row: Sequence[str], field: str) -> float | None:
        given = [row[place] for place in self._sure.get(field, ()) if row[place].strip()]
        found = [confidence_of(cell, self._scale) for cell in given]
        known = [each for each in found if each is not None]
        if len(known) < len(found):
            self._unsure.append(number)
        return min(known, default=None)

    def problems(self) -> Iterator[Problem]:
        """What was wrong with the cells so far."""
        yield from shortened(self._rubbish)
        if self._unsure:
            what = counted(
                "A confidence is no number from 0 to {scale}.",
                "{n} confidences are no number from 0 to {scale}; this is the first.",
                len(self._unsure),
                scale=self._scale,
            )
            todo = _("They are taken as blank. See that confidence_scale in mapping.toml is right.")
            yield Problem(what, self._sheet.place(self._unsure[0]), todo, Severity.WARNING)


def _places(sheet: Sheet, names: Sequence[str]) -> tuple[int, ...]:
    return tuple(place for name in names if (place := sheet.column(name)) is not None)


def shortened(problems: Sequence[Problem]) -> list[Problem]:
    """The first of problems of one kind, the last of them with the number of the rest."""
    if len(problems) <= SHOWN:
        return [*problems]
    last = problems[SHOWN - 1]
    more = _("… and {n} more.", n=len(problems) - SHOWN)
    return [*problems[: SHOWN - 1], Problem(f"{last.what} {more}", last.where, last.todo, last.severity)]
