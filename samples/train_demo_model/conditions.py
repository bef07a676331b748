"""What the model is tested on: held-out sentences near and far, in noise, in voices never heard, and real clips."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from faster_whisper.audio import decode_audio

from samples.speech.acoustics import RATE, noise
from samples.train_demo_model import shards
from samples.train_demo_model.card import NEAR
from samples.train_demo_model.disturbances import far, mixed
from samples.train_demo_model.shards import Sentence


@dataclass(frozen=True)
class Spoken:
    """Sound at 16 kHz (float32, -1 to 1), and what is said."""

    text: str
    sound: np.ndarray


def conditions(directory: Path, real: Path | None, number: int) -> dict[str, Callable[[], Iterator[Spoken]]]:
    """What is tested, by name; the sounds are made when asked for.

    Args:
        directory: of the training, with ``held-out``.
        real: a folder with ``clips.csv`` (columns ``file``, ``text``) and the clips.
        number: of sentences in each condition, at most.
    """
    held = directory / "held-out"
    near = shards.read(held / "near.npz")[:number]
    tested: dict[str, Callable[[], Iterator[Spoken]]] = {
        NEAR: lambda: plain(near),
        "near, noise 15 dB below": lambda: noisy(plain(near), 15),
        "near, noise 5 dB below": lambda: noisy(plain(near), 5),
        "far, clean": lambda: distant(plain(near)),
        "far, noise 15 dB below": lambda: noisy(distant(plain(near)), 15),
        "near, recordings of a minute": lambda: joined(near),
    }
    for path in sorted(held.glob("voice-*.npz")):
        tested[f"unheard transform of the voice {path.stem[-1]}"] = partial(_voice, path, number)
    if real is not None:
        tested["real clips, many speakers"] = lambda: clips(real)
    return tested


def plain(sentences: list[Sentence]) -> Iterator[Spoken]:
    """The sentences as they were spoken."""
    for sentence in sentences:
        yield Spoken(sentence.text, sentence.sound.astype(np.float32) / 32768)


def distant(spoken: Iterator[Spoken]) -> Iterator[Spoken]:
    """The same from the far side of a room, with rooms that training never drew."""
    rng = Random("far rooms")
    for one in spoken:
        yield Spoken(one.text, far(one.sound, rng))


def noisy(spoken: Iterator[Spoken], below: float) -> Iterator[Spoken]:
    """The same over pink noise so many dB below."""
    rng = np.random.default_rng(5)
    for one in spoken:
        yield Spoken(one.text, mixed(one.sound, noise(len(one.sound), 1.0, rng), below))


def joined(sentences: list[Sentence], seconds: float = 60) -> Iterator[Spoken]:
    """Recordings longer than a window: sentences with pauses of half a second to a second and a half."""
    rng = Random("pauses")
    text, parts, length = "", list[np.ndarray](), 0
    for one in plain(sentences):
        pause = np.zeros(int(rng.uniform(0.5, 1.5) * RATE), np.float32)
        text, parts, length = text + one.text, [*parts, one.sound, pause], length + len(one.sound) + len(pause)
        if length > seconds * RATE:
            yield Spoken(text, np.concatenate(parts))
            text, parts, length = "", [], 0


def clips(folder: Path) -> Iterator[Spoken]:
    """Recordings of real people."""
    with (folder / "clips.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Spoken(row["text"], decode_audio(str(folder / row["file"])))


def _voice(path: Path, number: int) -> Iterator[Spoken]:
    return plain(shards.read(path)[:number])
