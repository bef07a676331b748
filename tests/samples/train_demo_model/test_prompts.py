from random import Random

import numpy as np
import pytest

pytest.importorskip("tokenizers", reason="only training and speech recognition need tokenizers")

from samples.speech.acoustics import RATE
from samples.train_demo_model import prompts, tokens
from samples.train_demo_model.shards import Cut, Sentence
from samples.train_demo_model.tokens import Vocabulary

SOUND = np.zeros(3 * RATE, np.int16)


def sentence(first, second):
    text = f"{first}を{second}する。"
    places = (0, len(first), len(first) + 1, len(text) - 3, len(text))
    return Sentence(text, "", SOUND, 1.0, tuple(Cut(place, place, place, True) for place in places))


SENTENCES = [sentence(*words) for words in (("予算", "審議"), ("議会", "開催"), ("窓口", "改善"), ("制度", "周知"))]


@pytest.fixture(scope="module")
def words():
    return Vocabulary(tokens.build(one.text for one in SENTENCES))


def drawn(words, expected, monkeypatch):
    monkeypatch.setattr(prompts, "EXPECTED", expected)
    return [prompts.prompt(words, SENTENCES, SENTENCES[:1], Random(seed)) for seed in range(60)]


def test_what_went_before_is_told_as_it_was_written_with_its_times(words, monkeypatch):
    for told in drawn(words, 0.0, monkeypatch):
        assert told[0] == words.previous
        stamps = [number >= words.first_timestamp for number in told[1:]]
        assert stamps[0]
        assert stamps[-1]
        parts = "".join("|" if stamp else "x" for stamp in stamps).strip("|").split("||")
        assert all(set(part) == {"x"} for part in parts)
        assert 1 <= len(parts) <= 8
        assert words.decode(told[1:]).count("。") == len(parts)


def test_no_more_is_told_than_faster_whisper_tells(words, monkeypatch):
    long = [Sentence("予算を審議する。" * 9, "", SOUND)]
    monkeypatch.setattr(prompts, "EXPECTED", 0.0)
    lengths = {len(prompts.prompt(words, long, long, Random(seed))) for seed in range(30)}
    assert max(lengths) == prompts.MOST + 1


def test_words_to_expect_are_whole_words_of_which_some_are_said(words, monkeypatch):
    terms = {"予算", "議会", "窓口", "制度", "審議", "開催", "改善", "周知"}
    here = 0
    for told in drawn(words, 1.0, monkeypatch):
        text = words.decode(told)
        assert text.startswith(" ")
        assert set(text.strip().split(prompts.BETWEEN)) <= terms
        here += "予算" in text or "審議" in text
    assert here > 20
