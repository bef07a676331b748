"""Windows put together into batches, by several processes, as the training goes on."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from samples.train_demo_model.shards import Shelf
from samples.train_demo_model.stages import Stage, stage_of
from samples.train_demo_model.tokens import BYTES, Vocabulary
from samples.train_demo_model.windows import Cutter, Window

SEED = 20261124
REFRESH = 20
"""Batches of a process after which new shards are looked for."""
IGNORED = -100
"""What is wanted where nothing is."""
PADDED_SECONDS = 30.0


@dataclass(frozen=True)
class Batch:
    """Windows as tensors, all as long as the longest; ``times`` in seconds, of the tokens wanted."""

    sound: Tensor
    samples: Tensor
    given: Tensor
    wanted: Tensor
    times: Tensor
    phonemes: Tensor
    phoneme_lengths: Tensor
    characters: Tensor
    character_lengths: Tensor
    stage: Stage
    padded: bool
    """Whether it is to be padded to 30 s."""

    def to(self, device: torch.device) -> "Batch":
        """The same on a device."""
        kept = {field.name: getattr(self, field.name) for field in fields(self)}
        moved = {name: value.to(device, non_blocking=True) for name, value in kept.items() if torch.is_tensor(value)}
        return replace(self, **moved)


def collate(windows: list[Window], end: int, stage: Stage, padded: bool = False) -> Batch:
    """Put windows together."""
    longest = max(len(window.tokens) for window in windows) - 1
    given = torch.full((len(windows), longest), end)
    wanted = torch.full((len(windows), longest), IGNORED)
    times = torch.full((len(windows), longest), torch.nan)
    for row, window in enumerate(windows):
        ids = torch.tensor(window.tokens)
        given[row, : len(ids) - 1] = ids[:-1]
        wanted[row, window.skipped : len(ids) - 1] = ids[window.skipped + 1 :]
        times[row, : len(ids) - 1] = torch.tensor(window.times[1:])
    sound, samples = _rows([window.sound for window in windows], torch.int16)
    phonemes, phoneme_lengths = _rows([window.phonemes for window in windows], torch.long)
    characters, character_lengths = _rows([window.characters for window in windows], torch.long)
    return Batch(
        sound, samples, given, wanted, times, phonemes, phoneme_lengths, characters, character_lengths, stage, padded
    )


def _rows(rows: Sequence[np.ndarray | list[int]], kind: torch.dtype) -> tuple[Tensor, Tensor]:
    """Rows of different lengths as one tensor with zeros behind them, and how long each is."""
    lengths = torch.tensor([len(row) for row in rows])
    made = torch.zeros(len(rows), max(1, int(lengths.max())), dtype=kind)
    for place, row in enumerate(rows):
        made[place, : len(row)] = torch.as_tensor(row, dtype=kind)
    return made, lengths


def blurred(given: Tensor, share: float, end: int) -> Tensor:
    """The tokens with a share of the characters replaced by any others."""
    others = torch.randint(len(BYTES) + 1, end, given.shape, device=given.device)
    return torch.where((given < end) & (torch.rand(given.shape, device=given.device) < share), others, given)


class Batches(IterableDataset):
    """Batches without end; each process makes its own, of the stage that the training is at."""

    def __init__(
        self, directory: Path, vocabulary: Vocabulary, share: "Synchronized[float]", seconds: float, begun: int = 0
    ) -> None:
        """Nothing is read before the first batch is asked for, by the process that makes them.

        Args:
            directory: of the shards.
            vocabulary: of the network.
            share: of the time of the training that has passed.
            seconds: of sound in a batch, were all windows as long as they may be.
            begun: the update that the training begins with; another gives other windows.
        """
        self._directory, self._vocabulary, self._share = directory, vocabulary, share
        self._seconds, self._begun = seconds, begun

    def __iter__(self) -> Iterator[Batch]:
        """Make batches, in a process of the loader."""
        worker = get_worker_info()
        if worker is not None:
            torch.set_num_threads(1)
        rng = Random(f"batches {SEED} {self._begun} {worker.id if worker else 0}")
        shelf, cutter = Shelf(self._directory), Cutter(self._vocabulary)
        for number in itertools.count(1):
            if number % REFRESH == 0:
                shelf.refresh()
            stage = stage_of(self._share.value)
            padded, prompted = rng.random() < stage.padded, rng.random() < stage.prompted
            windows = round(self._seconds / (PADDED_SECONDS if padded else stage.seconds))
            made = [cutter.window(shelf.sentences, rng, stage, prompted) for _window in range(max(1, windows))]
            yield collate(made, self._vocabulary.end, stage, padded)
