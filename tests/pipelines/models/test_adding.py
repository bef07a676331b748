import io
import json
import os
import random
import shutil
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import ExitCode, KoukaError
from pipelines.limits import Limits
from pipelines.models import adding, archives, installed
from pipelines.models.adding import add
from tests.pipelines.models.whisper import CONFIG, TOKENS, make, tokenizer, weights

pytestmark = pytest.mark.usefixtures("english", "kept")
NEEDED = {"model.bin", "config.json", "tokenizer.json", "vocabulary.json", "preprocessor_config.json"}


def refusal(source: Path, name: str | None = None) -> KoukaError:
    with pytest.raises(KoukaError) as refused:
        add(source, name)
    return refused.value


def nothing_left(kept: Path) -> bool:
    return not kept.exists() or not list(kept.iterdir())


def tar(file: Path, members: dict[str, bytes], link: str = "") -> Path:
    with tarfile.open(file, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        if link:
            entry = tarfile.TarInfo(link)
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(entry)
    return file


def content_of(folder: Path, prefix: str = "a/") -> dict[str, bytes]:
    return {prefix + file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_directory_is_taken_in_with_its_manifest(whisper: Path, kept: Path) -> None:
    (whisper / "README.md").write_text("where it is from")
    model = add(whisper)
    assert (model.name, model.path, model.demonstration) == ("whisper-tiny", kept / "whisper-tiny", False)
    assert {file.name for file in model.path.iterdir()} == {*NEEDED, "README.md", "manifest.json"}
    said = json.loads((model.path / "manifest.json").read_text())
    assert set(said["files"]) == NEEDED
    assert said["source"] == str(whisper)
    assert model.bytes == sum((whisper / name).stat().st_size for name in NEEDED)
    assert [file.name for file in kept.iterdir()] == ["whisper-tiny"]


@pytest.mark.parametrize("kind", ["zip", "tar", "gztar", "bztar", "xztar"])
def test_an_archive_is_as_good_as_the_directory(whisper: Path, tmp_path: Path, kind: str) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "packed"), kind, tmp_path, whisper.name))
    model = add(archive)
    assert model.name == "packed"
    assert model.digest == add(whisper).digest


def test_a_directory_that_brings_its_manifest_is_held_to_it(whisper: Path, tmp_path: Path, kept: Path) -> None:
    carried = shutil.copytree(add(whisper).path, tmp_path / "usb")
    assert add(carried, "again").digest == installed()["whisper-tiny"].digest
    damaged = (carried / "model.bin").read_bytes()
    (carried / "model.bin").write_bytes(damaged[:-1] + bytes([damaged[-1] ^ 1]))
    error = refusal(carried, "third")
    assert str(error.problem.where) == str(carried / "model.bin")
    assert "manifest" in error.problem.what
    assert error.problem.todo
    assert sorted(installed()) == ["again", "whisper-tiny"]
    assert sorted(file.name for file in kept.iterdir()) == ["again", "whisper-tiny"]


def test_an_archive_that_brings_its_manifest_is_held_to_it(whisper: Path, tmp_path: Path, kept: Path) -> None:
    carried = content_of(add(whisper).path)
    assert add(tar(tmp_path / "whole.tgz", carried)).digest == installed()["whisper-tiny"].digest
    weights = carried["a/model.bin"]
    altered = tar(tmp_path / "altered.tgz", carried | {"a/model.bin": weights[:-1] + bytes([weights[-1] ^ 1])})
    error = refusal(altered)
    assert str(error.problem.where) == str(altered / "model.bin")
    assert "manifest" in error.problem.what
    assert sorted(installed()) == ["whisper-tiny", "whole"]


def test_a_manifest_of_another_kind_is_nobodys(whisper: Path, tmp_path: Path) -> None:
    (whisper / "manifest.json").write_text('{"name": "a web app"}')
    model = add(whisper)
    assert json.loads((model.path / "manifest.json").read_text())["source"] == str(whisper)


def test_a_zip_of_older_windows_has_its_paths_with_backslashes(whisper: Path, tmp_path: Path, kept: Path) -> None:
    for name, more in (("a.zip", {}), ("b.zip", {"..\\evil": b"x"})):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for path, content in (content_of(whisper, "a\\") | more).items():
                archive.writestr(path, content)
    assert add(tmp_path / "a.zip").digest == add(whisper).digest
    assert "leads out" in refusal(tmp_path / "b.zip").problem.what


def test_a_zip_that_was_not_copied_to_its_end(whisper: Path, tmp_path: Path, kept: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, whisper.name))
    archive.write_bytes(archive.read_bytes()[:-100])
    error = refusal(archive)
    assert "unpacked" in error.problem.what
    assert "Copy it again" in str(error.problem.todo)
    assert nothing_left(kept)


