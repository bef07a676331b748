"""A backup that was killed half-way leaves nothing: the next one sweeps up, and lets alone who is at work."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

from dashboards.web.backups import creating, restoring
from dashboards.web.backups.passing import PREFIX, passing_folder

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
HOLDING = """
import sys, time
from pathlib import Path
from dashboards.web.backups.passing import passing_folder
with passing_folder(Path(sys.argv[1])) as folder:
    (folder / "what residents wrote").write_bytes(b"half")
    print("ready", flush=True)
    time.sleep(60)
"""


def holding(folder):
    process = subprocess.Popen([sys.executable, "-c", HOLDING, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def test_what_a_killed_process_left_goes_with_the_next_backup(kept, tmp_path):
    process = holding(tmp_path / "backup")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert list((tmp_path / "backup").rglob("what residents wrote"))
    made, _manifest = creating.create(tmp_path / "backup", NOW, "1")
    assert [path.name for path in (tmp_path / "backup").iterdir()] == ["kouka-20261201-090000.tar"]
    restoring.try_out(tmp_path / "backup" / "kouka-20261201-090000.tar", tmp_path / "backup")
    assert made.bytes > 0


def test_what_a_living_process_holds_stays(tmp_path):
    process = holding(tmp_path)
    try:
        with passing_folder(tmp_path) as mine:
            others = [path for path in tmp_path.glob(f"{PREFIX}*") if path != mine]
            assert (others[0] / "what residents wrote").exists()
        assert not mine.exists()
    finally:
        process.kill()
        process.wait()


def test_a_link_of_that_name_is_not_followed(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("kept", "utf-8")
    (tmp_path / f"{PREFIX}x").symlink_to(tmp_path / "mine")
    with passing_folder(tmp_path):
        pass
    assert (tmp_path / "mine" / "letter").exists()
