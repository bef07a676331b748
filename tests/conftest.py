"""What all tests share: a copy of the bundled batch, a results folder of their own, and English messages."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import settings

from dashboards import language

# How long an example takes depends on who else uses the machine.
settings.register_profile("kouka", deadline=None)
settings.load_profile("kouka")

# What a shell starts in the background ignores Ctrl-C, and so would the commands that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)

BUNDLED = Path(__file__).parent.parent / "samples" / "forms"
SAMPLES = Path(__file__).parent / "data" / "six"
"""Six moving notices on scans of one page: small enough to be read in every test that needs a batch."""


@pytest.fixture(autouse=True)
def _own_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test begins in Japanese, whatever the one before it spoke."""
    monkeypatch.setenv(language.VARIABLE, "ja")
    with language.speaking(None):
        yield


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages in English, which needs no compiled catalogue."""
    monkeypatch.setenv(language.VARIABLE, "en")
    with language.speaking(None):
        yield


@pytest.fixture(scope="session")
def _catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Japanese catalogue as it stands, compiled; the one beside it may be of yesterday."""
    source = language.CATALOGUES / "ja" / "LC_MESSAGES" / f"{language.DOMAIN}.po"
    folder = tmp_path_factory.mktemp("catalogues")
    compiled = folder / "ja" / "LC_MESSAGES" / f"{language.DOMAIN}.mo"
    compiled.parent.mkdir(parents=True)
    with source.open("rb") as texts, compiled.open("wb") as target:
        write_mo(target, read_po(texts, "ja"))
    return folder


@pytest.fixture
def japanese(_catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages in Japanese."""
    monkeypatch.setenv(language.VARIABLE, "ja")
    monkeypatch.setattr(language, "CATALOGUES", _catalogues)
    language.catalogue.cache_clear()
    with language.speaking(None):
        yield
    language.catalogue.cache_clear()


@pytest.fixture
def forms_batch(tmp_path: Path) -> Path:
    """A copy of the six forms that a test may change."""
    return shutil.copytree(SAMPLES, tmp_path / "batch")


@pytest.fixture
def bundled_batch(tmp_path: Path) -> Path:
    """A copy of samples/forms, all kinds of form and of scan, that a test may change."""
    return shutil.copytree(BUNDLED, tmp_path / "batch")


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to which runs are written."""
    folder = tmp_path / "results"
    monkeypatch.setenv("KOUKA_RESULTS", str(folder))
    return folder
