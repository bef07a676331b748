from itertools import pairwise
from random import Random

import numpy as np
import pytest

pytest.importorskip("pyopenjtalk", reason="phrases are found by the dictionary of pyopenjtalk")

from samples.speech.acoustics import RATE
from samples.train_demo_model.phrases import words
from samples.train_demo_model.shards import Cut, Sentence
from samples.train_demo_model.splices import FADE, spliced


def parts(text, phonemes):
    found = [(characters, said) for characters, said, phrase in words(text, phonemes.split()) if phrase]
    borders = [(0, 0), *found, (len(text), len(phonemes.split()))]
    return [(text[a[0] : b[0]], " ".join(phonemes.split()[a[1] : b[1]])) for a, b in pairwise(borders)]


def test_a_phrase_is_a_word_with_its_particles_and_its_pause():
    said = "u N t e N sh u n o o m o s a w a y o N k i r o pau n a g a s a w a j u cl s e N ch i d e s U"
    assert parts("運転手の重さは4キロ、長さは10センチです。", said) == [
        ("運転手の", "u N t e N sh u n o"),
        ("重さは4キロ、", "o m o s a w a y o N k i r o pau"),
        ("長さは10センチです。", "n a g a s a w a j u cl s e N ch i d e s U"),
    ]


def test_words_lie_within_phrases():
    found = words("運転手の重さ。", ["u", "N", "t", "e", "N", "sh", "u", "n", "o", "o", "m", "o", "s", "a"])
    assert found == [(3, 7, False), (4, 9, True), (5, 12, False)]


def test_a_text_that_is_said_otherwise_has_no_words():
    assert words("予算を伺う。", list("yoteioukagau")) == []


def sentence(name, phrases_=4):
    """A sentence whose characters, phonemes and sound all say which phrase they belong to."""
    cuts = [Cut(n, 3 * n // 2, 500 * n, n % 2 == 0) for n in range(2 * phrases_ + 1)]
    text = "".join(f"{name}{n}" for n in range(phrases_))
    said = " ".join(f"{name}{n}{part}" for n in range(phrases_) for part in "xyz")
    sound = np.repeat(np.arange(phrases_, dtype=np.int16) * 100 + ord(name), 1000)
    return Sentence(text, said, sound, 1.0, tuple(cuts))


def test_text_phonemes_and_sound_of_a_splice_belong_together():
    sentences = [sentence(name) for name in "abcdef"]
    made = [spliced(sentences, Random(seed)) for seed in range(60)]
    for one in made:
        spoken = [one.text[at : at + 2] for at in range(0, len(one.text), 2)]
        assert one.phonemes.split() == [f"{phrase}{part}" for phrase in spoken for part in "xyz"]
        assert len(one.sound) == 1000 * len(spoken)
        middles = one.sound[500::1000].tolist()
        assert middles == [int(phrase[1]) * 100 + ord(phrase[0]) for phrase in spoken]
        assert spoken[-1][1] == "3"
        assert all(phrase[1] != "3" for phrase in spoken[:-1])
        assert [(cut.characters, cut.phonemes, cut.samples, cut.phrase) for cut in one.cuts] == [
            (number, 3 * number // 2, 500 * number, number % 2 == 0) for number in range(2 * len(spoken) + 1)
        ]
    assert len({one.text for one in made}) > 50
    assert FADE < RATE / 100


def test_sentences_without_cuts_stay_whole():
    plain = Sentence("予算。", "y o s a N", np.zeros(800, np.int16))
    assert spliced([plain], Random(1)) is plain
