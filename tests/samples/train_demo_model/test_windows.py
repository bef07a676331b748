import math
from random import Random

import numpy as np
import pytest

pytest.importorskip("tokenizers", reason="only training and speech recognition need tokenizers")
pytest.importorskip("faster_whisper", reason="windows need the features of faster-whisper")

from faster_whisper.audio import pad_or_trim
from faster_whisper.feature_extractor import FeatureExtractor

from samples.speech.acoustics import RATE
from samples.train_demo_model import tokens
from samples.train_demo_model.shards import Cut, Sentence
from samples.train_demo_model.stages import STAGES, longest, stage_of
from samples.train_demo_model.tokens import Vocabulary
from samples.train_demo_model.windows import PADDED_FRAMES, Cutter, character_times, moments_of

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


@pytest.fixture(scope="module")
def cutter():
    return Cutter(Vocabulary(tokens.build(["予算を伺うか、。"])))


@pytest.fixture(scope="module")
def many(cutter):
    rng = Random(11)
    return [cutter.window(SENTENCES, rng, 7.0, 0.5) for _window in range(80)]


def test_stages_follow_each_other():
    assert stage_of(0) is STAGES[0]
    assert [stage_of(stage.until - 1) for stage in STAGES] == list(STAGES)
    assert [longest(update) for update in (0, 2800, 4399, 4500, 12400)] == [4.5, 7.0, 10.0, 8.0, 9.0]


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


def test_features_are_those_that_faster_whisper_has_before_it_pads(cutter):
    sound = (TONE / 32768).astype(np.float32)
    whole = FeatureExtractor()(sound)
    features = cutter.features(sound)
    assert features.shape == (80, whole.shape[1])
    padded = pad_or_trim(whole, PADDED_FRAMES)
    assert np.array_equal(padded[:, : features.shape[1]], features)
    assert not padded[:, features.shape[1] :].any()


def test_windows_hang_on_the_random_numbers(cutter):
    first, again, other = (cutter.window(SENTENCES, Random(seed), 4.5) for seed in (4, 4, 5))
    assert np.array_equal(first.features, again.features)
    assert first.tokens == again.tokens
    assert first.features.shape != other.features.shape or not np.array_equal(first.features, other.features)


def test_a_window_says_when_each_of_its_characters_is_spoken(cutter, many):
    words = cutter._vocabulary
    for window in many:
        assert len(window.times) == len(window.tokens)
        assert window.tokens[-1] == words.end
        spoken = [not math.isnan(time) for time in window.times]
        assert spoken == [n >= window.skipped and token < words.end for n, token in enumerate(window.tokens)]
        times = [time for time in window.times if not math.isnan(time)]
        assert times == sorted(times)
        assert all(0 <= time <= 7.0 for time in times)


def test_some_windows_are_silent_some_break_off_some_have_text_before(cutter, many):
    words = cutter._vocabulary
    silent = [window for window in many if words.silence in window.tokens]
    before = [window for window in many if window.skipped]
    timed = [window for window in many if any(token >= words.first_timestamp for token in window.tokens)]
    plain = [window for window in many if words.plain in window.tokens]
    unfinished = [window for window in timed if min(window.tokens[-3:-1]) >= words.first_timestamp]
    assert all(group for group in (silent, before, timed, plain, unfinished))
    assert not {id(window) for window in timed} & {id(window) for window in plain}
    assert all(not window.phonemes and math.isnan(window.times[0]) for window in silent)
    assert all(window.tokens[0] == words.previous for window in before)
