"""Which batches can be run from the app."""

import os
import shutil

import pytest

from dashboards.web.working import batches
from dashboards.web.working.batches import batch_called, found_batches
from tests import processes


@pytest.fixture
def named(tmp_path, monkeypatch):
    folder = tmp_path / "バッチ"
    folder.mkdir()
    monkeypatch.setenv("KOUKA_BATCHES", str(folder))
    return folder


def copied(folder):
    return shutil.copytree(processes.SAMPLES, folder)


def paths():
    return [each.path for each in found_batches()]


def test_those_below_a_folder_that_was_named(named, results):
    there = [copied(named / "2026-06"), copied(named / "課" / "係" / "2026-07")]
    for outside in (named / "a" / "b" / "c" / "deep", named / ".hidden", there[0] / "inside"):
        copied(outside)
    assert paths() == there


def test_what_lies_elsewhere_cannot_be_reached(named, results, tmp_path):
    elsewhere = copied(tmp_path / "elsewhere")
    (named / "link").symlink_to(elsewhere)
    assert paths() == []
    for key in (str(elsewhere), "../elsewhere", "", "0" * 16):
        assert batch_called(key) is None


def test_a_batch_is_found_again_by_its_key(named, results):
    copied(named / "one")
    (found,) = found_batches()
    assert batch_called(found.key) == found
    assert found.kind == "forms"


def test_several_folders_and_one_that_is_a_batch(tmp_path, results, monkeypatch):
    one, other = copied(tmp_path / "one"), copied(tmp_path / "b" / "other")
    monkeypatch.setenv("KOUKA_BATCHES", os.pathsep.join([str(one), str(tmp_path / "b"), str(tmp_path / "none")]))
    assert paths() == sorted([one, other])


def test_a_damaged_batch_is_passed_over(named, results):
    (copied(named / "one") / "batch.toml").write_text("title = ")
    assert paths() == []


def test_by_default_those_beside_the_results_and_the_bundled_ones(results, monkeypatch):
    monkeypatch.delenv("KOUKA_BATCHES", raising=False)
    mine = copied(results.parent / "mine")
    copied(results / "demo" / "not-a-batch")
    assert {mine, processes.ROOT / "samples" / "forms", processes.ROOT / "samples" / "meetings"} == set(paths())


def test_a_share_with_very_many_folders_is_not_walked_to_its_end(named, results, monkeypatch):
    monkeypatch.setattr(batches, "MOST_FOLDERS", 3)
    for n in range(5):
        copied(named / f"{n}")
    assert len(paths()) == 2
