"""Errors on held-out sentences while training goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from rapidfuzz.distance import Levenshtein

from samples.train_demo_model import shards
from samples.train_demo_model.features import PADDED_FRAMES
from samples.train_demo_model.network import (
    FRAMES_PER_POSITION,
    POSITIONS_PER_CHARACTER,
    Network,
    greedy,
    read_off,
)
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids

AT_ONCE = 48


@dataclass(frozen=True)
class Marks:
    """Shares of what is wrong: characters written, phonemes and characters (``spelled``) read off the encoder.

    And an example: what was said, and what was written.
    """

    characters: float
    phonemes: float
    spelled: float
    example: str


class Examination:
    """Sentences near the microphone that training never hears, and how wrong the averaged network reads them."""

    def __init__(self, path: Path, vocabulary: Vocabulary, device: torch.device, number: int = 96) -> None:
        """Read the shard."""
        sentences, extract = shards.read(path)[:number], FeatureExtractor()
        self._vocabulary, self._sentences = vocabulary, sentences
        self.longest = 0
        """Frames of the longest, by which all are as long as they need be."""
        self._positions = list[int]()
        features = torch.zeros(len(sentences), 80, PADDED_FRAMES)
        for row, sentence in enumerate(sentences):
            made = extract(sentence.sound.astype(np.float32) / 32768)[:, :PADDED_FRAMES]
            features[row, :, : made.shape[1]] = torch.from_numpy(made.astype(np.float32))
            self.longest = max(self.longest, made.shape[1] + 1 & ~1)
            self._positions.append(made.shape[1] // FRAMES_PER_POSITION)
        self._features = features.to(device)

    @torch.no_grad()
    def marks(self, network: Network, frames: int = PADDED_FRAMES) -> Marks:
        """What comes of it where sound is padded to so many frames."""
        texts, said, spelled = list[str](), list[list[int]](), list[str]()
        for first in range(0, len(self._sentences), AT_ONCE):
            heard, middle = network.encode(self._features[first : first + AT_ONCE, :, :frames])
            positions = self._positions[first : first + AT_ONCE]
            texts += greedy(network, heard, self._vocabulary)
            said += read_off(network.phonemes(middle), positions)
            coarse = [number // POSITIONS_PER_CHARACTER for number in positions]
            spelled += [self._spelling(row) for row in read_off(network.spelled(heard), coarse)]
        truth = [sentence.text for sentence in self._sentences]
        phonemes = _share([phoneme_ids(sentence.phonemes) for sentence in self._sentences], said)
        return Marks(_share(truth, texts), phonemes, _share(truth, spelled), f"{truth[-1]} | {texts[-1]}")

    def _spelling(self, classes: list[int]) -> str:
        return self._vocabulary.decode([number - 1 for number in classes])


def _share(truth: Sequence[Sequence[object]], found: Sequence[Sequence[object]]) -> float:
    wrong = sum(Levenshtein.distance(one, other) for one, other in zip(truth, found, strict=True))
    return wrong / sum(map(len, truth))
