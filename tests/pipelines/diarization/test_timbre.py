"""Voices told apart on sound of a few sentences, and on sums of hours; on meetings it is measured apart."""

import tracemalloc

import numpy as np
import pytest

from evaluators.meetings.diarisation import diarisation_errors
from pipelines.diarization import Turn
from pipelines.diarization.features import CEPSTRA
from pipelines.diarization.timbre import BLOCK, Timbre, told_apart
from pipelines.diarization.voices import Voices
from tests.pipelines.diarization.speaking import HIGH, LOW, RATE, SENTENCES, Talk, talk


@pytest.fixture(scope="module")
def two() -> Talk:
    """A low and a high voice take turns, three times each."""
    return talk(
        ("a", LOW, SENTENCES[:2]), ("b", HIGH, SENTENCES[:3]), ("a", LOW, SENTENCES[2:4]),
        ("b", HIGH, SENTENCES[3:5]), ("a", LOW, SENTENCES[4:]), ("b", HIGH, SENTENCES[1:3]),
    )  # fmt: skip


def errors(talk: Talk, turns: list[Turn]) -> float:
    truth: dict[str, list] = {}
    found: dict[str, list] = {}
    for start, end, speaker in talk.turns:
        truth.setdefault(speaker, []).append((start, end))
    for turn in turns:
        found.setdefault(turn.speaker, []).append((turn.start, turn.end))
    rate = diarisation_errors(truth, found, collar=0.25).rate
    assert rate is not None
    return rate


def test_two_voices_are_told_apart(two: Talk) -> None:
    turns = Timbre().turns(two.samples_of, two.speech, None)
    assert [turn.speaker for turn in turns] == ["S1", "S2"] * 3
    assert errors(two, turns) < 0.1


def test_where_the_turn_changes_without_a_pause(two: Talk) -> None:
    whole = [(0.0, two.turns[-1][1])]
    turns = Timbre().turns(two.samples_of, whole, 2)
    assert {turn.speaker for turn in turns} == {"S1", "S2"}
    assert errors(two, turns) < 0.3


def test_nothing_is_given_to_anybody_outside_speech(two: Talk) -> None:
    speech = [(1.0, 2.2), (5.0, 6.0), (7.5, 9.0)]
    turns = Timbre().turns(two.samples_of, speech, None)
    covered = sum(turn.end - turn.start for turn in turns)
    assert covered == pytest.approx(sum(end - start for start, end in speech))
    assert all(any(start <= turn.start < turn.end <= end for start, end in speech) for turn in turns)


def test_one_voice_is_one_speaker() -> None:
    alone = talk(*[("a", LOW, SENTENCES[n : n + 2]) for n in (0, 2, 4)])
    turns = Timbre().turns(alone.samples_of, alone.speech, None)
    assert {turn.speaker for turn in turns} == {"S1"}


def test_no_more_speakers_come_out_than_there_are(two: Talk) -> None:
    turns = Timbre().turns(two.samples_of, two.speech, 1)
    assert {turn.speaker for turn in turns} == {"S1"}


def test_a_single_word(two: Talk) -> None:
    assert Timbre().turns(two.samples_of, [(0.2, 0.6)], None) == [Turn(0.2, 0.6, "S1")]


def test_where_nobody_speaks_there_are_no_turns(two: Talk) -> None:
    assert Timbre().turns(two.samples_of, [], None) == []


@pytest.mark.parametrize("span", [(0.0, 0.01), (0.0, 3.0), (0.0, 100.0)])
def test_silence_that_was_taken_for_speech_is_one_speaker(span: tuple[float, float]) -> None:
    turns = Timbre().turns(lambda start, end: np.zeros(round((end - start) * RATE), np.float32), [span], None)
    assert turns == [Turn(*span, "S1")]


def test_sound_that_ends_too_early_is_no_trouble(two: Talk) -> None:
    speech = [*two.speech, (1000.0, 1003.0)]
    turns = Timbre().turns(two.samples_of, speech, None)
    assert turns[-1].end == 1003.0


def test_the_same_sound_gives_the_same_turns(two: Talk) -> None:
    once, again = (Timbre().turns(two.samples_of, two.speech, None) for _time in range(2))
    assert once == again


def test_sound_is_asked_for_in_order_and_half_a_minute_at_most() -> None:
    asked: list[tuple[float, float]] = []

    def samples_of(start: float, end: float) -> np.ndarray:
        asked.append((start, end))
        return np.zeros(round((end - start) * RATE), dtype=np.float32)

    Timbre().turns(samples_of, [(1.0, 80.0), (90.0, 91.0)], None)
    assert asked == sorted(asked)
    assert max(end - start for start, end in asked) <= 31
    assert (asked[0][0], asked[-1]) == (1.0, (90.0, 91.0))


def sums_of(speakers: np.ndarray, generator: np.random.Generator, frames: int = 70) -> Voices:
    """Pieces as if each had that many frames of its speaker's voice, about which it varies."""
    count = len(speakers)
    centres = generator.normal(0, 4, (int(speakers.max()) + 1, CEPSTRA))
    spread = generator.normal(0, 1, (count, CEPSTRA, 2 * CEPSTRA)).astype(np.float32)
    mean = (centres[speakers] + generator.normal(0, 0.5, (count, CEPSTRA))).astype(np.float32)
    products = frames * (spread @ spread.transpose(0, 2, 1) / (2 * CEPSTRA) + mean[:, :, None] * mean[:, None, :])
    pitch = 7 + 0.2 * speakers + generator.normal(0, 0.05, count)
    full = np.full(count, frames, dtype=np.float32)
    return Voices(full, frames * mean, products, full, frames * pitch, frames * (pitch**2 + 0.01))


def taking_turns(count: int, speakers: int, generator: np.random.Generator) -> np.ndarray:
    """Speakers of pieces, eight at a time."""
    return np.repeat(generator.integers(0, speakers, -(-count // 8)), 8)[:count]


def same_partition(one: np.ndarray, other: np.ndarray) -> bool:
    pairs = {*zip(one.tolist(), other.tolist(), strict=True)}
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def test_speakers_are_known_again_from_one_block_to_the_next() -> None:
    generator = np.random.default_rng(1)
    count = BLOCK + BLOCK // 2
    speakers = taking_turns(count, 3, generator)
    found = told_apart(sums_of(speakers, generator), np.arange(count) % 8 == 0)
    assert same_partition(found, speakers)


@pytest.mark.slow
def test_six_hours_are_told_apart_in_bounded_memory() -> None:
    generator = np.random.default_rng(2)
    count = 6 * 4800
    speakers = taking_turns(count, 6, generator)
    pieces = sums_of(speakers, generator)
    tracemalloc.start()
    try:
        found = told_apart(pieces, np.arange(count) % 8 == 0)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert same_partition(found, speakers)
    assert peak < 200_000_000


@pytest.mark.parametrize("known", [1, 2, 3])
def test_as_many_speakers_as_are_known(known: int) -> None:
    generator = np.random.default_rng(3)
    speakers = taking_turns(240, 3, generator)
    found = told_apart(sums_of(speakers, generator), np.arange(240) % 8 == 0, known)
    assert len(set(found.tolist())) == known
