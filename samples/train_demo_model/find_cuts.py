"""Finds where phrases begin in the sound of the shards: ``python -m samples.train_demo_model.find_cuts DIR``.

Takes the phonemes that the encoder of ``checkpoints/stable.pt`` hears and lays those that are spoken over them (the
likeliest path of CTC, Graves et al. 2006). Goes on where it stopped.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from samples.speech.acoustics import RATE
from samples.train_demo_model import shards
from samples.train_demo_model.course import Course
from samples.train_demo_model.network import POSITIONS_PER_SECOND, Network
from samples.train_demo_model.phrases import phrases
from samples.train_demo_model.shards import Cut, Sentence
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids
from samples.train_demo_model.windows import Cutter


def main() -> None:
    """Find the cuts of every shard that has none yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    directory = parser.parse_args().directory
    vocabulary = Vocabulary.of_file(directory / "tokenizer.json")
    course = Course.begun(vocabulary)
    course.load(directory / "checkpoints" / "stable.pt")
    cutter = Cutter(vocabulary)
    for path in sorted((directory / "shards").glob("*.npz")):
        if not shards.cuts_of(path).exists():
            found = [cuts(sentence, course.average, cutter) for sentence in shards.read(path)]
            unfinished = path.with_suffix(".part")
            unfinished.write_text(json.dumps(found), "utf-8")
            unfinished.replace(shards.cuts_of(path))
            print(f"{path.name} {sum(map(bool, found))} of {len(found)} sentences cut", flush=True)


def cuts(sentence: Sentence, network: Network, cutter: Cutter) -> list[Cut]:
    """The borders of a sentence; empty where they are not found."""
    phonemes = sentence.phonemes.split()
    borders = phrases(sentence.text, phonemes)
    features = torch.from_numpy(cutter.features(sentence.sound.astype(np.float32) / 32768))[None]
    with torch.no_grad():
        scores = network.phonemes(network.encode(features))[0].log_softmax(-1).numpy()
    if not borders or len(scores) < 2 * len(phonemes) + 1:
        return []
    first, last = spans(scores, phoneme_ids(sentence.phonemes))
    samples_per_position = RATE // POSITIONS_PER_SECOND
    middles = [
        Cut(characters, place, int((last[place - 1] + first[place] + 1) / 2 * samples_per_position))
        for characters, place in borders
    ]
    return [Cut(0, 0, 0), *middles, Cut(len(sentence.text), len(phonemes), len(sentence.sound))]


def spans(scores: np.ndarray, classes: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last position of each class on the likeliest path of CTC.

    Args:
        scores: (positions, classes) logarithms of probabilities; class 0 is nothing.
        classes: what is spoken, in order.
    """
    states = np.zeros(2 * len(classes) + 1, dtype=np.int64)
    states[1::2] = classes
    leaps = np.zeros(len(states), bool)  # past the nothing between two unlike classes
    leaps[2:] = (states[2:] != 0) & (states[2:] != states[:-2])
    best, came = np.full(len(states), -np.inf), np.zeros((len(scores), len(states)), np.int8)
    best[:2] = scores[0, states[:2]]
    for position in range(1, len(scores)):
        one, two = np.r_[-np.inf, best[:-1]], np.where(leaps, np.r_[-np.inf, -np.inf, best[:-2]], -np.inf)
        ways = np.stack([best, one, two])
        came[position] = ways.argmax(0)
        best = ways.max(0) + scores[position, states]
    state = len(states) - 1 if best[-1] >= best[-2] else len(states) - 2
    first, last = np.full(len(classes), -1), np.full(len(classes), -1)
    for position in range(len(scores) - 1, -1, -1):
        if state % 2:
            first[state // 2] = position
            last[state // 2] = max(last[state // 2], position)
        state -= int(came[position, state])
    return first, last


if __name__ == "__main__":
    main()
