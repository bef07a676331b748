"""The voices of the training, and sentences spoken in them."""

import math
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from samples.speech.voice import Voice, timed
from samples.train_demo_model import shards
from samples.train_demo_model.phrases import words
from samples.train_demo_model.shards import Cut, Sentence

HELD_OUT_VOICES = (
    Voice(1.0, -5.5, 0.82), Voice(1.1, 4.5, 1.22), Voice(1.42, 0.0, 1.0), Voice(0.72, -1.0, 0.97),
)  # fmt: skip
"""Beyond what training draws: a longer and a shorter vocal tract, faster and slower speech."""
SPEEDS, PITCHES, FORMANTS = (0.8, 1.3), (-4.5, 3.8), (0.87, 1.15)
"""Within which training draws; semitones for pitches."""

SPREAD = 1.5
"""Of the voices of the corpus. Those that are held out beside it keep nearer to the middle."""


def draw_voice(rng: Random, spread: float = 1.0) -> Voice:
    """A voice that training may hear: a third with the formants of the synthesiser, pitch that mostly follows them.

    Args:
        rng: draws it.
        spread: the greater, the more often a voice is slow, fast, low or high.
    """
    formants = rng.choice([1.0, rng.uniform(*FORMANTS), rng.uniform(*FORMANTS)])
    pitch = 12 * math.log2(formants) * rng.uniform(0.5, 2.0) + rng.gauss(0, 1.2 * spread)
    speed = rng.gauss(1.03, 0.11 * spread)
    return Voice(float(np.clip(speed, *SPEEDS)), float(np.clip(pitch, *PITCHES)), formants)


def spoken(text: str, voice: Voice) -> Sentence:
    """A text in a voice, with what is said when."""
    sound, phonemes, ends = timed(text, voice)
    borders = words(text, phonemes)
    cuts = [
        Cut(0, 0, 0, True),
        *(Cut(characters, place, ends[place - 1], phrase) for characters, place, phrase in borders),
        Cut(len(text), len(phonemes), len(sound), True),
    ]  # fmt: skip
    quiet = (np.clip(sound, -1, 1) * 32767).astype(np.int16)
    return Sentence(text, " ".join(phonemes), quiet, voice.formants, tuple(cuts) if borders else ())


def write_shard(path: Path, texts: Sequence[str], seed: str) -> None:
    """Speak each text in a drawn voice and keep all of it in one file."""
    rng = Random(f"voice {seed}")
    shards.save(path, [spoken(text, draw_voice(rng, SPREAD)) for text in texts])
