"""How sure calibration errors, Brier's score and AUROC are, beside plain resampling and a world that is known."""

import numpy as np
import pytest

from evaluators.calibration import auroc, brier, calibration_errors, reliability
from evaluators.calibration_intervals import Judged, ranked, summaries

FIELDS = 8


def world(forms: int, seed: int) -> Judged:
    """Forms of which some are harder than others; confidence tells right from wrong somewhat, and is too high."""
    draw = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(forms), FIELDS)
    hard = np.repeat(draw.normal(0, 0.7, forms), FIELDS)
    sense = draw.normal(1.5, 1, forms * FIELDS) - hard
    right = (draw.random(len(sense)) < 1 / (1 + np.exp(-sense))).astype(float)
    return Judged(1 / (1 + np.exp(-sense - 0.5)), right, clusters)


def resampled(part: Judged, number: int) -> np.ndarray:
    """Calibration error, Brier's score and AUROC of forms drawn one by one."""
    draw, found = np.random.default_rng(5), []
    forms = int(part.clusters.max()) + 1
    rows = np.arange(len(part.right)).reshape(forms, FIELDS)
    for _ in range(number):
        mine = rows[draw.integers(0, forms, forms)].ravel()
        said, right = part.confidence[mine], part.right[mine]
        bins = reliability(said, right, part.clusters[mine])
        found.append((calibration_errors(bins)[0], brier(said, right), auroc(said, right)))
    return np.quantile(found, [0.025, 0.975], axis=0)


def test_intervals_are_those_of_plain_resampling():
    part = world(150, seed=1)
    (found,) = summaries([part], 150, 0.95, 2000, seed=0)
    estimates = found.error, found.brier, ranked(part, 0.95)
    for estimate, (low, high) in zip(estimates, resampled(part, 1000).T, strict=True):
        assert (estimate.interval.low, estimate.interval.high) == pytest.approx((low, high), abs=0.12 * (high - low))


def test_parts_that_share_their_draws_are_what_each_is_alone():
    part, other = world(80, seed=1), world(80, seed=2)
    together = summaries([part, other], 80, 0.95, 300, 0)
    alone = [*summaries([part], 80, 0.95, 300, 0), *summaries([other], 80, 0.95, 300, 0)]
    for one, same in zip(together, alone, strict=True):
        for mine, its in ((one.error, same.error), (one.brier, same.brier)):
            assert (mine.interval.low, mine.interval.high) == pytest.approx((its.interval.low, its.interval.high))
    assert summaries([], 80, 0.95, 300, 0) == []


def test_where_confidence_tells_all_apart_nothing_is_known_of_when_it_would_not():
    part = Judged(np.array([0.9, 0.8, 0.3, 0.2]), np.array([1.0, 1.0, 0.0, 0.0]), np.arange(4))
    assert ranked(part, 0.95).interval.method == "not-estimable"
    assert ranked(Judged(part.confidence, np.ones(4), part.clusters), 0.95) is None


def test_auroc_is_as_sure_as_it_says():
    truth = auroc(world(20_000, 99).confidence, world(20_000, 99).right)
    found = [ranked(world(60, seed), 0.95) for seed in range(300)]
    held = np.mean([each.interval.low <= truth <= each.interval.high for each in found])
    assert 0.92 <= held <= 0.98
