from pathlib import Path

import pytest

from pipelines import recognizers
from pipelines.models import Model
from tests.pipelines.recognizers import tiny_whisper


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A model of random weights that hears 30 s at once."""
    return Model("tiny", tiny_whisper.make(tmp_path_factory.mktemp("tiny") / "model"), "0" * 64, False, 0)


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """One that hears 12 s at once."""
    return Model("short", tiny_whisper.make(tmp_path_factory.mktemp("short") / "model", 12), "1" * 64, True, 0)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognisers as pyproject.toml lists them, also where an older installation of kouka is about."""
    import tomllib
    from importlib.metadata import EntryPoint

    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["entry-points"][recognizers.GROUP]
    found = {name: EntryPoint(name, value, recognizers.GROUP) for name, value in listed.items()}
    monkeypatch.setattr(recognizers, "installed", lambda: found)
    recognizers.recognizer.cache_clear()
