"""A form filled in: what one person wrote on it, and the sheet as it lies on the counter, with its trouble."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Literal, get_args

from PIL import Image, ImageChops, ImageFilter, ImageOps

from pipelines.contracts.forms import Box, TemplateField
from samples.drawing import marks
from samples.drawing.pens import Pen, pen_of
from samples.drawing.writing import LINE_MM, write, write_digits
from samples.kinds import Entries, Kind, certificate_request, child_allowance, moving_notice, survey
from samples.people import Inventor

Trouble = Literal["none", "outside", "seal", "corrected", "close_marks", "show_through"]
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)
KINDS = {kind.name: kind for kind in (moving_notice.KIND, child_allowance.KIND, survey.KIND)}
SLIPPED = certificate_request.KIND
STAMPS = ("確認済", "6.4.12 受付", "点検", "入力済")
SHOW_THROUGH = 0.17
"""Share of the reverse's ink that is seen from the front."""


@dataclass(frozen=True)
class Filled:
    """Which form was filled in, the how many-eth of its kind, in which face, and what is the trouble with it."""

    kind: str
    number: int
    face: str
    trouble: Trouble

    @property
    def name(self) -> str:
        """Such as ``moving-07``."""
        return f"{self.kind}-{self.number:02d}"

    def entries(self) -> Entries:
        """What the person wrote and meant, by field id."""
        return KINDS[self.kind].fill(Inventor(self.face, Random(f"{self.name} {self.face}")))


@lru_cache(maxsize=4)
def blank(kind: str) -> Image.Image:
    """The empty form in grey levels."""
    return (SLIPPED if kind == SLIPPED.name else KINDS[kind]).draw()


def sheet(filled: Filled) -> Image.Image:
    """The filled form in colour, at ``samples.drawing.sheet.DPI``.

    Raises:
        FontMissing: a font is not installed.
        GlyphMissing: the face lacks a character that is written.
    """
    rng = Random(f"{filled.name} {filled.face} {filled.trouble}")
    kind, entries = KINDS[filled.kind], filled.entries()
    page = blank(filled.kind).convert("RGB")
    if filled.trouble == "show_through":
        page = _with_reverse(page)
    pen = pen_of(filled.face, rng)
    troubled = _troubled(kind, filled.trouble, entries, rng)
    for field in kind.template.fields:
        if field.id not in troubled:
            _answer(page, kind, field, entries[field.id].written, pen, rng)
        elif filled.trouble == "corrected":
            _corrected(page, kind, field, entries[field.id].written, pen, rng)
        else:
            _astray(page, field, entries[field.id].written, pen, rng)
    if filled.trouble == "seal" and kind.sealed:
        _sealed(page, kind, kind.sealed, entries, pen, rng)
    if filled.trouble == "close_marks":
        _marked(page, kind, rng)
    return page


def slipped_sheet(number: int, face: str) -> Image.Image:
    """A filled form of the kind that belongs to no template of the batch."""
    rng = Random(f"slipped {number} {face}")
    page = blank(SLIPPED.name).convert("RGB")
    entries, pen = SLIPPED.fill(Inventor(face, rng)), pen_of(face, rng)
    for field in SLIPPED.template.fields:
        _answer(page, SLIPPED, field, entries[field.id].written, pen, rng)
    return page


def _troubled(kind: Kind, trouble: Trouble, entries: Entries, rng: Random) -> tuple[str, ...]:
    """Fields that are written in another way because of the trouble: all strays, or one correction."""
    if trouble == "outside":
        return tuple(key for key in kind.strays if entries[key].written)
    if trouble == "corrected":
        return (rng.choice([key for key in kind.corrected if entries[key].written]),)
    return ()


def _answer(page: Image.Image, kind: Kind, field: TemplateField, written: str, pen: Pen, rng: Random) -> None:
    """An entry as asked for: words in the box, a tick in the square, a ring round the answer."""
    if field.type == "checkbox":
        if written == "1":
            marks.tick(page, field.box_mm, pen, rng)
    elif field.type == "choice":
        mark = marks.tick if field.id in kind.ticked else marks.ring
        for option in field.options:
            if option.id in written.split("|"):
                mark(page, option.box_mm, pen, rng)
    elif field.id in kind.digits:
        write_digits(page, field.box_mm, field.type, written, pen, rng, kind.digits[field.id])
    else:
        write(page, field.box_mm, field.type, written, pen, rng)


