"""Entries set into the boxes of a form: by a printer, or by a hand whose glyphs wander a little."""

from random import Random

from PIL import Image, ImageDraw

from pipelines.contracts.forms import Box
from samples.drawing import fonts
from samples.drawing.pens import Pen
from samples.drawing.sheet import px

INDENT_MM = 2.0
"""From the left edge of a box to the first glyph, and the least room left at its right edge."""
LINE_MM = 10.0
"""Distance of lines in a box that is high enough for several."""


def write(page: Image.Image, box: Box, kind: str, text: str, pen: Pen, rng: Random) -> None:
    """Draw ``text`` in ``box`` (x, y, width, height in mm), smaller where it would not fit.

    A box of two or more times ``LINE_MM`` is filled line by line.

    Raises:
        FontMissing: the pen's font is not installed.
        GlyphMissing: the font lacks a character of ``text``.
    """
    x, y, width, height = box
    lines = max(int(height / LINE_MM + 0.2), 1)
    for place, line in enumerate(broken(text, pen, pen.size_for(kind), width - 2 * INDENT_MM, lines)):
        _line(page, (x, y + height * place / lines, width, height / lines), kind, line, pen, rng)


def write_digits(page: Image.Image, box: Box, kind: str, digits: str, pen: Pen, rng: Random, cells: int) -> None:
    """Draw one character into each of ``cells`` cells of the box."""
    fonts.require_glyphs(pen.face, digits)
    x, y, width, height = box
    em = px(min(pen.size_for(kind), width / cells, height - 1))
    for place, char in enumerate(digits):
        half = fonts.load(pen.face, em).getlength(char) / 2
        middle = px(x + width * (place + 0.5) / cells)
        _glyph(page, char, pen, em, (middle - half, px(y + height / 2)), rng)


def broken(text: str, pen: Pen, size: float, room: float, lines: int) -> list[str]:
    """The text cut into at most ``lines`` lines where it reaches ``room`` mm; what is too much stays on the last."""
    parts: list[str] = []
    left = text
    while left and len(parts) < lines - 1:
        fits = max((n for n in range(1, len(left) + 1) if _ems(left[:n], pen) * size <= room), default=1)
        parts.append(left[:fits])
        left = left[fits:]
    return [*parts, left] if left else parts


def _line(page: Image.Image, box: Box, kind: str, text: str, pen: Pen, rng: Random) -> None:
    fonts.require_glyphs(pen.face, text)
    x, y, width, height = box
    room = width - 2 * INDENT_MM
    size = min(pen.size_for(kind), height - 1.6, room / max(_ems(text, pen), 0.01))
    em = px(size)
    left = float(px(x + INDENT_MM))
    middle = px(y + height / 2 + min(pen.stray, (height - size) / 4) * rng.uniform(-1, 1))
    for char in text:
        _glyph(page, char, pen, em, (left, middle), rng)
        left += fonts.load(pen.face, em).getlength(char)


def _ems(text: str, pen: Pen) -> float:
    """Width of the text where an em is 1."""
    return fonts.load(pen.face, 1000).getlength(text) / 1000


def _glyph(page: Image.Image, char: str, pen: Pen, em: int, at: tuple[float, float], rng: Random) -> None:
    """One glyph with the middle of its left edge near ``at``, turned about its own middle."""
    size = round(em * (1 + pen.scale * rng.uniform(-1, 1)))
    across, down, turn = (reach * rng.uniform(-1, 1) for reach in (pen.offset * em, pen.offset * em, pen.turn))
    tile = Image.new("L", (2 * size, 2 * size), 0)
    ImageDraw.Draw(tile).text((size // 2, size), char, fill=255, font=fonts.load(pen.face, size), anchor="lm")
    tile = tile.rotate(turn, Image.Resampling.BICUBIC)
    page.paste(pen.ink, (round(at[0] + across) - size // 2, round(at[1] + down) - size), tile)
