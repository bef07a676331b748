"""What the model reaches, through faster-whisper: ``python -m samples.train_demo_model.evaluate MODEL DIR``.

DIR holds the held-out sentences as sound (``speak_held_out``); ``--real`` names a folder with ``clips.csv`` (``file``,
``text``) and the clips. Every number of the model card is from here: ``figures.json`` in MODEL, the table of the card,
and whether the aim is met. Errors are counted with punctuation, and without (``evaluators.characters``); intervals
resample sentences.
"""

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel

from evaluators.characters import ErrorCounts, count_errors
from evaluators.intervals import clustered_ratio
from samples.speech.acoustics import RATE
from samples.train_demo_model import card
from samples.train_demo_model.card import Figure
from samples.train_demo_model.conditions import Spoken, conditions

_MARKS = re.compile(r"[、。？！・「」\s]")


def main() -> None:
    """Evaluate and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--real", type=Path, help="folder with clips.csv")
    parser.add_argument("--sentences", type=int, default=150, help="of each condition")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", help="conditions whose name holds this; nothing is written then")
    options = parser.parse_args()
    model = WhisperModel(
        str(options.model), device="cpu", compute_type="int8", cpu_threads=options.threads, local_files_only=True
    )
    figures = []
    for name, make in conditions(options.directory, options.real, options.sentences).items():
        if options.only and options.only not in name:
            continue
        begun, spoken = time.monotonic(), list(make())
        if spoken:  # few sentences make no recording of a minute
            figures.append(figure(name, spoken, lambda sound: transcribed(model, sound)))
            print(card.line(figures[-1]), f"{time.monotonic() - begun:.0f} s", flush=True)
    if not options.only:
        card.save(options.model, figures)


def transcribed(model: WhisperModel, sound: np.ndarray) -> str:
    """The text that faster-whisper's own defaults give, but for the language."""
    segments, _info = model.transcribe(sound, language="ja")
    return "".join(segment.text for segment in segments)


def figure(name: str, spoken: list[Spoken], transcribe: Callable[[np.ndarray], str]) -> Figure:
    """Hear all of a condition and count its errors."""
    texts = [(one.text, transcribe(one.sound)) for one in spoken]
    counts = [count_errors(truth, heard) for truth, heard in texts]
    bare = sum(
        (count_errors(_MARKS.sub("", truth), _MARKS.sub("", heard)) for truth, heard in texts), ErrorCounts.zero()
    )
    total = sum(counts, ErrorCounts.zero())
    interval = clustered_ratio([count.errors for count in counts], [count.length for count in counts])
    return Figure(
        condition=name, sentences=len(spoken), characters=total.length,
        rate=total.errors / total.length, low=interval.low, high=interval.high,
        rate_without_marks=bare.errors / bare.length,
        deletions=total.deletions, insertions=total.insertions, substitutions=total.substitutions,
        sound_seconds=sum(len(one.sound) for one in spoken) / RATE,
    )  # fmt: skip


if __name__ == "__main__":
    main()
