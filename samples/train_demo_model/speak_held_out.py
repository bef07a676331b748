"""Speaks the held-out sentences: ``python -m samples.train_demo_model.speak_held_out DIR``.

``DIR/held-out/near.npz`` and ``development.npz`` in voices as training draws them,
``voice-1.npz`` … in the voices that training never draws.
"""

import argparse
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from random import Random

from samples.speech.voice import Voice
from samples.train_demo_model import shards
from samples.train_demo_model.corpus.development import development
from samples.train_demo_model.corpus.held_out import held_out
from samples.train_demo_model.synthesis import HELD_OUT_VOICES, draw_voice, spoken

PER_VOICE = 50


def main() -> None:
    """Speak what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    directory: Path = parser.parse_args().directory / "held-out"
    directory.mkdir(parents=True, exist_ok=True)
    order = Random("order of held-out sentences").sample(held_out(), len(held_out()))
    rng = Random("held-out voices")
    _speak(directory / "near.npz", order, lambda: draw_voice(rng))
    drawn = Random("development voices")
    _speak(directory / "development.npz", development(), lambda: draw_voice(drawn))
    for number, voice in enumerate(HELD_OUT_VOICES):
        _speak(directory / f"voice-{number + 1}.npz", order[number * PER_VOICE :][:PER_VOICE], repeat(voice).__next__)


def _speak(path: Path, texts: list[str], voice: Callable[[], Voice]) -> None:
    if not path.exists():
        shards.save(path, [spoken(text, voice()) for text in texts])


if __name__ == "__main__":
    main()
