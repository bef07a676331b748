"""Speech on disk: shards (``.npz``) of 16-bit sound at 16 kHz with texts, phonemes and what is said when."""

import struct
import zipfile
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
        sounds = np.split(_mapped(path, "sound"), np.cumsum(shard["lengths"])[:-1])
        borders = np.split(shard["cuts"], np.cumsum(shard["words"])[:-1])
        return [
            Sentence(str(text), str(said), sound, float(formants), tuple(_cut(*row) for row in cuts.tolist()))
            for text, said, sound, formants, cuts in zip(
                shard["texts"], shard["phonemes"], sounds, shard["formants"], borders, strict=True
            )
        ]


def _mapped(path: Path, name: str) -> np.ndarray:
    """An array of a shard as it lies on the disk, so that processes share it and nothing is read before it is used."""
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(f"{name}.npy").header_offset
    with path.open("rb") as file:
        file.seek(start + 26)
        file.seek(sum(struct.unpack("<HH", file.read(4))), 1)
        np.lib.format.read_magic(file)
        shape, _fortran, kind = np.lib.format.read_array_header_1_0(file)
        return np.asarray(np.memmap(path, kind, "r", file.tell(), shape))


def within(sentence: Sentence, begin: Cut, stop: Cut) -> Sentence:
    """The part of a sentence between two of its borders."""
    between = (cut for cut in sentence.cuts if begin.characters <= cut.characters <= stop.characters)
    return Sentence(
        sentence.text[begin.characters : stop.characters],
        " ".join(sentence.phonemes.split()[begin.phonemes : stop.phonemes]),
        sentence.sound[begin.samples : stop.samples],
        sentence.formants,
        tuple(moved(cut, begin, -1) for cut in between),
    )


def moved(border: Cut, by: Cut, sign: int) -> Cut:
    """A border with as many characters, phonemes and samples more (1) or fewer (-1) before it as another has."""
    return Cut(
        border.characters + sign * by.characters, border.phonemes + sign * by.phonemes,
        border.samples + sign * by.samples, border.phrase,
    )  # fmt: skip


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
        new = [path for path in sorted(self._directory.glob("*.npz")) if path.name not in self._read]
        if not new:
            return
        for path in new:
            self._read[path.name] = read(path)
        known = (sentence for name in sorted(self._read) for sentence in self._read[name])
        self.sentences = sorted(known, key=lambda sentence: sentence.formants)
