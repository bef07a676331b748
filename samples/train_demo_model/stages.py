"""The stages of the training: from short and clean windows to long and disturbed ones.

Each gives the network what it can already learn from. Short windows first, since where to look is found most easily in
them; clean ones first, since a network that hears little learns to guess; padding and text that went before late, since
they cost most. ``README.md`` has what was seen before there were such stages.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """What is learned from, and how much each part of the loss weighs beside the text, which weighs 1."""

    until: float
    """The share of the time of the training before which it ends."""
    seconds: float
    """The longest window."""
    phonemes: float
    """Weight of the phonemes that are read off the middle of the encoder."""
    spelling: float
    """Weight of the characters that are read off its end."""
    aim: float
    """Weight of looking at the sound where the character is spoken (``network.Network.astray``)."""
    blurred: float
    """Share of the characters given to the decoder that are replaced by any others, so that it cannot guess a text from
    its beginning and has to listen."""
    clean: float
    """Share of the windows without noise and echo."""
    spliced: float
    """Share of the windows whose sentences are put together of phrases of others (``splices``)."""
    padded: float = 0.0
    """Share of the batches that are padded to 30 s, as faster-whisper pads; others end with their longest window."""
    prompted: float = 0.0
    """Share of the batches whose windows are told what went before, or words to expect (``prompts``)."""


STAGES = (
    Stage(0.06, 5.0, phonemes=0.6, spelling=0.2, aim=0.3, blurred=0.2, clean=0.8, spliced=0.3),
    Stage(0.16, 9.0, phonemes=0.4, spelling=0.3, aim=0.3, blurred=0.15, clean=0.6, spliced=0.6, padded=0.1),
    Stage(0.60, 15.0, phonemes=0.2, spelling=0.3, aim=0.2, blurred=0.12, clean=0.35, spliced=0.6, padded=0.25,
          prompted=0.2),
    Stage(1.00, 15.0, phonemes=0.1, spelling=0.2, aim=0.1, blurred=0.06, clean=0.35, spliced=0.5, padded=0.35,
          prompted=0.25),
)  # fmt: skip


def stage_of(share: float) -> Stage:
    """The stage at a share of the time of the training."""
    return next((stage for stage in STAGES if share < stage.until), STAGES[-1])
