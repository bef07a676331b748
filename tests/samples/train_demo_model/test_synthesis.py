from random import Random

import numpy as np

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
    text, _voice, sound, phonemes = spoken("予算。", Voice(1.0, 0.0, 1.0))
    assert sound.dtype == np.float32
    path = tmp_path / "0000.npz"
    shards.save(path, [(text, Voice(1.0, 0.0, 1.0), sound, phonemes)] * 2)
    first, again = shards.read(path)
    assert (first.text, first.phonemes) == ("予算。", "y o s a N")
    assert first.sound.dtype == np.int16
    assert np.abs(first.sound / 32767 - sound).max() < 1 / 32767
    assert np.array_equal(first.sound, again.sound)
    assert shards.texts(path) == (["予算。", "予算。"], 2 * len(sound))
    assert [file.name for file in tmp_path.iterdir()] == ["0000.npz"]


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
        shards.save(tmp_path / f"{name}.npz", [(text, Voice(1, 0, 1), np.zeros(5, np.float32), [])])
    shelf.refresh()
    assert [sentence.text for sentence in shelf.sentences] == ["一", "二"]
    assert isinstance(shelf.sentences[0], Sentence)
