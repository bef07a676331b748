from random import Random

import numpy as np
import pytest

from samples.speech.acoustics import RATE, noise
from samples.train_demo_model.disturbances import far, mixed


@pytest.fixture
def tone():
    return np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE).astype(np.float32)


def _power(sound):
    return float(np.mean(np.square(sound)))


@pytest.mark.parametrize("decibels", [0, 10, 25])
def test_noise_is_as_far_below_as_asked(tone, decibels):
    added = mixed(tone, noise(len(tone), 1.0, np.random.default_rng(1)), decibels) - tone
    assert 10 * np.log10(_power(tone) / _power(added)) == pytest.approx(decibels, abs=0.01)


def test_the_same_random_numbers_give_the_same_room(tone):
    first, again, other = (far(tone, Random(seed)) for seed in (1, 1, 2))
    assert len(first) == len(tone)
    assert first.dtype == np.float32
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
