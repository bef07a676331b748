"""Trains the model: ``python -m samples.train_demo_model.train DIR``; the same command goes on where it stopped.

DIR holds the shards (``synthesise``), and gets ``tokenizer.json``, ``checkpoints/``, ``heard.json`` and ``curve.csv``:
errors on sentences that are neither in the corpus nor held out, spoken near the microphone, padded as faster-whisper
pads. ``--from`` names an exported model to begin with.

The clock rules: what is learned from changes in stages (``stages``), and the rate of learning falls over the last half
(``course.rate_at``), by the share of ``--minutes`` that has passed. Shards that are spoken meanwhile are taken as they
come.
"""

import argparse
import multiprocessing
import os
import time
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from samples.train_demo_model import curve, tokens
from samples.train_demo_model.batches import Batches
from samples.train_demo_model.corpus.corpus import corpus
from samples.train_demo_model.course import Course, rate_at
from samples.train_demo_model.examination import Examination
from samples.train_demo_model.heard import Heard
from samples.train_demo_model.tokens import Vocabulary

TOLD = 20
"""Updates between two lines about the losses."""


def main() -> None:
    """Train for the time asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--minutes", type=float, default=240, help="of learning in all")
    parser.add_argument("--examine", type=float, default=10, help="minutes between two examinations")
    parser.add_argument("--from", dest="model", type=Path, help="exported model to begin with, where none was begun")
    parser.add_argument("--device", default="cpu", help="cuda for a graphics card")
    parser.add_argument("--seconds", type=float, default=100, help="of sound in a batch; 2000 for a graphics card")
    parser.add_argument("--workers", type=int, default=1, help="processes that put windows together")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of the network, on the processor")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_float32_matmul_precision("high")
    training = Training(options.directory, torch.device(options.device), options.minutes, options.model)
    training.run(options.examine, options.seconds, options.workers)


class Training:
    """A course, the clock it is ruled by, and what is written about it."""

    def __init__(self, directory: Path, device: torch.device, minutes: float, model: Path | None = None) -> None:
        """Begin with nothing, with an exported model, or where it stopped."""
        self._directory, self._seconds = directory, minutes * 60
        self._latest = directory / "checkpoints" / "latest.pt"
        if not (directory / "tokenizer.json").exists():
            tokens.save(tokens.build(corpus()), directory)
        self._vocabulary = Vocabulary.of_file(directory / "tokenizer.json")
        self.course = Course(self._vocabulary, device)
        if self._latest.exists():
            self.course.load(self._latest)
        elif model is not None:
            self.course.go_on_from(self._vocabulary, model)
            curve.write(directory / curve.NAME, curve.rows(model / curve.NAME))
        self._before = self.course.seconds
        self._examination = Examination(directory / "held-out" / "development.npz", self._vocabulary, device)

    def run(self, examine: float, seconds: float, workers: int) -> None:
        """Learn until the time is over.

        Args:
            examine: minutes between two examinations, each with a checkpoint and a line of the curve.
            seconds: of sound in a batch.
            workers: processes that put batches together.
        """
        course, share = self.course, multiprocessing.Value("d", 0.0)
        shards = self._directory / "shards"
        batches = DataLoader(
            Batches(shards, self._vocabulary, share, seconds, course.update),
            batch_size=None,
            num_workers=workers,
            prefetch_factor=3,
        )
        started, next_examination, lost = time.monotonic(), course.seconds + examine * 60, list[Tensor]()
        for batch in batches:
            self._tick(started, share)
            if share.value >= 1:
                break
            lost.append(course.step(batch, rate_at(share.value, course.update - course.since)))
            if course.update % TOLD == 0:
                _tell(course, torch.stack(lost[-TOLD:]).mean(0), batch.stage.seconds)
            if course.seconds >= next_examination:
                self._examine(lost)
                next_examination, lost = course.seconds + examine * 60, []
        if lost:
            self._examine(lost)

    def _tick(self, started: float, share: "Synchronized[float]") -> None:
        self.course.seconds = self._before + time.monotonic() - started
        share.value = self.course.seconds / self._seconds

    def _examine(self, lost: list[Tensor]) -> None:
        course = self.course
        course.save(self._latest)
        Heard.now(self._directory).keep(self._directory)
        padded = self._examination.marks(course.average)
        unpadded = self._examination.marks(course.average, self._examination.longest)
        mean = torch.stack(lost).mean(0).tolist()
        measured = [*mean, padded.characters, padded.phonemes, padded.spelled, unpadded.characters]
        row = (course.update, round(course.seconds / 60, 1), *(round(number, 4) for number in measured))
        curve.add(self._directory / curve.NAME, dict(zip(curve.COLUMNS, row, strict=True)))
        print(
            f"examined at {course.update}: characters {padded.characters:.3f} unpadded {unpadded.characters:.3f} "
            f"phonemes {padded.phonemes:.3f} spelled {padded.spelled:.3f}\n  {padded.example}",
            flush=True,
        )


def _tell(course: Course, lost: Tensor, seconds: float) -> None:
    text, phonemes, spelling, astray = lost.tolist()
    print(
        f"{course.update} text {text:.3f} phonemes {phonemes:.3f} spelling {spelling:.3f} astray {astray:.3f}, "
        f"windows of {seconds:.0f} s, after {course.seconds / 60:.1f} min",
        flush=True,
    )


if __name__ == "__main__":
    main()
