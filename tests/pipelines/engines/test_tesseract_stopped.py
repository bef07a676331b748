"""A tesseract that hangs: it ends with the process that waits for it, and leaves no picture behind."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines import isolation
from pipelines.engines import Crop, tesseract
from pipelines.forms.fields import ENGINE_ERROR, recognise
from pipelines.isolation import TIMEOUT, Outcome, isolated
from pipelines.limits import Limits
from tests import processes
from tests.pipelines.engines.picture import read_pictures


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_pool: None) -> Iterator[Path]:
    """The folder for temporary files, where tesseract never ends what it reads. KOUKA_RESULTS tells its processes."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo tesseract 5.3.0 || exec sleep 1000\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("KOUKA_RESULTS", str(tmp_path))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    yield temporary
    isolation.close()


def sleeping(results: Path) -> list[str]:
    return [command for command in processes.alive(results).values() if command.startswith("sleep")]


def test_it_ends_with_the_time_that_its_reader_has(hanging: Path, tmp_path: Path) -> None:
    assert isolated(read_pictures, [1], start_seconds=3, item_seconds=0) == [Outcome(None, TIMEOUT)]
    processes.until(lambda: not sleeping(tmp_path), processes.SOON)
    isolation.close()
    assert list(hanging.iterdir()) == []


def test_it_ends_when_the_run_is_stopped(hanging: Path, tmp_path: Path) -> None:
    def wait() -> None:
        with pytest.raises(isolation.Stopped):
            isolated(read_pictures, [1], start_seconds=600, item_seconds=0)
        stopped.set()

    stopped = threading.Event()
    waiting = threading.Thread(target=wait)
    waiting.start()
    processes.until(lambda: sleeping(tmp_path))
    assert list(hanging.rglob("*.pgm"))
    isolation.close()
    waiting.join(timeout=60)
    assert stopped.is_set()
    processes.until(lambda: not sleeping(tmp_path), processes.SOON)
    assert list(hanging.iterdir()) == []


def test_its_own_time_is_up_first(hanging: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "LIMITS", Limits(tesseract_start_seconds=0, tesseract_seconds=0.1))
    picture = Crop(np.full((40, 100), 255, dtype=np.uint8), 300, "text", None)
    assert recognise(tesseract.Tesseract(), [picture] * 3) == [ENGINE_ERROR] * 3
    processes.until(lambda: not sleeping(tmp_path), processes.SOON)
    assert list(hanging.iterdir()) == []


@pytest.mark.parametrize("fields", [1, 8, 12, 30])
@pytest.mark.parametrize("documents", [1, 3, 20])
def test_all_halves_together_take_less_than_their_process_has(fields: int, documents: int) -> None:
    limits = Limits()
    crops, spent = fields * documents, 0.0
    while True:
        spent += limits.tesseract_start_seconds + limits.tesseract_seconds * crops
        if crops == 1:
            break
        crops = -(-crops // 2)
    assert spent < limits.engine_start_seconds + limits.crop_seconds * fields * documents
