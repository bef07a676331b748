"""Entries set into the boxes of a form: by a printer, or by a hand whose glyphs wander a little."""

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw

from samples import fonts
from samples.sheet import px

INDENT_MM = 2.5
"""From the left edge of a box to the first glyph, and the least room left at its right edge."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Pen:
    """A way of writing. Sizes are mm per em; what wanders goes at most so far either way."""

    face: str
    ink: int
    """Grey level of a full stroke, 0 black to 255 white."""
    size: float
    sizes: dict[str, float]
    """By field type, where it is not ``size``."""
    offset: float = 0.0
    """Share of an em."""
    turn: float = 0.0
    """Degrees."""
    scale: float = 0.0
    """Share of the size."""
    stray: float = 0.0
    """How far a whole line stands above or below the middle of its box, mm."""


PENS = {
    "print": Pen("ipaexgothic", 20, 4.2, {}),
    "hand": Pen(
        "kiloji", 55, 5.6, {"name": 8.0, "kana": 5.0, "number": 7.0}, offset=0.04, turn=3.5, scale=0.06, stray=0.4
    ),
}


def write(page: Image.Image, box: Box, kind: str, text: str, pen: Pen, rng: Random) -> None:
    """Draw ``text`` on one line of ``box`` (x, y, width, height in mm), smaller where it would not fit.

    Raises:
        FontMissing: the pen's font is not installed.
        GlyphMissing: the font lacks a character of ``text``.
    """
    fonts.require_glyphs(pen.face, text)
    x, y, width, height = box
    em = px(_fitting(text, pen, pen.sizes.get(kind, pen.size), width - 2 * INDENT_MM))
    left = float(px(x + INDENT_MM))
    middle = px(y + height / 2 + pen.stray * rng.uniform(-1, 1))
    for char in text:
        size = round(em * (1 + pen.scale * rng.uniform(-1, 1)))
        across, down, turn = (reach * rng.uniform(-1, 1) for reach in (pen.offset * em, pen.offset * em, pen.turn))
        _stamp(page, char, pen, size, (round(left + across), round(middle + down)), turn)
        left += fonts.load(pen.face, em).getlength(char)


def _fitting(text: str, pen: Pen, size: float, room: float) -> float:
    """The size in mm at which ``text`` is no wider than ``room``."""
    ems = fonts.load(pen.face, 1000).getlength(text) / 1000
    return min(size, room / ems) if ems else size


def _stamp(page: Image.Image, char: str, pen: Pen, size: int, at: tuple[int, int], turn: float) -> None:
    """One glyph with the middle of its left edge at ``at``, turned about its own middle."""
    tile = Image.new("L", (2 * size, 2 * size), 0)
    ImageDraw.Draw(tile).text((size // 2, size), char, fill=255, font=fonts.load(pen.face, size), anchor="lm")
    tile = tile.rotate(turn, Image.Resampling.BICUBIC)
    page.paste(pen.ink, (at[0] - size // 2, at[1] - size), tile)
