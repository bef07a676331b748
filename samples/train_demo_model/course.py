"""A training under way: what is learned from a batch, and what a checkpoint keeps."""

import time
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from samples.train_demo_model.batches import IGNORED, SEED, Batch
from samples.train_demo_model.network import Network
from samples.train_demo_model.tokens import Vocabulary

RATE_OF_LEARNING = 1.5e-3
WARM_UP = 150
SMOOTHING = 0.995
"""Of the averaged weights, which are the ones tested and exported."""


def losses(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Loss of the text, of the phonemes and of where the decoder looks.

    The network computes in bfloat16, the losses and the weights stay in 32 bits.
    """
    with torch.autocast("cpu", torch.bfloat16):
        encoded = network.encode(spec_augment(batch.features))
        scores = network.scores(batch.given, encoded)
        phonemes = network.phonemes(encoded)
    scores, phonemes = scores.float(), phonemes.float()
    text = functional.cross_entropy(
        scores.flatten(0, 1), batch.wanted.flatten(), ignore_index=IGNORED, label_smoothing=0.05
    )
    heard = batch.lengths > 0
    said = functional.ctc_loss(
        phonemes[heard].log_softmax(-1).transpose(0, 1), batch.phonemes, batch.positions[heard],
        batch.lengths[heard], zero_infinity=True,
    )  # fmt: skip
    return text, said, network.astray(batch.times)


def spec_augment(features: Tensor) -> Tensor:
    """Blank out up to two bands of pitch and two stretches of time (up to 0.12 s) of each window."""
    features = features.clone()
    for window in features:
        for _band in range(2):
            low = int(torch.randint(0, 70, ()))
            window[low : low + int(torch.randint(0, 9, ()))] = 0
        for _stretch in range(2):
            start = int(torch.randint(0, window.shape[1], ()))
            window[:, start : start + int(torch.randint(0, 12, ()))] = 0
    return features


@dataclass
class Course:
    """Where the training stands: the network, its average, the optimiser and how far it has come."""

    network: Network
    average: Network
    optimiser: torch.optim.Optimizer
    update: int = 0
    seconds: float = 0.0
    schedule: tuple[int, int] = (0, 0)
    """Update at which to stop, and number of updates before it over which the rate of learning falls."""

    def declining(self) -> bool:
        """Whether the rate of learning has begun to fall."""
        until, decline = self.schedule
        return self.update > until - decline

    @classmethod
    def begun(cls, vocabulary: Vocabulary) -> "Course":
        """A network that has learned nothing."""
        torch.manual_seed(SEED)
        network = Network(vocabulary)
        learned = [weight for weight in network.parameters() if weight.requires_grad]
        optimiser = torch.optim.AdamW(learned, RATE_OF_LEARNING, betas=(0.9, 0.98), weight_decay=0.01)
        return cls(network, deepcopy(network), optimiser)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.update, self.seconds, self.schedule = state["update"], state["seconds"], tuple(state["schedule"])

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        torch.save({
            "network": self.network.state_dict(), "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(), "update": self.update, "seconds": self.seconds,
            "schedule": self.schedule,
        }, unfinished)  # fmt: skip
        unfinished.replace(path)

    def step(self, batch: Batch, rate: float) -> tuple[float, float, float]:
        """Learn from a batch; the losses of text, phonemes and looking."""
        begun = time.monotonic()
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        text, said, astray = losses(self.network, batch)
        stage = batch.stage
        self.optimiser.zero_grad()
        ((1 - stage.phonemes / 2) * text + stage.phonemes * said + stage.aim * astray).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.update += 1
        share = 1 - min(SMOOTHING, self.update / (self.update + 20))
        with torch.no_grad():
            for kept, now in zip(self.average.parameters(), self.network.parameters(), strict=True):
                kept.lerp_(now, share)
        self.seconds += time.monotonic() - begun
        return float(text.detach()), float(said.detach()), float(astray.detach())


def rate_at(update: int, until: int, decline: int) -> float:
    """The rate of learning at an update."""
    rising = min(1.0, (update + 1) / WARM_UP)
    falling = min(1.0, (until - update) / decline) if decline else 1.0
    return RATE_OF_LEARNING * min(rising, falling)
