"""What people put on a form besides words: ticks, rings round an answer, strokes through an entry, stamps and seals."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

from pipelines.contracts.forms import Box
from samples.drawing import fonts
from samples.drawing.pens import Colour, Pen
from samples.drawing.sheet import px

Point = tuple[float, float]

VERMILION: Colour = (206, 58, 44)
STAMP_INK: Colour = (58, 60, 78)
STEPS = 40
"""Straight pieces in a ring."""


def tick(page: Image.Image, box: Box, pen: Pen, rng: Random) -> None:
    """A check box ticked: レ by most, × or filled by some; a hand overshoots the square a little."""
    x, y, side, _height = box
    style = rng.choices(["check", "cross", "filled"], [8, 2, 1])[0]
    if style == "filled":
        lines = [[(0.2, at / 8), (0.8, at / 8)] for at in range(1, 8)]
    elif style == "cross":
        lines = [[(0.1, 0.1), (0.9, 0.9)], [(0.9, 0.1), (0.1, 0.9)]]
    else:
        reach = rng.uniform(0.0, 0.45) if pen.by_hand else 0.0
        lines = [[(0.08, 0.45), (0.4, 0.92), (0.92 + reach, 0.08 - reach)]]
    wander = 0.08 if pen.by_hand else 0.0
    for line in lines:
        points = [(x + side * (u + wander * rng.uniform(-1, 1)), y + side * (v + wander * rng.uniform(-1, 1)))
                  for u, v in line]  # fmt: skip
        stroke(page, points, pen.ink, pen.width)


def ring(page: Image.Image, box: Box, pen: Pen, rng: Random) -> None:
    """An answer circled (マル囲み). A hand starts anywhere, does not meet its start, and misses the middle a little."""
    x, y, width, height = box
    hand = 1.0 if pen.by_hand else 0.0
    middle_x = x + width / 2 + hand * rng.uniform(-0.5, 0.5)
    middle_y = y + height / 2 + hand * rng.uniform(-0.4, 0.4)
    across = width / 2 * (1 + hand * rng.uniform(-0.12, 0.12))
    down = height / 2 * (0.95 + hand * rng.uniform(-0.15, 0.12))
    start, turn = rng.uniform(0, 2 * math.pi), 2 * math.pi * (1 + hand * rng.uniform(-0.06, 0.1))
    drift, tilt = hand * rng.uniform(-0.1, 0.1), hand * rng.uniform(-0.25, 0.25)
    points = []
    for step in range(STEPS + 1):
        angle, grown = start + turn * step / STEPS, 1 + drift * step / STEPS
        u, v = across * grown * math.cos(angle), down * grown * math.sin(angle)
        points.append((middle_x + u - tilt * v, middle_y + v + tilt * u * height / width))
    stroke(page, points, pen.ink, pen.width)


def strike(page: Image.Image, box: Box, pen: Pen, rng: Random) -> None:
    """Two lines through what stands in the box (二重線)."""
    x, y, width, height = box
    for share in (0.42, 0.6):
        slope = 0.08 * height * rng.uniform(-1, 1)
        level = y + share * height
        stroke(page, [(x, level - slope), (x + width, level + slope)], pen.ink, pen.width)


def stroke(page: Image.Image, points: Sequence[Point], ink: Colour, width: float) -> None:
    """A line through points in mm, round at its ends."""
    places = [(px(x), px(y)) for x, y in points]
    draw, thick = ImageDraw.Draw(page), px(width)
    draw.line(places, fill=ink, width=thick, joint="curve")
    for x, y in (places[0], places[-1]):
        draw.ellipse((x - thick // 2, y - thick // 2, x + thick // 2, y + thick // 2), fill=ink)


def seal(page: Image.Image, at: Point, name: str, rng: Random) -> None:
    """A round seal (印影) of 10.5 mm in vermilion over whatever stands at ``at``, its middle, with the name upright."""
    side = px(10.5)
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((2, 2, side - 3, side - 3), outline=255, width=px(0.6))
    chars = name[:3]
    fonts.require_glyphs("mincho", chars)
    em = min(px(4.4), round(0.78 * side / len(chars)))
    for place, char in enumerate(chars):
        level = side * 0.5 + em * 1.02 * (place - (len(chars) - 1) / 2)
        draw.text((side / 2, level), char, fill=255, font=fonts.load("mincho", em), anchor="mm")
    # Ink takes unevenly: the seal is paler on one side.
    paler = Image.linear_gradient("L").resize((side, side)).rotate(rng.choice([0, 90, 180, 270]))
    mask = Image.composite(mask, Image.new("L", mask.size, 0), paler.point(lambda level: 150 + level * 95 // 255))
    mask = mask.rotate(rng.uniform(-12, 12), Image.Resampling.BICUBIC)
    under = page.crop((px(at[0]) - side // 2, px(at[1]) - side // 2, px(at[0]) - side // 2 + side,
                       px(at[1]) - side // 2 + side))  # fmt: skip
    inked = Image.composite(Image.new("RGB", mask.size, VERMILION), Image.new("RGB", mask.size, (255, 255, 255)), mask)
    page.paste(_multiplied(under, inked), (px(at[0]) - side // 2, px(at[1]) - side // 2))


def stamp(page: Image.Image, x: float, y: float, text: str) -> None:
    """An office stamp in a frame, with the middle of its left edge at (x, y)."""
    fonts.require_glyphs("gothic", text)
    size = px(2.9)
    font = fonts.load("gothic", size)
    width, height = round(font.getlength(text)) + size, round(1.7 * size)
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((0, 0, width - 1, height - 1), outline=255, width=px(0.3))
    draw.text((width / 2, height / 2), text, fill=255, font=font, anchor="mm")
    page.paste(STAMP_INK, (px(x), px(y) - height // 2), mask)


def _multiplied(under: Image.Image, over: Image.Image) -> Image.Image:
    """Ink over ink: darker than either."""
    return Image.composite(over, Image.new("RGB", over.size, (0, 0, 0)), under.convert("L"))
