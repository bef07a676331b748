from dataclasses import replace
from random import Random

import numpy as np

from samples.speech.acoustics import RATE
from samples.speech.voice import Voice
from samples.train_demo_model import shards
from samples.train_demo_model.shards import Sentence, Shelf
from samples.train_demo_model.synthesis import (
    FORMANTS,
    HELD_OUT_VOICES,
    PITCHES,
    SPEEDS,
    draw_voice,
    spoken,
    write_shard,
)


def _within(voice: Voice) -> bool:
    limits = ((voice.speed, SPEEDS), (voice.pitch, PITCHES), (voice.formants, FORMANTS))
    return all(low <= value <= high for value, (low, high) in limits)


def test_voices_are_drawn_within_their_limits_and_the_held_out_ones_lie_beyond():
    rng = Random(1)
    drawn = [draw_voice(rng) for _voice in range(300)]
    assert all(map(_within, drawn))
    assert {voice.formants == 1.0 for voice in drawn} == {True, False}
    assert drawn == [draw_voice(again) for again in [Random(1)] for _voice in range(300)]
    assert not any(map(_within, HELD_OUT_VOICES))


def test_a_shard_gives_back_what_was_spoken(tmp_path):
    made = [spoken(text, Voice(1.0, 0.0, 1.1)) for text in ("予算を伺う。", "はい。")]
    path = tmp_path / "0000.npz"
    shards.save(path, made)
    for kept, sentence in zip(shards.read(path), made, strict=True):
        assert np.array_equal(kept.sound, sentence.sound)
        assert replace(kept, sound=sentence.sound) == sentence
    assert shards.texts(path) == (["予算を伺う。", "はい。"], sum(len(sentence.sound) for sentence in made))
    assert [file.name for file in tmp_path.iterdir()] == ["0000.npz"]


def test_a_sentence_knows_where_its_words_and_phrases_begin():
    sentence = spoken("予算を伺う。", Voice(1.0, 0.0, 1.0))
    assert (sentence.text, sentence.phonemes) == ("予算を伺う。", "y o s a N o u k a g a u")
    assert sentence.sound.dtype == np.int16
    assert [(cut.characters, cut.phonemes, cut.phrase) for cut in sentence.cuts] == [
        (0, 0, True), (2, 5, False), (3, 6, True), (6, 12, True),
    ]  # fmt: skip
    samples = [cut.samples for cut in sentence.cuts]
    assert samples == sorted(samples)
    assert (samples[0], samples[-1]) == (0, len(sentence.sound))
    assert 0.2 * RATE < samples[1] < 0.8 * RATE
    assert spoken("はい。", Voice(1.0, 0.0, 1.0)).cuts == ()


def test_the_same_seed_gives_the_same_shard(tmp_path):
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        write_shard(tmp_path / f"{name}.npz", ["議会。"], seed)
    one, same, other = (shards.read(tmp_path / f"{name}.npz")[0].sound for name in "abc")
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_shards_that_come_later_are_found(tmp_path):
    shelf = Shelf(tmp_path)
    assert shelf.sentences == []
    for name, text in (("0001", "二"), ("0000", "一")):
        shards.save(tmp_path / f"{name}.npz", [Sentence(text, "", np.zeros(5, np.int16))])
    shelf.refresh()
    assert [sentence.text for sentence in shelf.sentences] == ["一", "二"]
    assert isinstance(shelf.sentences[0], Sentence)
