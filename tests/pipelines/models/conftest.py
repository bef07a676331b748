from pathlib import Path

import pytest

from pipelines import models
from tests.pipelines.models.whisper import make


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of models, and no bundled one."""
    monkeypatch.setenv("KOUKA_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(models, "BUNDLED", tmp_path / "bundled")
    return tmp_path / "models"


@pytest.fixture
def whisper(tmp_path: Path) -> Path:
    return make(tmp_path / "whisper-tiny")
