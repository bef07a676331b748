"""Errors on held-out sentences while training goes on."""

from pathlib import Path

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein

from samples.train_demo_model import shards
from samples.train_demo_model.network import Network, greedy
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids
from samples.train_demo_model.windows import PADDED_FRAMES, Cutter


class Examination:
    """Held-out sentences near the microphone, and how wrong the averaged network reads them."""

    def __init__(self, path: Path, vocabulary: Vocabulary, number: int = 48) -> None:
        """Read the held-out shard."""
        sentences, cutter = shards.read(path)[:number], Cutter(vocabulary)
        self._vocabulary, self._sentences = vocabulary, sentences
        self.longest = 0
        self._features = torch.zeros(len(sentences), 80, PADDED_FRAMES)
        for row, sentence in enumerate(sentences):
            features = cutter.features(sentence.sound.astype(np.float32) / 32768)
            self._features[row, :, : features.shape[1]] = torch.from_numpy(features)
            self.longest = max(self.longest, features.shape[1] + 1 & ~1)

    def errors(self, network: Network, frames: int = PADDED_FRAMES) -> tuple[float, float, str]:
        """Share of wrong characters, of wrong phonemes, and an example; of sound padded to so many frames."""
        characters = phonemes = written = said = 0
        example = ""
        for first in range(0, len(self._sentences), 8):
            texts, heard = greedy(network, self._features[first : first + 8, :, :frames], self._vocabulary)
            for sentence, text, classes in zip(self._sentences[first:], texts, heard, strict=False):
                characters += Levenshtein.distance(sentence.text, text)
                written += len(sentence.text)
                truth = phoneme_ids(sentence.phonemes)
                phonemes += Levenshtein.distance(truth, classes)
                said += len(truth)
                example = f"{sentence.text} | {text}"
        return characters / written, phonemes / said, example
