import cv2
import numpy as np

from pipelines.contracts.forms import TemplateField
from pipelines.forms.blanks import blank_page
from pipelines.forms.crops import crop, crops
from pipelines.forms.registration import Registered
from pipelines.tables import Row, read_table
from tests.conftest import SAMPLES
from tests.pipelines.forms.conftest import BLANK, DPI


def field(*box_mm: float) -> TemplateField:
    return TemplateField(id="f", label="欄", type="number", box_mm=box_mm, allowed="0123")


def test_a_box_is_cut_where_its_millimetres_say() -> None:
    page = np.full((3508, 2480), 255, dtype=np.uint8)
    # 25.4 mm are 300 pixels.
    page[300:600, 150:750] = 7
    cut = crop(page, field(12.7, 25.4, 50.8, 25.4), DPI)
    assert cut.image.shape == (300, 600)
    assert (cut.image == 7).all()
    assert (cut.dpi, cut.type, cut.allowed) == (DPI, "number", "0123")


def test_a_box_at_the_edge_of_the_paper_is_whole(registered: dict[str, Registered]) -> None:
    assert crop(registered["moving-01.pdf"].image, field(0, 0, 210, 297), DPI).image.shape == (3508, 2480)
    assert crop(registered["moving-01.pdf"].image, field(209, 296, 1, 1), DPI).image.size > 0


def labels(document: str) -> Row:
    """What stands on one of the bundled notices."""
    return next(row for row in read_table(SAMPLES / "truth" / "moving-notice.csv").rows if row["document"] == document)


def test_each_box_of_the_samples_is_one_line_or_nothing(template, registered: dict[str, Registered]) -> None:
    for name, page in registered.items():
        blank = blank_page(BLANK, 1, DPI, page.image.shape)
        found = {entry.id: crops(page.image, blank, entry, DPI) for entry in template.fields}
        written = labels(name)
        assert {id: len(lines) for id, lines in found.items()} == {id: int(written[id] != "") for id in found}


def test_the_lines_of_a_tall_box_are_crops_of_their_own() -> None:
    page = np.full((3508, 2480), 255, dtype=np.uint8)
    for level in (1100, 1200):
        cv2.putText(page, "the buses are few", (300, level), cv2.FONT_HERSHEY_SIMPLEX, 2, 40, 4)
    blank = np.full_like(page, 255)
    box = field(20, 85, 150, 25)
    assert len(crops(page, blank, box.model_copy(update={"type": "text"}), DPI)) == 2
    (only,) = crops(page, blank, box.model_copy(update={"type": "name"}), DPI)
    assert only.image.shape == (round(25 / 25.4 * DPI), round(150 / 25.4 * DPI))
