import numpy as np
import pytest

from pipelines.diarization.features import BATCH, CEPSTRA, FRAME, HOP, RATE, frames


def hum(hertz: float, seconds: float = 1.0) -> np.ndarray:
    """A voice without a mouth: pulses."""
    times = np.arange(round(seconds * RATE)) / RATE
    return sum(np.cos(2 * np.pi * hertz * n * times) / n for n in range(1, 12)).astype(np.float32) / 10  # type: ignore


@pytest.mark.parametrize("hertz", [90, 130, 200, 300])
def test_the_pitch_of_a_hum(hertz: float) -> None:
    _cepstra, pitch = frames(hum(hertz))
    assert np.nanmedian(2**pitch) == pytest.approx(hertz, rel=0.02)
    assert np.isnan(pitch).mean() < 0.1


def test_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32)
    assert np.isnan(frames(noise)[1]).mean() > 0.9


def test_how_loud_it_is_changes_nothing() -> None:
    quiet, loud = (frames(factor * hum(150)) for factor in (0.1, 1.0))
    assert quiet[0] == pytest.approx(loud[0], abs=1e-2)
    assert quiet[1] == pytest.approx(loud[1], nan_ok=True)


def test_pauses_are_left_out() -> None:
    spoken = hum(150)
    with_pause = np.concatenate([spoken, np.zeros(RATE, dtype=np.float32)])
    assert len(frames(with_pause)[0]) <= len(frames(spoken)[0]) + FRAME // HOP


@pytest.mark.parametrize("length", [0, 1, FRAME - 1])
def test_less_than_a_frame(length: int) -> None:
    cepstra, pitch = frames(np.ones(length, dtype=np.float32))
    assert (cepstra.shape, pitch.shape) == ((0, CEPSTRA), (0,))


def test_silence_has_no_frames() -> None:
    assert len(frames(np.zeros(RATE, dtype=np.float32))[0]) == 0


def test_long_sound_is_taken_in_batches_with_the_same_result() -> None:
    sound = np.tile(hum(150), 31)
    whole = frames(sound)[0]
    assert len(whole) == (len(sound) - FRAME) // HOP + 1 > BATCH
    assert whole[BATCH : BATCH + 50] == pytest.approx(frames(sound[BATCH * HOP : (BATCH + 54) * HOP])[0][:50])
