import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipelines.contracts.forms import Template
from pipelines.contracts.toml import load_toml
from pipelines.forms.placing import Form, alike, lookalikes, place
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import features
from pipelines.forms.scan import read_page
from tests.conftest import BUNDLED
from tests.pipelines.forms.conftest import BLANK, DPI


def form(id: str) -> Form:
    folder = BUNDLED / "templates" / id
    return Form(load_toml(folder / "template.toml", Template), folder / "blank.pdf")


MOVING, CHILD, SURVEY = (form(id) for id in ("moving-notice", "child-allowance", "survey"))


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The moving notice of another year: its lower half stands 4 mm lower."""
    blank = rasterise(BLANK, 1, 1, DPI)[0]
    middle, shift = blank.shape[0] // 2, round(4 / 25.4 * DPI)
    later = blank.copy()
    later[middle : middle + shift] = 255
    later[middle + shift :] = blank[middle:-shift]
    file = tmp_path_factory.mktemp("edition") / "blank.pdf"
    Image.fromarray(later).save(file, resolution=DPI)
    return Form(MOVING.template.model_copy(update={"id": "edition"}), file)


def page(scans: dict[str, Grey]) -> Grey:
    return scans["moving-01.pdf"]


def test_the_bundled_forms_are_not_alike() -> None:
    assert lookalikes([MOVING, CHILD, SURVEY]) == []


def test_forms_that_look_alike_are_found(edition: Form) -> None:
    twin = Form(MOVING.template.model_copy(update={"id": "twin"}), BLANK)
    found = lookalikes([MOVING, SURVEY, twin, edition])
    assert {(one.template.id, other.template.id) for one, other in found} == {
        ("moving-notice", "twin"), ("moving-notice", "edition"), ("twin", "edition"),
    }  # fmt: skip
    assert not alike(MOVING, SURVEY)


def test_a_page_is_its_own_form(scans: dict[str, Grey], edition: Form) -> None:
    source = features(page(scans), DPI)
    placed = place(source, MOVING, [SURVEY, CHILD], 1)
    assert (placed.form, placed.page, placed.several) == (MOVING, 1, False)
    assert not place(source, MOVING, [edition], 1).several


def test_a_page_of_another_edition_is_refused(edition: Form) -> None:
    paper = features(read_page(BUNDLED / "scans" / "moving-01.pdf", 1, DPI).image, DPI)
    with pytest.raises(Unreadable) as caught:
        place(paper, edition, [MOVING], 1)
    assert caught.value.reason is Reason.WRONG_FORM
    # Where the right edition is not in the batch there is nothing to tell it by but its residual.
    assert caught.value.residual_mm == place(paper, edition, [], 1).fit.residual_mm


def test_the_same_form_twice_is_read_and_named(scans: dict[str, Grey]) -> None:
    twin = Form(MOVING.template.model_copy(update={"id": "twin"}), BLANK)
    for own, other in ((MOVING, twin), (twin, MOVING)):
        placed = place(features(page(scans), DPI), own, [SURVEY, other], 1)
        assert (placed.form, placed.several) == (own, True)


def test_a_page_of_no_template_is_laid_on_every_page_of_every_form(scans: dict[str, Grey], tmp_path: Path) -> None:
    subprocess.run(["pdfunite", SURVEY.blank, BLANK, tmp_path / "blank.pdf"], check=True)
    second = MOVING.template.fields[0].model_copy(update={"id": "second", "page": 2})
    long = Form(
        MOVING.template.model_copy(update={"fields": (MOVING.template.fields[0], second)}), tmp_path / "blank.pdf"
    )
    placed = place(features(page(scans), DPI), None, [CHILD, long], 1)
    assert (placed.form, placed.page, placed.several) == (long, 2, False)
    assert place(features(page(scans), DPI), None, [long, MOVING], 1).several


@pytest.mark.parametrize("white", [True, False])
def test_what_is_no_form_is_refused_by_all(white: bool) -> None:
    paper = np.full((3508, 2480), 255, dtype=np.uint8)
    if not white:
        paper = read_page(BUNDLED / "scans" / "窓口" / "feeder.pdf", 16, DPI).image
    with pytest.raises(Unreadable) as caught:
        place(features(paper, DPI), None, [MOVING, CHILD, SURVEY], 1)
    assert caught.value.reason is Reason.WRONG_FORM
    assert (caught.value.residual_mm is None) is white


def test_a_blank_that_cannot_be_read_does_not_hide_why(tmp_path: Path) -> None:
    (tmp_path / "blank.pdf").write_bytes(b"%PDF-1.4\n")
    paper = features(np.full((3508, 2480), 255, dtype=np.uint8), DPI)
    broken = Form(MOVING.template, tmp_path / "blank.pdf")
    with pytest.raises(Unreadable, match=Reason.WRONG_FORM):
        place(paper, None, [broken, SURVEY], 1)
    with pytest.raises(Unreadable, match=Reason.BROKEN):
        place(paper, broken, [], 1)
