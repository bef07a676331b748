"""The adapter against a stand-in: pyannote.audio is not part of kouka, and neither is its model."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from pipelines.diarization import Turn, pyannote
from pipelines.diarization.pyannote import MODEL, RATE, Pyannote
from pipelines.errors import ExitCode, KoukaError

SAID = [(0.5, 2.5, "SPEAKER_07"), (2.0, 4.0, "SPEAKER_01"), (5.0, 9.0, "SPEAKER_07")]


class Annotation:
    def itertracks(self, yield_label: bool) -> Iterator[tuple[SimpleNamespace, str, str]]:
        assert yield_label
        for number, (start, end, label) in enumerate(SAID):
            yield SimpleNamespace(start=start, end=end), str(number), label


class Pipeline:
    """Of pyannote.audio, as far as the adapter uses it."""

    loaded: Path
    asked: dict
    answer: object = Annotation()

    @classmethod
    def from_pretrained(cls, checkpoint: Path) -> "Pipeline":
        cls.loaded = checkpoint
        return cls()

    def __call__(self, sound: dict, **options: int) -> object:
        type(self).asked = {**sound, **options}
        return self.answer


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in is installed, and so is its model."""
    module, package = ModuleType("pyannote.audio"), ModuleType("pyannote")
    module.Pipeline = Pipeline  # type: ignore[attr-defined]
    torch = ModuleType("torch")
    torch.from_numpy = lambda samples: samples  # type: ignore[attr-defined]
    for name, each in {"pyannote": package, "pyannote.audio": module, "torch": torch}.items():
        monkeypatch.setitem(sys.modules, name, each)
    monkeypatch.setattr(pyannote, "version", lambda _name: "4.0.1")
    file = tmp_path / "config.yaml"
    file.write_text("version: 4.0.0\n")
    monkeypatch.setenv(MODEL, str(file))
    return file


def samples_of(start: float, end: float) -> np.ndarray:
    return np.full(round((end - start) * RATE), start, dtype=np.float32)


def test_turns_lie_within_speech_in_order_and_by_our_names(config: Path) -> None:
    turns = Pyannote().turns(samples_of, [(0.0, 3.0), (6.0, 8.0)], None)
    assert turns == [Turn(0.5, 2.5, "S1"), Turn(2.0, 3.0, "S2"), Turn(6.0, 8.0, "S1")]
    assert Pipeline.loaded == config


def test_what_it_is_given(config: Path) -> None:
    Pyannote().turns(samples_of, [(1.0, 3.0), (4.0, 40.0)], 3)
    waveform = Pipeline.asked["waveform"]
    assert (waveform.shape, waveform.dtype) == ((1, 40 * RATE), np.float32)
    assert (Pipeline.asked["sample_rate"], Pipeline.asked["num_speakers"]) == (RATE, 3)
    assert waveform[0, [0, RATE, 3 * RATE + 1, 5 * RATE, 39 * RATE]].tolist() == [0, 1, 0, 4, 34]


def test_how_many_speak_is_left_to_it_where_that_is_not_known(config: Path) -> None:
    Pyannote().turns(samples_of, [(0.0, 3.0)], None)
    assert "num_speakers" not in Pipeline.asked


def test_both_shapes_of_its_answer(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Pyannote().turns(samples_of, [(0.0, 9.0)], None)
    monkeypatch.setattr(Pipeline, "answer", SimpleNamespace(speaker_diarization=Annotation()))
    assert Pyannote().turns(samples_of, [(0.0, 9.0)], None) == before


def test_without_speech_it_is_not_asked(config: Path) -> None:
    Pipeline.asked = {}
    assert Pyannote().turns(samples_of, [], None) == []
    assert Pipeline.asked == {}


def test_its_version_changes_with_its_configuration(config: Path) -> None:
    before = Pyannote.version()
    assert before.startswith("4.0.1 ")
    config.write_text("version: 4.0.2\n")
    assert Pyannote.version() != before


def test_what_is_missing_is_said(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.unlink()
    with pytest.raises(KoukaError, match="missing") as gone:
        Pyannote.version()
    monkeypatch.delenv(MODEL)
    with pytest.raises(KoukaError, match="has not been said") as unnamed:
        Pyannote()

    def nowhere(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(pyannote, "version", nowhere)
    with pytest.raises(KoukaError, match=r"pyannote\.audio is not installed") as absent:
        Pyannote.version()
    assert {found.value.code for found in (gone, unnamed, absent)} == {ExitCode.SETUP}
