"""A small version of benchmarks/statistics_speed.py: what it times gives the same as slower ways, in any order."""

from dataclasses import replace

import pytest

from benchmarks.statistics_speed import ENGINES, FIELDS, Stopwatch, made_up, measured, naive, sums
from evaluators.intervals import clustered_ratio

DOCUMENTS = 80


@pytest.fixture(scope="module")
def batch():
    return made_up(DOCUMENTS)


@pytest.fixture(scope="module")
def found(batch):
    return measured(batch, Stopwatch())


def overall(found, metric):
    return [each for each in found.quantities if each.metric == metric and not each.scope]


def test_errors_are_those_that_were_made(batch, found):
    written = batch.truth.melt("document", var_name="field", value_name="truth")
    read = batch.readings.merge(written, on=["document", "field"])
    right = (read["text"] == read["truth"]).groupby(read["engine"]).sum()
    typed = [each for each in overall(found, "field_accuracy") if each.normaliser == "typed"]
    assert {each.engine: each.numerator for each in typed} == right.to_dict()
    assert {each.denominator for each in typed} == {DOCUMENTS * FIELDS}
    assert len(found.comparisons) == 3


def test_the_bootstrap_agrees_with_that_of_scipy(found):
    errors, sizes = sums(found.scored)
    ours = clustered_ratio(errors, sizes)
    low, high = naive(errors, sizes, draws=2000)
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=0.1 * (high - low))


def test_rates_that_share_their_draws_have_the_intervals_of_each_alone(found):
    errors, sizes = sums(found.scored)
    alone = clustered_ratio(errors, sizes, seed=7)
    shared = next(each for each in overall(found, "cer") if each.engine == ENGINES[0] and each.normaliser == "nfkc")
    assert (shared.numerator, shared.denominator) == (errors.sum(), sizes.sum())
    assert (shared.low, shared.high) == pytest.approx((alone.low, alone.high), abs=0.1 * (alone.high - alone.low))


def test_the_order_of_rows_changes_nothing(batch, found):
    mixed = replace(
        batch,
        readings=batch.readings.sample(frac=1, random_state=1, ignore_index=True),
        truth=batch.truth.sample(frac=1, random_state=2, ignore_index=True),
        documents=batch.documents.sample(frac=1, random_state=3, ignore_index=True),
    )
    again = measured(mixed, Stopwatch())
    assert again.quantities == found.quantities
    assert again.agreed == found.agreed
    assert again.comparisons == found.comparisons
    assert again.proposal == found.proposal
    assert again.sources == found.sources
    assert again.calibrations == found.calibrations
