import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

pytest.importorskip("tokenizers", reason="only training and speech recognition need tokenizers")

from samples.speech.acoustics import RATE
from samples.train_demo_model import tokens
from samples.train_demo_model.shards import Cut, Sentence
from samples.train_demo_model.stages import STAGES, stage_of
from samples.train_demo_model.tokens import Vocabulary
from samples.train_demo_model.windows import Cutter, character_times, moments_of

TONE = (np.sin(np.arange(RATE) / 5) * 9000).astype(np.int16)
SENTENCES = [
    Sentence("予算。", "y o s a N", TONE, 1.0, (Cut(0, 0, 0, True), Cut(3, 5, RATE, True))),
    Sentence(
        "伺う、か。",
        "u k a g a u pau k a",
        TONE,
        1.0,
        (Cut(0, 0, 0, True), Cut(3, 7, RATE // 2, False), Cut(5, 9, RATE, True)),
    ),
]


STAGE = replace(STAGES[-1], seconds=7.0, spliced=0.5)


@pytest.fixture(scope="module")
def cutter():
    return Cutter(Vocabulary(tokens.build(["予算を伺うか、。"])))


@pytest.fixture(scope="module")
def many(cutter):
    rng = Random(11)
    return [cutter.window(SENTENCES, rng, STAGE, number % 2 == 0) for number in range(160)]


def test_stages_follow_each_other_to_the_end_of_the_time():
    assert stage_of(0) is STAGES[0]
    assert [stage_of(stage.until - 0.01) for stage in STAGES] == list(STAGES)
    assert stage_of(1.0) is stage_of(1.5) is STAGES[-1]
    assert [stage.seconds for stage in STAGES] == sorted(stage.seconds for stage in STAGES)


def test_characters_are_spoken_one_after_the_other():
    times = character_times("予、う。", 1.0, 2.0)
    whole = 1.8 + 2.5 + 1.0  # moras of a kanji, a pause and a kana; the full stop has none
    assert times == pytest.approx([1 + 0.9 / whole, 1 + 3.05 / whole, 1 + 4.8 / whole, 2.0])
    assert character_times("", 1.0, 2.0) == []
    assert character_times("。", 1.0, 2.0) == [1.0]


def test_times_of_a_sentence_go_by_its_words():
    moments = moments_of(SENTENCES[1], 2.0)
    assert moments[:3] == character_times("伺う、", 2.0, 2.5)
    assert moments[3:] == character_times("か。", 2.5, 3.0)
    assert all(map(math.isnan, moments_of(Sentence("予算。", "y o s a N", TONE), 2.0)))


def test_windows_hang_on_the_random_numbers(cutter):
    first, again, other = (cutter.window(SENTENCES, Random(seed), STAGE) for seed in (4, 4, 5))
    assert np.array_equal(first.sound, again.sound)
    assert first.tokens == again.tokens
    assert not np.array_equal(first.sound, other.sound)


def test_a_window_is_no_longer_than_its_stage_has_it_and_a_pause(many):
    assert all(window.sound.dtype == np.int16 for window in many)
    assert max(len(window.sound) for window in many) <= (7.0 + 0.6) * RATE


def test_a_window_says_when_each_of_its_characters_is_spoken(cutter, many):
    words = cutter._vocabulary
    for window in many:
        assert len(window.times) == len(window.tokens)
        assert window.tokens[-1] == words.end
        spoken = [not math.isnan(time) for time in window.times]
        assert spoken == [n >= window.skipped and token < words.end for n, token in enumerate(window.tokens)]
        assert all(0 <= time <= 7.0 for time in window.times if not math.isnan(time))


def test_times_of_a_window_never_go_back(cutter, many):
    words = cutter._vocabulary
    for window in many:
        stamps = [token for token in window.tokens[window.skipped :] if token >= words.first_timestamp]
        assert stamps == sorted(stamps)


def test_all_that_is_heard_is_spelled_and_written_but_for_a_sentence_that_is_left_for_later(cutter, many):
    words = cutter._vocabulary
    later = 0
    for window in many:
        written = [token for token in window.tokens[window.skipped :] if token < words.end]
        spelled = [number - 1 for number in window.characters]
        assert spelled[: len(written)] == written
        later += len(spelled) > len(written)
    assert 0 < later < len(many) / 3


def test_some_windows_are_silent_some_break_off_some_are_told_what_went_before(cutter, many):
    words = cutter._vocabulary
    silent = [window for window in many if words.silence in window.tokens]
    timed = [window for window in many if words.plain not in window.tokens and words.silence not in window.tokens]
    plain = [window for window in many if words.plain in window.tokens]
    unfinished = [window for window in timed if min(window.tokens[-3:-1]) >= words.first_timestamp]
    assert all(group for group in (silent, timed, plain, unfinished))
    assert all(not window.sound.any() and not window.phonemes for window in silent)
    told = [window for window in many if window.skipped]
    assert [number % 2 for number, window in enumerate(many) if window.skipped] == [0] * len(told)
    assert all(window.tokens[0] == words.previous for window in told)
    assert len(told) > 60
