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
from samples.train_demo_model.tokens import Vocabulary, joined, phoneme_ids

FRAMES_PER_SECOND = 100
PADDED_FRAMES = 3000
TIMED = 0.65
"""Share of the windows whose text has timestamps, which faster-whisper asks for unless it is told otherwise."""
SPELLED = 0.06
"""Share of the words that are written character by character, so that words that are no tokens can be written."""
Halves = tuple[float, float]
"""The middles of the two halves of a stretch of time, in seconds."""
UNSPOKEN: Halves = (math.nan, math.nan)
MORAS = {"、": 2.5, **dict.fromkeys("。？！「」・", 0.0), **dict.fromkeys("ゃゅょャュョァィゥェォ", 0.3)}
"""How long a character is spoken, where that does not hang on its kind (``character_times``)."""


@dataclass(frozen=True)
class Window:
    """Features (80, frames) with what is to be learned from them.

    The first ``skipped`` tokens are given, not learned. ``times`` says about when each token is spoken, in seconds: the
    middle of its first half and that of its second; NaN for a token that is not spoken. ``phonemes`` are CTC classes,
    none where the window breaks off within a sentence.
    """

    features: np.ndarray
    tokens: list[int]
    skipped: int
    times: list[Halves]
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
    ) -> tuple[list[int], int, list[Halves]]:
        """Tokens from the start, how many are given (a text that went before, sometimes), and when each is spoken.

        Without timestamps a window that breaks off cannot say where, so it always has them.
        """
        words = self._vocabulary
        earlier = self._spoken(rng.choice(sentences), 0, rng)[0] if rng.random() < 0.12 else []
        before = [words.previous, *earlier] if earlier else []
        head = [*before, words.start, words.japanese, words.transcribe]
        timed = unfinished or rng.random() < TIMED
        body = [] if timed else [words.plain]
        times = [UNSPOKEN] * (len(head) + len(body))
        for part, start in zip(parts[:-1] if unfinished else parts, starts, strict=False):
            begins, ends = start / RATE, (start + len(part.sound)) / RATE
            spoken, moments = self._spoken(part, begins, rng)
            body += [words.time(begins), *spoken, words.time(ends)] if timed else spoken
            times += [UNSPOKEN, *moments, UNSPOKEN] if timed else moments
        if unfinished:
            body.append(words.time(starts[-1] / RATE))
        tokens = [*head, *body, words.end]
        return tokens, len(before), times + [UNSPOKEN] * (len(tokens) - len(times))

    def _spoken(self, part: Sentence, begins: float, rng: Random) -> tuple[list[int], list[Halves]]:
        """The tokens of a sentence that begins then, and when each is spoken; some words are spelled."""
        words = self._vocabulary
        tokens: list[int] = []
        spoken: list[Halves] = []
        known = words_of(part, begins)
        borders = [time for _word, moments in known for time in moments]
        at = 0
        for word in joined(word for word, _times in known):
            encoded = words.spelled(word) if rng.random() < SPELLED else words.word(word)
            for token in encoded:
                length = len(words.decode([token]))
                (first, _end), (_start, last) = borders[at], borders[at + length - 1]
                spoken.append((first + (last - first) / 4, last - (last - first) / 4))
                at += length
            tokens += encoded
        return tokens, spoken

    def _silence(self, rng: Random, seconds: float) -> Window:
        words, numbers = self._vocabulary, np.random.default_rng(rng.getrandbits(32))
        sound = noise(int(rng.uniform(0.3, 1) * seconds * RATE), rng.uniform(0, 2), numbers).astype(np.float32)
        sound *= 10 ** rng.uniform(-4, -1) / np.abs(sound).max()
        return Window(self.features(sound), [words.start, words.silence, words.end], 0, [UNSPOKEN] * 3, [])


def words_of(part: Sentence, begins: float) -> list[tuple[str, list[tuple[float, float]]]]:
    """The words of a sentence that begins then, with when each character begins and ends; NaN where that is unknown."""
    if not part.cuts:
        return [(part.text, [UNSPOKEN] * len(part.text))]
    words = []
    for first, last in itertools.pairwise(part.cuts):
        word = part.text[first.characters : last.characters]
        words.append((word, character_times(word, begins + first.samples / RATE, begins + last.samples / RATE)))
    return words


def character_times(text: str, begins: float, ends: float) -> list[tuple[float, float]]:
    """When each character is spoken, about: a kanji as long as 1.8 kana, a comma a pause, a full stop nothing."""
    lengths = [MORAS.get(character, 1.0 if "\u3041" <= character <= "\u30ff" else 1.8) for character in text]
    borders = begins + (ends - begins) * np.cumsum([0.0, *lengths]) / max(sum(lengths), 1e-6)
    return list(itertools.pairwise(borders.tolist()))
