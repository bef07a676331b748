"""A training as the script runs it, for seconds."""

import numpy as np
import pytest

pytest.importorskip("transformers", reason="only training needs transformers")
pytest.importorskip("torch", reason="only training needs torch")

import torch

from samples.speech.acoustics import RATE
from samples.train_demo_model import curve, shards, tokens
from samples.train_demo_model.heard import Heard
from samples.train_demo_model.shards import Sentence
from samples.train_demo_model.train import Training

TONE = (np.sin(np.arange(RATE) / 5) * 9000).astype(np.int16)
SENTENCES = [Sentence(text, "y o s a N", TONE) for text in ("予算。", "伺う。", "予算を伺う。")]


@pytest.fixture
def directory(tmp_path):
    for place, said in (("shards/0000.npz", SENTENCES), ("held-out/development.npz", SENTENCES[:1])):
        (tmp_path / place).parent.mkdir()
        shards.save(tmp_path / place, said)
    tokens.save(tokens.build(one.text for one in SENTENCES), tmp_path)
    return tmp_path


def learned(directory, minutes):
    training = Training(directory, torch.device("cpu"), minutes)
    before = training.course.update
    training.run(examine=60, seconds=10, workers=1)
    return before, training.course


def test_a_training_ends_by_the_clock_and_goes_on_where_it_ended(directory):
    before, course = learned(directory, 0.05)
    assert before == 0 < course.update
    assert course.seconds >= 3
    assert Heard.read(directory).sentences == 3
    assert (directory / "checkpoints" / "latest.pt").is_file()
    ended, longer = learned(directory, course.seconds / 60 + 0.05)
    assert ended == course.update < longer.update
    assert [row["update"] for row in curve.rows(directory / curve.NAME)] == [str(course.update), str(longer.update)]