def test_a_link_in_an_archive_is_refused(whisper: Path, tmp_path: Path, kept: Path) -> None:
    members = content_of(whisper)
    del members["a/config.json"]
    error = refusal(tar(tmp_path / "a.tgz", members, link="a/config.json"))
    assert "link" in error.problem.what
    assert nothing_left(kept)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        entry = zipfile.ZipInfo("a/config.json")
        entry.external_attr = (0o120_777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "link" in refusal(tmp_path / "a.zip").problem.what


@pytest.mark.parametrize("path", ["../evil", "/tmp/evil", "a/../../evil"])
def test_a_path_that_leads_out_is_refused(whisper: Path, tmp_path: Path, kept: Path, path: str) -> None:
    error = refusal(tar(tmp_path / "a.tgz", {**content_of(whisper), path: b"x"}))
    assert "leads out" in error.problem.what
    assert nothing_left(kept)
    assert not (tmp_path / "evil").exists()


def test_an_archive_without_a_model_or_with_two(whisper: Path, tmp_path: Path) -> None:
    assert "no model.bin" in refusal(tar(tmp_path / "a.tgz", {"a/config.json": b"{}"})).problem.what
    both = content_of(whisper, "a/") | content_of(whisper, "b/")
    assert "several" in refusal(tar(tmp_path / "b.tgz", both)).problem.what


def test_an_archive_that_breaks_off(whisper: Path, tmp_path: Path, kept: Path) -> None:
    archive = tar(tmp_path / "a.tgz", content_of(whisper))
    archive.write_bytes(archive.read_bytes()[:-200])
    assert "unpacked" in refusal(archive).problem.what
    assert nothing_left(kept)


@pytest.mark.parametrize("kind", ["zip", "gztar", "bztar", "xztar"])
def test_a_damaged_archive_is_refused_with_what_to_do(whisper: Path, tmp_path: Path, kept: Path, kind: str) -> None:
    (whisper / "model.bin").write_bytes(random.Random(1).randbytes(2_000_000))
    archive = Path(shutil.make_archive(str(tmp_path / "packed"), kind, tmp_path, whisper.name))
    content = bytearray(archive.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(byte ^ 0x5A for byte in content[middle : middle + 400])
    archive.write_bytes(content)
    error = refusal(archive)
    assert "unpacked" in error.problem.what or "not whole" in error.problem.what  # of gzip, numbers are merely others
    assert error.problem.todo
    assert nothing_left(kept)


def test_more_than_a_model_can_hold_is_refused(whisper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tar(tmp_path / "a.tgz", content_of(whisper))
    monkeypatch.setattr(archives, "LIMITS", Limits(archive_members=3))
    assert "too much" in refusal(archive).problem.what
    monkeypatch.setattr(archives, "LIMITS", Limits(model_bytes=1_000))
    assert "too much" in refusal(archive).problem.what
    monkeypatch.setattr(adding, "LIMITS", Limits(model_bytes=1_000))
    assert "too much" in refusal(whisper).problem.what


def test_an_archive_that_holds_more_than_it_says(
    whisper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in content_of(whisper).items():
            archive.writestr(name, content)
    real = archives._members

    def smaller(file: Path, archive: zipfile.ZipFile) -> list[archives.Member]:
        return [archives.Member(one.path, one.size // 2, one.plain, one.entry) for one in real(file, archive)]

    monkeypatch.setattr(archives, "_members", smaller)
    assert "not what it says" in refusal(tmp_path / "a.zip").problem.what


def test_names(whisper: Path) -> None:
    add(whisper, "mine")
    for name in ("mine", "demo", "../x", ".hidden", "", "日本語", "a/b"):
        error = refusal(whisper, name) if name else refusal(whisper.rename(whisper.with_name("名前")))
        assert error.code == ExitCode.USAGE
        assert "--name" in str(error.problem.todo)
        whisper = whisper if name else whisper.with_name("名前")
    assert sorted(installed()) == ["mine"]


def test_of_two_that_take_in_the_same_name_one_is_told(
    whisper: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = adding.check

    def slow(place: Path) -> None:
        real(place)
        make(kept / "mine")

    monkeypatch.setattr(adding, "check", slow)
    assert "already" in refusal(whisper, "mine").problem.what
    assert [file.name for file in kept.iterdir()] == ["mine"]


def test_what_a_killed_process_left_is_cleared_after_a_day(whisper: Path, kept: Path) -> None:
    for name, age in ((".old.tmp", 100_000), (".new.tmp", 60)):
        (kept / name).mkdir(parents=True)
        (kept / name / "model.bin").touch()
        os.utime(kept / name, (time.time() - age,) * 2)
    add(whisper)
    assert sorted(file.name for file in kept.iterdir()) == [".new.tmp", "whisper-tiny"]
    assert sorted(installed()) == ["whisper-tiny"]


def test_what_is_no_model(tmp_path: Path, kept: Path) -> None:
    assert refusal(tmp_path / "none").problem.what == "The file is missing."
    (tmp_path / "text").write_text("x")
    assert "neither" in refusal(tmp_path / "text").problem.what
    (tmp_path / "empty").mkdir()
    error = refusal(tmp_path / "empty")
    assert error.problem.where is not None
    assert error.problem.where.file == tmp_path / "empty" / "model.bin"
    assert nothing_left(kept)


@pytest.mark.parametrize("name", sorted(NEEDED - {"preprocessor_config.json"}))
def test_a_missing_file_is_named_where_it_should_be(whisper: Path, name: str) -> None:
    (whisper / name).unlink()
    error = refusal(whisper)
    assert error.problem.where is not None
    assert error.problem.where.file == whisper / name


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("model.bin", weights()[:-3_000], "not whole"),
        ("model.bin", b"PK\x03\x04 no model", "bands"),
        ("model.bin", weights().replace(b"WhisperSpec", b"TransfoSpec"), "not whole"),
        ("model.bin", weights(vocabulary=5), "8 entries, and the model 5"),
        ("model.bin", weights(positions=400), "400 positions"),
        ("model.bin", weights(mels=64), "64 bands"),
        ("model.bin", weights(mels=128), "128 bands, and this file says 80"),
        ("vocabulary.json", json.dumps([*TOKENS[1:], "c"]).encode(), "English"),
        ("vocabulary.json", json.dumps([*TOKENS[:-1], "c"]).encode(), "<|notimestamps|> has another number"),
        ("vocabulary.json", b"{}", "not what"),
        ("vocabulary.json", b"\xff\xfe", "not what"),
        ("tokenizer.json", b'{"model": {"vocab": {"a": 9}}}', "more entries"),
        ("tokenizer.json", b"[]", "not what"),
        ("tokenizer.json", json.dumps(tokenizer(moved=-1)).encode(), "<|ja|> has another number"),
        ("tokenizer.json", b'{"model": {"vocab": {"a": 1}}}', "<|ja|> has another number"),
        ("config.json", b"{", "not what"),
        ("config.json", b"[]", "not what"),
        ("config.json", b"{}", "not what"),
        ("config.json", json.dumps({**CONFIG, "alignment_heads": None}).encode(), "alignment_heads"),
        ("config.json", b'{"suppress_ids_begin": [3]}', "alignment_heads"),
        ("config.json", json.dumps({**CONFIG, "alignment_heads": [[0]]}).encode(), "alignment_heads"),
        ("config.json", json.dumps({**CONFIG, "alignment_heads": [[0, "1"]]}).encode(), "alignment_heads"),
        ("config.json", json.dumps({**CONFIG, "alignment_heads": [[0, -1]]}).encode(), "alignment_heads"),
        ("preprocessor_config.json", b"[]", "not what"),
        ("preprocessor_config.json", b'{"feature_size": 80, "sampling_rate": 8000}', "another way"),
        ("preprocessor_config.json", b'{"feature_size": 80, "n_fft": 0}', "another way"),
        ("preprocessor_config.json", b'{"feature_size": 80, "chunk_length": 0}', "another way"),
        ("preprocessor_config.json", b'{"feature_size": 80, "chunk_length": null}', "another way"),
    ],
)
def test_a_wrong_file_is_named(whisper: Path, name: str, content: bytes, what: str) -> None:
    (whisper / name).write_bytes(content)
    if content.startswith(b"PK"):  # of a layout that is not known, nothing is said
        assert add(whisper).bytes
        return
    assert what in refusal(whisper).problem.what


def test_without_the_file_that_says_so_80_bands_are_assumed_and_no_others(whisper: Path, tmp_path: Path) -> None:
    (whisper / "preprocessor_config.json").unlink()
    assert add(whisper)
    large = make(tmp_path / "large", mels=128)
    assert add(large)
    (large / "preprocessor_config.json").unlink()
    error = refusal(large, "again")
    assert "128 bands" in error.problem.what
    assert error.problem.where is not None
    assert error.problem.where.file.name == "preprocessor_config.json"


def test_older_models_have_their_vocabulary_as_text(whisper: Path) -> None:
    (whisper / "vocabulary.json").unlink()
    (whisper / "vocabulary.txt").write_text("\n".join(TOKENS) + "\n")
    assert add(whisper).bytes
