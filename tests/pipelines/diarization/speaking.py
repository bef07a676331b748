"""Speech by several voices, made of the one that pyopenjtalk-plus holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyopenjtalk
from scipy.signal import resample_poly

RATE = 16_000
SENTENCES = (
    "本日の議題は、業務の効率化についてです。",
    "昨年度の実績は、およそ一万二千件でした。",
    "この点について、ご意見をお願いします。",
    "費用の見積もりは、まだ届いていません。",
    "手書きの申請書を読み取る試験を行いました。",
    "個人情報の扱いはどうなっていますか。",
)


@dataclass(frozen=True)
class Voice:
    """``pitch`` in semitones, ``formants`` as a factor, both of the voice in the wheel."""

    pitch: float
    formants: float


LOW, HIGH = Voice(-4.0, 0.88), Voice(4.0, 1.14)


def said(text: str, voice: Voice) -> np.ndarray:
    """A sentence at 16 kHz; resampling moves formants and pitch alike, so that the pitch is moved back."""
    half_tone = voice.pitch - 12 * float(np.log2(voice.formants))
    sound, rate = pyopenjtalk.tts(text, speed=1 / voice.formants, half_tone=half_tone)
    assert rate == 3 * RATE
    return resample_poly(sound / 65536, 100, round(300 * voice.formants)).astype(np.float32)


@dataclass(frozen=True)
class Talk:
    """A conversation: its sound, and turns as start, end and speaker."""

    samples: np.ndarray
    turns: tuple[tuple[float, float, str], ...]

    def samples_of(self, start: float, end: float) -> np.ndarray:
        """The sound from one second to another."""
        return self.samples[round(start * RATE) : round(end * RATE)]

    @property
    def speech(self) -> list[tuple[float, float]]:
        """Where somebody speaks."""
        return [(start, end) for start, end, _speaker in self.turns]


def talk(*spoken: tuple[str, Voice, Sequence[str]]) -> Talk:
    """People speak one after the other, with half a second between them; each with name, voice and sentences."""
    parts: list[np.ndarray] = []
    turns = []
    at = 0
    pause = np.zeros(RATE // 2, dtype=np.float32)
    for name, voice, sentences in spoken:
        sound = np.concatenate([said(sentence, voice) for sentence in sentences])
        turns.append((at / RATE, (at + len(sound)) / RATE, name))
        parts += [sound, pause]
        at += len(sound) + len(pause)
    return Talk(np.concatenate(parts), tuple(turns))
