from pathlib import Path

import pytest

from pipelines.batches.examine import load_forms
from pipelines.errors import KoukaError
from pipelines.forms.blanks import blank_page, check_blanks
from tests.pipelines.commands.conftest import Kouka, kouka
from tests.pipelines.conftest import Begin
from tests.pipelines.forms.conftest import BLANK, DPI

__all__ = ["kouka"]


def test_blanks_of_the_samples_can_be_read(forms_batch: Path) -> None:
    check_blanks(load_forms(forms_batch))


@pytest.mark.usefixtures("english")
def test_a_damaged_blank_is_named_and_no_scan_is_blamed(forms_batch: Path, kouka: Kouka) -> None:
    blank = forms_batch / "templates" / "moving-notice" / "blank.pdf"
    blank.write_bytes(b"%PDF-1.4\ngarbage")
    with pytest.raises(KoukaError, match="Page 1 of the blank form: the file is damaged") as caught:
        check_blanks(load_forms(forms_batch))
    assert str(caught.value.problem.where) == str(blank)
    for command in (["run", forms_batch], ["template", blank.parent]):
        code, _out, err = kouka("--lang", "en", *command)
        assert code != 0
        assert f"{blank}: Page 1 of the blank form" in err
        assert "moving-01.pdf" not in err


def test_no_run_begins_on_a_damaged_blank_whoever_begins_it(three: Path, begin: Begin, results: Path) -> None:
    (three / "templates" / "moving-notice" / "blank.pdf").write_bytes(b"%PDF-1.4\ngarbage")
    with pytest.raises(KoukaError, match=r"blank|白紙"):
        begin(three)
    assert not list(results.glob("*/*/run.json"))


def test_a_blank_is_cut_and_filled_up_to_the_page() -> None:
    page = blank_page(BLANK, 1, DPI, (100, 5000))
    assert page.shape == (100, 5000)
    assert (page[:, 4000:] == 255).all()
