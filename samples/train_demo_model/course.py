"""A training under way: what is learned from a batch, and what a checkpoint keeps."""

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from samples.train_demo_model import curve
from samples.train_demo_model.batches import IGNORED, SEED, Batch, blurred
from samples.train_demo_model.features import PADDED_FRAMES, Features, frames
from samples.train_demo_model.network import FRAMES_PER_POSITION, POSITIONS_PER_CHARACTER, Network
from samples.train_demo_model.restore import restore
from samples.train_demo_model.surroundings import disturbed
from samples.train_demo_model.tokens import Vocabulary

RATE_OF_LEARNING = 1.5e-3
WARM_UP = 200
"""Updates over which the rate of learning rises."""
DECLINE = 0.55
"""The last share of the time, over which it falls to nothing."""
SMOOTHING = 0.998
"""Of the averaged weights, which are the ones tested and exported."""
BANDS, BAND, STRETCHES, STRETCH = 2, 9, 3, 12
"""How many bands of pitch and stretches of time are blanked out of a window, and how wide they are at most."""


@dataclass(frozen=True)
class Losses:
    """Of the text, of phonemes and spelling read off the encoder, and of where the decoder looks."""

    text: Tensor
    phonemes: Tensor
    spelling: Tensor
    astray: Tensor


def losses(network: Network, batch: Batch, features: Tensor, end: int) -> Losses:
    """How wrong a network is about a batch. It computes in bfloat16; weights and losses stay in 32 bits."""
    asked, stage = batch.wanted != IGNORED, batch.stage
    positions = frames(batch.samples) // FRAMES_PER_POSITION
    with torch.autocast(features.device.type, torch.bfloat16):
        heard, middle = network.encode(features)
        scores = network.scores(blurred(batch.given, stage.blurred, end), heard, asked)
        phonemes, spelled = network.phonemes(middle), network.spelled(heard)
    return Losses(
        functional.cross_entropy(scores.float(), batch.wanted[asked], label_smoothing=0.05),
        _read_off(phonemes, batch.phonemes, positions, batch.phoneme_lengths),
        _read_off(spelled, batch.characters, positions // POSITIONS_PER_CHARACTER, batch.character_lengths),
        network.astray(batch.times),
    )


def _read_off(scores: Tensor, classes: Tensor, positions: Tensor, lengths: Tensor) -> Tensor:
    said = scores.float().log_softmax(-1).transpose(0, 1)
    return functional.ctc_loss(said, classes, positions, lengths, zero_infinity=True)


def spec_augment(features: Tensor) -> Tensor:
    """Blank out some bands of pitch and some stretches of time of each window."""
    kept = torch.ones_like(features, dtype=torch.bool)
    for axis, number, widest in ((1, BANDS, BAND), (2, STRETCHES, STRETCH)):
        places = torch.arange(features.shape[axis], device=features.device)
        for _blank in range(number):
            first = torch.randint(0, features.shape[axis], (len(features), 1), device=features.device)
            width = torch.randint(0, widest, (len(features), 1), device=features.device)
            blank = (places >= first) & (places < first + width)
            kept &= ~blank.unsqueeze(3 - axis)
    return features * kept


def rate_at(share: float, learned: int) -> float:
    """The rate of learning after so many updates, at a share of the time."""
    return RATE_OF_LEARNING * min(1.0, (learned + 1) / WARM_UP, max(0.0, 1 - share) / DECLINE)


class Course:
    """Where the training stands: the network, its average, the optimiser and how far it has come."""

    def __init__(self, vocabulary: Vocabulary, device: torch.device) -> None:
        """Begin with a network that has learned nothing."""
        torch.manual_seed(SEED)
        self.network = Network(vocabulary).to(device)
        self.average = deepcopy(self.network).eval()
        learned = [weight for weight in self.network.parameters() if weight.requires_grad]
        self._optimiser = torch.optim.AdamW(learned, RATE_OF_LEARNING, betas=(0.9, 0.98), weight_decay=0.01)
        self._device, self._end, self._features = device, vocabulary.end, Features(device)
        self.update = 0
        self.seconds = 0.0
        self.since = 0
        """Update at which it began, from nothing or from the weights of a model."""

    def go_on_from(self, vocabulary: Vocabulary, model: Path) -> None:
        """Begin with the weights of an exported model, and where its curve ends."""
        restore(self.network, vocabulary, model)
        self.average.load_state_dict(self.network.state_dict())
        last = curve.rows(model / curve.NAME)[-1]
        self.update = self.since = int(last["update"])
        self.seconds = 60 * float(last["minutes"])

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, map_location=self._device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.update, self.seconds, self.since = state["update"], state["seconds"], state["since"]

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        torch.save({
            "network": self.network.state_dict(), "average": self.average.state_dict(),
            "optimiser": self._optimiser.state_dict(), "update": self.update, "seconds": self.seconds,
            "since": self.since,
        }, unfinished)  # fmt: skip
        unfinished.replace(path)

    def step(self, batch: Batch, rate: float) -> Tensor:
        """Learn from a batch; the losses of text, phonemes, spelling and looking, on the device."""
        batch = batch.to(self._device)
        lost = losses(self.network, batch, self._heard(batch), self._end)
        stage = batch.stage
        whole = lost.text + stage.phonemes * lost.phonemes + stage.spelling * lost.spelling + stage.aim * lost.astray
        self._learn(whole, rate)
        return torch.stack([lost.text, lost.phonemes, lost.spelling, lost.astray]).detach()

    @torch.no_grad()
    def _heard(self, batch: Batch) -> Tensor:
        sound = disturbed(batch.sound.float() / 32768, batch.samples, batch.stage.clean)
        longest = PADDED_FRAMES if batch.padded else int(frames(batch.samples).max()) + 21 & ~1
        return spec_augment(self._features(sound, batch.samples, min(longest, PADDED_FRAMES)))

    def _learn(self, loss: Tensor, rate: float) -> None:
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        self._optimiser.zero_grad()
        loss.backward()
        if torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0).isfinite():
            self._optimiser.step()
        self.update += 1
        learned = self.update - self.since
        share = 1 - min(SMOOTHING, learned / (learned + 20))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.network.parameters()), share)
