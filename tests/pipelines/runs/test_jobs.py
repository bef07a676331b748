"""Under which name a result is kept: whatever it depends on is in it, and nothing else."""

import shutil
from pathlib import Path

import pytest

from pipelines.runs import store
from pipelines.runs.jobs import page_job
from tests.pipelines.conftest import Begin


@pytest.fixture
def two_editions(three: Path) -> Path:
    """A batch with another edition of its form, in which a number is asked for."""
    own = three / "templates" / "moving-notice"
    other = shutil.copytree(own, three / "templates" / "another")
    text = (other / "template.toml").read_text("utf-8").replace('id = "moving-notice"', 'id = "another"')
    number = '\n[[fields]]\nid = "my_number"\nlabel = "n"\ntype = "my_number"\nbox_mm = [20, 240, 60, 8]\n'
    (other / "template.toml").write_text(text + number, "utf-8")
    return three


def names(batch: Path, begin: Begin) -> list[Path]:
    run = begin(batch)
    found = store.batch_of(run)
    return [page_job(run, found, document).folder for document in found.documents]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[20, 240, 60, 8]", "[20, 250, 60, 8]"),  # on a page that fits both, this box is black, too
        ("[20, 240, 60, 8]", "[20, 240, 90, 8]"),
        ("tolerance_mm = 1.0", "tolerance_mm = 2.0"),  # by which it is found out whether the two look alike
    ],
)
def test_a_page_is_kept_with_what_of_the_other_forms_shows_on_it(
    two_editions: Path, begin: Begin, faulty_engines: None, before: str, after: str
) -> None:
    first = names(two_editions, begin)
    template = two_editions / "templates" / "another" / "template.toml"
    text = template.read_text("utf-8")
    assert before in text
    template.write_text(text.replace(before, after), "utf-8")
    assert not set(first) & set(names(two_editions, begin))


def test_what_of_the_other_forms_does_not_show_is_no_reason_to_register_anew(
    two_editions: Path, begin: Begin, faulty_engines: None
) -> None:
    first = names(two_editions, begin)
    template = two_editions / "templates" / "another" / "template.toml"
    template.write_text(template.read_text("utf-8").replace('label = "n"', 'label = "number"'), "utf-8")
    assert names(two_editions, begin) == first
