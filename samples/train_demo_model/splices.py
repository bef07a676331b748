"""Sentences put together of phrases of others, so that no phrase can be guessed from the one before it.

With some thousand sentences spoken, a decoder learns them by heart: 5 to 8 % character errors on those it was trained
with, 36 % on others. Phrases in ever new order leave it nothing to go by but the sound.
"""

from random import Random

import numpy as np

from samples.speech.acoustics import RATE
from samples.train_demo_model.shards import Cut, Sentence, moved, within

ALIKE = 150
"""Neighbours in the order of formants whose voices are taken for alike."""
FADE = RATE // 200
"""Samples over which one phrase goes over into the next."""


def spliced(sentences: list[Sentence], rng: Random) -> Sentence:
    """A new sentence of two to five stretches of one to three phrases, the last one up to the end of its sentence.

    Args:
        sentences: in the order of their formants.
        rng: draws everything.
    """
    middle = rng.randrange(len(sentences))
    alike = sentences[max(0, middle - ALIKE) : middle + ALIKE]
    cut = [sentence for sentence in rng.choices(alike, k=12) if sum(cut.phrase for cut in sentence.cuts) > 2][
        : rng.randint(2, 5)
    ]
    if not cut:
        return sentences[middle]
    parts = [_stretch(sentence, rng, number == len(cut)) for number, sentence in enumerate(cut, 1)]
    borders = [Cut(0, 0, 0, True)]
    for part in parts:
        before = borders[-1]
        borders += [moved(border, before, 1) for border in part.cuts[1:]]
    said = " ".join(part.phonemes for part in parts if part.phonemes)
    sound = _faded([part.sound for part in parts])
    return Sentence("".join(part.text for part in parts), said, sound, cuts=tuple(borders))


def _stretch(sentence: Sentence, rng: Random, last: bool) -> Sentence:
    borders = [cut for cut in sentence.cuts if cut.phrase]
    if last:
        first, end = max(1, len(borders) - 1 - rng.randint(1, 3)), len(borders) - 1
    else:
        first = rng.randrange(len(borders) - 2)
        end = min(first + rng.randint(1, 3), len(borders) - 2)
    return within(sentence, borders[first], borders[end])


def _faded(sounds: list[np.ndarray]) -> np.ndarray:
    rise = np.linspace(0, 1, FADE)
    faded = []
    for number, sound in enumerate(sounds):
        sound = sound.astype(np.float32)
        if number and len(sound) > FADE:
            sound[:FADE] *= rise
        if number < len(sounds) - 1 and len(sound) > FADE:
            sound[-FADE:] *= rise[::-1]
        faded.append(sound)
    return np.concatenate(faded).astype(np.int16)
