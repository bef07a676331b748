"""What the encoder made of batches, kept to be learned from more than once.

Encoding a batch takes four fifths of the work of an update. Once the encoder hears, the decoder, and the last layers
of the encoder at most, have to learn how what is heard is written: they learn from what the other layers made of each
batch several times, among others and blurred differently.
"""

from dataclasses import replace
from random import Random

from torch import Tensor

from samples.train_demo_model.batches import SEED, Batch

SIZE = 160
"""Batches kept; about 400 MB."""


class Memory:
    """The last batches encoded, of which a new one takes the place of any."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: list[tuple[Batch, Tensor]] = []
        self._rng = Random(f"memory {SEED}")

    def add(self, batch: Batch, heard: Tensor) -> None:
        """Keep a batch, without its sound, and what was heard in it."""
        batch, heard = replace(batch, features=batch.features[:0]), heard.bfloat16()
        if len(self._kept) < SIZE:
            self._kept.append((batch, heard))
        else:
            self._kept[self._rng.randrange(SIZE)] = batch, heard

    def draw(self) -> tuple[Batch, Tensor]:
        """Any one of those kept."""
        return self._rng.choice(self._kept)
