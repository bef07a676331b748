import numpy as np
import pytest

from samples.speech.acoustics import RATE, Room, decibels, echoed, level, noise


def test_levels_and_gains():
    assert level(np.array([3.0, -4.0, 0.0, 0.0])) == 2.5  # by hand: sqrt(25 / 4)
    assert level(np.zeros(0)) == 0
    assert decibels(20) == 10
    assert decibels(-6) == pytest.approx(0.5012, abs=1e-4)


def test_an_echo_begins_with_the_sound_itself_and_dies_away():
    click = np.zeros(RATE)
    click[100] = 1
    heard = echoed(click, Room(0.5, 0), np.random.default_rng(1))
    assert heard[:100] == pytest.approx(0, abs=1e-12)
    assert heard[100] == pytest.approx(1)
    assert level(heard[101:]) * np.sqrt(len(heard) - 101) == pytest.approx(1)  # as strong as the direct sound
    early, late = level(heard[200:1000]), level(heard[7000:7800])
    assert 30 < 20 * np.log10(early / late) < 70


def test_noise_falls_with_frequency_as_asked():
    def slope(exponent: float) -> float:
        power = np.abs(np.fft.rfft(noise(RATE * 4, exponent, np.random.default_rng(1)))) ** 2
        low, high = power[4 * 200 : 4 * 400].mean(), power[4 * 2000 : 4 * 4000].mean()
        return float(np.log10(low / high))

    assert [slope(exponent) for exponent in (0, 1, 2)] == pytest.approx([0, 1, 2], abs=0.1)
