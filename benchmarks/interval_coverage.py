"""How often 95 % intervals hold the true rate of fields right, where right and wrong cluster in documents.

``python benchmarks/interval_coverage.py [--batches N]`` prints the tables of docs/statistics.md. Batches are drawn from
the beta-binomial distribution: each document has a rate of its own, so that two of its fields are correlated by the
ICC. Ours beside what one would take otherwise: percentiles of the rates of resampled documents, Wilson on fields as if
they were independent, and rate ± 1.96 standard errors. Resampling takes long: it is given every fifth batch.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np
from numpy.typing import NDArray

from evaluators.intervals import clustered_proportion, wilson
from evaluators.resampling import resampled_sums

Counts = NDArray[np.int64]
Bounds = tuple[float, float]

DOCUMENTS = (20, 60, 300)
RATES = (0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
CORRELATIONS = (0.0, 0.05, 0.1, 0.2)
FIELDS = 20
SMALLEST, LARGEST = 5, 40
RESAMPLES = 500
BATCHES = 5000
EVERY = {"bootstrap": 5}
"""Which batches a slow method is given."""
SEED = 20261124


@dataclass(frozen=True)
class Cell:
    """What batches are drawn from."""

    documents: int
    rate: float
    icc: float
    equal: bool = True
    """Whether each document has 20 fields, or any number from 5 to 40."""


@dataclass(frozen=True)
class Outcome:
    """What a method did over all batches of a cell: shares of batches, and the mean width."""

    coverage: float
    width: float


def draw(cell: Cell, batches: int, random: np.random.Generator) -> Iterator[tuple[Counts, Counts]]:
    """Fields right and fields of each document, batch after batch."""
    for _ in range(batches):
        equal = np.full(cell.documents, FIELDS)
        sizes = equal if cell.equal else random.integers(SMALLEST, LARGEST + 1, cell.documents)
        strength = (1 - cell.icc) / cell.icc if cell.icc else 0.0
        chances = (
            random.beta(cell.rate * strength, (1 - cell.rate) * strength, cell.documents) if cell.icc else cell.rate
        )
        yield random.binomial(sizes, chances), sizes


def ours(right: Counts, sizes: Counts) -> Bounds:
    """The interval of every rate of fields."""
    found = clustered_proportion(right.astype(float), sizes.astype(float))
    return found.low, found.high


def bootstrap(right: Counts, sizes: Counts) -> Bounds:
    """Percentiles of the rates of resampled documents."""
    pairs, alike = np.unique(np.column_stack([right, sizes]).astype(float), axis=0, return_counts=True)
    drawn = resampled_sums(pairs, alike, RESAMPLES, np.random.default_rng(SEED))
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return float(low), float(high)


def of_fields(right: Counts, sizes: Counts) -> Bounds:
    """Wilson, as if fields were independent."""
    found = wilson(float(right.sum()), float(sizes.sum()))
    return found.low, found.high


def wald(right: Counts, sizes: Counts) -> Bounds:
    """Rate ± 1.96 standard errors, as if fields were independent."""
    n = float(sizes.sum())
    rate = float(right.sum()) / n
    half = 1.959964 * (rate * (1 - rate) / n) ** 0.5
    return rate - half, rate + half


METHODS: Mapping[str, Callable[[Counts, Counts], Bounds]] = {
    "kouka": ours,
    "bootstrap": bootstrap,
    "Wilson": of_fields,
    "Wald": wald,
}


def outcomes(
    cell: Cell, batches: int, seed: int = SEED, methods: tuple[str, ...] = tuple(METHODS)
) -> dict[str, Outcome]:
    """Coverage and mean width of each method. The same seed draws the same batches for all."""
    found: dict[str, list[Bounds]] = {name: [] for name in methods}
    for number, batch in enumerate(draw(cell, batches, np.random.default_rng(seed))):
        for name in methods:
            if number % EVERY.get(name, 1) == 0:
                found[name].append(METHODS[name](*batch))
    return {name: _outcome(np.array(bounds), cell.rate) for name, bounds in found.items()}


def _outcome(bounds: NDArray[np.float64], rate: float) -> Outcome:
    low, high = bounds.T
    return Outcome(float(np.mean((low <= rate) & (rate <= high))), float(np.mean(high - low)))


def cells(equal: bool) -> Iterator[Cell]:
    """All that is simulated, in the order of the tables."""
    for documents, rate, icc in product(DOCUMENTS, RATES, CORRELATIONS):
        yield Cell(documents, rate, icc, equal)


Found = Mapping[Cell, Mapping[str, Outcome]]


def _table(found: Found, shown: Callable[[Outcome], float]) -> Iterator[str]:
    """Rows of documents and rates, columns of correlations; in a cell all methods, in per cent."""
    yield "| documents | rate % | " + " | ".join(f"ICC {icc:g}" for icc in CORRELATIONS) + " |"
    yield "|---:|---:|" + "---:|" * len(CORRELATIONS)
    rows = groupby(found.items(), key=lambda item: (item[0].documents, item[0].rate))
    for (documents, rate), row in rows:
        texts = (" / ".join(f"{100 * shown(each):.1f}" for each in methods.values()) for _cell, methods in row)
        yield f"| {documents} | {100 * rate:g} | " + " | ".join(texts) + " |"


def _least(found: Found) -> str:
    least = {name: min(methods[name].coverage for methods in found.values()) for name in METHODS}
    return "Least coverage: " + ", ".join(f"{name} {100 * each:.1f}" for name, each in least.items())


def main() -> None:
    """Print coverage and width for documents of one size, then of any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=BATCHES)
    batches = parser.parse_args().batches
    for equal, sizes in ((True, f"{FIELDS} fields a document"), (False, f"{SMALLEST} to {LARGEST} fields a document")):
        found = {cell: outcomes(cell, batches, SEED + number) for number, cell in enumerate(cells(equal))}
        print(f"\n{sizes}, {batches} batches a cell; in each {' / '.join(METHODS)}\n\nCoverage, %:\n")
        print("\n".join(_table(found, lambda outcome: outcome.coverage)))
        print(f"\n{_least(found)}\n\nMean width, points:\n")
        print("\n".join(_table(found, lambda outcome: outcome.width)), flush=True)


if __name__ == "__main__":
    main()
