"""Speech on disk: shards (``.npz``) of 16-bit sound at 16 kHz with texts, phonemes and voices."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from samples.speech.voice import Voice


class Cut(NamedTuple):
    """A border of phrases: so many characters, phonemes and samples of the sentence lie before it."""

    characters: int
    phonemes: int
    samples: int


@dataclass(frozen=True)
class Sentence:
    """A sentence as spoken: ``phonemes`` separated by blanks, ``sound`` in 16 bits, ``formants`` of its voice."""

    text: str
    phonemes: str
    sound: np.ndarray
    formants: float = 1.0
    cuts: tuple[Cut, ...] = ()
    """Where phrases begin, in order, with the beginning and the end; empty where that is not known."""


def save(path: Path, spoken: Sequence[tuple[str, Voice, np.ndarray, list[str]]]) -> None:
    """Keep texts with their voices, sounds (-1 to 1) and phonemes in one file, written whole or not at all."""
    texts, voices, sounds, phonemes = zip(*spoken, strict=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        np.savez(
            file, sound=np.concatenate([(np.clip(sound, -1, 1) * 32767).astype(np.int16) for sound in sounds]),
            lengths=np.array([len(sound) for sound in sounds]), texts=np.array(texts),
            phonemes=np.array([" ".join(said) for said in phonemes]),
            voices=np.array([(voice.speed, voice.pitch, voice.formants) for voice in voices]),
        )  # fmt: skip
    unfinished.replace(path)


def read(path: Path) -> list[Sentence]:
    """The sentences of a shard, with their cuts where they were found (``find_cuts``)."""
    found = cuts_of(path)
    cuts = json.loads(found.read_text("utf-8")) if found.exists() else None
    with np.load(path) as shard:
        sounds = np.split(shard["sound"], np.cumsum(shard["lengths"])[:-1])
        return [
            Sentence(str(text), str(said), sound, float(voice[2]), tuple(Cut(*cut) for cut in borders))
            for text, said, sound, voice, borders in zip(
                shard["texts"], shard["phonemes"], sounds, shard["voices"], cuts or [()] * len(sounds), strict=True
            )
        ]


def cuts_of(path: Path) -> Path:
    """Where the cuts of a shard are kept."""
    return path.with_suffix(".cuts.json")


def texts(path: Path) -> tuple[list[str], int]:
    """The texts of a shard and the samples of all of them, without reading the sound."""
    with np.load(path) as shard:
        return list(map(str, shard["texts"])), int(shard["lengths"].sum())


class Shelf:
    """The sentences of a folder of shards; those that are still being made are found later."""

    def __init__(self, directory: Path) -> None:
        """Read what is there."""
        self._directory = directory
        self._read: dict[str, list[Sentence]] = {}
        self.sentences: list[Sentence] = []
        """In the order of their formants."""
        self.refresh()

    def refresh(self) -> None:
        """Read shards that are new."""
        for path in sorted(self._directory.glob("*.npz")):
            if path.name not in self._read:
                self._read[path.name] = read(path)
        known = (sentence for name in sorted(self._read) for sentence in self._read[name])
        self.sentences = sorted(known, key=lambda sentence: sentence.formants)
