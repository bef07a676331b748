import numpy as np
import pytest

pytest.importorskip("transformers", reason="only training needs transformers")
pytest.importorskip("torch", reason="only training needs torch")

import torch
from faster_whisper import WhisperModel

from pipelines import models
from pipelines.models.contents import check
from samples.train_demo_model import card, curve, tokens
from samples.train_demo_model.course import Course
from samples.train_demo_model.export import export
from samples.train_demo_model.heard import Heard
from samples.train_demo_model.network import greedy
from samples.train_demo_model.stages import STAGES
from samples.train_demo_model.tokens import Vocabulary


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """A training that has not learned anything."""
    directory = tmp_path_factory.mktemp("training")
    tokens.save(tokens.build(["予算を伺う。"]), directory)
    course = Course(Vocabulary.of_file(directory / "tokenizer.json"), torch.device("cpu"))
    course.update, course.seconds = 5000, 90.0
    course.save(directory / "checkpoints" / "latest.pt")
    Heard(7, 0.5, 6, 2).keep(directory)
    return directory


@pytest.fixture(scope="module")
def model(training):
    folder = training / "model"
    export(training, folder)
    return folder


def test_what_is_exported_passes_the_check_that_every_model_passes(model):
    check(model)
    models.verify(models.Model("demo", model, "", True, 0))
    assert {path.name for path in model.iterdir()} == {
        *("model.bin", "config.json", "tokenizer.json", "vocabulary.json", "preprocessor_config.json"),
        *(models.MANIFEST, "NOTICE", card.NAME, curve.NAME),
    }
    assert "5,000 updates, 2 minutes of learning" in (model / card.NAME).read_text("utf-8")


def test_faster_whisper_loads_it_as_a_model_for_japanese_that_reads_as_much_at_a_time_as_in_training(model):
    whisper = WhisperModel(str(model), device="cpu", compute_type="int8", local_files_only=True)
    assert whisper.model.is_multilingual
    assert whisper.feature_extractor.chunk_length == STAGES[-1].seconds
    _segments, info = whisper.transcribe(np.zeros(16_000, np.float32), language="ja")
    assert info.language == "ja"


def test_an_untrained_network_reads_something_of_at_most_the_length_asked_for(training):
    vocabulary = Vocabulary.of_file(training / "tokenizer.json")
    network = Course(vocabulary, torch.device("cpu")).average
    heard, _middle = network.encode(torch.zeros(2, 80, 100))
    texts = greedy(network, heard, vocabulary, longest=3)
    assert len(texts) == 2
    assert all(len(text) <= 3 for text in texts)
