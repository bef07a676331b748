"""``imports/<product>/mapping.toml``: which column of what a product returned is which field of a template."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dashboards.language import _
from evaluators.contract import Contract
from pipelines.contracts.forms import Identifier
from pipelines.contracts.reasons import Misplaced

Encoding = Literal["utf-8", "cp932"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "cp932")

ColumnName = Annotated[str, Field(min_length=1)]
Columns = ColumnName | Annotated[tuple[ColumnName, ...], Field(min_length=1)]
"""A column, or several whose cells make one text, in their order."""


class ImportedFile(Contract):
    """One file of a product, read as one kind of form. A form of several sheets may have several files."""

    file: str = Field(min_length=1)
    """Its name, beside mapping.toml."""
    encoding: Encoding = "utf-8"
    """Of CSV. ``utf-8`` with or without a byte order mark; ``cp932`` is Shift_JIS as Windows writes it."""
    template: Identifier
    draft: bool = False
    """Whether nobody has looked through what was guessed; a run waits until somebody has."""
    document: ColumnName
    """The column that says of which scan a row is."""
    page: ColumnName | None = None
    """The column that says of which page of the file a row is, where one file holds several documents or a document has
    a row for each page."""
    confidence_scale: Literal[1, 100] = 1
    """What stands for certainty in the columns of confidence."""
    ignored: tuple[str, ...] = ()
    """Columns that are of no field."""
    fields: dict[Identifier, Columns] = Field(min_length=1)
    """The column of each field, by field id."""
    confidences: dict[Identifier, Columns] = Field(default_factory=dict)
    """The column of each field's confidence."""

    @property
    def used(self) -> dict[str, tuple[str, ...]]:
        """The columns of each field."""
        return {field: names_of(columns) for field, columns in self.fields.items()}

    @property
    def sure(self) -> dict[str, tuple[str, ...]]:
        """The columns of confidence of each field."""
        return {field: names_of(columns) for field, columns in self.confidences.items()}

    @model_validator(mode="after")
    def _each_column_once(self) -> Self:
        seen: dict[str, str] = {}
        for table, columns in (("fields", self.used), ("confidences", self.sure)):
            for field, names in columns.items():
                for name in names:
                    if name in seen:
                        what = _("Column “{name}” is there twice.", name=name)
                        raise Misplaced(what, table, field)
                    seen[name] = field
        for field in self.confidences:
            if field not in self.fields:
                what = _("There is a confidence of field “{field}”, and no column of it.", field=field)
                raise Misplaced(what, "confidences", field)
        return self


class Mapping(Contract):
    """``mapping.toml``."""

    schema_: Literal[1] = Field(alias="schema")
    files: tuple[ImportedFile, ...] = Field(min_length=1)

    def entries_of(self, file: str) -> list[ImportedFile]:
        """How a file is read; it may hold several kinds of form."""
        return [entry for entry in self.files if entry.file == file]

    @model_validator(mode="after")
    def _one_way_to_read_a_file(self) -> Self:
        first: dict[str, ImportedFile] = {}
        for number, entry in enumerate(self.files):
            before = first.setdefault(entry.file, entry)
            if before is not entry and (before.encoding, before.document) != (entry.encoding, entry.document):
                what = _("“{file}” is there with another encoding or another column of documents.", file=entry.file)
                raise Misplaced(what, "files", number)
            if any(other.template == entry.template for other in self.files[:number] if other.file == entry.file):
                what = _("“{file}” is there twice for template “{template}”.", file=entry.file, template=entry.template)
                raise Misplaced(what, "files", number)
        return self


def names_of(columns: Columns) -> tuple[str, ...]:
    """The columns as a tuple, whether one was written or several."""
    return (columns,) if isinstance(columns, str) else columns
