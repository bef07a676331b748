"""Reading forms made with labelmake, and the filled form that lies beside each."""

import base64
import binascii
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from dashboards.language import _
from dashboards.pages.reason_words import reason_names
from pipelines.batches import paths
from pipelines.batches.scans import BLANK_KINDS, content_problem
from pipelines.contracts.forms import Box
from pipelines.contracts.labelmake import Labelmake, Schema
from pipelines.contracts.reasons import explanation
from pipelines.errors import KoukaError, Place, Severity
from pipelines.forms.rasterise import rasterise
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import MM_PER_INCH
from pipelines.limits import LIMITS
from pipelines.starters.names import identifier, unique

ENDING = re.compile(r"(\.template)?\.json$", re.IGNORECASE)
DATA_ADDRESS = "data:application/pdf;base64,"
DPI = 300
"""To measure paper: half a dot, by which poppler rounds up, is less than what is written of a size."""
SLACK_MM = 1.0
LEAST_MM = 0.1
TEXT = "text"


@dataclass(frozen=True)
class Field:
    """A box that text was written into."""

    id: str
    name: str
    """As labelmake calls it."""
    page: int
    box_mm: Box


@dataclass(frozen=True)
class Form:
    """A file of labelmake's, with all that a batch takes from it."""

    file: Path
    filled: Path
    blank: bytes
    paper_mm: tuple[float, float]
    pages: int
    fields: tuple[Field, ...]
    left_out: tuple[str, ...]
    """Names of boxes that hold pictures and barcodes."""
    records: tuple[Mapping[str, str], ...]


def read_form(file: Path) -> Form:
    """A file of labelmake's and what lies beside it.

    Raises:
        KoukaError: one of them is missing, wrong or too large, or they do not belong together.
    """
    made = _parsed(file)
    blank = _blank(file, made.base_pdf)
    pages = len(made.schemas)
    filled = file.with_name(f"{stem(file)}.pdf")
    _check_filled(filled, pages * len(made.sampledata))
    paper = _paper(file, blank, pages)
    boxes = [(page, name, box) for page, page_boxes in enumerate(made.schemas, 1) for name, box in page_boxes.items()]
    texts = [entry for entry in boxes if entry[2].type == TEXT]
    if not texts:
        todo = _("Give a form with boxes of type text; nothing is read in pictures and barcodes.")
        raise KoukaError(_("No box of this form holds text."), where=Place(file), todo=todo)
    ids = unique([name for _page, name, _box in texts], identifier, "field_{n:02}")
    fields = [
        Field(id, name, page, _clip(file, name, box, paper)) for id, (page, name, box) in zip(ids, texts, strict=True)
    ]
    left_out = [f"{name} ({box.type})" for _page, name, box in boxes if box.type != TEXT]
    records = [{name: _text(value) for name, value in record.items()} for record in made.sampledata]
    return Form(file, filled, blank, paper, pages, tuple(fields), tuple(left_out), tuple(records))


