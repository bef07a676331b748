"""The cases of a run of three samples in which everything was read as ``read``."""

import base64
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from dashboards.pages.wrong_field import WrongField
from pipelines import cases
from pipelines.cases import CROP_HEIGHT, pages_are_there, remove_others, wrong_fields
from pipelines.runs import chunks, store
from tests.pipelines.conftest import Begin


def scored(run: store.Run) -> pd.DataFrame:
    """What the evaluators say of it, as far as cases need it: everything is wrong."""
    from pipelines.tables import read_table

    frame = pd.DataFrame(read_table(run.folder / "readings.csv").rows)
    return frame.assign(
        truth="平塚", expected="平塚", template="moving-notice", type="text", right_typed=0, right_nfkc=0
    )


def found_in(run: store.Run, frame: pd.DataFrame) -> tuple[WrongField, ...]:
    return wrong_fields(run, frame, store.batch_of(run).templates)


def picture(case) -> Image.Image:
    head, _comma, content = case.picture.partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))


def test_wrong_fields_come_in_their_order_with_their_pictures(finished: store.Run) -> None:
    frame = scored(finished)
    frame.loc[3, ["right_typed", "right_nfkc"]] = 1
    frame.loc[4, "right_nfkc"] = 1
    found = found_in(finished, frame)
    assert [(case.document, case.field) for case in found] == [
        (row["document"], row["field"]) for row in frame.drop(index=3).to_dict("records")
    ]
    assert {picture(case).height for case in found} == {CROP_HEIGHT}
    assert all(np.asarray(picture(case)).min() < 128 for case in found if case.field == "notice_date")


def test_pictures_beyond_what_a_page_can_hold_are_files_beside_it(
    finished: store.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = found_in(finished, scored(finished))
    monkeypatch.setattr(cases, "ON_THE_PAGE", 5)
    found = found_in(finished, scored(finished))
    assert [case.picture.partition(",")[0] == "data:image/png;base64" for case in found] == [True] * 5 + [False] * (
        len(every) - 5
    )
    for case, whole in zip(found[5:], every[5:], strict=True):
        assert (
            base64.b64encode((finished.folder / case.picture).read_bytes()).decode() == whole.picture.partition(",")[2]
        )


def test_files_that_no_case_shows_go_and_those_of_the_page_before_stay_until_then(
    finished: store.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "ON_THE_PAGE", 5)
    folder = finished.folder / "cases"
    before = found_in(finished, scored(finished))
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    after = found_in(finished, scored(finished).head(9))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == files
    remove_others(finished, after)
    assert {f"cases/{file.name}" for file in folder.iterdir()} == {case.picture for case in after[5:]}
    assert {case.picture for case in after[5:]} < {case.picture for case in before}
    remove_others(finished, ())
    assert not folder.exists()


def test_whether_pictures_can_be_drawn(finished: store.Run, results: Path) -> None:
    assert pages_are_there(finished)
    sorted((results / ".cache").rglob("*.png"))[0].unlink()
    assert not pages_are_there(finished)


@pytest.mark.parametrize("damage", [b"", b"\x89PNG\r\n\x1a\n", None], ids=["empty", "cut", "gone"])
def test_a_damaged_image_leaves_its_cases_without_a_picture(
    finished: store.Run, results: Path, damage: bytes | None
) -> None:
    image = sorted((results / ".cache").rglob("*.png"))[0]
    if damage is None:
        image.unlink()
    else:
        image.write_bytes(damage)
    found = found_in(finished, scored(finished))
    assert sorted(case.picture is None for case in found) == [False] * 16 + [True] * 8


@pytest.mark.parametrize("way", ["above", "absolute", "link"])
def test_no_image_is_taken_from_outside_the_results(
    finished: store.Run, results: Path, tmp_path: Path, way: str
) -> None:
    image = sorted((results / ".cache").rglob("*.png"))[0]
    name = image.relative_to(results).as_posix()
    elsewhere = image.replace(tmp_path / "elsewhere.png")
    pages = finished.folder / "pages.csv"
    if way == "link":
        image.symlink_to(elsewhere)
    else:
        outside = "../elsewhere.png" if way == "above" else str(elsewhere)
        pages.write_bytes(pages.read_bytes().replace(name.encode(), outside.encode()))
    found = found_in(finished, scored(finished))
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
    found = [case for case in found_in(run, scored(run)) if case.field == "household_size"]
    assert [case.document for case in found] == [document.name for document in store.batch_of(run).documents]
