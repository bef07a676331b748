"""Means over resampled documents."""

import numpy as np
import pytest

from evaluators import resampling
from evaluators.resampling import resampled_means, resampled_sums


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
    monkeypatch.setattr(resampling, "PICKS", 12)
    assert np.array_equal(whole, resampled_means(columns, 50, np.random.default_rng(1)))


@pytest.mark.parametrize("binomial", [0, 10**9], ids=["few kinds", "picked"])
def test_documents_that_are_alike_are_drawn_as_often_as_apart(binomial, monkeypatch):
    # 30 documents with 1 error of 4 and 10 with 3 of 8: shares of the sums by hand, and of n p (1 - p).
    monkeypatch.setattr(resampling, "BINOMIAL", binomial)
    rows, alike = np.array([[1.0, 4.0, 1.0], [3.0, 8.0, 0.0]]), np.array([30, 10])
    found = resampled_sums(rows, alike, 20_000, np.random.default_rng(1))
    assert found.mean(axis=0) == pytest.approx([60, 200, 30], rel=0.005)
    assert found[:, 2].std() == pytest.approx(np.sqrt(40 * 0.75 * 0.25), rel=0.03)
    assert np.array_equal(found[:, 0], found[:, 2] + 3 * (40 - found[:, 2]))
