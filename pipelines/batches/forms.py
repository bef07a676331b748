"""A batch of forms in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipelines import digests
from pipelines.batches.timings import timings_files
from pipelines.contracts.forms import BatchFile, Template, TemplateField
from pipelines.tables import Row, Table


@dataclass(frozen=True)
class Document:
    """One application: some pages of one file."""

    name: str
    file: Path
    first_page: int
    last_page: int
    template: str
    """Template id, or ``-``."""

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.last_page - self.first_page + 1


@dataclass(frozen=True)
class FormsBatch:
    """What ``examine`` makes of a directory without problems."""

    path: Path
    file: BatchFile
    templates: Mapping[str, Template]
    documents: tuple[Document, ...]
    document_rows: tuple[Row, ...]
    """documents.csv as read, with its ``cond_`` columns."""
    truth: Mapping[str, Table] = field(default_factory=dict)
    values: Mapping[str, Table] = field(default_factory=dict)
    timings: tuple[Row, ...] = ()
    """Times of people as far as they can be used."""

    @property
    def my_numbers(self) -> bool:
        """Whether individual numbers may be read: the batch says by which law."""
        return self.file.my_number_basis is not None

    @cached_property
    def _fields(self) -> Mapping[tuple[str, str], TemplateField]:
        by_template = {id: template.fields for id, template in self.templates.items()}
        return {
            (document.name, field.id): field
            for document in self.documents
            for field in by_template.get(document.template, ())
        }

    def field_of(self, reading: Row) -> TemplateField | None:
        """The field that a row of readings.csv is of, by its document and field; None where the batch has none such."""
        return self._fields.get((reading["document"], reading["field"]))

    def type_of(self, reading: Row) -> str:
        """The type of that field, which the batch has."""
        return self._fields[reading["document"], reading["field"]].type

    def template_folder(self, template: str) -> Path:
        """Where a template and its blank form are."""
        return self.path / "templates" / template

    def blank(self, template: str) -> Path:
        """The empty form of a template."""
        return self.template_folder(template) / self.templates[template].blank

    def file_digests(self) -> dict[str, str]:
        """SHA-256 of every file that readings depend on, by path below the batch; truth is not among them."""
        files = {self.path / "documents.csv", *(document.file for document in self.documents)}
        for template in self.templates:
            files |= {self.template_folder(template) / "template.toml", self.blank(template)}
        return self._digests(files)

    def documents_digest(self) -> str:
        """SHA-256 over what documents.csv says of every document, without its conditions."""
        return digests.digest(
            [
                [each.name, self.below(each.file), each.first_page, each.last_page, each.template]
                for each in self.documents
            ]
        )

    def label_digests(self) -> dict[str, str]:
        """SHA-256 of every file that readings are measured against, and of people's times, by path below the batch."""
        labels = {self.path / "documents.csv", *timings_files(self.path)}
        for template in self.templates:
            labels |= {self.path / folder / f"{template}.csv" for folder in ("truth", "values")}
        return self._digests({path for path in labels if path.is_file()})

    def _digests(self, files: set[Path]) -> dict[str, str]:
        return {
            self.below(path): digests.file_digest(path) if path.is_file() else digests.MISSING for path in sorted(files)
        }

    def below(self, file: Path) -> str:
        """How records name one of its files: its path below the batch."""
        return file.relative_to(self.path).as_posix()
