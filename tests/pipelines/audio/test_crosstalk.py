from pathlib import Path

import numpy as np
import pytest

from pipelines.audio import RATE, Part, Plan, Span
from pipelines.audio.crosstalk import separated
from pipelines.audio.cutting import energies, gate, plan, plan_together, samples_of
from pipelines.audio.refusal import Reason
from tests.pipelines.audio.sounds import SENTENCES, SPOKEN_RATE, Sound, silence, spoken, write

CROSSTALK = 0.12


def table(*turns: tuple[int, float], seconds: float, seats: int = 2) -> tuple[Sound, list[list[Span]]]:
    """A microphone a seat: who speaks (from 0) from when on, one sentence each. Channels, and who spoke when."""
    alone = np.zeros((seats, round(seconds * SPOKEN_RATE)), np.float32)
    said: list[list[Span]] = [[] for _seat in range(seats)]
    for number, (seat, start) in enumerate(turns):
        one, begin = spoken(SENTENCES[number % len(SENTENCES)]), round(start * SPOKEN_RATE)
        alone[seat, begin : begin + len(one)] += one
        said[seat].append((start, start + len(one) / SPOKEN_RATE))
    hiss = np.random.default_rng(0).standard_normal(alone.shape).astype(np.float32) * 1e-3
    others = alone.sum(axis=0) - alone
    return alone + others * CROSSTALK + hiss, said


def overlap(spans: tuple[Span, ...], others: list[Span]) -> float:
    return sum(max(0.0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)


def total(spans: tuple[Span, ...] | list[Span]) -> float:
    return sum(end - start for start, end in spans)


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[Span]]]:
    rows, said = table((0, 1), (1, 4.5), (0, 8), (1, 12), seconds=16)
    return write(tmp_path_factory.mktemp("table") / "a.flac", rows, codec="flac"), said


def test_alone_each_microphone_hears_everybody(turns: tuple[Path, list[list[Span]]]) -> None:
    file, said = turns
    for channel, others in ((1, said[1]), (2, said[0])):
        (part,) = plan(file, channel).parts
        assert overlap(part.speech, others) > 0.7 * total(others)
        assert not part.gated


def test_together_each_is_left_with_its_own(turns: tuple[Path, list[list[Span]]]) -> None:
    file, said = turns
    found = plan_together([(file, 1), (file, 2)])
    for seat, one in enumerate(found):
        assert isinstance(one, Plan)
        (part,) = one.parts
        assert part.gated
        assert overlap(part.speech, said[seat]) > 0.85 * total(said[seat])
        assert overlap(part.speech, said[1 - seat]) < 0.05 * total(said[1 - seat])


def test_what_others_say_is_silenced_when_a_stretch_is_heard(turns: tuple[Path, list[list[Span]]]) -> None:
    file, said = turns
    one = plan_together([(file, 1), (file, 2)])[0]
    assert isinstance(one, Plan)
    (part,) = one.parts
    samples = samples_of(file, 1, part)
    assert len(samples) == round((part.end - part.start) * RATE)
    for start, end in said[1]:
        assert not samples[int((start + 0.6) * RATE) : int((end - 0.6) * RATE)].any()
    start, end = said[0][0]
    assert samples[int(start * RATE) : int(end * RATE)].any()


def test_two_who_speak_at_once_are_both_heard(tmp_path: Path) -> None:
    rows, said = table((0, 1), (1, 1.5), seconds=6)
    file = write(tmp_path / "a.flac", rows, codec="flac")
    for seat, one in enumerate(plan_together([(file, 1), (file, 2)])):
        assert isinstance(one, Plan)
        assert overlap(one.parts[0].speech, said[seat]) > 0.8 * total(said[seat])


def test_one_who_never_speaks_says_nothing(tmp_path: Path) -> None:
    rows, _said = table((0, 1), (1, 4.5), seconds=9, seats=3)
    file = write(tmp_path / "a.wav", np.concatenate([rows, rows[2:] * 0.5]))
    found = plan_together([(file, channel) for channel in (1, 2, 3, 4)])
    assert [bool(one.parts[0].speech) for one in found if isinstance(one, Plan)] == [True, True, False, False]


def test_a_single_track_is_left_alone_and_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = write(tmp_path / "a.flac", np.concatenate([spoken(SENTENCES[0]), silence(1)]), codec="flac")
    assert plan_together([(file, None)]) == [plan(file)]
    assert plan_together([(file, 1), (tmp_path / "none.wav", None)]) == [plan(file), Reason.MISSING]
    assert plan_together([]) == []


def test_tracks_of_different_length_are_laid_side_by_side() -> None:
    loud, soft = np.ones(10 * RATE, np.float32), np.full(4 * RATE, 0.01, np.float32)
    plans = [Plan((Part(1, 0, 10, ((0, 10),)),), 10), Plan((Part(1, 0, 4, ((0, 4),)),), 4)]
    one, other = separated(plans, [energies(loud), energies(soft)])
    assert one.parts[0].speech == ((0, 10),)
    assert other.parts[0].speech == ()


def test_outside_of_speech_there_is_silence() -> None:
    assert gate(np.ones(4 * RATE, np.float32), [(1, 2)]).sum() == RATE
