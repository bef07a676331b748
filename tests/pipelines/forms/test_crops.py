import numpy as np

from pipelines.contracts.forms import TemplateField
from pipelines.forms.crops import crop
from pipelines.forms.registration import Registered
from tests.pipelines.forms.conftest import DPI


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


def test_each_box_of_the_samples_holds_writing_and_no_rule(template, registered: dict[str, Registered]) -> None:
    for name, page in registered.items():
        for entry in template.fields:
            ink = crop(page.image, entry, DPI).image < 128
            if (name, entry.id) == ("moving-03.pdf", "household_size"):  # left empty by the applicant
                assert ink.mean() < 0.001
            else:
                assert ink.mean() > 0.002
            # A printed rule would be dark from end to end.
            assert max(ink.mean(axis=0).max(), ink.mean(axis=1).max()) < 0.9, (name, entry.id)
