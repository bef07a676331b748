"""Means over resampled documents."""

import numpy as np
import pytest

from evaluators import resampling
from evaluators.resampling import resampled_means


def test_the_spread_is_that_of_a_mean():
    # The mean of n draws from 0..1 in halves has standard deviation 0.5 / √n.
    columns = np.repeat([[0.0], [1.0]], 50, axis=0)
    means = resampled_means(columns, 20_000, np.random.default_rng(1))
    assert means.mean() == pytest.approx(0.5, abs=0.002)
    assert means.std() == pytest.approx(0.05, rel=0.03)


def test_columns_stay_paired():
    columns = np.column_stack([np.arange(10.0), 2 * np.arange(10.0)])
    means = resampled_means(columns, 100, np.random.default_rng(1))
    assert np.allclose(means[:, 1], 2 * means[:, 0])


def test_blocks_change_nothing(monkeypatch):
    columns = np.arange(12.0).reshape(6, 2)
    whole = resampled_means(columns, 50, np.random.default_rng(1))
    monkeypatch.setattr(resampling, "BLOCK_CELLS", 18)
    assert np.array_equal(whole, resampled_means(columns, 50, np.random.default_rng(1)))
