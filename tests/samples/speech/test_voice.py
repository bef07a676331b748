import numpy as np
import pyopenjtalk
import pytest

from samples.speech.durations import durations
from samples.speech.voice import RATE, Voice, edges, speak, timed

TEXT = "会議を開きます。"
LONG = "それでは第3回の会議を開きます、資料の2ページをご覧ください。"


def pitch_of(sound: np.ndarray) -> float:
    """Strongest repetition between 100 and 500 Hz in the loudest quarter of a second."""
    size = RATE // 4
    start = max(range(0, len(sound) - size, size // 4), key=lambda at: float(np.square(sound[at : at + size]).sum()))
    part = sound[start : start + size]
    alike = np.correlate(part, part, "full")[size - 1 :]
    return RATE / (RATE // 500 + int(np.argmax(alike[RATE // 500 : RATE // 100])))


def test_sound_and_phonemes_of_a_sentence():
    sound, phonemes = speak(TEXT, Voice(1, 0, 1))
    assert phonemes == ["k", "a", "i", "g", "i", "o", "h", "i", "r", "a", "k", "i", "m", "a", "s", "U"]
    assert 0.8 < len(sound) / RATE < 2
    assert 0.2 < np.abs(sound).max() < 1


def test_the_same_twice():
    voice = Voice(1.1, -2, 0.9)
    assert np.array_equal(speak(TEXT, voice)[0], speak(TEXT, voice)[0])


@pytest.mark.parametrize("formants", [0.88, 1.14])
def test_pace_hangs_on_speed_and_hardly_on_formants(formants: float):
    plain, moved = (len(speak(LONG, Voice(1, 0, each))[0]) for each in (1.0, formants))
    assert moved / plain == pytest.approx(1, abs=0.03)
    quick, _phonemes = speak(LONG, Voice(1.25, 0, formants))
    assert len(quick) / plain == pytest.approx(1 / 1.25, abs=0.06)


def test_pitch_is_that_asked_for_whatever_the_formants():
    plain, moved = (pitch_of(speak("あー", Voice(1, pitch, 1))[0]) for pitch in (0, -4))
    small = pitch_of(speak("あー", Voice(1, -4, 1.14))[0])
    assert 12 * np.log2(moved / plain) == pytest.approx(-4, abs=0.7)
    assert 12 * np.log2(small / plain) == pytest.approx(-4, abs=0.7)


def test_silence_around_is_cut_off():
    sound = np.zeros(RATE)
    sound[5000:6000] = 1
    reach = int(0.03 * RATE)
    assert edges(sound) == (5000 - reach, 5999 + reach)
    assert edges(np.zeros(10)) == (0, 10)


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.3])
def test_what_the_phonemes_last_is_together_what_the_sound_lasts(speed: float):
    labels = pyopenjtalk.extract_fullcontext(LONG)
    sound, _rate = pyopenjtalk.synthesize(labels, speed=speed)
    assert durations(labels, speed).sum() == len(sound)


@pytest.mark.parametrize("formants", [0.88, 1.14])
def test_phonemes_end_one_after_the_other_and_a_pause_is_quiet_where_it_is_said_to_be(formants: float):
    sound, phonemes, ends = timed(LONG, Voice(1.1, 0, formants))
    assert len(phonemes) == len(ends)
    assert ends == sorted(ends)
    assert ends[-1] == pytest.approx(len(sound), abs=0.05 * RATE)
    pause = phonemes.index("pau")
    inner = sound[ends[pause - 1] + 400 : ends[pause] - 400]
    assert len(inner) > 0.03 * RATE
    assert np.abs(inner).max() < np.abs(sound).max() / 20
