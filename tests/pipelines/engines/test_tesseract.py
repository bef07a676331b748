import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytesseract
import pytest

from pipelines.engines import Crop
from pipelines.engines.tesseract import FIGURES, Tesseract, _recognitions, characters_of
from pipelines.errors import ExitCode
from pipelines.settings import THREADS

ASKS_FOR_VERSION = """
from pipelines.engines import engine_class
from pipelines.errors import KoukaError

try:
    print(engine_class("tesseract").version())
except KoukaError as error:
    print(error.problem.what, error.problem.todo, sep="\\n")
    raise SystemExit(error.code)
"""
COLUMNS = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def word(page: int, confidence: float, text: str) -> str:
    return f"5\t{page}\t1\t1\t1\t1\t0\t0\t9\t9\t{confidence}\t{text}\n"


def ask(path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    # pytesseract remembers in its process what it found.
    environment = {**os.environ, "PATH": str(path), "KOUKA_LANG": "en", **variables}
    command = [sys.executable, "-c", ASKS_FOR_VERSION]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for stubs of programs, on a PATH that has nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def stub(folder: Path, languages: str, version: str = "tesseract 5.3.0") -> None:
    answers = f'--version) echo {version};; --list-langs) printf "List of languages:\\n{languages}";;'
    (folder / "tesseract").write_text(f'#!/bin/sh\ncase "$1" in {answers} esac\n')
    (folder / "tesseract").chmod(0o755)


def test_without_tesseract_one_is_told_what_to_install(programs: Path) -> None:
    found = ask(programs)
    assert found.returncode == ExitCode.SETUP
    assert found.stdout.splitlines()[0] == "tesseract is not installed."
    assert "apt-get install tesseract-ocr tesseract-ocr-jpn" in found.stdout


def test_without_japanese_one_is_told_what_to_install(programs: Path) -> None:
    stub(programs, "eng\\n")
    found = ask(programs)
    assert found.returncode == ExitCode.SETUP
    assert found.stdout.splitlines()[0] == "tesseract (jpn) is not installed."


def test_a_tesseract_of_long_ago_is_none(programs: Path) -> None:
    stub(programs, "eng\\njpn\\n", "tesseract 3.02")
    found = ask(programs)
    assert found.returncode == ExitCode.SETUP
    assert "apt-get install tesseract-ocr" in found.stdout


def test_the_model_in_use_is_the_one_in_the_version(programs: Path, tmp_path: Path) -> None:
    stub(programs, "jpn\\n")
    (tmp_path / "jpn.traineddata").write_bytes(b"one")
    one = ask(programs, TESSDATA_PREFIX=str(tmp_path))
    (tmp_path / "jpn.traineddata").write_bytes(b"two")
    two = ask(programs, TESSDATA_PREFIX=str(tmp_path))
    assert one.returncode == two.returncode == 0, one.stdout + one.stderr
    assert one.stdout.startswith("5.3.0 jpn:7692c3ad3540")  # sha256 of "one"
    assert one.stdout != two.stdout


def test_words_are_joined_without_blanks() -> None:
    tsv = COLUMNS + "1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n" + word(1, 90, "令和") + word(1, 60, "6") + word(1, 90, " ")
    (found,) = _recognitions(tsv, 1)
    assert found.text == "令和6"
    # Two characters at 0.9 and one at 0.6.
    assert found.confidence == pytest.approx(0.8)


def test_each_word_belongs_to_the_crop_of_its_page() -> None:
    first, second, third = _recognitions(COLUMNS + word(1, 90, "一") + word(3, 80, "三"), 3)
    assert (first.text, second.text, third.text) == ("一", "", "三")
    assert second.confidence is None


@pytest.mark.parametrize("text", ['"', "'", '""令', "\\", "=1+1"])
def test_marks_of_other_formats_are_text(text: str) -> None:
    assert _recognitions(COLUMNS + word(1, 50, text), 1)[0].text == text


@pytest.mark.parametrize(
    ("type", "allowed", "characters"),
    [
        ("number", None, FIGURES),
        ("phone", "0123456789-()", FIGURES),
        ("number", "012X", "012X"),
        ("text", None, ""),
        ("text", "ABC", "ABC"),
        ("text", "A B", ""),
        ("text", "A'B", ""),
        ("name", None, ""),
    ],
)
def test_which_characters_tesseract_is_told(type: str, allowed: str | None, characters: str) -> None:
    assert characters_of(Crop(np.zeros((1, 1), np.uint8), 300, type, allowed)) == characters


def test_a_field_of_digits_is_read_as_digits_and_each_crop_keeps_its_place() -> None:
    image = np.full((80, 260), 255, dtype=np.uint8)
    cv2.putText(image, "O1S5", (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.8, 0, 4)
    free, digits = Crop(image, 300, "text", None), Crop(image, 300, "number", None)
    found = [each.text for each in Tesseract().read([digits, free, digits, free])]
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert set(found[0]) <= set(FIGURES)
    assert not set(found[1]) <= set(FIGURES)


def test_a_blank_within_a_word_is_no_character() -> None:
    (found,) = _recognitions(COLUMNS + word(1, 90, ") 。") + word(1, 90, " 、"), 1)
    assert found.text == ")。、"


@pytest.mark.parametrize("before", [None, "4"])
def test_its_one_thread_is_nobody_elses(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    """CTranslate2, started by the same process, would write rubbish with fewer threads than it counts on."""
    if before is None:
        monkeypatch.delenv(THREADS, raising=False)
    else:
        monkeypatch.setenv(THREADS, before)
    allowed = []

    def read(*_args: object, **_options: object) -> str:
        allowed.append(os.environ[THREADS])
        return COLUMNS + word(1, 90, "一")

    monkeypatch.setattr(pytesseract, "image_to_data", read)
    crop = Crop(np.full((40, 80), 255, np.uint8), 300, "name", None)
    assert [found.text for found in Tesseract().read([crop])] == ["一"]
    assert (allowed, os.environ.get(THREADS)) == (["1"], before)
