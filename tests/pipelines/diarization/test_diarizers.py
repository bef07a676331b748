from pathlib import Path

import pytest

from pipelines.diarization import Turn, diarizer, in_order, installed
from pipelines.errors import ExitCode, KoukaError


@pytest.fixture
def plug_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Diarizers as another package brings them, beside kouka's own as they stand in pyproject.toml."""
    folder = tmp_path / "kouka_others-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: kouka-others\nVersion: 1\n")
    (folder / "entry_points.txt").write_text(
        "[kouka.diarizers]\ntimbre = pipelines.diarization.timbre:Timbre\ngone = pipelines.diarization.nowhere:Gone\n"
    )
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("plug_ins")
def test_what_is_installed_is_found_by_its_name() -> None:
    from pipelines.diarization.timbre import Timbre

    assert {"timbre", "gone"} <= installed().keys()
    assert isinstance(diarizer(), Timbre)


@pytest.mark.usefixtures("plug_ins")
@pytest.mark.parametrize(
    ("name", "says", "code"),
    [("nobody", "no diarizer “nobody”", ExitCode.USAGE), ("gone", "cannot be loaded: ModuleNotFound", ExitCode.SETUP)],
)
def test_what_cannot_be_had_is_said_with_what_can(name: str, says: str, code: ExitCode) -> None:
    with pytest.raises(KoukaError, match=says) as caught:
        diarizer(name)
    assert caught.value.code is code
    assert "timbre" in (caught.value.problem.todo or "")


def test_speakers_are_numbered_in_the_order_in_which_they_first_speak() -> None:
    turns = [Turn(5.0, 6.0, "b"), Turn(0.0, 1.0, "z"), Turn(2.0, 4.0, "a"), Turn(4.0, 5.0, "z")]
    assert in_order(turns) == [Turn(0.0, 1.0, "S1"), Turn(2.0, 4.0, "S2"), Turn(4.0, 5.0, "S1"), Turn(5.0, 6.0, "S3")]
