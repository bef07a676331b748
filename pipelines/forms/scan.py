"""A page of a scan of whatever kind: PDF, TIFF, PNG or JPEG."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.forms.images import FORMATS, read_image
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.registration import MM_PER_INCH

BELIEVED = 2.0
"""A density that makes the paper more than so many times longer or shorter than it is, is not believed: telephones
write 72 whatever they took."""


@dataclass(frozen=True)
class Scan:
    """One page as it was scanned."""

    image: Grey
    dpi: float | None
    """As the file says, or None where it does not."""

    def dpi_on(self, paper_mm: tuple[float, float]) -> float:
        """Dots to the inch of a page of this paper; from the paper's long side where the file says none to believe."""
        filled = max(self.image.shape) / max(paper_mm) * MM_PER_INCH
        believed = self.dpi is not None and 1 / BELIEVED <= self.dpi / filled <= BELIEVED
        return self.dpi if believed and self.dpi is not None else filled


def read_page(file: Path, page: int, dpi: int) -> Scan:
    """A page of a file, counted from 1.

    Args:
        file: the scan.
        page: its number in the file.
        dpi: at which a PDF is rasterised; pictures keep the dots that they have.

    Raises:
        Unreadable: with the reason; limits are checked before a pixel is made.
    """
    if file.suffix.lower() in FORMATS:
        return Scan(*read_image(file, page))
    (image,) = rasterise(file, page, page, dpi)
    return Scan(image, dpi)
