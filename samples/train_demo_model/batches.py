"""Windows put together into batches, and the batches of a whole training."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from samples.train_demo_model.network import FRAMES_PER_POSITION
from samples.train_demo_model.shards import Shelf
from samples.train_demo_model.stages import Stage, stage_of
from samples.train_demo_model.tokens import BYTES, Vocabulary
from samples.train_demo_model.windows import PADDED_FRAMES, Cutter, Window

SEED = 20261124
REFRESH = 50
"""Updates after which new shards are looked for."""
IGNORED = -100
"""What is wanted where nothing is."""


@dataclass(frozen=True)
class Batch:
    """Windows as tensors, all as long as the longest; ``times`` in seconds, of the tokens wanted."""

    features: Tensor
    given: Tensor
    wanted: Tensor
    times: Tensor
    phonemes: Tensor
    positions: Tensor
    lengths: Tensor
    stage: Stage


def collate(windows: list[Window], padded: bool, end: int, stage: Stage) -> Batch:
    """Put windows together; what is beyond a window is zero, as in faster-whisper."""
    frames = PADDED_FRAMES if padded else max(window.features.shape[1] for window in windows) + 20 & ~1
    features = torch.zeros(len(windows), 80, min(frames, PADDED_FRAMES))
    longest = max(len(window.tokens) for window in windows) - 1
    given = torch.full((len(windows), longest), end)
    wanted = torch.full((len(windows), longest), IGNORED)
    times = torch.full((len(windows), longest), torch.nan)
    for row, window in enumerate(windows):
        features[row, :, : window.features.shape[1]] = torch.from_numpy(window.features)
        ids = torch.tensor(window.tokens)
        given[row, : len(ids) - 1] = ids[:-1]
        wanted[row, window.skipped : len(ids) - 1] = ids[window.skipped + 1 :]
        times[row, : len(ids) - 1] = torch.tensor(window.times[1:])
    return Batch(
        features, given, wanted, times,
        torch.tensor([number for window in windows for number in window.phonemes], dtype=torch.long),
        torch.tensor([min(window.features.shape[1], frames) // FRAMES_PER_POSITION for window in windows]),
        torch.tensor([len(window.phonemes) for window in windows]), stage,
    )  # fmt: skip


def blurred(given: Tensor, share: float, end: int) -> Tensor:
    """The tokens with a share of the characters replaced by any others."""
    others = torch.randint(len(BYTES) + 1, end, given.shape)
    return torch.where((given < end) & (torch.rand(given.shape) < share), others, given)


class Batches(IterableDataset):
    """The batches from an update on; what is in one hangs on its number and the shards there are by then."""

    def __init__(self, directory: Path, vocabulary: Vocabulary, first: int, until: int) -> None:
        """Nothing is read before the first batch is asked for, by the process that makes them."""
        self._directory, self._vocabulary, self._first, self._until = directory, vocabulary, first, until

    def __iter__(self) -> Iterator[Batch]:
        """Make batches, in the process of the loader."""
        if get_worker_info() is not None:
            torch.set_num_threads(1)
        shelf, cutter = Shelf(self._directory), Cutter(self._vocabulary)
        for update in range(self._first, self._until):
            if update % REFRESH == 0:
                shelf.refresh()
            rng, stage = Random(f"batch {SEED} {update}"), stage_of(update)
            if update % stage.reused:
                continue
            padded = rng.random() < stage.padded
            number = stage.padded_batch if padded else stage.batch
            made = [
                cutter.window(shelf.sentences, rng, stage.seconds, stage.clean, stage.spliced)
                for _window in range(number)
            ]
            yield collate(made, padded, self._vocabulary.end, stage)
