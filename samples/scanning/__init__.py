"""What becomes of a sheet of paper on its way into a file: feeder scanner, fax, telephone camera."""

from pathlib import Path
from random import Random

from PIL import Image

from samples.plan import DEGREES, Scan
from samples.scanning import fax, feeder, files, photo

SUFFIX = {"grey200": ".pdf", "grey300": ".pdf", "fax": ".tif", "photo": ".jpg"}
TILT = {"straight": 0.02, "slight": 0.05, "strong": 0.09, "upside_down": 0.02}
"""How far a camera leans over the paper, by class of skew."""


def scanned(page: Image.Image, scan: Scan, seed: str, header: str = "") -> Image.Image:
    """The picture that a scanner gives of a sheet.

    Args:
        page: the sheet in colour.
        scan: the way.
        seed: of angle, shift, noise and light.
        header: what a fax prints on top.
    """
    rng = Random(seed)
    skew = rng.uniform(*DEGREES[scan.skew]) * rng.choice([-1, 1]) + (180 if scan.skew == "upside_down" else 0)
    shift, noise = (rng.uniform(-1.5, 1.5), rng.uniform(-1.5, 1.5)), rng.getrandbits(32)
    match scan.scanner:
        case "fax":
            return fax.transmit(page, skew, shift, noise, header)
        case "photo":
            return photo.take(page, skew, TILT[scan.skew], noise)
        case "grey200":
            return feeder.scan(page, 200, skew, shift, noise)
        case "grey300":
            return feeder.scan(page, 300, skew, shift, noise)


def save(pages: list[Image.Image], scan: Scan, path: Path, *, on_its_side: bool = False) -> None:
    """The pictures as the file that comes of this way of scanning."""
    match scan.scanner:
        case "fax":
            files.save_tiff(pages, path)
        case "photo":
            files.save_jpeg(pages[0], path, on_its_side=on_its_side)
        case "grey200":
            files.save_pdf(pages, path, 200)
        case "grey300":
            files.save_pdf(pages, path, 300)
