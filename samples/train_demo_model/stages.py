"""The stages of the training: from short and clean windows to long and disturbed ones.

Each gives the encoder what it can already learn from. Short windows first, since where to look is found most easily in
them; clean ones first, since a network that hears little learns to guess; padding late, since it costs most. The fourth
goes back to somewhat shorter ones, more of them clean.
``README.md`` has what was seen before there were such stages.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """What is learned from, and how much each part of the loss weighs."""

    until: int
    """The update before which it ends."""
    seconds: float
    """The longest window."""
    batch: int
    """Windows in a batch."""
    phonemes: float
    """Weight of the phonemes that are read off the encoder; the text weighs 1 less half of it."""
    padded: float
    """Share of the batches that are padded to 30 s, as faster-whisper pads; others end with their longest window."""
    blurred: float
    """Share of the characters given to the decoder that are replaced by any others, so that it cannot guess a text from
    its beginning and has to listen."""
    aim: float
    """Weight of looking at the sound where the character is spoken (``network.Network.astray``)."""
    clean: float
    """Share of the windows without noise and echo."""
    padded_batch: int = 5
    """Windows in a padded batch."""
    spliced: float = 0.0
    """Share of the windows whose sentences are put together of phrases of others (``splices``)."""
    reused: int = 1
    """How often is learned from what the encoder made of a batch (``memory``); where more than once, of the encoder
    only the last layers learn, and the head for phonemes only where they weigh anything."""
    learning: int = 0
    """Last layers of the encoder that learn where a batch is learned from more than once."""


STAGES = (
    Stage(2800, 4.5, 20, phonemes=0.6, padded=0.0, blurred=0.2, aim=0.2, clean=0.8),
    Stage(3600, 7.0, 14, phonemes=0.4, padded=0.15, blurred=0.15, aim=0.15, clean=0.6),
    Stage(4400, 10.0, 10, phonemes=0.3, padded=0.3, blurred=0.1, aim=0.1, clean=0.5),
    Stage(4675, 8.0, 13, phonemes=0.3, padded=0.25, blurred=0.1, aim=0.05, clean=0.6),
    Stage(7200, 8.0, 16, phonemes=0.0, padded=0.15, blurred=0.1, aim=0.05, clean=0.6, reused=6),
    Stage(8400, 8.0, 16, phonemes=0.0, padded=0.15, blurred=0.2, aim=0.1, clean=0.6, spliced=0.7, reused=4),
    Stage(10800, 8.0, 16, phonemes=0.0, padded=0.15, blurred=0.2, aim=0.3, clean=0.6, spliced=0.7, reused=4),
    Stage(12400, 8.0, 16, phonemes=0.0, padded=0.3, blurred=0.1, aim=0.2, clean=0.6, spliced=0.6, reused=4),
    Stage(14800, 9.0, 12, phonemes=0.1, padded=0.1, blurred=0.15, aim=0.3, clean=0.7, spliced=0.8, reused=4),
    Stage(1_000_000, 9.0, 12, phonemes=0.1, padded=0.15, blurred=0.1, aim=0.3, clean=0.7, spliced=0.7, reused=3,
          learning=2),
)  # fmt: skip


def stage_of(update: int) -> Stage:
    """The stage that an update belongs to."""
    return next(stage for stage in STAGES if update < stage.until)


def longest(update: int) -> float:
    """Seconds of the longest windows that a training was given last, which are those that it copes with."""
    return stage_of(update).seconds
