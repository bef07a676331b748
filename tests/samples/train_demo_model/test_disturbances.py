from random import Random

import numpy as np
import pytest

from samples.speech.acoustics import RATE, noise
from samples.train_demo_model.disturbances import disturbed, far, hum, mixed, narrowed, quantised


@pytest.fixture
def tone():
    return np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE).astype(np.float32)


def _power(sound):
    return float(np.mean(np.square(sound)))


@pytest.mark.parametrize("decibels", [0, 10, 25])
def test_noise_is_as_far_below_as_asked(tone, decibels):
    added = mixed(tone, noise(len(tone), 1.0, np.random.default_rng(1)), decibels) - tone
    assert 10 * np.log10(_power(tone) / _power(added)) == pytest.approx(decibels, abs=0.01)


def test_a_narrow_line_keeps_what_it_carries_and_loses_the_rest(tone):
    assert _power(narrowed(tone, 300, 3400)[4000:]) == pytest.approx(_power(tone), rel=0.2)
    assert _power(narrowed(tone, 1500, 3400)[4000:]) < 0.05 * _power(tone)


def test_quantised_sound_has_its_peak_and_steps_of_sixteen_bits(tone):
    sound = quantised(tone, 0.25)
    assert np.abs(sound).max() == pytest.approx(0.25, abs=1e-3)
    assert np.array_equal(sound * 32768, np.round(sound * 32768))


@pytest.mark.parametrize("change", [far, disturbed])
def test_the_same_random_numbers_give_the_same_sound(tone, change):
    first, again, other = (change(tone, Random(seed)) for seed in (1, 1, 2))
    assert len(first) == len(tone)
    assert first.dtype == np.float32
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_hum_is_a_low_tone_with_overtones():
    power = np.square(np.abs(np.fft.rfft(hum(RATE, np.random.default_rng(4)))))  # of one second: a value each Hz
    assert power[80 : 6 * 240 + 10].sum() > 0.95 * power.sum()
    assert np.sort(power)[-12:].sum() > 0.9 * power.sum()


def test_clean_sound_is_only_made_louder_or_softer(tone):
    for seed in range(20):
        sound = disturbed(tone, Random(seed), clean=1.0)
        assert np.abs(sound / np.abs(sound).max() - tone / np.abs(tone).max()).max() < 1e-3


def test_a_share_stays_clean(tone):
    def changed(clean: float) -> int:
        sounds = (disturbed(tone, Random(seed), clean=clean) for seed in range(60))
        return sum(float(np.corrcoef(sound, tone)[0, 1]) < 0.9999 for sound in sounds)

    assert changed(0.8) < 0.5 * changed(0.0)
