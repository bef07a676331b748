"""mapping.toml of a product, read and held against the templates of its batch."""

from collections.abc import Iterator
from pathlib import Path

from dashboards.language import _
from pipelines.batches import paths
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import Template
from pipelines.contracts.mapping import ImportedFile, Mapping
from pipelines.contracts.toml import key_place, read_toml
from pipelines.errors import Problem
from pipelines.imports import folder_of
from pipelines.imports.readable import is_readable

MAPPING = "mapping.toml"


def mapping_of(batch: FormsBatch, product: str) -> tuple[Mapping | None, list[Problem]]:
    """What mapping.toml says, or None, and what is wrong with it.

    Raises:
        KoukaError: a product cannot be called so.
    """
    file = folder_of(batch.path, product) / MAPPING
    mapping, problems = read_toml(file, Mapping)
    for number, entry in enumerate(mapping.files if mapping else ()):
        problems += _entry_problems(batch, file, number, entry)
    return mapping, problems


def _entry_problems(batch: FormsBatch, file: Path, number: int, entry: ImportedFile) -> Iterator[Problem]:
    if "/" in entry.file or entry.file.startswith(".") or paths.inside(file.parent, entry.file) is None:
        what = _("“{file}” leads out of the folder.", file=entry.file)
        todo = _("Put the file beside mapping.toml and write its name there.")
        yield Problem(what, key_place(file, "files", number, "file"), todo)
    template = batch.templates.get(entry.template)
    if template is not None:
        yield from _field_problems(file, number, entry, template)
        return
    what = _("There is no template “{template}”.", template=entry.template)
    todo = _("Templates of this batch: {templates}", templates=", ".join(batch.templates) or "–")
    yield Problem(what, key_place(file, "files", number, "template"), todo)


def _field_problems(file: Path, number: int, entry: ImportedFile, template: Template) -> Iterator[Problem]:
    readable = [field.id for field in template.fields if is_readable(field)]
    types = {field.id: field.type for field in template.fields}
    for id in entry.fields:
        if id in readable:
            continue
        place, todo = (
            key_place(file, "files", number, "fields", id),
            _("Its fields: {fields}", fields=", ".join(readable)),
        )
        if id in types:
            what = _("Field “{field}” is of type “{type}”, which is not taken from products.", field=id, type=types[id])
            yield Problem(what, place, _("Take the line out."))
        else:
            yield Problem(
                _("Template “{template}” has no field “{field}”.", template=template.id, field=id), place, todo
            )
