"""What the decoder is told before a window: the text that went before, as faster-whisper tells it, or words to expect.

faster-whisper tells what it wrote last with the times that each stretch had in the window it was in. A model that never
saw that goes round in circles or falls silent from the second window of a recording on.
"""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from samples.speech.acoustics import RATE
from samples.train_demo_model.shards import Sentence
from samples.train_demo_model.tokens import Vocabulary

MOST = 223
"""Tokens that faster-whisper tells at most."""
EXPECTED = 0.3
"""Share of the windows that are told words to expect instead."""
BETWEEN = "、"
"""Between words to expect, as kouka tells them (``pipelines.recognizers.terms``)."""


def prompt(words: Vocabulary, sentences: Sequence[Sentence], said: Sequence[Sentence], rng: Random) -> list[int]:
    """The tokens before a window in which this is said."""
    told = _expected(words, sentences, said, rng) if rng.random() < EXPECTED else _before(words, sentences, rng)
    return [words.previous, *told]


def _before(words: Vocabulary, sentences: Sequence[Sentence], rng: Random) -> list[int]:
    """Up to eight sentences with when they began and ended, the earliest cut off where there is no room."""
    told: list[int] = []
    at = 0.0
    for _sentence in range(rng.randint(1, 8)):
        sentence = rng.choice(sentences)
        seconds = len(sentence.sound) / RATE
        if at + seconds > rng.uniform(6, 15):
            at = rng.uniform(0, 0.4)
        told += [words.time(at), *words.text(sentence.text), words.time(at + seconds)]
        at += seconds + rng.uniform(0.15, 1)
    return told[-MOST:]


def _expected(words: Vocabulary, sentences: Sequence[Sentence], said: Sequence[Sentence], rng: Random) -> list[int]:
    """Words, of which some are said in the window and most are not."""
    here = [word for sentence in said for word in _words(sentence)]
    others = [word for sentence in rng.choices(sentences, k=4) for word in _words(sentence)]
    terms = rng.sample(here, min(len(here), rng.randint(0, 4))) + rng.sample(others, min(len(others), 12))
    rng.shuffle(terms)
    return words.text(f" {BETWEEN.join(dict.fromkeys(terms))}")[:MOST]


def _words(sentence: Sentence) -> list[str]:
    """The words of a sentence that could be terms: those of two characters or more that hold a kanji or katakana."""
    borders = [cut.characters for cut in sentence.cuts]
    found = (sentence.text[first:last] for first, last in pairwise(borders))
    return [word for word in found if len(word) > 1 and max(word) >= "ァ" and word.isalnum()]
