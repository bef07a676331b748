"""What outside products wrote down."""

from pathlib import Path

import pytest

from pipelines.batches.examine_meetings import load_meetings
from pipelines.errors import KoukaError
from pipelines.imports import product_of
from pipelines.meetings import imports
from tests.pipelines.batches.meeting_files import write_batch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a product's files go."""
    found = write_batch(tmp_path / "meetings") / "imports" / "product"
    found.mkdir(parents=True)
    return found


def test_a_file_of_the_meeting_alone_is_of_its_first_recording(folder: Path) -> None:
    (folder / "budget.txt").write_text("山田：発言0\n", "utf-8")
    (folder / "budget.far.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n発言1\n", "utf-8")
    batch = load_meetings(folder.parents[1])
    near, far, channels, hearing = batch.recordings
    assert imports.products(batch) == ["product"]
    assert [(each.speaker, each.start, each.words) for each in imports.utterances(batch, "product", near)] == [
        ("山田", None, "発言0")
    ]
    assert imports.utterances(batch, "product", far)[0].start == 1
    assert imports.utterances(batch, "product", channels) == imports.utterances(batch, "product", hearing) == ()
    assert sorted(imports.digests(batch, "product")) == [
        "imports/product/budget.far.vtt",
        "imports/product/budget.txt",
    ]


def test_two_files_of_one_recording_are_refused(folder: Path) -> None:
    for name in ("budget.txt", "budget.near.txt"):
        (folder / name).write_text("発言\n", "utf-8")
    batch = load_meetings(folder.parents[1])
    with pytest.raises(KoukaError, match="several files"):
        imports.file_of(batch, "product", batch.recordings[0])


def test_names_of_products() -> None:
    assert product_of("import:AmiVoice") == "AmiVoice"
    assert product_of("faster-whisper:demo") == ""
