"""What a telephone's camera makes of a sheet on a desk: perspective, uneven light, noise, colour."""

from random import Random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

SIZE = (1680, 2240)
"""Pixels; the paper fills most of them, at some 190 to the inch."""
MARGIN = 0.035
"""Desk seen at each side, share of the picture."""
DESK = (118, 96, 74)
NOISE_LEVELS = 2.5
BLUR_PX = 1.1
"""Before the sheet at 300 dpi is reduced."""

Points = list[tuple[float, float]]


def take(page: Image.Image, skew: float, tilt: float, seed: int) -> Image.Image:
    """A picture in colour.

    Args:
        page: the sheet, at ``samples.drawing.sheet.DPI``.
        skew: how far the camera is turned against the paper, degrees, counter-clockwise.
        tilt: how far it leans, as the share by which opposite edges of the paper differ.
        seed: of light and noise.
    """
    rng = Random(seed)
    corners = _corners(page, skew, tilt, rng)
    coefficients = homography(corners, [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)])
    soft = page.convert("RGB").filter(ImageFilter.GaussianBlur(BLUR_PX))
    paper = soft.transform(SIZE, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=DESK)
    light = _light(rng)[..., None] * np.array([1.0, 0.985, 0.95])
    levels = (28 + np.asarray(paper, dtype=np.float64) * (238 - 28) / 255) * light
    noise = np.random.RandomState(seed).normal(0.0, NOISE_LEVELS, (SIZE[1], SIZE[0], 1))
    return Image.fromarray(np.clip(np.rint(levels + noise), 0, 255).astype(np.uint8))


def homography(there: Points, here: Points) -> tuple[float, ...]:
    """Eight coefficients a..h of x' = (ax + by + c) / (gx + hy + 1) and y' alike, from four points to four others.

    Rounded to nine digits, so that another build of LAPACK gives the same picture.
    """
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(there, here, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), np.array([side for point in here for side in point], dtype=np.float64))
    return tuple(float(f"{entry:.9g}") for entry in solved)


def _corners(page: Image.Image, skew: float, tilt: float, rng: Random) -> Points:
    """Where the corners of the paper fall, from the top left clockwise."""
    width, height = SIZE
    room = 1 - 2 * MARGIN
    scale = min(room * width / page.width, room * height / page.height) * (1 - abs(skew) / 60)
    across, down = page.width * scale / 2, page.height * scale / 2
    top, side = tilt * rng.uniform(0.5, 1) * rng.choice([-1, 1]), tilt * rng.uniform(0.3, 1) * rng.choice([-1, 1])
    angle = np.radians(-skew)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    points = []
    for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = across * u * (1 - abs(top) / 2 + top * v / 2), down * v * (1 - abs(side) / 2 + side * u / 2)
        points.append((width / 2 + cosine * x - sine * y, height / 2 + sine * x + cosine * y))
    return points


def _light(rng: Random) -> npt.NDArray[np.float64]:
    """Brightness by pixel, shape (height, width): it falls off to one side, and a soft shadow lies across."""
    width, height = SIZE
    u = np.linspace(-1, 1, width)[None, :] * rng.choice([-1, 1])
    v = np.linspace(-1, 1, height)[:, None] * rng.choice([-1, 1])
    falling = 0.9 + 0.07 * u + 0.05 * v
    edge = np.clip((u + 0.6 * v - rng.uniform(0.3, 0.9)) * 4, 0, 1)
    return falling * (1 - 0.16 * edge)
