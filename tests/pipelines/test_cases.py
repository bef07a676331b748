"""The cases of a run of three samples in which everything was read as ``read``."""

import base64
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from pipelines import cases
from pipelines.cases import CROP_HEIGHT, wrong_fields
from pipelines.runs import chunks, store
from tests.pipelines.conftest import Begin


def scored(run: store.Run) -> pd.DataFrame:
    """What the evaluators say of it, as far as cases need it: everything is wrong."""
    from pipelines.tables import read_table

    frame = pd.DataFrame(read_table(run.folder / "readings.csv").rows)
    return frame.assign(truth="平塚", expected="平塚", type="text", right_typed=0, right_nfkc=0)


def picture(case) -> Image.Image:
    head, _comma, content = case.picture.partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))


def test_wrong_fields_come_in_their_order_with_their_pictures(finished: store.Run) -> None:
    frame = scored(finished)
    frame.loc[3, ["right_typed", "right_nfkc"]] = 1
    frame.loc[4, "right_nfkc"] = 1
    found = wrong_fields(finished, frame)
    assert [(case.document, case.field) for case in found] == [
        (row["document"], row["field"]) for row in frame.drop(index=3).to_dict("records")
    ]
    assert {picture(case).height for case in found} == {CROP_HEIGHT}
    assert all(np.asarray(picture(case)).min() < 128 for case in found if case.field == "notice_date")


def test_no_more_than_a_page_can_show(finished: store.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_SHOWN", 5)
    assert len(wrong_fields(finished, scored(finished))) == 5


@pytest.mark.parametrize("damage", [b"", b"\x89PNG\r\n\x1a\n", None], ids=["empty", "cut", "gone"])
def test_a_damaged_image_leaves_its_cases_without_a_picture(
    finished: store.Run, results: Path, damage: bytes | None
) -> None:
    image = sorted((results / ".cache").rglob("*.png"))[0]
    if damage is None:
        image.unlink()
    else:
        image.write_bytes(damage)
    found = wrong_fields(finished, scored(finished))
    assert sorted(case.picture is None for case in found) == [False] * 16 + [True] * 8


@pytest.mark.parametrize("box", ["10, 10, 0.01, 0.01", "10, 10, 0.3, 250", "10, 10, 190, 0.3"])
def test_a_box_may_be_as_thin_as_a_hair(
    three: Path, begin: Begin, in_process: list[int], faulty_engines: None, box: str
) -> None:
    template = three / "templates" / "moving-notice" / "template.toml"
    template.write_text(template.read_text("utf-8").replace("138.7, 82.7, 28.6, 12.6", box), "utf-8")
    run = begin(three)
    chunks.register_chunk(run.folder, 0)
    chunks.read_chunk(run.folder, 0, "faulty")
    chunks.collect(run.folder)
    found = [case for case in wrong_fields(run, scored(run)) if case.field == "household_size"]
    assert [case.document for case in found] == ["moving-01.pdf", "moving-02.pdf", "moving-03.pdf"]
