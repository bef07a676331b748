"""How far boxes are from the edge of their page and from the rules of their form."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipelines.batches.examine import load_forms
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import Template
from pipelines.forms.boxes import Key, boxes

DPI = 300


def at(mm: float) -> int:
    return round(mm / 25.4 * DPI)


def blank(file: Path, *lines: tuple[float, float, float, float]) -> None:
    """A white page of 100 × 100 mm with lines of 0.25 mm from one point to another (mm)."""
    page = Image.new("L", (at(100), at(100)), 255)
    for line in lines:
        ImageDraw.Draw(page).line([at(each) for each in line], fill=0, width=at(0.25))
    page.save(file, resolution=DPI)


@pytest.fixture
def batch(tmp_path: Path, forms_batch: Path) -> FormsBatch:
    """The samples with one template of two fields of its own."""
    folder = tmp_path / "batch" / "templates" / "own"
    folder.mkdir(parents=True)
    template = Template.model_validate(
        {
            "schema": 1,
            "id": "own",
            "title": "own",
            "paper_mm": [100.0, 100.0],
            "fields": [
                {"id": "one", "label": "1", "type": "text", "box_mm": [20.0, 20.0, 40.0, 10.0]},
                {"id": "two", "label": "2", "type": "text", "box_mm": [30.0, 60.0, 40.0, 10.0]},
            ],
        }
    )
    return replace(load_forms(forms_batch), path=folder.parents[1], templates={"own": template})


def rules(batch: FormsBatch) -> list[float]:
    found = boxes(batch)
    return [found["own", name].rule_mm for name in ("one", "two")]  # type: ignore[misc]


def test_distances_are_those_that_were_drawn(batch: FormsBatch) -> None:
    blank(batch.blank("own"), (10, 17, 90, 17), (50, 55, 50, 75))
    one, two = rules(batch)
    assert one == pytest.approx(3 + 0.3 - 0.125, abs=0.2)  # less half the line, and more the strip that does not count
    assert two == 0
    assert boxes(batch)["own", "one"].edge_mm == 20
    assert boxes(batch)["own", "two"].edge_mm == 30


def test_a_rule_on_the_edge_lies_beside_the_box(batch: FormsBatch) -> None:
    blank(batch.blank("own"), (10, 20, 90, 20), (10, 70.5, 90, 70.5))
    one, two = rules(batch)
    assert 0 < one < 0.4
    assert two == pytest.approx(0.5 + 0.3 - 0.125, abs=0.2)


def test_print_is_no_rule_and_a_page_may_have_none(batch: FormsBatch) -> None:
    blank(batch.blank("own"), (30, 25, 33, 25))
    assert rules(batch) == [math.inf, math.inf]


def test_of_a_blank_that_cannot_be_read_nothing_is_known(batch: FormsBatch) -> None:
    batch.blank("own").write_bytes(b"no form")
    assert [(box.edge_mm, box.rule_mm) for box in boxes(batch).values()] == [(20, None), (30, None)]


def test_bundled_forms_have_rules_where_they_can_be_seen() -> None:
    batch = load_forms(Path(__file__).parents[3] / "samples" / "forms")
    found: dict[Key, float | None] = {key: box.rule_mm for key, box in boxes(batch).items()}
    assert found["child-allowance", "account"] == found["survey", "opinion"] == 0  # digit cells, dotted lines
    assert 0 < (found["child-allowance", "name"] or 0) < 1  # within a cell of a table
