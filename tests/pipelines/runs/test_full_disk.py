"""A real disk without space: a small file system in memory, which only root may mount."""

import subprocess
from pathlib import Path

import pytest

from pipelines.atomic import DiskFull
from pipelines.forms import pages
from pipelines.runs.chunks import collect, pages_part, read_chunk, register_chunk
from pipelines.tables import read_table
from tests.pipelines.conftest import Begin

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("faulty_engines")]


def test_a_full_disk_stops_the_run_which_goes_on_when_there_is_room(
    three: Path, begin: Begin, small_disk: Path
) -> None:
    run = begin(three)
    with pytest.raises(DiskFull):
        register_chunk(run.folder, 0)
    assert not pages_part(run, 0).exists()
    done = {file: file.stat().st_mtime_ns for file in small_disk.glob(".cache/pages/*/pages.csv")}
    assert 0 < len(done) < 3
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    register_chunk(run.folder, 0)
    read_chunk(run.folder, 0, "faulty")
    assert collect(run.folder)["pages_registered"] == 3
    assert {file: file.stat().st_mtime_ns for file in done} == done
    assert {row["status"] for row in read_table(run.folder / "pages.csv").rows} == {pages.REGISTERED}
    assert not list(small_disk.rglob("*.tmp"))