def _astray(page: Image.Image, field: TemplateField, written: str, pen: Pen, rng: Random) -> None:
    """Written across the rule below or above the box, and begun left of where others begin."""
    x, y, width, height = field.box_mm
    line = height if height < 2 * LINE_MM else LINE_MM
    em = min(pen.size_for(field.type), line - 1.6)
    shift = rng.choice([-1, 1]) * ((line - em) / 2 + em * rng.uniform(0.15, 0.4))
    write(page, (x - 3, y + shift, width + 4, height), field.type, written, pen, rng)


def _corrected(page: Image.Image, kind: Kind, field: TemplateField, written: str, pen: Pen, rng: Random) -> None:
    """A slip of the pen crossed out with two lines, and the right answer beside or above it."""
    if field.type == "choice":
        wrong = rng.choice([option for option in field.options if option.id not in written.split("|")])
        marks.ring(page, wrong.box_mm, pen, rng)
        marks.strike(page, wrong.box_mm, pen, rng)
        _answer(page, kind, field, written, pen, rng)
        return
    x, y, width, height = field.box_mm
    lower = (x, y + height * 0.5, width, height * 0.5)
    slip = _slip(written, rng)
    write(page, lower, field.type, slip, pen, rng)
    marks.strike(page, _extent(lower, slip, pen), pen, rng)
    write(page, (x, y, width, height * 0.52), field.type, written, pen, rng)


def _extent(box: Box, text: str, pen: Pen) -> Box:
    """About where a text of one line stands in a box."""
    x, y, width, height = box
    ems = sum(0.55 if char.isascii() else 1.0 for char in text)
    return x + 1, y, min(width - 2, ems * min(pen.size, height - 1.6) + 2), height


def _slip(text: str, rng: Random) -> str:
    """The text with one wrong digit, or with two characters changed round."""
    digits = [place for place, char in enumerate(text) if char in "123456789"]
    if digits:
        place = rng.choice(digits)
        return text[:place] + "0987664321"[int(text[place])] + text[place + 1 :]
    place = rng.randrange(max(len(text) - 1, 1))
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _sealed(page: Image.Image, kind: Kind, sealed: tuple[str, str], entries: Entries, pen: Pen, rng: Random) -> None:
    """The family name's seal over the end of the name."""
    key, owner = sealed
    x, y, width, height = next(field.box_mm for field in kind.template.fields if field.id == key)
    ems = len(entries[key].written) * pen.size_for("name")
    at = min(x + 2 + ems - rng.uniform(0.5, 4.0), x + width - 6), y + height / 2 + rng.uniform(-1.5, 1.5)
    # The seals on the market have the usual characters: the print face lacks some variants.
    marks.seal(page, at, entries[owner].written.split("　")[0].replace("𠮷", "吉"), rng)


def _marked(page: Image.Image, kind: Kind, rng: Random) -> None:
    """An office stamp that touches a box from outside, and a check mark of the clerk beside another one."""
    boxes = [next(field.box_mm for field in kind.template.fields if field.id == key) for key in kind.marked]
    for box in boxes:
        x, y, width, height = box
        above = y - 1.9 if rng.random() < 0.5 else y + height + 1.9
        marks.stamp(page, x + width * rng.uniform(0.5, 0.75), above, rng.choice(STAMPS))
        left = x - rng.uniform(1.2, 3.0)
        check = [(left - 2, y + height * 0.5), (left - 1, y + height * 0.75), (left + 1.4, y + height * 0.2)]
        marks.stroke(page, check, marks.VERMILION, 0.4)


def _with_reverse(page: Image.Image) -> Image.Image:
    """Thin paper: the form printed on the reverse, mirrored, is seen through it."""
    reverse = ImageOps.mirror(blank(SLIPPED.name)).filter(ImageFilter.GaussianBlur(3))
    faint = reverse.point(lambda level: round(255 - SHOW_THROUGH * (255 - level)))
    return ImageChops.multiply(page, faint.convert("RGB"))
