"""A draft of which column is which field, made out from the headers, for a person to look through."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from dashboards.language import _
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import Template, TemplateField
from pipelines.contracts.mapping import ImportedFile
from pipelines.errors import KoukaError, Place
from pipelines.field_types import HIDDEN_TYPES
from pipelines.imports.confidences import scale_of
from pipelines.imports.matching import Match, Names
from pipelines.imports.readable import is_readable
from pipelines.imports.sheets import Sheet

ALIKE = 0.7
"""How alike a header and a label have to be: characters in common, in order, of all that both have. 届出年月日 and
届出日 are at 0.75, 氏名カナ and 氏名 at 0.67."""
LOOKED_AT = 2_000
"""Rows in which names of documents are looked for."""
_SURE = re.compile(
    "(?P<before>.*?)の?(?:信頼度|確信度|確度|スコア|confidence|conf|score)|(?:信頼度|確信度|confidence|score)(?P<after>.+)"
)
_PAGE = re.compile(r"(?:page|pages?no|ページ|頁)(?:番号|no|数)?")
_NUMBERED = re.compile(r"#\d+$")
INDIVIDUAL_NUMBER = re.compile(r"個人番号|マイナンバー|my_?number")


@dataclass(frozen=True)
class Guess:
    """How a file may be read as one kind of form."""

    entry: ImportedFile
    similar: dict[str, int] = field(default_factory=dict)
    """Fields whose column is only like them, with how alike in per cent."""
    missing: tuple[str, ...] = ()
    """Fields of the template that no column is like."""


def guess(batch: FormsBatch, sheet: Sheet) -> list[Guess]:
    """How a table may be read: once for each kind of form that its rows are of.

    Raises:
        KoukaError: no column names a document of the batch, no column is like a field, or one holds individual numbers.
    """
    _refuse_individual_numbers(batch, sheet)
    names = Names(batch)
    column = _column_of_documents(sheet, names)
    page = _column_of_pages(sheet, column)
    cells = [row[column] for row in sheet.rows]
    pages = [row[page] if page is not None else "" for row in sheet.rows]
    matches = [names.find(cell, number) for cell, number in zip(cells, pages, strict=True)]
    kinds = dict.fromkeys(match.document.template for match in matches if isinstance(match, Match))
    taken = {column} if page is None else {column, page}
    guesses = [_guess(batch.templates[kind], sheet, column, page, taken) for kind in kinds if kind in batch.templates]
    found = [each for each in guesses if each is not None]
    if not found:
        raise KoukaError(
            _("No column is called like a field of the template."),
            where=Place(sheet.path, 1),
            todo=_("Write mapping.toml by hand; its fields: {fields}", fields=_labels(batch, kinds)),
        )
    return found


def _labels(batch: FormsBatch, kinds: dict[str, None]) -> str:
    fields = [each for kind in kinds if kind in batch.templates for each in batch.templates[kind].fields]
    return ", ".join(f"{each.label} ({each.id})" for each in fields if is_readable(each)) or "–"


def _refuse_individual_numbers(batch: FormsBatch, sheet: Sheet) -> None:
    hidden = [each for form in batch.templates.values() for each in form.fields if each.type in HIDDEN_TYPES]
    known = {folded(text) for each in hidden for text in (each.id, each.label)}
    for name in sheet.columns:
        if folded(name) in known or INDIVIDUAL_NUMBER.search(folded(name)):
            raise KoukaError(
                _("Column “{name}” is for individual numbers, which are not kept.", name=name),
                where=Place(sheet.path, 1),
                todo=_("Take the column out of the file."),
            )


def _column_of_documents(sheet: Sheet, names: Names) -> int:
    """The column of which the most cells name a document: what it is called differs from product to product."""
    rows = sheet.rows[:LOOKED_AT]
    shares = [names.share(row[place] for row in rows) for place in range(len(sheet.columns))]
    best = max(shares, default=0)
    if not best:
        raise KoukaError(
            _("No column names the documents of this batch."),
            where=Place(sheet.path),
            todo=_("One has to hold the names of the scans, as in documents.csv, with or without extension."),
        )
    return shares.index(best)


def _column_of_pages(sheet: Sheet, documents: int) -> int | None:
    for place, name in enumerate(sheet.columns):
        cells = [unicodedata.normalize("NFKC", row[place]).strip() for row in sheet.rows]
        if place != documents and _PAGE.fullmatch(folded(name)) and all(cell.isdecimal() for cell in cells):
            return place
    return None


def _guess(template: Template, sheet: Sheet, document: int, page: int | None, taken: set[int]) -> Guess | None:
    fields = [each for each in template.fields if is_readable(each)]
    headers = [_NUMBERED.sub("", name) for name in sheet.columns]
    own = {folded(text) for each in fields for text in (each.id, each.label)}
    sure = [None if folded(name) in own else _SURE.fullmatch(folded(name)) for name in headers]
    plain = [n for n, found in enumerate(sure) if n not in taken and found is None and headers[n]]
    pairs = _paired(fields, [(n, folded(headers[n])) for n in plain])
    if not pairs:
        return None
    confidences = _confidences(pairs, sheet, sure, [folded(name) for name in headers])
    used = {*taken, *(n for n, _alike in pairs.values()), *confidences.values()}
    entry = ImportedFile(
        file=sheet.path.name,
        encoding=sheet.encoding,
        template=template.id,
        draft=any(alike < 1 for _n, alike in pairs.values()),
        document=sheet.columns[document],
        page=None if page is None else sheet.columns[page],
        confidence_scale=scale_of(row[n] for row in sheet.rows for n in confidences.values()),
        ignored=tuple(name for n, name in enumerate(sheet.columns) if n not in used and name and headers[n]),
        fields={each.id: sheet.columns[pairs[each.id][0]] for each in fields if each.id in pairs},
        confidences={each.id: sheet.columns[confidences[each.id]] for each in fields if each.id in confidences},
    )
    similar = {id: round(100 * alike) for id, (_n, alike) in pairs.items() if alike < 1}
    return Guess(entry, similar, tuple(each.id for each in fields if each.id not in pairs))


def _paired(fields: Sequence[TemplateField], headers: Sequence[tuple[int, str]]) -> dict[str, tuple[int, float]]:
    """For each field its column and how alike they are; the most alike first, of equals the first."""
    scored = [
        (-max(alike(header, name) for name in (folded(each.label), folded(each.id))), place, number)
        for place, each in enumerate(fields)
        for number, header in headers
    ]
    found: dict[str, tuple[int, float]] = {}
    used: set[int] = set()
    for distance, place, number in sorted(scored):
        if -distance < ALIKE:
            break
        if fields[place].id not in found and number not in used:
            found[fields[place].id] = number, -distance
            used.add(number)
    return found


def _confidences(
    pairs: dict[str, tuple[int, float]], sheet: Sheet, sure: Sequence[re.Match[str] | None], headers: Sequence[str]
) -> dict[str, int]:
    """The column of confidence of each field: the one that names its column, or one without a name right behind it."""
    found: dict[str, int] = {}
    numbered = [_NUMBERED.search(name) for name in sheet.columns]
    for id, (place, _alike) in pairs.items():
        for number, match in enumerate(sure):
            if match is None:
                continue
            named = match["before"] or match["after"] or ""
            same = numbered[number] is None and numbered[place] is None
            if (named == headers[place] and same) or (number == place + 1 and named in ("", headers[place])):
                found.setdefault(id, number)
    return found


def alike(header: str, name: str) -> float:
    """How alike a header and a name of a field are, both folded: 0 to 1; nothing is like an empty one."""
    return Indel.normalized_similarity(header, name) if header and name else 0.0


def folded(text: str) -> str:
    """A text without what headers differ in for no reason: width, case, blanks, brackets, signs."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LN" or c == "#")
