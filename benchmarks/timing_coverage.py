"""How often 95 % intervals of the share of time saved hold the true one, in studies drawn by their own design.

``python benchmarks/timing_coverage.py [--studies N]`` prints the table of docs/timing.md. Times are products of item,
person, way of working, how the way suits the person, and noise (``benchmarks/timed_studies.py``). Beside ours what one
would take otherwise: the paired t interval of the logarithms over items, as if items alone had been sampled.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy import special

from benchmarks.timed_studies import World, study
from evaluators.grade import Origin
from evaluators.timing.paired import Paired, paired

PEOPLE = (2, 3, 4, 6, 10)
ITEMS = (20, 60)
SUITS = (0.0, 0.1, 0.25)
TRUE_SHARE = 0.4
STUDIES = 1000
METHODS = ("kouka", "paired t over items")


@dataclass(frozen=True)
class Cell:
    """What studies are drawn from."""

    items: int
    people: int
    suits: float
    """How differently AI suits people: the spread of the logarithms of their own ratios."""

    @property
    def world(self) -> World:
        """With everything else as it is."""
        return World(ratios=(("manual", 1.0), ("ai_all", 1 - TRUE_SHARE)), by_person_and_arm=self.suits)


@dataclass(frozen=True)
class Outcome:
    """Of all studies of a cell: how many intervals held the truth, and the median of their widths."""

    coverage: float
    width: float


def over_items(found: Paired) -> tuple[float, float]:
    """The paired t interval that takes items alone for what was sampled."""
    logs = np.log(found.differences["arm_s"] / found.differences["reference_s"]).to_numpy(dtype=np.float64)
    half = special.stdtrit(len(logs) - 1, 0.975) * logs.std(ddof=1) / len(logs) ** 0.5
    return float(1 - np.exp(logs.mean() + half)), float(1 - np.exp(logs.mean() - half))


def outcomes(cell: Cell, studies: int) -> dict[str, Outcome]:
    """Coverage and mean width of each method over the same studies."""
    bounds: dict[str, list[tuple[float, float]]] = {name: [] for name in METHODS}
    for seed in range(studies):
        rows = study(cell.world, cell.items, cell.people, seed)
        (found,) = paired(rows, reference="manual", origin=Origin.REAL)
        bounds["kouka"].append((found.share.low or 0.0, found.share.high or 0.0))
        bounds["paired t over items"].append(over_items(found))
    return {name: _outcome(np.array(each)) for name, each in bounds.items()}


def _outcome(bounds: NDArray[np.float64]) -> Outcome:
    low, high = bounds.T
    return Outcome(float(np.mean((low <= TRUE_SHARE) & (high >= TRUE_SHARE))), float(np.median(high - low)))


def table(studies: int) -> Iterator[str]:
    """Rows of items and people, columns of how differently AI suits people."""
    yield "| items | people | " + " | ".join(f"suits people by {each:g}" for each in SUITS) + " |"
    yield "|---:|---:|" + "---:|" * len(SUITS)
    for items, people in product(ITEMS, PEOPLE):
        row = [outcomes(Cell(items, people, suits), studies) for suits in SUITS]
        texts = (
            " / ".join(f"{100 * each.coverage:.1f} (±{50 * each.width:.0f})" for each in found.values())
            for found in row
        )
        yield f"| {items} | {people} | " + " | ".join(texts) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=STUDIES)
    studies = parser.parse_args().studies
    print(f"{studies} studies a cell; {' / '.join(METHODS)}: coverage in % (half the median width, points)\n")
    for line in table(studies):
        print(line, flush=True)


if __name__ == "__main__":
    main()
