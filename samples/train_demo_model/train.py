"""Trains the model: ``python -m samples.train_demo_model.train DIR``; the same command goes on where it stopped.

DIR holds the shards (``synthesise``), and gets ``tokenizer.json``, ``checkpoints/`` and ``curve.csv``: errors on
sentences that are neither in the corpus nor held out, spoken near the microphone, padded as faster-whisper pads.
``--from`` names an exported model to begin with.

What is learned from, and how much each part of the loss weighs, changes in stages (``stages``). The rate of learning
is constant, and falls over the last ``--decline`` updates before ``--until``; to go on later with a greater ``--until``
starts from ``checkpoints/stable.pt``, from before the fall.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader

from samples.train_demo_model import curve, tokens
from samples.train_demo_model.batches import Batch, Batches
from samples.train_demo_model.corpus.corpus import corpus
from samples.train_demo_model.course import Course, rate_at
from samples.train_demo_model.examination import Examination
from samples.train_demo_model.tokens import Vocabulary


def main() -> None:
    """Train until the update asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--until", type=int, default=6000, help="update at which to stop")
    parser.add_argument("--decline", type=int, default=0, help="last updates, over which the rate of learning falls")
    parser.add_argument("--examine", type=int, default=150, help="updates between two examinations")
    parser.add_argument("--from", dest="model", type=Path, help="exported model to begin with, where none was begun")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    run(options.directory, options.until, options.decline, options.examine, options.model)


def run(directory: Path, until: int, decline: int, examine: int, model: Path | None = None) -> None:
    """Train, and write a checkpoint and a line of the curve at each examination."""
    if not (directory / "tokenizer.json").exists():
        tokens.save(tokens.build(corpus()), directory)
    vocabulary = Vocabulary.of_file(directory / "tokenizer.json")
    course, checkpoints = Course.begun(vocabulary), directory / "checkpoints"
    latest, stable = checkpoints / "latest.pt", checkpoints / "stable.pt"
    if latest.exists():
        course.load(latest)
        if course.declining() and course.schedule != (until, decline) and stable.exists():
            course.load(stable)
    elif model is not None:
        course.go_on_from(vocabulary, model)
        curve.write(directory / curve.NAME, curve.rows(model / curve.NAME))
    course.schedule = until, decline
    examination = Examination(directory / "held-out" / "development.npz", vocabulary)
    batches = DataLoader(
        Batches(directory / "shards", vocabulary, course.update, until),
        batch_size=None,
        num_workers=1,
        prefetch_factor=6,
    )
    lost: list[tuple[float, float, float]] = []
    for lesson in _lessons(course, batches, until, decline):
        lost.append(lesson)
        if course.update % 10 == 0:
            _tell(course, np.mean(lost[-10:], 0))
        if course.update % examine == 0 or course.update == until:
            if not course.declining():
                course.save(stable)
            course.save(latest)
            _note(directory / curve.NAME, course, examination, np.mean(lost, 0))
            lost.clear()


def _lessons(
    course: Course, batches: Iterable[Batch], until: int, decline: int
) -> Iterator[tuple[float, float, float]]:
    """Update after update, the losses of text, phonemes and looking."""
    for batch in batches:
        if batch.stage.reused == 1:
            yield course.step(batch, rate_at(course.update, until, decline, course.since))
            continue
        said = course.remember(batch)
        for _time in range(batch.stage.reused):
            text, astray = course.step_from_memory(rate_at(course.update, until, decline, course.since))
            yield text, said, astray


def _tell(course: Course, lost: np.ndarray) -> None:
    text, said, astray = lost
    losses = f"text {text:.3f} phonemes {said:.3f} astray {astray:.3f}"
    print(f"{course.update} {losses} after {course.seconds / 60:.1f} min", flush=True)


def _note(path: Path, course: Course, examination: Examination, lost: np.ndarray) -> None:
    characters, phonemes, example = examination.errors(course.average)
    unpadded, _phonemes, _example = examination.errors(course.average, examination.longest)
    measured = [round(float(number), 4) for number in (*lost, characters, phonemes, unpadded)]
    curve.add(path, dict(zip(curve.COLUMNS, (course.update, round(course.seconds / 60, 1), *measured), strict=True)))
    print(
        f"examined at {course.update}: characters {characters:.3f} unpadded {unpadded:.3f} phonemes {phonemes:.3f}\n"
        f"  {example}",
        flush=True,
    )


if __name__ == "__main__":
    main()
