"""A batch of forms made with labelmake: their boxes become templates, what was written into them becomes the truth."""

import json
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from dashboards.language import _
from evaluators.frames import DOCUMENTS
from pipelines import atomic
from pipelines.batches.labelmake import Field, Form, read_form, stem
from pipelines.errors import Place, Problem, Severity
from pipelines.starters.names import file_name, identifier, one_line, unique
from pipelines.tables import Row, to_csv, write_table


def write(folder: Path, files: Sequence[Path]) -> list[Problem]:
    """A batch from files of labelmake's, each with the filled form of the same name beside it.

    Returns:
        What was left out.

    Raises:
        KoukaError: a file is missing or wrong. Nothing is written then.
    """
    forms = [read_form(file) for file in files]
    atomic.write_text(folder / "batch.toml", _batch_file(forms))
    ids = list(unique([stem(form.file) for form in forms], identifier, "form-{n}"))
    scans = list(unique([stem(form.file) for form in forms], file_name, "form-{n}"))
    rows: list[Row] = []
    for form, id, scan in zip(forms, ids, scans, strict=True):
        documents = _documents(form, f"{scan}.pdf", id)
        rows += documents
        _write_template(folder / "templates" / id, form, id)
        _copy(form.filled, folder / "scans" / f"{scan}.pdf")
        _write_labels(folder, form, id, [row["document"] for row in documents])
    write_table(folder / "documents.csv", rows, DOCUMENTS)
    return [_left_out(form) for form in forms if form.left_out]


def _left_out(form: Form) -> Problem:
    what = _("Boxes that hold no text were left out: {names}", names=", ".join(form.left_out))
    return Problem(what, Place(form.file), severity=Severity.WARNING)


def _documents(form: Form, scan: str, template: str) -> list[Row]:
    single = len(form.records) == 1
    return [
        {
            "document": scan if single else f"{scan}#{number + 1:03}",
            "file": scan,
            "first_page": str(number * form.pages + 1),
            "last_page": str((number + 1) * form.pages),
            "template": template,
        }
        for number in range(len(form.records))
    ]


def _batch_file(forms: Collection[Form]) -> str:
    comments = [
        _("Made by kouka new forms --from-labelmake from: {files}", files=", ".join(form.file.name for form in forms)),
        _("The values are labelmake's sampledata, invented as a rule: so every number says “demonstration”."),
        _('Where the people and values are real, write origin = "real".'),
    ]
    title = _("Forms made with labelmake")
    return (
        "".join(f"# {one_line(comment)}\n" for comment in comments)
        + f'schema = 1\nkind = "forms"\ntitle = {_quoted(title)}\norigin = "demonstration"\n'
    )


def _write_template(folder: Path, form: Form, id: str) -> None:
    comments = [
        _("Boxes as they stand in {file}.", file=form.file.name),
        _("Of type text, all of them: labelmake knows no other one. Write date, name, money … where that is meant."),
    ]
    head = "".join(f"# {one_line(comment)}\n" for comment in comments)
    head += f"schema = 1\nid = {_quoted(id)}\ntitle = {_quoted(stem(form.file))}\n"
    head += f'paper_mm = [{form.paper_mm[0]}, {form.paper_mm[1]}]\nblank = "blank.pdf"\n'
    atomic.write_text(folder / "template.toml", head + "".join(map(_field_entry, form.fields)))
    atomic.write_bytes(folder / "blank.pdf", form.blank)


def _field_entry(field: Field) -> str:
    page = f"page = {field.page}\n" if field.page > 1 else ""
    box = ", ".join(map(str, field.box_mm))
    head = f"\n[[fields]]\nid = {_quoted(field.id)}\nlabel = {_quoted(field.name)}\n"
    return f'{head}type = "text"\n{page}box_mm = [{box}]\n'


def _quoted(text: str) -> str:
    """A TOML string, which is a JSON string where no control characters are in it."""
    return json.dumps(one_line(text) or "–", ensure_ascii=False)


def _copy(filled: Path, target: Path) -> None:
    with atomic.replacing(target) as temporary:
        shutil.copyfile(filled, temporary)


def _write_labels(folder: Path, form: Form, id: str, documents: Sequence[str]) -> None:
    """Truth of all fields; values of those in one line, which mean what they say, whoever reads them."""
    single = [f for f in form.fields if not any("\n" in record.get(f.name, "") for record in form.records)]
    for kind, fields in (("truth", form.fields), ("values", single)):
        rows = [
            {"document": document, **{field.id: record.get(field.name, "") for field in fields}}
            for document, record in zip(documents, form.records, strict=True)
        ]
        table = to_csv(rows, ["document", *(field.id for field in fields)])
        atomic.write_bytes(folder / kind / f"{id}.csv", table.encode("utf-8-sig"))
