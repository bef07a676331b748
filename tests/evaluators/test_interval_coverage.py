"""A small version of benchmarks/interval_coverage.py: intervals hold the true rate as often as they say."""

import numpy as np
import pytest

from benchmarks.interval_coverage import Cell, draw, outcomes


@pytest.mark.parametrize(
    "cell",
    [
        Cell(20, 0.8, 0.1),
        Cell(20, 0.98, 0.05),
        Cell(60, 0.995, 0.2),
        # Where intervals with degrees of freedom of all documents held it in .92 to .94 of batches.
        Cell(20, 0.9, 0.2, equal=False),
        Cell(60, 0.98, 0.2, equal=False),
        Cell(300, 0.995, 0.2, equal=False),
    ],
    ids=str,
)
def test_our_intervals_hold_the_rate(cell):
    assert outcomes(cell, 600, methods=("kouka",))["kouka"].coverage >= 0.93


@pytest.mark.parametrize(
    ("method", "cell", "most"),
    [
        ("bootstrap", Cell(20, 0.98, 0.05), 0.92),
        ("bootstrap", Cell(20, 0.995, 0.05), 0.8),
        ("Wilson", Cell(60, 0.9, 0.1), 0.8),
        ("Wald", Cell(60, 0.9, 0.1), 0.8),
    ],
)
def test_what_one_would_take_otherwise_does_not(method, cell, most):
    assert outcomes(cell, 600, methods=(method,))[method].coverage < most


def test_without_clusters_all_of_them_do():
    found = outcomes(Cell(60, 0.9, 0), 600)
    assert min(each.coverage for each in found.values()) > 0.92
    assert found["kouka"].width == pytest.approx(found["Wilson"].width, rel=0.1)


def test_batches_have_the_rate_and_the_correlation_that_they_are_drawn_with():
    batches = list(draw(Cell(300, 0.9, 0.2), 200, np.random.default_rng(4)))
    right = np.concatenate([right for right, _ in batches])
    assert right.mean() / 20 == pytest.approx(0.9, abs=0.005)
    # Variance of the number right of 20: 20 · .9 · .1 · (1 + 19 · .2).
    assert right.var() == pytest.approx(20 * 0.09 * 4.8, rel=0.03)
    assert {int(size) for _, sizes in batches for size in sizes} == {20}
    varied = next(draw(Cell(300, 0.9, 0.2, equal=False), 1, np.random.default_rng(4)))[1]
    assert 5 <= varied.min() < 8
    assert 37 < varied.max() <= 40
