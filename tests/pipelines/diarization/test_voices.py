"""What the sums say is what the frames say."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from pipelines.diarization import voices as module
from pipelines.diarization.features import CEPSTRA, RATE
from pipelines.diarization.voices import Measure, Voices, heard, joined

Frames = tuple[np.ndarray, np.ndarray]


def some_frames(seed: int, count: int = 400) -> Frames:
    generator = np.random.default_rng(seed)
    mixing = generator.normal(0, 1, (CEPSTRA, CEPSTRA))
    cepstra = generator.normal(0, 1, (count, CEPSTRA)) @ mixing + generator.normal(0, 2, CEPSTRA)
    return cepstra, generator.normal(7, 0.2, count // 2)


def sums(frames: Frames) -> Voices:
    cepstra, pitch = frames
    found = (len(cepstra), cepstra.sum(axis=0), cepstra.T @ cepstra, len(pitch), pitch.sum(), (pitch**2).sum())
    return Voices(*(np.asarray(each, dtype=float)[None] for each in found))


@pytest.fixture
def without_prior(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PRIOR_FRAMES", 0)


@pytest.mark.usefixtures("without_prior")
def test_the_likelihood_of_a_piece_is_that_of_its_frames() -> None:
    frames, voice = some_frames(1, 60), some_frames(2)
    measure = Measure.of(joined([sums(frames), sums(voice)]))
    (found,) = measure.likelihood(sums(frames), sums(voice))[0]
    cepstra, pitch = voice
    own = multivariate_normal(cepstra.mean(axis=0), np.cov(cepstra.T, bias=True)).logpdf(frames[0]).sum()
    own += norm(pitch.mean(), pitch.std()).logpdf(frames[1]).sum()
    constant = 0.5 * np.log(2 * np.pi) * (60 * CEPSTRA + 30)
    assert found == pytest.approx(own + constant)


@pytest.mark.usefixtures("without_prior")
def test_the_cost_of_a_voice_is_minus_its_own_likelihood() -> None:
    voice = sums(some_frames(3))
    measure = Measure.of(voice)
    # At its own mean and covariance the squared distances sum to the number of dimensions.
    assert measure.cost(voice)[0] == pytest.approx(-measure.likelihood(voice, voice)[0, 0] - (400 * CEPSTRA + 200) / 2)


def test_pieces_together_are_one_piece() -> None:
    one, other = some_frames(4), some_frames(5)
    whole = sums((np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]])))
    pieces = joined([sums(one), sums(other)])
    for added in (pieces.together(np.array([0, 0])), sums(one) + sums(other)):
        for mine, theirs in zip(added.sums, whole.sums, strict=True):
            assert mine == pytest.approx(theirs)


def test_a_piece_of_a_few_frames_has_a_finite_cost() -> None:
    measure = Measure.of(sums(some_frames(6)))
    for count in (0, 2):
        assert np.isfinite(measure.cost(sums(some_frames(7, count))))[0]


def test_an_octave_that_was_mistaken_is_left_out() -> None:
    times = np.arange(RATE) / RATE
    low, high = (np.sign(np.sin(2 * np.pi * hertz * times)).astype(np.float32) for hertz in (120, 240))
    piece = heard(np.concatenate([low, low, low, high]))
    assert 2 ** (piece.pitch[0] / piece.pitched[0]) == pytest.approx(120, rel=0.03)


def test_a_piece_takes_less_than_two_kilobytes() -> None:
    piece = heard(np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32))
    assert sum(each.nbytes for each in piece.sums) < 2000
