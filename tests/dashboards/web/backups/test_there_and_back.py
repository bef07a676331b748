"""What a backup holds comes back byte for byte, from either database, while people work; and it is said what is not."""

import hashlib
import json
import stat
import tarfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from dashboards.web.backups import commands, contents, creating, record, restoring
from dashboards.web.backups.database import DUMP
from dashboards.web.database import tables
from dashboards.web.database.opening import open_existing
from dashboards.web.security import audit
from pipelines.errors import ExitCode, KoukaError

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def made(folder: Path) -> Path:
    last, _manifest = creating.create(folder, NOW, "1")
    return Path(last.file)


def below(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("kouka.sqlite")
    }


def test_what_was_copied_comes_back(kept, results, tmp_path):
    (results / ".cache" / "pages").mkdir(parents=True)
    (results / ".cache" / "pages" / "a.png").write_bytes(b"page")
    (results / "demo" / "secret").symlink_to("/etc/passwd")
    (results / "demo" / "elsewhere").symlink_to("/etc")
    file = made(tmp_path / "backup")
    assert file.name == "kouka-20261201-090000.tar"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    manifest = restoring.restore(file, tmp_path / "back")
    there = below(tmp_path / "back" / "results")
    (results / "demo" / "secret").unlink()
    (results / "demo" / "elsewhere").unlink()
    assert there == {name: digest for name, digest in below(results).items() if not name.startswith(".cache")}
    assert len(there) > 4
    assert manifest.left_out == ("results/demo/elsewhere", "results/demo/secret")
    assert manifest.batches == ("samples/forms",)
    assert stat.S_IMODE((tmp_path / "back").stat().st_mode) == 0o700


def test_the_app_works_with_what_came_back(kept, tmp_path):
    restoring.restore(made(tmp_path / "backup"), tmp_path / "back")
    engine = open_existing(f"sqlite:///{tmp_path / 'back' / 'results' / 'kouka.sqlite'}")
    with engine.connect() as connection:
        found = audit.verified(connection)
    engine.dispose()
    assert (found.entries, found.broken) == (3, None)


def test_who_restored_stands_in_the_log_where_it_can_be_written(kept, results, tmp_path):
    file = made(tmp_path / "backup")
    assert commands.restore(file, tmp_path / "back") == ExitCode.OK
    with kept.connect() as connection:
        *_before, last = audit.entries(connection)
    assert (last.action, last.object) == ("backup_restored", file.name)
    kept.dispose()
    for each in results.glob("kouka.sqlite*"):
        each.write_bytes(b"damaged")
    assert commands.restore(file, tmp_path / "again") == ExitCode.OK
    assert below(tmp_path / "again") == below(tmp_path / "back")


def test_it_is_of_one_moment_while_others_write(elsewhere, tmp_path):
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            with elsewhere.begin() as connection:
                audit.record(connection, "suzuki", "document_seen", f"{number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        files = [made(tmp_path / f"{number}.tar") for number in range(3)]
    finally:
        stop.set()
        writer.join()
    entries = [restoring.try_out(file, tmp_path, made_here=True).manifest.audit_entries for file in files]
    assert entries == sorted(entries)
    assert entries[0] >= 1


def test_either_database_is_copied_and_tried(elsewhere, tmp_path, capsys):
    assert commands.create(tmp_path / "backup", verify=True) == ExitCode.OK
    told = capsys.readouterr().out
    last = record.last()
    assert last is not None
    assert last.restored
    assert last.sha256 in told
    with tarfile.open(last.file) as tar:
        said = json.load(tar.extractfile("MANIFEST.json"))
    assert said["audit_entries"] == 1
    assert said["database"] == elsewhere.dialect.name
    name = DUMP if elsewhere.dialect.name == "postgresql" else "results/kouka.sqlite"
    assert name in said["files"]
    with elsewhere.connect() as connection:
        actions = connection.scalars(select(tables.audit.c.action)).all()
    assert actions == ["sign_in", "backup_created", "backup_tested"]


def test_a_log_that_was_changed_is_found_before_it_is_copied(elsewhere, tmp_path):
    with elsewhere.begin() as connection:
        connection.execute(update(tables.audit).values(account="mallory"))
    with pytest.raises(KoukaError) as caught:
        made(tmp_path / "backup")
    assert caught.value.code is ExitCode.TAMPERED
    assert list((tmp_path / "backup").iterdir()) == []


def test_without_a_database_the_results_are_copied(results_with_run, english, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("KOUKA_DATABASE", raising=False)
    assert commands.create(tmp_path / "backup", verify=True) == ExitCode.OK
    assert "no database" in capsys.readouterr().out
    assert not (results_with_run / "kouka.sqlite").exists()


@pytest.mark.parametrize("name", ["backup", "demo/backup.tar"])
def test_a_backup_among_the_results_is_refused(kept, results, name):
    with pytest.raises(KoukaError, match="among the results"):
        creating.create(results / name, NOW, "1")


def test_nothing_is_written_over(kept, tmp_path):
    file = made(tmp_path)
    before = file.read_bytes()
    with pytest.raises(KoukaError):
        creating.create(tmp_path, NOW, "1")
    with pytest.raises(KoukaError):
        restoring.restore(file, tmp_path)
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if "backup" in path.name or "restore" in path.name) == []


def test_a_backup_that_breaks_off_leaves_nothing(kept, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(creating, "_kept", full)
    with pytest.raises(OSError, match="No space"):
        creating.create(tmp_path / "backup", NOW, "1")
    assert list((tmp_path / "backup").iterdir()) == []


def test_what_goes_away_meanwhile_is_left_out(kept, tmp_path, monkeypatch):
    found = [*contents.files()]
    gone = contents.Found(found[0].path.with_name("gone"), "results/demo/gone", True)
    monkeypatch.setattr(contents, "files", lambda: iter([gone, *found]))
    manifest = restoring.try_out(made(tmp_path), tmp_path).manifest
    assert manifest.left_out == ("results/demo/gone",)


def test_what_a_trial_finds_is_noted_of_the_last_backup_alone(kept, tmp_path, capsys):
    commands.create(tmp_path / "one.tar", verify=False)
    commands.create(tmp_path / "two.tar", verify=False)
    assert commands.try_out(tmp_path / "one.tar") == ExitCode.OK
    assert "not the last backup" in capsys.readouterr().err
    assert record.last().tested is None
    assert commands.try_out(tmp_path / "two.tar") == ExitCode.OK
    assert record.last().restored
