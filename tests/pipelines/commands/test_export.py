"""``kouka export``: it starts the program that may import the app, and gives back how that went."""

import shutil
from pathlib import Path

import pytest

from pipelines.commands import call
from pipelines.errors import ExitCode
from tests import processes

RUN = "demo/20261124-154509-53cd552c"


@pytest.fixture
def reference(results: Path) -> Path:
    """The reference's run, whose batch can be found from it."""
    shutil.copytree(processes.ROOT / "results" / "reference", results / "demo")
    (results.parent / "samples").symlink_to(processes.ROOT / "samples")
    return results


def test_the_page_to_begin_with_is_printed(reference: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    code = call(["export", RUN, str(tmp_path / "out"), "--documents", "2", "--no-crops"])
    said = capfd.readouterr()
    assert code == ExitCode.OK, said.err
    assert said.out.strip() == str(tmp_path / "out" / "index.html")
    assert len([*(tmp_path / "out").rglob("documents/*.html")]) == 2


def test_what_went_wrong_is_told(reference: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert call(["export", RUN, str(tmp_path / "out")]) == ExitCode.USAGE
    assert "not empty" in capfd.readouterr().err
