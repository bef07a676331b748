import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.engines.tesseract import _recognitions
from pipelines.errors import ExitCode

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
