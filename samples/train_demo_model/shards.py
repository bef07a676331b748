"""Speech on disk: shards (``.npz``) of 16-bit sound at 16 kHz with texts, phonemes and what is said when."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Cut(NamedTuple):
    """A border of words: so many characters, phonemes and samples of the sentence lie before it."""

    characters: int
    phonemes: int
    samples: int
    phrase: bool
    """Whether it is a border of phrases too."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as spoken: ``phonemes`` separated by blanks, ``sound`` in 16 bits, ``formants`` of its voice."""

    text: str
    phonemes: str
    sound: np.ndarray
    formants: float = 1.0
    cuts: tuple[Cut, ...] = ()
    """Where words begin, in order, with the beginning and the end; empty where that is not known."""


def save(path: Path, sentences: Sequence[Sentence]) -> None:
    """Keep sentences in one file, written whole or not at all."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        np.savez(
            file, sound=np.concatenate([sentence.sound for sentence in sentences]),
            lengths=np.array([len(sentence.sound) for sentence in sentences]),
            texts=np.array([sentence.text for sentence in sentences]),
            phonemes=np.array([sentence.phonemes for sentence in sentences]),
            formants=np.array([sentence.formants for sentence in sentences]),
            cuts=np.array([cut for sentence in sentences for cut in sentence.cuts], dtype=np.int32).reshape(-1, 4),
            words=np.array([len(sentence.cuts) for sentence in sentences]),
        )  # fmt: skip
    unfinished.replace(path)


def read(path: Path) -> list[Sentence]:
    """The sentences of a shard."""
    with np.load(path) as shard:
        sounds = np.split(shard["sound"], np.cumsum(shard["lengths"])[:-1])
        borders = np.split(shard["cuts"], np.cumsum(shard["words"])[:-1])
        return [
            Sentence(str(text), str(said), sound, float(formants), tuple(_cut(*row) for row in cuts.tolist()))
            for text, said, sound, formants, cuts in zip(
                shard["texts"], shard["phonemes"], sounds, shard["formants"], borders, strict=True
            )
        ]


def _cut(characters: int, phonemes: int, samples: int, phrase: int) -> Cut:
    return Cut(characters, phonemes, samples, bool(phrase))


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
