"""Heads by which words get their times: a model is left with some that it has."""

import json
from pathlib import Path

import pytest

from pipelines.audio import RATE
from pipelines.audio.voice import speech
from pipelines.models.adding import add
from pipelines.recognizers import Sound
from pipelines.recognizers.faster_whisper import FasterWhisper
from tests.pipelines.audio.sounds import at_rate, talk
from tests.pipelines.models import whisper as files
from tests.pipelines.recognizers import tiny_whisper

pytestmark = pytest.mark.usefixtures("kept")

OF_LARGE_V3 = [[7, 0], [10, 17], [12, 18], [13, 12], [16, 1], [17, 14], [19, 11], [21, 4], [24, 1], [25, 6]]
"""As kotoba-whisper, which has two layers, brings them."""


def with_heads(folder: Path, heads: object, layers: int = 1) -> Path:
    (folder / "model.bin").write_bytes(files.weights(layers=layers))
    (folder / "config.json").write_text(json.dumps({**files.CONFIG, "alignment_heads": heads}))
    return folder


@pytest.mark.parametrize(
    ("layers", "heads", "given"),
    [
        (2, OF_LARGE_V3, [[1, 0], [1, 1]]),
        (4, [[3, 0], [4, 0]], [[2, 0], [2, 1], [3, 0], [3, 1]]),
        (4, [[3, 2]], [[2, 0], [2, 1], [3, 0], [3, 1]]),
    ],
)
def test_heads_that_a_model_does_not_have_give_way(whisper: Path, layers: int, heads: object, given: object) -> None:
    config = json.loads((add(with_heads(whisper, heads, layers)).path / "config.json").read_text())
    assert config == {**files.CONFIG, "alignment_heads": given}


def test_a_model_with_heads_of_its_own_keeps_its_file(whisper: Path) -> None:
    before = (with_heads(whisper, [[0, 1], [3, 0]], 4) / "config.json").read_bytes()
    assert (add(whisper).path / "config.json").read_bytes() == before


def test_where_the_weights_do_not_tell_how_many_there_are_nothing_is_given(whisper: Path) -> None:
    before = (with_heads(whisper, OF_LARGE_V3, layers=0) / "config.json").read_bytes()
    assert (add(whisper).path / "config.json").read_bytes() == before


def test_a_distilled_model_hears_with_the_heads_that_it_is_given(tmp_path: Path) -> None:
    source = tiny_whisper.make(tmp_path / "distilled")
    config = json.loads((source / "config.json").read_text())
    (source / "config.json").write_text(json.dumps({**config, "alignment_heads": OF_LARGE_V3}))
    model = add(source)
    config = json.loads((model.path / "config.json").read_text())
    assert config["alignment_heads"] == [[0, 0], [0, 1]]  # with those that it came with, the process would be gone
    samples = at_rate(talk(1, 1, 1), RATE)
    (found,) = FasterWhisper(model).hear([Sound(samples, speech(samples), ())])
    assert found
    assert all(piece.words for piece in found)
