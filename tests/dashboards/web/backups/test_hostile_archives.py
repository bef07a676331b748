"""Archives that somebody made to do harm, or that a disk damaged: refused, and nothing is left of them."""

import io
import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.web.backups import creating, restoring
from dashboards.web.backups.manifest import NAME
from pipelines.errors import KoukaError
from pipelines.limits import LIMITS


def member(name, content=b"x", kind=tarfile.REGTYPE, **more):
    entry = tarfile.TarInfo(name)
    entry.size, entry.type = (len(content) if kind in (tarfile.REGTYPE, tarfile.AREGTYPE) else 0), kind
    for key, value in more.items():
        setattr(entry, key, value)
    return entry, content


MANIFEST = {"schema": 1, "made": "2026-12-01T09:00:00+00:00", "version": "1", "database": "none", "files": {}}


def packed(path, *members, mode="w", manifest=MANIFEST):
    with tarfile.open(path, mode, format=tarfile.PAX_FORMAT) as tar:
        for entry, content in members:
            tar.addfile(entry, io.BytesIO(content))
        if manifest is not None:
            entry, content = member(NAME, json.dumps(manifest).encode())
            tar.addfile(entry, io.BytesIO(content))
    return path


def refused(file, folder):
    before = set(folder.rglob("*"))
    with pytest.raises(KoukaError) as caught:
        restoring.restore(file, folder / "back")
    assert set(folder.rglob("*")) == before
    return caught.value.problem.what


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "name",
    [
        "../out.txt", "results/../../out.txt", "/etc/passwd", "results/./a", "results//a", "other/a", "results\\..\\a",
        "kouka.sqlite", "", ".", "..", "results/..", "results",
    ],
)  # fmt: skip
def test_a_path_that_leads_out_is_refused(tmp_path, name):
    said = refused(packed(tmp_path / "a.tar", member(name)), tmp_path)
    assert "leads where none belongs" in said or "no backup" in said


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE]
)
def test_a_link_or_a_device_is_refused(tmp_path, kind):
    file = packed(tmp_path / "a.tar", member("results/a", kind=kind, linkname="/etc/passwd"))
    assert "link or no file" in refused(file, tmp_path)


@pytest.mark.usefixtures("english")
def test_a_link_and_a_file_through_it_are_refused(tmp_path):
    link = member("results/a", kind=tarfile.SYMTYPE, linkname="/tmp")
    assert "link or no file" in refused(packed(tmp_path / "a.tar", link, member("results/a/b")), tmp_path)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_packed_archive_is_refused_before_it_is_unpacked(tmp_path, mode):
    bomb = member("results/a", b"\0" * 10_000_000)
    assert "no backup" in refused(packed(tmp_path / "a.tar", bomb, mode=mode), tmp_path)


@pytest.mark.usefixtures("english")
def test_a_sparse_file_is_refused(tmp_path):
    sparse = member("results/a", kind=tarfile.GNUTYPE_SPARSE)
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT) as tar:
        tar.addfile(sparse[0])
    assert refused(tmp_path / "a.tar", tmp_path)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("names", [("results/a", "results/a/b"), ("results/a/b", "results/a")])
def test_a_name_that_is_a_file_and_a_folder_is_refused(tmp_path, names):
    assert "no backup" in refused(packed(tmp_path / "a.tar", *map(member, names)), tmp_path)


@pytest.mark.usefixtures("english")
def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(restoring, "LIMITS", LIMITS.__class__(backup_members=3))
    file = packed(tmp_path / "a.tar", *(member(f"results/{number}") for number in range(4)))
    assert "no backup" in refused(file, tmp_path)


@pytest.mark.usefixtures("english")
def test_a_file_that_stands_twice_is_refused(tmp_path):
    assert refused(packed(tmp_path / "a.tar", member("results/a"), member("results/a")), tmp_path)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "cut off"),
        ({}, "no backup"),
        (MANIFEST | {"schema": 2}, "no backup"),
        (MANIFEST | {"audit_last": "0; rm -rf ~"}, "no backup"),  # a restore prints it within a command
        (MANIFEST, "not what was copied"),
        (MANIFEST | {"files": {"results/b": {"sha256": "0" * 64, "bytes": 1}}}, "not what was copied"),
        (MANIFEST | {"files": {"results/a": {"sha256": "0" * 64, "bytes": 1}}}, "not what was copied"),
    ],
)
def test_what_is_not_what_it_says_is_refused(tmp_path, manifest, said):
    assert said in refused(packed(tmp_path / "a.tar", member("results/a"), manifest=manifest), tmp_path)


@pytest.mark.usefixtures("english")
def test_something_else_is_refused(tmp_path):
    (tmp_path / "a.tar").write_bytes(b"PK\3\4" + b"\0" * 2000)
    assert refused(tmp_path / "a.tar", tmp_path)
    assert "missing" in refused(tmp_path / "none.tar", tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A backup of two small files."""
    home = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOUKA_RESULTS", str(home / "results"))
        patch.delenv("KOUKA_DATABASE", raising=False)
        (home / "results" / "demo").mkdir(parents=True)
        (home / "results" / "demo" / "a.csv").write_bytes(b"one" * 400)
        (home / "results" / "demo" / "文書.csv").write_bytes(b"two")
        last, _manifest = creating.create(home / "whole.tar", datetime(2026, 12, 1, tzinfo=UTC), "1")
    return Path(last.file).read_bytes()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_byte_that_was_changed_is_found_or_changes_nothing(tmp_path, whole, data):
    place = data.draw(st.integers(0, len(whole) - 1))
    content = bytearray(whole)
    content[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / "changed.tar").write_bytes(content)
    try:
        manifest = restoring.try_out(tmp_path / "changed.tar", tmp_path).manifest
    except KoukaError:
        return
    # What a header says beside name, size and content, such as a time, is nobody's concern; nor are the empty ends.
    assert set(manifest.files) == {"results/demo/a.csv", "results/demo/文書.csv"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.integers(0, 4000))
def test_a_file_that_was_cut_off_is_refused(tmp_path, whole, kept):
    (tmp_path / "cut.tar").write_bytes(whole[:kept])
    with pytest.raises(KoukaError):
        restoring.try_out(tmp_path / "cut.tar", tmp_path)
