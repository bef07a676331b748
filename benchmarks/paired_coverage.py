"""How often 95 % intervals of a difference between two engines hold the true one, and how often tests see none.

``python benchmarks/paired_coverage.py [--batches N]`` prints the tables of benchmarks/README.md. Two engines read the
same documents of 12 fields. Each document has a chance of its own for either engine (beta-binomial, correlated by the
ICC): what is hard for one is as hard for the other, or hard for one alone; given these, fields are right or wrong by
chance. The second is worse by the difference. The four cells in which intervals hold the difference least often are
drawn again, with four times as many batches, since the least of many is low by chance too.
"""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from evaluators.contrasts import paired_interval
from evaluators.paired_tests import permutation_test
from evaluators.resampling import resampled_sums

Counts = NDArray[np.int64]

DOCUMENTS = (20, 60, 300)
RATES = (0.85, 0.95, 0.99)
CORRELATIONS = (0.0, 0.1)
DIFFERENCES = (0.0, 0.02, 0.04)
FIELDS = 12
RESAMPLES = 500
BATCHES = 500
AGAIN = 4
"""Cells that are drawn again, and how many times the batches."""
SEED = 20261126


@dataclass(frozen=True)
class Cell:
    """What batches are drawn from."""

    documents: int
    rate: float
    icc: float
    difference: float
    shared: bool = True
    """Whether documents that are hard for one engine are hard for the other."""


@dataclass(frozen=True)
class Outcome:
    """Shares of batches."""

    held: float
    """Whose interval holds the true difference."""
    seen: float
    """In which the permutation test finds one at 5 %."""


def draw(cell: Cell, random: np.random.Generator) -> tuple[Counts, Counts]:
    """Fields right of each document, by the first engine and by the second."""
    place = random.random(cell.documents)
    other = place if cell.shared else random.random(cell.documents)
    first, second = _chances(cell.rate, cell.icc, place), _chances(cell.rate - cell.difference, cell.icc, other)
    return random.binomial(FIELDS, first), random.binomial(FIELDS, second)


def _chances(rate: float, icc: float, place: NDArray[np.float64]) -> NDArray[np.float64]:
    if not icc:
        return np.full(len(place), rate)
    strength = (1 - icc) / icc
    return np.asarray(stats.beta.ppf(place, rate * strength, (1 - rate) * strength))


def outcome(cell: Cell, batches: int, seed: int = SEED) -> Outcome:
    """How intervals and test fare over the batches of a cell."""
    random, held, seen = np.random.default_rng(seed), 0, 0
    sizes, alike = np.full(cell.documents, float(FIELDS)), np.ones(cell.documents, dtype=np.int64)
    for number in range(batches):
        first, second = draw(cell, random)
        differences = second - first
        columns = np.column_stack([differences.astype(float), sizes])
        drawn = resampled_sums(columns, alike, RESAMPLES, np.random.default_rng(number))
        found = paired_interval(differences.astype(float), sizes, drawn[:, 0] / drawn[:, 1], 0.95)
        held += found.low <= -cell.difference <= found.high
        seen += permutation_test(differences).p < 0.05
    return Outcome(held / batches, seen / batches)


def cells(shared: bool) -> Iterator[Cell]:
    """All that is simulated, in the order of the table; without an ICC no document is harder than another."""
    for documents, rate, icc, apart in product(
        DOCUMENTS, RATES, CORRELATIONS if shared else CORRELATIONS[1:], DIFFERENCES
    ):
        yield Cell(documents, rate, icc, apart, shared)


def _table(found: Mapping[Cell, Outcome]) -> Iterator[str]:
    """Rows of documents and rates; in a cell how often it is held / how often the test finds a difference, in %."""
    heads = dict.fromkeys(f"ICC {cell.icc:g}, {100 * cell.difference:g} points" for cell in found)
    yield f"| documents | rate % | {' | '.join(heads)} |\n|---:|---:|{'---:|' * len(heads)}"
    for documents, rate in product(DOCUMENTS, RATES):
        mine = [each for cell, each in found.items() if (cell.documents, cell.rate) == (documents, rate)]
        texts = (f"{100 * each.held:.1f} / {100 * each.seen:.0f}" for each in mine)
        yield f"| {documents} | {100 * rate:g} | {' | '.join(texts)} |"


def main() -> None:
    """Print the tables, each with the cells of it that were drawn again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=BATCHES)
    batches = parser.parse_args().batches
    for shared, told in ((True, "Hard for one engine, as hard for the other"), (False, "Hard for one engine alone")):
        found = {cell: outcome(cell, batches, SEED + number) for number, cell in enumerate(cells(shared))}
        alarms = max(each.seen for cell, each in found.items() if not cell.difference)
        print(f"\n{told}, {batches} batches a cell:\n", *_table(found), sep="\n")
        print(f"\nA difference where there is none: at most {100 * alarms:.1f}\n", flush=True)
        for number, cell in enumerate(sorted(found, key=lambda cell: found[cell].held)[:AGAIN]):
            again = outcome(cell, batches * AGAIN, SEED - 1 - number)
            print(f"{cell}: {100 * found[cell].held:.1f}, again {100 * again.held:.1f}", flush=True)


if __name__ == "__main__":
    main()
