import math

import numpy as np
import pytest

pytest.importorskip("transformers", reason="only training needs transformers")
pytest.importorskip("faster_whisper", reason="windows need the features of faster-whisper")
pytest.importorskip("torch", reason="only training needs torch")

import torch

from samples.speech.acoustics import RATE
from samples.train_demo_model import tokens
from samples.train_demo_model.batches import IGNORED, blurred, collate
from samples.train_demo_model.course import (
    BAND,
    BANDS,
    DECLINE,
    RATE_OF_LEARNING,
    STRETCH,
    STRETCHES,
    Course,
    losses,
    rate_at,
    spec_augment,
)
from samples.train_demo_model.features import FRAMES_PER_SECOND
from samples.train_demo_model.network import AIMED, POSITIONS_PER_SECOND, Network, read_off
from samples.train_demo_model.stages import STAGES
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids
from samples.train_demo_model.windows import Window

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(tokens.build(["予算を伺う。"]))


@pytest.fixture
def windows(vocabulary):
    words = vocabulary
    body = [words.start, words.japanese, words.transcribe, words.plain, *words.text("予算"), words.end]
    times = [*[math.nan] * 4, 0.1, 0.3, math.nan]
    sound = (np.sin(np.arange(RATE) / 5) * 9000).astype(np.int16)
    classes = [number + 1 for number in words.text("予算")]
    return [
        Window(sound, body, 0, times, phoneme_ids("y o s a N"), classes),
        Window(
            sound[: RATE // 2],
            [words.previous, *words.text("伺"), *body],
            2,
            [math.nan, math.nan, *times],
            [],
            [],
        ),
    ]


def test_the_text_that_went_before_is_given_and_not_learned(windows, vocabulary):
    batch = collate(windows, vocabulary.end, STAGES[-1])
    assert (batch.wanted[1, :2] == IGNORED).all()
    assert batch.wanted[1, 2:].tolist() == windows[1].tokens[3:]
    assert batch.wanted[0, : len(windows[0].tokens) - 1].tolist() == windows[0].tokens[1:]


def test_what_is_beyond_a_window_is_zero_and_how_long_each_is_is_told(windows, vocabulary):
    batch = collate(windows, vocabulary.end, STAGES[-1])
    assert batch.sound.shape == (2, RATE)
    assert batch.samples.tolist() == [RATE, RATE // 2]
    assert not batch.sound[1, RATE // 2 :].any()
    assert batch.phonemes[0, : int(batch.phoneme_lengths[0])].tolist() == windows[0].phonemes
    assert batch.character_lengths.tolist() == [2, 0]


def test_times_are_those_of_the_tokens_wanted(windows, vocabulary):
    batch = collate(windows, vocabulary.end, STAGES[-1])
    for row, window in enumerate(windows):
        timed = ~batch.times[row].isnan()
        assert batch.times[row][timed].tolist() == pytest.approx([0.1, 0.3])
        assert batch.wanted[row][timed].tolist() == vocabulary.text("予算")
        assert len(window.times) == len(window.tokens)


def test_looking_within_reach_costs_nothing_and_looking_away_costs_the_log_of_what_is_left(vocabulary):
    network = Network(vocabulary)
    at = torch.zeros(1, 4, 3, 200)
    for place, weight in ((50, 0.25), (190, 0.75)):  # seconds 1.0 and 3.8
        at[0, :, :, place] = weight
    assert POSITIONS_PER_SECOND == 50
    network._looks = {layer: at for layer, _head in AIMED}
    nothing = math.nan
    assert float(network.astray(torch.tensor([[nothing, 1.1, nothing]]))) == pytest.approx(-math.log(0.25))
    assert float(network.astray(torch.tensor([[3.7, 1.1, nothing]]))) == pytest.approx(
        -(math.log(0.25) + math.log(0.75)) / 2
    )
    assert float(network.astray(torch.full((1, 3), nothing))) == 0


def test_every_part_of_the_loss_teaches_what_it_is_about(windows, vocabulary):
    network = Network(vocabulary)
    batch = collate(windows, vocabulary.end, STAGES[0])
    lost = losses(network, batch, torch.rand(2, 80, FRAMES_PER_SECOND + 2), vocabulary.end)
    whisper = network.whisper.model
    for loss, weight in (
        (lost.text, whisper.decoder.layers[0].fc1.weight),
        (lost.phonemes, network.phonemes[1].weight),
        (lost.spelling, network.spelling.weight),
        (lost.astray, whisper.decoder.layers[AIMED[0][0]].encoder_attn.q_proj.weight),
    ):
        network.zero_grad()
        loss.backward(retain_graph=True)
        assert float(weight.grad.abs().sum()) > 0
        assert float(whisper.encoder.layers[0].fc1.weight.grad.abs().sum()) > 0
    assert network.spelling.weight.grad is None  # where the decoder looks says nothing about spelling


def test_phonemes_are_read_off_before_the_last_layers(windows, vocabulary):
    network = Network(vocabulary)
    batch = collate(windows, vocabulary.end, STAGES[0])
    losses(network, batch, torch.rand(2, 80, 102), vocabulary.end).phonemes.backward()
    layers = network.whisper.model.encoder.layers
    assert layers[2].fc1.weight.grad is not None
    assert layers[3].fc1.weight.grad is None


def test_what_is_read_off_has_neither_repeats_nor_what_lies_beyond():
    scores = torch.nn.functional.one_hot(torch.tensor([[0, 3, 3, 0, 3, 2, 2, 1], [1, 1, 0, 0, 2, 2, 2, 2]]), 4)
    assert read_off(scores, [7, 4]) == [[3, 3, 2], [1]]


def test_a_window_loses_some_bands_and_stretches_and_no_more():
    torch.manual_seed(3)
    blanked = spec_augment(torch.ones(40, 80, 300)) == 0
    bands, stretches = blanked.all(2).sum(1), blanked.all(1).sum(1)
    assert int(bands.max()) <= BANDS * (BAND - 1)
    assert int(stretches.max()) <= STRETCHES * (STRETCH - 1)
    assert float(bands.float().mean()) > 4
    assert float(stretches.float().mean()) > 8
    whole = blanked.all(2, keepdim=True) | blanked.all(1, keepdim=True)
    assert torch.equal(blanked, whole)


def test_blurring_changes_characters_and_no_special_token(vocabulary):
    given = torch.tensor([[vocabulary.start, *vocabulary.text("予算を伺う。") * 50, vocabulary.time(1)]])
    torch.manual_seed(2)
    changed = blurred(given, 0.3, vocabulary.end)
    assert changed[0, [0, -1]].tolist() == given[0, [0, -1]].tolist()
    assert 0.15 < float((changed != given).float().mean()) < 0.35
    assert bool((changed[0, 1:-1] < vocabulary.end).all())
    assert torch.equal(blurred(given, 0.0, vocabulary.end), given)


def test_the_rate_of_learning_rises_stays_and_falls_by_the_clock():
    assert rate_at(0.0, 0) < rate_at(0.1, 20) < rate_at(0.2, 5000) == rate_at(1 - DECLINE, 5000) == RATE_OF_LEARNING
    assert rate_at(1 - DECLINE / 2, 5000) == pytest.approx(RATE_OF_LEARNING / 2)
    assert rate_at(1.0, 5000) == rate_at(1.2, 5000) == 0


def test_a_network_learns_what_it_is_shown(windows, vocabulary):
    course, batch = Course(vocabulary, CPU), collate(windows, vocabulary.end, STAGES[0])
    first = course.step(batch, 1e-3)
    for _update in range(7):
        last = course.step(batch, 1e-3)
    assert bool((last[:3] < first[:3]).all())
    assert course.update == 8


def test_a_checkpoint_goes_on_with_the_same_weights(windows, vocabulary, tmp_path):
    batch = collate(windows, vocabulary.end, STAGES[0])
    course = Course(vocabulary, CPU)
    course.step(batch, 1e-3)
    course.seconds = 75.0
    course.save(tmp_path / "checkpoints" / "latest.pt")
    other = Course(vocabulary, CPU)
    other.load(tmp_path / "checkpoints" / "latest.pt")
    torch.manual_seed(1)
    lost = course.step(batch, 1e-3)
    torch.manual_seed(1)
    assert other.step(batch, 1e-3).tolist() == pytest.approx(lost.tolist(), rel=1e-3)
    assert (other.update, other.seconds) == (2, 75.0)


def test_weights_are_left_alone_where_the_loss_is_no_number(windows, vocabulary):
    course = Course(vocabulary, CPU)
    before = course.network.spelling.weight.clone()
    course._learn(course.network.spelling.weight.sum() * math.inf, 1e-3)
    assert torch.equal(course.network.spelling.weight, before)


def test_what_is_tested_and_exported_leaves_nothing_out(vocabulary):
    course = Course(vocabulary, CPU)
    assert course.network.training
    assert not course.average.training
