from importlib.metadata import EntryPoint

import pytest

from pipelines import recognizers
from pipelines.errors import ExitCode, KoukaError
from pipelines.models import Model
from pipelines.recognizers import BUNDLED, recognizer, recognizer_class
from pipelines.recognizers.faster_whisper import FasterWhisper

pytestmark = pytest.mark.usefixtures("english", "registered")


def test_those_that_come_along_are_registered(tiny: Model) -> None:
    assert set(recognizers.installed()) >= set(BUNDLED)
    assert recognizer_class("faster-whisper") is FasterWhisper
    assert recognizer("faster-whisper", tiny) is recognizer("faster-whisper", tiny)


def test_a_recogniser_that_is_not_there() -> None:
    with pytest.raises(KoukaError, match="no recogniser “whispr”") as refused:
        recognizer_class("whispr")
    assert refused.value.code == ExitCode.USAGE
    assert "faster-whisper" in str(refused.value.problem.todo)


def test_a_recogniser_whose_module_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint("broken", "nowhere.to.be.found:It", recognizers.GROUP)
    monkeypatch.setattr(recognizers, "installed", lambda: {"broken": broken})
    with pytest.raises(KoukaError, match="ModuleNotFoundError") as refused:
        recognizer_class("broken")
    assert refused.value.code == ExitCode.SETUP


def test_the_version_names_packages_and_model(tiny: Model, short: Model) -> None:
    assert "ctranslate2" in FasterWhisper.version(tiny)
    assert "tiny:000000000000" in FasterWhisper.version(tiny)
    assert FasterWhisper.version(tiny) != FasterWhisper.version(short)
