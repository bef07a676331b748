"""What is kept of speech to tell voices apart: sums over its frames, which add up as pieces are taken together.

A voice is a normal distribution of cepstra with all their covariances and, beside it, one of the pitch. Both follow
from the sums, so that pieces are joined, and compared with a voice, without their frames: a piece takes 1.6 kB.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.diarization.features import CEPSTRA, frames

Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

PRIOR_FRAMES = 50
"""As many frames of the average voice of the recording are taken for granted, so that a short piece has covariances."""
LEAST_PITCH_VARIANCE = 1e-3
SLIP_OCTAVES = 0.45
"""A pitch so far from the median of its piece is an octave that was mistaken."""
FREE = CEPSTRA + CEPSTRA * (CEPSTRA + 1) / 2 + 2
"""Numbers that describe a voice."""


@dataclass(frozen=True)
class Voices:
    """Sums over the frames of some pieces, one entry a piece in each."""

    frames: npt.NDArray
    cepstra: npt.NDArray
    products: npt.NDArray
    """Of cepstra with each other: shape (n, 19, 19)."""
    pitched: npt.NDArray
    """Frames that have a pitch."""
    pitch: npt.NDArray
    """log2 Hz."""
    squares: npt.NDArray
    """Of the pitch."""

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def sums(self) -> tuple[npt.NDArray, ...]:
        """All of them."""
        return self.frames, self.cepstra, self.products, self.pitched, self.pitch, self.squares

    def __getitem__(self, pieces: slice | npt.NDArray) -> "Voices":
        return Voices(*(each[pieces] for each in self.sums))

    def __add__(self, other: "Voices") -> "Voices":
        """Piece by piece; one piece is added to each of the other's."""
        return Voices(*(one + two for one, two in zip(self.sums, other.sums, strict=True)))

    def together(self, labels: Labels) -> "Voices":
        """One voice for each label, 0 to the highest."""
        alike = [np.flatnonzero(labels == label) for label in range(int(labels.max()) + 1)]
        return Voices(*(np.stack([each[one].sum(axis=0, dtype=np.float64) for one in alike]) for each in self.sums))


def heard(samples: npt.NDArray[np.float32]) -> Voices:
    """The one piece that some samples are, in single precision."""
    cepstra, pitch = frames(samples)
    pitch = pitch[~np.isnan(pitch)]
    if len(pitch):
        pitch = pitch[np.abs(pitch - np.median(pitch)) < SLIP_OCTAVES]
    sums = (len(cepstra), cepstra.sum(axis=0), cepstra.T @ cepstra, len(pitch), pitch.sum(), (pitch**2).sum())
    return Voices(*(np.asarray(each, dtype=np.float32)[None] for each in sums))


def joined(pieces: Sequence[Voices]) -> Voices:
    """All pieces, one after the other."""
    return Voices(*(np.concatenate(each) for each in zip(*(piece.sums for piece in pieces), strict=True)))


@dataclass(frozen=True)
class Measure:
    """How far voices are from each other, within one recording."""

    covariance: Numbers
    """Of the recording as a whole."""
    pitch_variance: float

    @classmethod
    def of(cls, pieces: Voices) -> "Measure":
        """By all pieces of a recording, which have frames."""
        whole = pieces.together(np.zeros(len(pieces), dtype=np.int64))
        mean = whole.cepstra[0] / whole.frames[0]
        covariance = whole.products[0] / whole.frames[0] - np.outer(mean, mean)
        count = max(float(whole.pitched[0]), 1.0)
        variance = float(whole.squares[0]) / count - (float(whole.pitch[0]) / count) ** 2
        return cls(covariance + 1e-6 * np.eye(CEPSTRA), max(variance, LEAST_PITCH_VARIANCE))

    def cost(self, voices: Voices) -> Numbers:
        """Of telling each voice's frames by its own distribution: minus their log likelihood, but for a constant."""
        _mean, covariance = self._cepstral(voices)
        _pitch, variance = self._pitch(voices)
        spread = voices.frames * np.linalg.slogdet(covariance)[1]
        return np.asarray(0.5 * (spread + voices.pitched * np.log(variance)))

    def likelihood(self, pieces: Voices, voices: Voices) -> Numbers:
        """Log likelihood of the frames of each piece under each voice: shape (pieces, voices)."""
        means, covariances = self._cepstral(voices)
        pitches, variances = self._pitch(voices)
        found = np.empty((len(pieces), len(voices)))
        for number, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
            inverse = np.linalg.inv(covariance)
            squared = np.einsum("tij,ij->t", pieces.products, inverse) - 2 * pieces.cepstra @ (inverse @ mean)
            squared = squared + pieces.frames * (mean @ inverse @ mean + np.linalg.slogdet(covariance)[1])
            pitch, variance = pitches[number], variances[number]
            off = pieces.squares - 2 * pitch * pieces.pitch + pitch**2 * pieces.pitched
            found[:, number] = -0.5 * (squared + off / variance + pieces.pitched * np.log(variance))
        return found

    def _cepstral(self, voices: Voices) -> tuple[Numbers, Numbers]:
        count = np.maximum(voices.frames.astype(np.float64), 1)
        mean = voices.cepstra / count[:, None]
        own = voices.products / count[:, None, None] - mean[:, :, None] * mean[:, None, :]
        weight = (count / (count + PRIOR_FRAMES))[:, None, None]
        return mean, weight * own + (1 - weight) * self.covariance

    def _pitch(self, voices: Voices) -> tuple[Numbers, Numbers]:
        count = np.maximum(voices.pitched.astype(np.float64), 1)
        mean = voices.pitch / count
        own = np.maximum(voices.squares / count - mean**2, 0)
        weight = count / (count + PRIOR_FRAMES)
        return mean, weight * own + (1 - weight) * self.pitch_variance
