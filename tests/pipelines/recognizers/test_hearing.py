import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines import isolation, recognizers
from pipelines.audio import Part, cutting
from pipelines.audio.cutting import plan
from pipelines.audio.refusal import Reason, Unreadable
from pipelines.models import Model
from pipelines.recognizers import Heard, Sound, Word
from pipelines.recognizers.hearing import Hearing, hear, hear_stretch
from tests.pipelines.audio.sounds import silence, talk, write


class Fake:
    """Says how much it was given."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @staticmethod
    def version(model: Model) -> str:
        return "1"

    def hear(self, sounds: Sequence[Sound]) -> list[list[Heard]]:
        return [
            [Heard(1, 2, f"{len(sound.samples)} {' '.join(sound.terms)}", 1, (Word(1, 2, "x", 1),))] for sound in sounds
        ]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizers, "recognizer_class", lambda _name: Fake)
    monkeypatch.setattr(cutting, "LONGEST_SECONDS", 12)
    monkeypatch.setattr(cutting, "SHORTEST_SECONDS", 6)
    recognizers.recognizer.cache_clear()


def test_a_stretch_is_heard_by_itself_with_times_of_the_file(tmp_path: Path, tiny: Model, fake: None) -> None:
    file = write(tmp_path / "a.opus", talk(1, 1, 1, 1, 1, 1), codec="libopus")
    parts = plan(file).parts
    assert len(parts) > 1
    for part in parts:
        first, *rest = hear_stretch(tiny, file, None, part, ("効果検証",))
        samples = round((part.end - part.start) * 16_000)
        said = [first, *rest]
        (found,) = [one for one in said if one.text]
        assert found.text == f"{samples} 効果検証"
        assert (found.start, found.words[0].end) == (round(part.start + 1, 3), round(part.start + 2, 3))
        assert all(part.start <= one.start <= one.end <= part.end + 0.01 for one in said)


def test_silence_needs_no_model(tmp_path: Path) -> None:
    file = write(tmp_path / "a.flac", silence(10), codec="flac")
    (part,) = plan(file).parts
    nowhere = Model("none", tmp_path / "nowhere", "", True, 0)
    assert hear_stretch(nowhere, file, None, part) == []


def test_a_file_that_has_gone_is_said(tmp_path: Path, tiny: Model, fake: None) -> None:
    with pytest.raises(Unreadable):
        hear_stretch(tiny, tmp_path / "none.wav", None, Part(1, 0, 1, ((0, 1),)))


def test_what_is_to_be_heard_crosses_the_border_of_a_process(tmp_path: Path, tiny: Model) -> None:
    one = Hearing(tiny, tmp_path / "a.wav", 2, Part(1, 0, 1, ((0, 1),)), ("効果",))
    assert pickle.loads(pickle.dumps(one)) == one
    heard = [Heard(0, 1, "本日", 0.5, (Word(0, 1, "本日", 0.5),), frozenset({"lost"}))]
    assert pickle.loads(pickle.dumps(heard)) == heard


@pytest.mark.slow
def test_stretches_are_heard_in_a_process_of_their_own(tmp_path: Path, tiny: Model) -> None:
    file = write(tmp_path / "a.flac", silence(10), codec="flac")
    (part,) = plan(file).parts
    gone = Part(2, 0, 1, ((0, 1),))
    try:
        outcomes = isolation.isolated(
            hear,
            [Hearing(tiny, file, None, part), Hearing(tiny, tmp_path / "none.wav", None, gone)],
            start_seconds=60,
            item_seconds=60,
        )
    finally:
        isolation.close()
    assert outcomes[0].result == []
    assert outcomes[1].result is Reason.MISSING