def _parsed(file: Path) -> Labelmake:
    todo = _("Give a .template.json of labelmake's, with basePdf, schemas and sampledata.")
    try:
        if file.exists() and not file.is_file():
            raise OSError  # a folder, or a pipe that would keep us waiting
        if file.stat().st_size > LIMITS.table_bytes:
            what = _("The file is larger than {limit} MB.", limit=LIMITS.table_bytes // 1_000_000)
            raise KoukaError(what, where=Place(file), todo=todo)
        content = file.read_bytes()
    except FileNotFoundError:
        raise KoukaError(_("The file is missing."), where=Place(file), todo=todo) from None
    except OSError:
        raise KoukaError(_("The file cannot be read."), where=Place(file), todo=todo) from None
    try:
        return Labelmake.model_validate_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise KoukaError(explanation(error.errors()[0]), where=Place(file), todo=todo) from None


def _blank(file: Path, base_pdf: str) -> bytes:
    """The empty form, from the address that holds it or from the file that it names."""
    todo = _("basePdf is a data address of a PDF, or the path of one beside the file.")
    if base_pdf.startswith("data:"):
        try:
            blank = base64.b64decode(base_pdf.removeprefix(DATA_ADDRESS), validate=True)
        except (binascii.Error, ValueError):
            raise KoukaError(_("The empty form in basePdf is damaged."), where=Place(file), todo=todo) from None
    else:
        path = paths.inside(file.parent, base_pdf)
        if path is None or not path.is_file():
            raise KoukaError(_("The empty form that basePdf names is missing."), where=Place(file), todo=todo)
        if problem := content_problem(path, BLANK_KINDS, todo, Severity.STOPS):
            raise KoukaError(problem.what, where=problem.where, todo=todo)
        blank = path.read_bytes()
    return blank


def _check_filled(filled: Path, pages: int) -> None:
    """See that the filled form is there and has the pages that the records fill."""
    todo = _("Put the PDF that labelmake made beside the .template.json, under the same name.")
    if not filled.is_file():
        raise KoukaError(_("The filled form is missing."), where=Place(filled), todo=todo)
    if problem := content_problem(filled, BLANK_KINDS, todo, Severity.STOPS):
        raise KoukaError(problem.what, where=problem.where, todo=todo)
    if pages > LIMITS.pages_per_file or not _has_page(filled, pages, todo) or _has_page(filled, pages + 1, todo):
        what = _("The records of sampledata fill {n} pages; this form has another number of them.", n=pages)
        raise KoukaError(what, where=Place(filled), todo=todo)


def _has_page(file: Path, page: int, todo: str) -> bool:
    try:
        rasterise(file, page, page, 10)
    except Unreadable as error:
        if error.reason is Reason.NO_SUCH_PAGE:
            return False
        raise _unreadable(error, file, todo) from None
    return True


def _unreadable(error: Unreadable, file: Path, todo: str) -> KoukaError:
    return KoukaError(
        _("The PDF cannot be read: {reason}.", reason=reason_names()[error.reason]), where=Place(file), todo=todo
    )


def _paper(file: Path, blank: bytes, pages: int) -> tuple[float, float]:
    """Width and height of the empty form in mm, which are those of all its pages."""
    todo = _("basePdf needs a page for each entry of schemas, all of one size.")
    sizes = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.pdf"
        path.write_bytes(blank)
        for page in range(1, pages + 1):
            try:
                (image,) = rasterise(path, page, page, DPI)
            except Unreadable as error:
                raise _unreadable(error, file, todo) from None
            sizes.append(tuple((side - 0.5) / DPI * MM_PER_INCH for side in reversed(image.shape)))
    width, height = sizes[0]
    if any(abs(w - width) > SLACK_MM or abs(h - height) > SLACK_MM for w, h in sizes):
        raise KoukaError(_("The pages of the empty form are of several sizes."), where=Place(file), todo=todo)
    return round(width, 1), round(height, 1)


def _clip(file: Path, name: str, box: Schema, paper: tuple[float, float]) -> Box:
    """The part of a box that lies on the paper."""
    left, top = max(box.position.x, 0.0), max(box.position.y, 0.0)
    right, bottom = min(box.position.x + box.width, paper[0]), min(box.position.y + box.height, paper[1])
    if min(right - left, bottom - top) < LEAST_MM:
        raise KoukaError(
            _("Box “{name}” has no area on the paper.", name=name),
            where=Place(file),
            todo=_("Set its position, width and height in labelmake and save the form again."),
        )
    # Rounded inwards at the far edges, so that they do not reach over the paper's.
    return round(left, 2), round(top, 2), _floor(right - round(left, 2)), _floor(bottom - round(top, 2))


def _floor(length: float) -> float:
    return int(length * 100 + 1e-6) / 100


def _text(value: str | float) -> str:
    """What is written, without line ends after it. Characters stay as they are: variants in names are no slips."""
    return str(value).replace("\r\n", "\n").rstrip("\n")


def stem(file: Path) -> str:
    """The name that a file of labelmake's and the filled form beside it share."""
    return ENDING.sub("", file.name)
