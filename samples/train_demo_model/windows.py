"""Windows of speech to train on: sentences joined with pauses, cut off as faster-whisper cuts."""

import itertools
import math
from dataclasses import dataclass
from random import Random

import numpy as np

from samples.speech.acoustics import RATE, decibels
from samples.train_demo_model.prompts import prompt
from samples.train_demo_model.shards import Sentence, within
from samples.train_demo_model.splices import spliced as spliced_sentence
from samples.train_demo_model.stages import Stage
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids

TIMED = 0.6
"""Share of the windows whose text has timestamps, which faster-whisper asks for unless it is told otherwise."""
SILENT, BROKEN, BEGUN = 0.025, 0.25, 0.1
"""Shares of the windows that hold no speech, that break off within a sentence, that begin within one."""
SOFTEST = -10.0
"""Loudness of a sentence among others, in dB."""
MORAS = {"、": 2.5, **dict.fromkeys("。？！「」・", 0.0), **dict.fromkeys("ゃゅょャュョァィゥェォ", 0.3)}
"""How long a character is spoken, where that does not hang on its kind (``character_times``)."""


@dataclass(frozen=True)
class Window:
    """Sound (16 bits, 16 kHz) with what is to be learned from it.

    The first ``skipped`` tokens are given, not learned. ``times`` says about when the character of each token is
    spoken, in seconds; NaN for a token that is not spoken. ``phonemes`` and ``characters`` are CTC classes of all that
    is heard, also where the text leaves out a sentence that breaks off.
    """

    sound: np.ndarray
    tokens: list[int]
    skipped: int
    times: list[float]
    phonemes: list[int]
    characters: list[int]


class Cutter:
    """Makes windows; the same ones for the same random numbers and sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary."""
        self._vocabulary = vocabulary

    def window(self, sentences: list[Sentence], rng: Random, stage: Stage, prompted: bool = False) -> Window:
        """A window as a stage of the training wants it, with what went before or may be expected where ``prompted``."""
        words = self._vocabulary
        if rng.random() < SILENT:
            sound = np.zeros(int(rng.uniform(0.3, 1) * stage.seconds * RATE), np.int16)
            return Window(sound, [words.start, words.silence, words.end], 0, [math.nan] * 3, [], [])
        parts, starts = self._joined(sentences, rng, stage)
        broken = rng.random() < BROKEN and _borders(parts[-1]) > 0
        if broken:
            parts[-1] = _broken_off(parts[-1], rng)
        before = prompt(words, sentences, parts, rng) if prompted else []
        body, times = self._written(parts, starts, broken, rng.random() < TIMED)
        tokens = [*before, words.start, words.japanese, words.transcribe, *body, words.end]
        said = phoneme_ids(" pau ".join(part.phonemes for part in parts if part.phonemes))
        characters = [number + 1 for part in parts for number in words.text(part.text)]
        times = [*[math.nan] * (len(before) + 3), *times, math.nan]
        return Window(_sound(parts, starts, broken, rng), tokens, len(before), times, said, characters)

    def _joined(self, sentences: list[Sentence], rng: Random, stage: Stage) -> tuple[list[Sentence], list[int]]:
        """Sentences, and the sample at which each begins."""
        longest, splice = int(stage.seconds * RATE), rng.random() < stage.spliced
        parts, starts, at = list[Sentence](), list[int](), int(rng.uniform(0, 0.5) * RATE)
        wanted = rng.uniform(0.3, 1) * longest
        for _attempt in range(12):
            part = spliced_sentence(sentences, rng) if splice else rng.choice(sentences)
            if not parts and rng.random() < BEGUN and _borders(part) > 0:
                part = within(part, part.cuts[rng.randint(1, _borders(part))], part.cuts[-1])
            if at + len(part.sound) > longest:
                continue
            parts.append(part)
            starts.append(at)
            at = max(at, at + len(part.sound) + int(_pause(rng) * RATE))
            if at > wanted:
                break
        if not parts:
            shortest = min(rng.choices(sentences, k=20), key=lambda one: len(one.sound))
            return [shortest], [0]
        return parts, starts

    def _written(
        self, parts: list[Sentence], starts: list[int], broken: bool, timed: bool
    ) -> tuple[list[int], list[float]]:
        """The tokens of the text, and when each is spoken.

        With times, a last sentence that breaks off is left for the next window, of which only the beginning is told;
        unless it is the only one.
        """
        words = self._vocabulary
        body, times, last = [] if timed else [words.plain], [] if timed else [math.nan], 0.0
        left = timed and broken and len(parts) > 1
        for part, start in zip(parts[:-1] if left else parts, starts, strict=False):
            begins, ends = max(last, start / RATE), (start + len(part.sound)) / RATE
            spoken, moments = words.text(part.text), moments_of(part, start / RATE)
            assert len(spoken) == len(part.text)  # every character of the corpus is one token
            last = max(begins, ends)
            body += [words.time(begins), *spoken, words.time(last)] if timed else spoken
            times += [math.nan, *moments, math.nan] if timed else moments
        if left:
            body, times = [*body, words.time(max(last, starts[-1] / RATE))], [*times, math.nan]
        return body, times


def _pause(rng: Random) -> float:
    """Seconds between two sentences; one in ten begins before the other has ended."""
    drawn = rng.random()
    if drawn < 0.1:
        return rng.uniform(-0.4, 0.05)
    return rng.uniform(1.0, 2.2) if drawn < 0.2 else rng.uniform(0.1, 1.0)


def _borders(part: Sentence) -> int:
    """How many borders of words there are within it."""
    return max(0, len(part.cuts) - 2)


def _broken_off(part: Sentence, rng: Random) -> Sentence:
    return within(part, part.cuts[0], part.cuts[rng.randint(1, _borders(part))])


def _sound(parts: list[Sentence], starts: list[int], broken: bool, rng: Random) -> np.ndarray:
    end = max(start + len(part.sound) for part, start in zip(parts, starts, strict=True))
    sound = np.zeros(end if broken else end + int(rng.uniform(0, 0.6) * RATE), np.float32)
    for part, start in zip(parts, starts, strict=True):
        sound[start : start + len(part.sound)] += part.sound * np.float32(0.8 * decibels(rng.uniform(SOFTEST, 0)))
    return np.clip(sound, -32768, 32767).astype(np.int16)


def moments_of(part: Sentence, begins: float) -> list[float]:
    """When each character of a sentence that begins then is spoken, word by word; NaN where that is not known."""
    if not part.cuts:
        return [math.nan] * len(part.text)
    moments: list[float] = []
    for first, last in itertools.pairwise(part.cuts):
        text = part.text[first.characters : last.characters]
        moments += character_times(text, begins + first.samples / RATE, begins + last.samples / RATE)
    return moments


def character_times(text: str, begins: float, ends: float) -> list[float]:
    """When each character is spoken, about: a kanji as long as 1.8 kana, a comma a pause, a full stop nothing."""
    lengths = [MORAS.get(character, 1.0 if "\u3041" <= character <= "\u30ff" else 1.8) for character in text]
    middles = list(itertools.accumulate(lengths))
    whole = max(middles[-1] if middles else 0.0, 1e-6)
    return [begins + (ends - begins) * (end - length / 2) / whole for end, length in zip(middles, lengths, strict=True)]
