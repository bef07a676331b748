"""A training under way: what is learned from a batch, and what a checkpoint keeps."""

import time
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from samples.train_demo_model import curve
from samples.train_demo_model.batches import IGNORED, SEED, Batch, blurred
from samples.train_demo_model.memory import Memory
from samples.train_demo_model.network import ENCODER_LAYERS, Network
from samples.train_demo_model.restore import restore
from samples.train_demo_model.tokens import Vocabulary

RATE_OF_LEARNING = 1.5e-3
WARM_UP = 150
SMOOTHING = 0.995
"""Of the averaged weights, which are the ones tested and exported."""


def encoded(network: Network, batch: Batch) -> Tensor:
    """What the encoder makes of a batch. It computes in bfloat16; weights and losses stay in 32 bits."""
    return finished(network, begun(network, batch, 0), 0)


def begun(network: Network, batch: Batch, learning: int) -> Tensor:
    """What the encoder makes of a batch before the layers that learn."""
    with torch.autocast("cpu", torch.bfloat16):
        return network.begin(spec_augment(batch.features), ENCODER_LAYERS - learning)


def finished(network: Network, hidden: Tensor, learning: int) -> Tensor:
    """What the layers that learn make of it."""
    with torch.autocast("cpu", torch.bfloat16):
        return network.finish(hidden, learning)


def decoder_losses(network: Network, batch: Batch, heard: Tensor, end: int) -> tuple[Tensor, Tensor]:
    """Loss of the text, and of where the decoder looks."""
    asked = batch.wanted != IGNORED
    with torch.autocast("cpu", torch.bfloat16):
        scores = network.scores(blurred(batch.given, batch.stage.blurred, end), heard, asked)
    text = functional.cross_entropy(scores.float(), batch.wanted[asked], label_smoothing=0.05)
    return text, network.astray(batch.times)


def phoneme_loss(network: Network, batch: Batch, heard: Tensor) -> Tensor:
    """Loss of the phonemes of the windows that do not break off."""
    with torch.autocast("cpu", torch.bfloat16):
        phonemes = network.phonemes(heard)
    whole = batch.lengths > 0
    return functional.ctc_loss(
        phonemes.float()[whole].log_softmax(-1).transpose(0, 1), batch.phonemes, batch.positions[whole],
        batch.lengths[whole], zero_infinity=True,
    )  # fmt: skip


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
    end: int
    """Id of the end of a text; text ids lie below."""
    update: int = 0
    seconds: float = 0.0
    memory: Memory = field(default_factory=Memory)
    since: int = 0
    """Update at which it began, from nothing or from the weights of a model."""
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
        return cls(network, deepcopy(network).eval(), optimiser, vocabulary.end)

    def go_on_from(self, vocabulary: Vocabulary, model: Path) -> None:
        """Begin with the weights of an exported model, and where its curve ends."""
        restore(self.network, vocabulary, model)
        self.average.load_state_dict(self.network.state_dict())
        last = curve.rows(model / curve.NAME)[-1]
        self.update = self.since = int(last["update"])
        self.seconds = 60 * float(last["minutes"])

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.update, self.seconds, self.schedule = state["update"], state["seconds"], tuple(state["schedule"])
        self.since = state["since"]

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        torch.save({
            "network": self.network.state_dict(), "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(), "update": self.update, "seconds": self.seconds,
            "schedule": self.schedule, "since": self.since,
        }, unfinished)  # fmt: skip
        unfinished.replace(path)

    def step(self, batch: Batch, rate: float) -> tuple[float, float, float]:
        """Learn from a batch; the losses of text, phonemes and looking."""
        started = time.monotonic()
        heard = encoded(self.network, batch)
        text, astray = decoder_losses(self.network, batch, heard, self.end)
        said, stage = phoneme_loss(self.network, batch, heard), batch.stage
        self._learn((1 - stage.phonemes / 2) * text + stage.phonemes * said + stage.aim * astray, rate)
        self.seconds += time.monotonic() - started
        return float(text.detach()), float(said.detach()), float(astray.detach())

    def remember(self, batch: Batch) -> float:
        """Encode a batch, but for the layers that learn, to be learned from; the loss of its phonemes, only told."""
        started, learning = time.monotonic(), batch.stage.learning
        with torch.no_grad():
            hidden = begun(self.network, batch, learning)
            said = phoneme_loss(self.network, batch, finished(self.network, hidden, learning))
        self.memory.add(batch, hidden)
        self.seconds += time.monotonic() - started
        return float(said)

    def step_from_memory(self, rate: float) -> tuple[float, float]:
        """Let the decoder and the layers that learn do so from a batch that was kept; losses of text and looking."""
        started = time.monotonic()
        batch, hidden = self.memory.draw()
        learning = batch.stage.learning
        with torch.set_grad_enabled(learning > 0):
            heard = finished(self.network, hidden, learning)
        text, astray = decoder_losses(self.network, batch, heard, self.end)
        said = phoneme_loss(self.network, batch, heard) if batch.stage.phonemes else 0.0
        self._learn(text + batch.stage.aim * astray + batch.stage.phonemes * said, rate)
        self.seconds += time.monotonic() - started
        return float(text.detach()), float(astray.detach())

    def _learn(self, loss: Tensor, rate: float) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.update += 1
        learned = self.update - self.since
        share = 1 - min(SMOOTHING, learned / (learned + 20))
        with torch.no_grad():
            for kept, now in zip(self.average.parameters(), self.network.parameters(), strict=True):
                kept.lerp_(now, share)


def rate_at(update: int, until: int, decline: int, since: int = 0) -> float:
    """The rate of learning at an update of a training that began then."""
    rising = min(1.0, (update - since + 1) / WARM_UP)
    falling = min(1.0, (until - update) / decline) if decline else 1.0
    return RATE_OF_LEARNING * min(rising, falling)
