import math
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("transformers", reason="only training needs transformers")
pytest.importorskip("faster_whisper", reason="windows need the features of faster-whisper")
pytest.importorskip("torch", reason="only training needs torch")

import torch

from samples.train_demo_model import memory, tokens
from samples.train_demo_model.batches import IGNORED, blurred, collate
from samples.train_demo_model.course import RATE_OF_LEARNING, Course, rate_at
from samples.train_demo_model.network import AIMED, POSITIONS_PER_SECOND, Network
from samples.train_demo_model.stages import STAGES
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids
from samples.train_demo_model.windows import PADDED_FRAMES, Window


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(tokens.build(["予算を伺う。"]))


@pytest.fixture
def windows(vocabulary):
    words = vocabulary
    body = [words.start, words.japanese, words.transcribe, words.plain, *words.text("予算"), words.end]
    times = [*[math.nan] * 4, 0.1, 0.3, math.nan]
    return [
        Window(np.ones((80, 40), np.float32), body, 0, times, phoneme_ids("y o s a N")),
        Window(
            np.ones((80, 20), np.float32),
            [words.previous, *words.text("伺"), *body],
            2,
            [math.nan, math.nan, *times],
            [],
        ),
    ]


def test_the_text_that_went_before_is_given_and_not_learned(windows, vocabulary):
    batch = collate(windows, False, vocabulary.end, STAGES[-1])
    assert (batch.wanted[1, :2] == IGNORED).all()
    assert batch.wanted[1, 2:].tolist() == windows[1].tokens[3:]
    assert batch.wanted[0, : len(windows[0].tokens) - 1].tolist() == windows[0].tokens[1:]


def test_what_is_beyond_a_window_is_zero_up_to_thirty_seconds(windows, vocabulary):
    features = collate(windows, True, vocabulary.end, STAGES[-1]).features
    assert features.shape == (2, 80, PADDED_FRAMES)
    assert float(features.sum()) == 80 * (40 + 20)


def test_times_are_those_of_the_tokens_wanted(windows, vocabulary):
    batch = collate(windows, False, vocabulary.end, STAGES[-1])
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


def test_the_heads_that_are_aimed_are_taught(windows, vocabulary):
    batch = collate(windows, False, vocabulary.end, STAGES[0])
    network = Network(vocabulary)
    encoded = network.encode(batch.features)
    network.scores(batch.given, encoded, batch.wanted != IGNORED)
    network.astray(batch.times).backward()
    layer = network.whisper.model.decoder.layers[AIMED[0][0]]
    assert layer.encoder_attn.q_proj.weight.grad.abs().sum() > 0


def test_blurring_changes_characters_and_no_special_token(vocabulary):
    given = torch.tensor([[vocabulary.start, *vocabulary.text("予算を伺う。") * 50, vocabulary.time(1)]])
    torch.manual_seed(2)
    changed = blurred(given, 0.3, vocabulary.end)
    assert changed[0, [0, -1]].tolist() == given[0, [0, -1]].tolist()
    assert 0.15 < float((changed != given).float().mean()) < 0.35
    assert bool((changed[0, 1:-1] < vocabulary.end).all())
    assert torch.equal(blurred(given, 0.0, vocabulary.end), given)


def test_the_rate_of_learning_rises_stays_and_falls():
    rates = [rate_at(update, 1000, 200) for update in (0, 500, 800, 900, 999)]
    assert rates[0] < rates[1] == rates[2] == RATE_OF_LEARNING
    assert rates[3] == pytest.approx(RATE_OF_LEARNING / 2)
    assert rates[4] == pytest.approx(RATE_OF_LEARNING / 200)
    assert rate_at(500, 1000, 200, since=500) == rates[0]


def test_a_checkpoint_goes_on_with_the_same_weights(windows, vocabulary, tmp_path):
    batch = collate(windows, False, vocabulary.end, STAGES[0])
    course = Course.begun(vocabulary)
    course.step(batch, 1e-3)
    course.save(tmp_path / "checkpoints" / "latest.pt")
    other = Course.begun(vocabulary)
    other.load(tmp_path / "checkpoints" / "latest.pt")
    torch.manual_seed(1)
    losses = course.step(batch, 1e-3)
    torch.manual_seed(1)
    assert other.step(batch, 1e-3) == pytest.approx(losses, rel=1e-4)
    assert other.update == 2


@pytest.mark.parametrize(("weight", "parts"), [(0.0, set()), (0.3, {"phonemes.weight", "phonemes.bias"})])
def test_from_memory_the_decoder_learns_and_never_the_encoder(windows, vocabulary, weight, parts):
    course = Course.begun(vocabulary)
    before = {name: weight.clone() for name, weight in course.network.named_parameters()}
    said = course.remember(collate(windows, False, vocabulary.end, replace(STAGES[0], phonemes=weight)))
    assert said > 0
    course.step_from_memory(1e-3)
    changed = {name for name, weight in course.network.named_parameters() if not torch.equal(weight, before[name])}
    assert any("decoder.layers.2" in name for name in changed)
    assert {name for name in changed if "decoder" not in name} == parts
    assert course.update == 1


def test_of_the_encoder_as_many_last_layers_learn_as_the_stage_says(windows, vocabulary):
    course = Course.begun(vocabulary)
    before = {name: weight.clone() for name, weight in course.network.named_parameters()}
    course.remember(collate(windows, False, vocabulary.end, replace(STAGES[0], phonemes=0.0, learning=2)))
    course.step_from_memory(1e-3)
    changed = {name for name, weight in course.network.named_parameters() if not torch.equal(weight, before[name])}
    layers = {name.split("encoder.layers.")[1][0] for name in changed if "model.encoder.layers." in name}
    assert layers == {"2", "3"}
    assert not [name for name in changed if "encoder.conv" in name]


def test_the_parts_of_the_encoder_are_the_encoder(vocabulary):
    network = Course.begun(vocabulary).average
    features = torch.rand(1, 80, 60)
    for layers in (0, 2, 4):
        assert torch.allclose(network.finish(network.begin(features, 4 - layers), layers), network.encode(features))


def test_memory_keeps_the_last_batches_without_their_sound(windows, vocabulary, monkeypatch):
    monkeypatch.setattr(memory, "SIZE", 3)
    batch, kept = collate(windows, False, vocabulary.end, STAGES[0]), memory.Memory()
    for number in range(20):
        kept.add(batch, torch.full((1,), float(number)))
    drawn = [kept.draw() for _time in range(40)]
    assert len({float(heard) for _batch, heard in drawn}) <= 3
    assert max(float(heard) for _batch, heard in drawn) == 19
    assert not drawn[0][0].features.numel()
    assert torch.equal(drawn[0][0].given, batch.given)


def test_what_is_tested_and_exported_leaves_nothing_out(vocabulary):
    course = Course.begun(vocabulary)
    assert course.network.training
    assert not course.average.training
