"""mapping.toml as a person gets it to look through."""

import json
import unicodedata
from collections.abc import Iterable, Sequence

from dashboards.language import _
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import TemplateField
from pipelines.contracts.mapping import names_of
from pipelines.imports.guessing import Guess


def draft(batch: FormsBatch, guesses: Sequence[Guess], *, head: bool) -> str:
    """The text of mapping.toml, or of what is added to one.

    Args:
        batch: with the templates.
        guesses: in the order in which they are written.
        head: whether the file begins here.
    """
    parts = [_entry(guess, batch.templates[guess.entry.template].fields) for guess in guesses]
    return ("".join(_head()) if head else "") + "".join(parts)


def _head() -> Iterable[str]:
    yield _comment(_("Which column of what the product returned is which field of the template."))
    yield _comment(_('Several columns that make one field: name = ["last", "first"]'))
    yield "schema = 1\n"


def _entry(guess: Guess, fields: Sequence[TemplateField]) -> str:
    entry = guess.entry
    lines = ["\n[[files]]\n", f"file = {quoted(entry.file)}\n", f"encoding = {quoted(entry.encoding)}\n"]
    lines.append(f"template = {quoted(entry.template)}\n")
    if entry.draft:
        lines.append(_comment(_("Look through the columns below that are marked as similar, then write false here.")))
        lines.append("draft = true\n")
    lines.append(f"document = {quoted(entry.document)}\n")
    if entry.page is not None:
        lines.append(f"page = {quoted(entry.page)}\n")
    if entry.confidences:
        lines.append(f"confidence_scale = {entry.confidence_scale}\n")
    if entry.ignored:
        lines.append(_comment(_("Columns that are like no field. Where one is meant for a field, write it there.")))
        lines.append(f"ignored = [{', '.join(map(quoted, entry.ignored))}]\n")
    lines.append("\n[files.fields]\n")
    lines += [_line(guess, field) for field in fields if field.id in entry.fields or field.id in guess.missing]
    if entry.confidences:
        lines.append("\n[files.confidences]\n")
        lines += [f"{id} = {_columns(names_of(columns))}\n" for id, columns in entry.confidences.items()]
    return "".join(lines)


def _line(guess: Guess, field: TemplateField) -> str:
    if field.id in guess.missing:
        return _comment(_('{field} = ""   no column is like “{label}”', field=field.id, label=field.label))
    line = f"{field.id} = {_columns(names_of(guess.entry.fields[field.id]))}"
    if field.id in guess.similar:
        how = _("similar to “{label}”, {percent} %", label=field.label, percent=guess.similar[field.id])
        return f"{line}   {_comment(how)}"
    return line + "\n"


def _columns(names: Sequence[str]) -> str:
    return quoted(names[0]) if len(names) == 1 else f"[{', '.join(map(quoted, names))}]"


def quoted(text: str) -> str:
    """A TOML string: as in JSON, which lets one character through that TOML does not."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """A line that cannot break out of its comment."""
    return "# " + "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text) + "\n"
