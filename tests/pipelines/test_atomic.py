import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import atomic

WRITES_HALF_AND_WAITS = """
import sys, time
from pathlib import Path
from pipelines import atomic

with atomic.replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("half of the n")
    print("written", flush=True)
    time.sleep(600)
"""


def test_content_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "new" / "table.csv"
    atomic.write_text(file, "一\r\n")
    atomic.write_text(file, "二\r\n")
    assert file.read_bytes() == "二\r\n".encode()
    assert os.listdir(file.parent) == ["table.csv"]


def test_an_exception_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")

    def write_half() -> None:
        with atomic.replacing(file) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["table.csv"]


def test_a_reader_sees_the_old_content_until_the_block_ends(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")
    with atomic.replacing(file) as temporary:
        temporary.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"


def test_a_killed_process_leaves_the_old_content(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")
    command = [sys.executable, "-c", WRITES_HALF_AND_WAITS, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        writer.send_signal(signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    assert file.read_text() == "old"
    atomic.write_text(file, "new")
    assert file.read_text() == "new"


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o002, 0o664), (0o077, 0o600)])
def test_colleagues_may_read_what_the_umask_lets_them(tmp_path: Path, umask: int, mode: int) -> None:
    file = tmp_path / "readings.csv"
    before = os.umask(umask)
    try:
        atomic.write_text(file, "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_no_space_is_an_error_of_its_own_and_spoils_nothing(tmp_path: Path, number: int) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(atomic.DiskFull) as caught, atomic.replacing(file):
        raise OSError(number, os.strerror(number))
    assert (caught.value.errno, caught.value.filename) == (number, str(file))
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert file.read_text() == "old"


def test_other_troubles_of_the_system_are_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), atomic.replacing(tmp_path / "file"):
        raise PermissionError(errno.EACCES, "x")
