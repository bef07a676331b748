import numpy as np
import pytest
from scipy.signal import fftconvolve, resample_poly

from pipelines.audio import RATE, Samples
from pipelines.audio.voice import LOUD, gain, speech
from tests.pipelines.audio.sounds import SENTENCES, at_rate, silence, spoken, talk


@pytest.fixture(scope="module")
def near() -> Samples:
    return at_rate(talk(1, 0.5, 2.5, 1, 1.2, 0.8), RATE)


def far(near: Samples) -> Samples:
    """The same in a room with an echo of 0.6 s."""
    seconds = np.arange(int(0.6 * RATE)) / RATE
    echo = np.random.default_rng(1).standard_normal(len(seconds)) * np.exp(-seconds * 6.9 / 0.6)
    echo[0] = 3
    return fftconvolve(near, echo / np.sqrt(np.square(echo).sum()))[: len(near)].astype(np.float32)


def missed(samples: Samples, near: Samples) -> float:
    """The share of what is loud near the microphone that lies outside of the speech found."""
    loud = np.convolve(np.abs(near) > 0.01, np.ones(3_200), "same") > 0
    found = np.zeros(len(near), bool)
    for start, end in speech(samples):
        found[int(start * RATE) : int(end * RATE)] = True
    return float((~found[loud]).mean())


def test_a_sentence_is_found_and_silence_is_not() -> None:
    samples = at_rate(np.concatenate([silence(2), spoken(SENTENCES[0]), silence(2)]), RATE)
    spans = speech(samples)
    end = len(samples) / RATE
    assert 1.5 < spans[0][0] < 2.6
    assert end - 2.6 < spans[-1][1] < end - 1.5


@pytest.mark.parametrize("seconds", [0, 0.01, 5])
def test_in_nothing_nobody_speaks(seconds: float) -> None:
    assert speech(np.zeros(int(seconds * RATE), np.float32)) == ()


@pytest.mark.parametrize("level", [0.1, 0.003, 0.0001])
def test_in_hiss_nobody_speaks(level: float) -> None:
    hiss = np.random.default_rng(2).standard_normal(20 * RATE) * level
    assert speech(hiss.astype(np.float32)) == ()


@pytest.mark.parametrize("level", [1, 0.1, 0.01, 0.003])
def test_near_and_far_loud_and_soft_speech_is_found(near: Samples, level: float) -> None:
    assert missed(near * np.float32(level), near) < 0.02
    assert missed(far(near) * np.float32(level), near) < 0.02


def test_clipped_telephone_and_noisy_speech_is_found(near: Samples) -> None:
    telephone = resample_poly(resample_poly(near, 1, 2), 2, 1)[: len(near)].astype(np.float32)
    assert missed(np.clip(near * 20, -1, 1), near) < 0.03
    assert missed(telephone, near) < 0.03
    noise = np.random.default_rng(3).standard_normal(len(near)).astype(np.float32)
    assert missed(near + noise * near.std() / 2, near) < 0.03


def test_only_what_is_soft_is_raised(near: Samples) -> None:
    assert gain(near / near.max()) == 1
    assert gain(np.zeros(RATE, np.float32)) == 1
    soft = near / near.max() * np.float32(0.01)
    assert np.quantile(np.abs(soft * gain(soft)), 0.999) == pytest.approx(LOUD, rel=0.01)
