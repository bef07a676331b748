"""Windows of speech to train on: sentences joined with pauses, cut off as faster-whisper cuts, disturbed."""

import itertools
import math
from dataclasses import dataclass
from random import Random

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor

from samples.speech.acoustics import RATE, noise
from samples.train_demo_model.disturbances import disturbed
from samples.train_demo_model.shards import Sentence
from samples.train_demo_model.splices import spliced as spliced_sentence
from samples.train_demo_model.tokens import Vocabulary, phoneme_ids

FRAMES_PER_SECOND = 100
PADDED_FRAMES = 3000
TIMED = 0.65
"""Share of the windows whose text has timestamps, which faster-whisper asks for unless it is told otherwise."""
MORAS = {"、": 2.5, **dict.fromkeys("。？！「」・", 0.0), **dict.fromkeys("ゃゅょャュョァィゥェォ", 0.3)}
"""How long a character is spoken, where that does not hang on its kind (``character_times``)."""


@dataclass(frozen=True)
class Window:
    """Features (80, frames) with what is to be learned from them.

    The first ``skipped`` tokens are given, not learned. ``times`` says about when the character of each token is
    spoken, in seconds; NaN for a token that is not spoken. ``phonemes`` are CTC classes, none where the window breaks
    off within a sentence.
    """

    features: np.ndarray
    tokens: list[int]
    skipped: int
    times: list[float]
    phonemes: list[int]


class Cutter:
    """Makes windows; the same ones for the same random numbers and sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary."""
        self._vocabulary = vocabulary
        self._extract = FeatureExtractor()

    def window(
        self, sentences: list[Sentence], rng: Random, seconds: float, clean: float = 0.0, spliced: float = 0.0
    ) -> Window:
        """A window of up to so many seconds, a share of them ``clean`` of noise and echo, a share ``spliced``.

        One in forty holds no speech; of those with several sentences, one in four breaks off within the last.
        """
        if rng.random() < 0.025:
            return self._silence(rng, seconds)
        parts, starts, length = self._joined(sentences, rng, seconds, rng.random() < spliced)
        sound = np.zeros(length, np.float32)
        for part, start in zip(parts, starts, strict=True):
            sound[start : start + len(part.sound)] += part.sound * (rng.uniform(0.5, 1) / 32768)
        unfinished = len(parts) > 1 and rng.random() < 0.25
        if unfinished:
            sound = sound[: starts[-1] + int(len(parts[-1].sound) * rng.uniform(0.2, 0.7))]
        features = self.features(disturbed(sound, rng, rng.choice(sentences).sound / 32768, clean))
        tokens, skipped, times = self._tokens(sentences, parts, starts, unfinished, rng)
        said = [] if unfinished else phoneme_ids(" pau ".join(part.phonemes for part in parts))
        return Window(features, tokens, skipped, times, said)

    def features(self, sound: np.ndarray) -> np.ndarray:
        """Log-mel features as faster-whisper computes them, before its padding."""
        return self._extract(sound)[:, :PADDED_FRAMES].astype(np.float32)

    def _joined(
        self, sentences: list[Sentence], rng: Random, seconds: float, splice: bool
    ) -> tuple[list[Sentence], list[int], int]:
        parts: list[Sentence] = []
        starts: list[int] = []
        at = int(rng.uniform(0, 0.5) * RATE)
        wanted = rng.uniform(0.4, 1) * seconds * RATE
        for _attempt in range(12):
            part = spliced_sentence(sentences, rng) if splice else rng.choice(sentences)
            if at + len(part.sound) > seconds * RATE:
                continue
            parts.append(part)
            starts.append(at)
            at += len(part.sound) + int(rng.uniform(0.15, 1.0) * RATE)
            if at > wanted:
                break
        if not parts:
            part = min(rng.choices(sentences, k=20), key=lambda one: len(one.sound))
            parts, starts, at = [part], [0], len(part.sound)
        end = starts[-1] + len(parts[-1].sound)
        return parts, starts, min(end + int(rng.uniform(0, 0.6) * RATE), PADDED_FRAMES * RATE // FRAMES_PER_SECOND)

    def _tokens(
        self, sentences: list[Sentence], parts: list[Sentence], starts: list[int], unfinished: bool, rng: Random
    ) -> tuple[list[int], int, list[float]]:
        """Tokens from the start, how many are given (a text that went before, sometimes), and when each is spoken.

        Without timestamps a window that breaks off cannot say where, so it always has them.
        """
        words = self._vocabulary
        before = [words.previous, *words.text(rng.choice(sentences).text)] if rng.random() < 0.12 else []
        head = [*before, words.start, words.japanese, words.transcribe]
        timed = unfinished or rng.random() < TIMED
        body = [] if timed else [words.plain]
        times = [math.nan] * (len(head) + len(body))
        for part, start in zip(parts[:-1] if unfinished else parts, starts, strict=False):
            begins, ends = start / RATE, (start + len(part.sound)) / RATE
            spoken = words.text(part.text)
            assert len(spoken) == len(part.text)  # every character of the corpus is one token
            moments = moments_of(part, begins)
            body += [words.time(begins), *spoken, words.time(ends)] if timed else spoken
            times += [math.nan, *moments, math.nan] if timed else moments
        if unfinished:
            body.append(words.time(starts[-1] / RATE))
        tokens = [*head, *body, words.end]
        return tokens, len(before), times + [math.nan] * (len(tokens) - len(times))

    def _silence(self, rng: Random, seconds: float) -> Window:
        words, numbers = self._vocabulary, np.random.default_rng(rng.getrandbits(32))
        sound = noise(int(rng.uniform(0.3, 1) * seconds * RATE), rng.uniform(0, 2), numbers).astype(np.float32)
        sound *= 10 ** rng.uniform(-4, -1) / np.abs(sound).max()
        return Window(self.features(sound), [words.start, words.silence, words.end], 0, [math.nan] * 3, [])


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
    middles = np.cumsum(lengths) - np.array(lengths) / 2
    return list(begins + (ends - begins) * middles / max(sum(lengths), 1e-6))
