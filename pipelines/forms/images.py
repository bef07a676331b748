"""Pages of TIFF, PNG and JPEG files as grey images. The only place that decodes them, by Pillow."""

import math
import warnings
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageOps

from pipelines.forms.page_count import check_size, turns
from pipelines.forms.rasterise import Grey
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.limits import LIMITS

FORMATS = {".tif": "TIFF", ".tiff": "TIFF", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
"""Pillow's decoder for each extension. No other one is let at the file: there are dozens, many of them little used."""
DENSITIES = (30, 2400)
"""Dots to the inch that scanners write; what lies outside is a slip."""
LYING = 5
"""From this EXIF orientation on, width and height change places."""

Density = tuple[float, float]


def read_image(file: Path, page: int) -> tuple[Grey, float | None]:
    """One page as an array of shape (height, width), 0 black to 255 white, and its dots to the inch where known.

    EXIF orientation is undone, transparency is laid on white, and where the dots are not square (a fax has half as many
    lines as columns) the picture is stretched until they are.

    Raises:
        Unreadable: with the reason; size and number of pages are checked before a pixel is made.
    """
    check_size(file)
    try:
        # Opened here: given a path, Pillow 13 maps an uncompressed TIFF into memory, and muddles one that lies.
        with file.open("rb") as content, warnings.catch_warnings():
            # Of sizes that it will not yet refuse, where our own limit is lower, and of damage, which gets its reason.
            warnings.simplefilter("ignore")
            form = [FORMATS[file.suffix.lower()]]
            with Image.open(content, formats=form) as image:
                _check_pages(image)
            # Opened anew: after a turn beyond its end, Pillow takes the first page of a TIFF for its last.
            content.seek(0)
            with Image.open(content, formats=form) as image:
                _go_to(image, page)
                return _upright(image)
    except Unreadable:
        raise
    except Image.DecompressionBombError:
        raise Unreadable(Reason.TOO_LARGE) from None
    except OSError as error:
        # With a number it is the disk's or the system's, which may go better next time; without, the decoder's.
        raise Unreadable(Reason.BROKEN if error.errno is None else Reason.CRASHED) from None
    except Exception:  # decoders raise whatever a damaged file leads them to
        raise Unreadable(Reason.BROKEN) from None


def _has_pages(image: Image.Image) -> bool:
    """Whether it is of a kind with pages: a JPEG that holds a preview, or a PNG that moves, is one page."""
    return image.format == "TIFF"


def _check_pages(image: Image.Image) -> None:
    if _has_pages(image) and turns(image, LIMITS.pages_per_file + 1):
        raise Unreadable(Reason.TOO_MANY_PAGES)


def _go_to(image: Image.Image, page: int) -> None:
    """Turn to a page, and see that it is not too large."""
    if not (turns(image, page) if _has_pages(image) else page == 1):
        raise Unreadable(Reason.NO_SUCH_PAGE)
    _check_pixels(*image.size)


def _check_pixels(width: float, height: float) -> None:
    if width * height > LIMITS.page_pixels:
        raise Unreadable(Reason.TOO_LARGE)


def _upright(image: Image.Image) -> tuple[Grey, float | None]:
    density = _density(image)
    lying = image.getexif().get(ExifTags.Base.Orientation, 1) >= LYING
    image.load()
    turned = ImageOps.exif_transpose(image)
    if density is None:
        return _grey(turned), None
    across, down = reversed(density) if lying else density
    dpi = max(across, down)
    size = round(turned.width * dpi / across), round(turned.height * dpi / down)
    _check_pixels(*size)
    grey = _grey(turned)
    return (grey if size == turned.size else np.asarray(Image.fromarray(grey).resize(size))), dpi


def _density(image: Image.Image) -> Density | None:
    """Dots to the inch across and down as the file says, where that can be."""
    across, down = (float(side) for side in image.info.get("dpi", (math.nan, math.nan)))
    least, most = DENSITIES
    return (across, down) if least <= across <= most and least <= down <= most else None


def _grey(image: Image.Image) -> Grey:
    if image.mode.startswith("I"):  # 16 bits, which Pillow would cut off at 255
        return np.asarray(np.clip(np.asarray(image) // 256, 0, 255), dtype=np.uint8)
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return np.asarray(image.convert("L"))
