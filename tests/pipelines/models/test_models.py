import json
from pathlib import Path

import pytest

from pipelines import models
from pipelines.errors import ExitCode, KoukaError
from pipelines.models import damaged, default, find, installed, verify
from pipelines.models.adding import add
from tests.pipelines.models.whisper import CONFIG, make

pytestmark = pytest.mark.usefixtures("english")


def test_without_any_model_it_is_said_how_to_get_one(kept: Path) -> None:
    assert installed() == {}
    with pytest.raises(KoukaError, match="no speech model") as refused:
        default()
    assert refused.value.code == ExitCode.SETUP
    assert "kouka model add" in str(refused.value.problem.todo)
    with pytest.raises(KoukaError, match="“large”"):
        find("large")


def test_the_bundled_model_is_for_demonstration_and_gives_way(kept: Path, whisper: Path, tmp_path: Path) -> None:
    make(tmp_path / "bundled")
    assert default().name == "demo"
    assert default().demonstration
    verify(default())
    (whisper / "model.bin").write_bytes((whisper / "model.bin").read_bytes() + b"another")
    add(whisper, "own")
    assert default().name == "own"
    assert not default().demonstration
    assert sorted(installed()) == ["demo", "own"]
    assert find("demo").digest != find("own").digest


def test_the_bundled_model_under_another_name_is_still_for_demonstration(kept: Path, tmp_path: Path) -> None:
    assert add(make(tmp_path / "bundled"), "ours").demonstration


def test_the_digest_is_of_the_content(kept: Path, whisper: Path) -> None:
    one = add(whisper, "one")
    assert add(whisper, "two").digest == one.digest
    (whisper / "config.json").write_text(json.dumps({**CONFIG, "lang_ids": []}))
    assert add(whisper, "three").digest != one.digest


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_a_file_that_was_altered_is_named(kept: Path, whisper: Path, name: str) -> None:
    model = add(whisper)
    verify(model)
    content = bytearray((model.path / name).read_bytes())
    content[-1] ^= 1
    (model.path / name).write_bytes(content)
    with pytest.raises(KoukaError, match="not what it was") as refused:
        verify(model)
    assert refused.value.problem.where is not None
    assert refused.value.problem.where.file == model.path / name
    (model.path / name).unlink()
    with pytest.raises(KoukaError, match="missing"):
        verify(model)


def test_a_manifest_that_cannot_be_read(kept: Path, whisper: Path) -> None:
    model = add(whisper)
    (model.path / models.MANIFEST).write_text("{")
    with pytest.raises(KoukaError, match="manifest") as refused:
        verify(model)
    assert str(model.path) in str(refused.value.problem.todo)


def test_a_damaged_model_keeps_nobody_from_the_others(kept: Path, whisper: Path) -> None:
    broken = add(whisper, "broken")
    whole = add(whisper, "whole")
    (broken.path / models.MANIFEST).write_text("{")
    assert installed() == {"whole": whole}
    assert default() == whole
    assert find("whole") == whole
    with pytest.raises(KoukaError, match="manifest"):
        find("broken")
    assert [error.problem.where.file for error in damaged() if error.problem.where] == [broken.path / models.MANIFEST]
