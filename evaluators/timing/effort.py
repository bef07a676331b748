"""What work costs in seconds: per batch, per sheet, per field looked at, per character corrected, per engine.

A share of time saved speaks of the forms, the accuracy and the volume it was measured at. Its parts speak of others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import nnls

from evaluators.grade import Grade, Source, worst
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.quantity import Quantity
from evaluators.timing.figure import Basis, Reason, figure
from evaluators.timing.spread import spread_of, weights_of

Floats = npt.NDArray[np.float64]

TERMS: Mapping[str, str] = {
    "batches": "s/batch",
    "sheets": "s/sheet",
    "fields": "s/field",
    "characters": "s/character",
}
"""Columns of ``frames.WORK`` and the units of their seconds. Columns ``engine_<name>`` hold fields that it read."""
ENGINE, ENGINE_UNIT = "engine_", "s/field"
SECONDS, PREDICTED = "seconds_per", "seconds_predicted"
METHOD = "nonnegative-least-squares-bootstrap"
DRAWS = 400
ROUNDS = 3
"""Of fitting again with weights by what the last fit gave."""
MIXED = 1e-4
"""Of what a term takes part in a direction, what is more than rounding."""
LEAST_WEIGHED = 0.05
"""Of the mean time: shorter ones weigh no more than this."""


@dataclass(frozen=True)
class Effort:
    """A fitted model of work. Seconds of a term are never below 0."""

    terms: tuple[str, ...]
    seconds: Floats
    """Of each term, the best fit."""
    by_units: Floats
    """The same with units of work drawn again, shape (draws, terms)."""
    by_people: Floats
    """The same with people drawn again; no rows where one person did all."""
    reasons: Mapping[str, Reason]
    """Of terms that have no number of their own."""
    blind: Floats
    """Directions, shape (k, terms), in which no work was timed: of other work that lies there nobody knows."""
    units: int
    people: int
    grade: Grade
    source: Source

    def quantities(self, level: float = 0.95) -> tuple[Quantity, ...]:
        """Seconds of each term."""
        return tuple(
            self._quantity(SECONDS, {"term": term}, np.eye(len(self.terms))[place], _unit(term), level,
                           self.reasons.get(term))
            for place, term in enumerate(self.terms)
        )  # fmt: skip

    def predicted(self, work: Mapping[str, float], level: float = 0.95) -> Quantity:
        """Seconds that other work is expected to take, as a mean of such people; single times scatter more.

        It is an estimate whatever the times were: a model stands between. Inseparable terms do no harm where the new
        work has them in the same proportion as the old; where it has not, there is no number.

        Args:
            work: how much of each term; what is not named is 0.
            level: of the interval.

        Raises:
            ValueError: a term that is not known here.
        """
        unknown = sorted({*work} - {*self.terms})
        if unknown:
            raise ValueError(f"{unknown} are none of {list(self.terms)}")
        amounts = np.array([work.get(term, 0.0) for term in self.terms])
        absent = [term for term in work if self.reasons.get(term) is Reason.ABSENT and work[term] > 0]
        reason = Reason.ABSENT if absent else Reason.INSEPARABLE if self._is_other_mixture(amounts) else None
        quantity = self._quantity(PREDICTED, {}, amounts, "s", level, reason)
        grade = worst([self.grade, Grade.ESTIMATED])
        source = self.source if self.grade is not Grade.MEASURED else Source.MODELLED
        return quantity.model_copy(update={"grade": grade, "source": source})

    def _is_other_mixture(self, amounts: Floats) -> bool:
        """Whether work has terms that were never told apart in another proportion than what was timed."""
        off = self.blind * amounts
        return bool((np.abs(off.sum(axis=1)) > MIXED * np.abs(off).max(axis=1, initial=0.0)).any())

    def _quantity(
        self, metric: str, scope: dict[str, str], amounts: Floats, unit: str, level: float, reason: Reason | None
    ) -> Quantity:
        value = float(self.seconds @ amounts)
        found: Reason | tuple[float, float, float] | None = reason or self._unsure()
        if found is None:
            known = spread_of(self.by_units @ amounts[:, None], self.by_people @ amounts[:, None],
                              self.units, self.people, fitted=len(self.terms) - 1)  # fmt: skip
            half = float(known.half_width(level)[0])
            found = max(0.0, value - half), value, value + half
        basis = Basis(self.grade, self.source, level)
        return figure(metric, scope, found, unit=unit, method=METHOD, n=self.units, basis=basis)

    def _unsure(self) -> Reason | None:
        if self.units < len(self.terms) + FEW_DOCUMENTS:
            return Reason.FEW_TIMES
        return Reason.ONE_PERSON if self.people < 2 else None


def effort(work: pd.DataFrame, *, grade: Grade, source: Source, seed: int = 0) -> Effort:
    """The model that fits times best, with as much noise as a time is long.

    Least squares under seconds ≥ 0 (Lawson & Hanson's NNLS), each time weighed by the inverse square of what the last
    fit gave for it, since long times scatter more. Units of work are drawn again within those with a set-up and those
    without, so that no draw lacks all set-ups; people are drawn again whole; the larger variance counts
    (:func:`evaluators.timing.spread.spread`). In simulated studies (3 to 10 people whose speeds differ by 15 or
    30 %, 60 or 200 sheets, 10 or 20 set-ups, 80 studies each) 95 % intervals of terms and of other work held the truth
    in .90 to 1 of studies.

    Args:
        work: columns of ``frames.WORK``. A row holds what somebody did in the time, in one or more terms.
        grade: of the times.
        source: of the times.
        seed: of the draws.

    Raises:
        ValueError: there is no row.
    """
    if work.empty:
        raise ValueError("there is no work")
    rows = work.sort_values(["unit", "worker", "seconds"], ignore_index=True)
    terms = (*TERMS, *sorted(name for name in rows.columns if name.startswith(ENGINE)))
    amounts = rows[list(terms)].to_numpy(dtype=np.float64)
    wanted = rows["seconds"].to_numpy(dtype=np.float64)
    reasons, blind = _reasons(terms, amounts)
    used = np.array([reasons.get(term) is not Reason.ABSENT for term in terms])
    products = _products(amounts[:, used], wanted)
    seconds = np.zeros(len(terms))
    seconds[used] = _solved(products.sum(axis=0))
    random = np.random.default_rng(seed)
    units, people = pd.factorize(rows["unit"])[0], pd.factorize(rows["worker"].fillna(""))[0]
    strata = rows.groupby("unit", sort=False)["batches"].max().gt(0).to_numpy()

    def drawn(of_row: npt.NDArray[np.int64], weights: Floats) -> Floats:
        each = np.zeros((weights.shape[1], *products.shape[1:]))
        np.add.at(each, of_row, products)
        found = np.zeros((len(weights), len(terms)))
        found[:, used] = [_solved(gram) for gram in np.tensordot(weights, each, axes=1)]
        return found

    by_units = np.zeros((DRAWS, len(strata)))
    for stratum in np.unique(strata):
        by_units[:, strata == stratum] = weights_of(int((strata == stratum).sum()), DRAWS, random)
    named = int(rows["worker"].fillna("").replace("", np.nan).nunique())
    known = named == people.max() + 1
    return Effort(
        terms=terms,
        seconds=seconds,
        by_units=drawn(units, by_units),
        by_people=drawn(people, weights_of(named, DRAWS, random)) if known and named > 1 else np.zeros((0, len(terms))),
        reasons=reasons,
        blind=blind,
        units=len(strata),
        people=named if known else 0,
        grade=grade,
        source=source,
    )


def _unit(term: str) -> str:
    return TERMS.get(term, ENGINE_UNIT)


def _reasons(terms: tuple[str, ...], amounts: Floats) -> tuple[dict[str, Reason], Floats]:
    """Terms that the rows cannot tell, and why: a term is told where it is not a mixture of the others.

    Returns:
        With them the directions that no row has.
    """
    found: dict[str, Reason] = {}
    blind = np.zeros((0, len(terms)))
    there = np.count_nonzero(amounts, axis=0)
    for place, term in enumerate(terms):
        if there[place] < 2:
            found[term] = Reason.ABSENT
    used = [place for place, term in enumerate(terms) if term not in found]
    if used:
        lengths = np.linalg.norm(amounts[:, used], axis=0)
        scaled = amounts[:, used] / lengths
        sizes, directions = np.linalg.eigh(scaled.T @ scaled)
        empty = directions[:, sizes < 1e-10 * sizes[-1]]
        for place, mixed in zip(used, np.abs(empty).max(axis=1, initial=0.0), strict=True):
            if mixed > MIXED:
                found[terms[place]] = Reason.INSEPARABLE
        blind = np.zeros((empty.shape[1], len(terms)))
        blind[:, used] = empty.T / lengths
    return found, blind


def _products(amounts: Floats, wanted: Floats) -> Floats:
    """Of each row the products that normal equations are sums of, shape (rows, terms + 1, terms + 1), weighed."""
    weight = np.ones(len(wanted))
    both = np.column_stack([amounts, wanted])
    for _round in range(ROUNDS):
        found = _solved(np.einsum("r,ri,rj->ij", weight, both, both))
        weight = 1 / np.maximum(amounts @ found, LEAST_WEIGHED * max(float(wanted.mean()), 1e-9)) ** 2
    return np.asarray(np.einsum("r,ri,rj->rij", weight, both, both), dtype=np.float64)


def _solved(products: Floats) -> Floats:
    """The non-negative solution, by a square root of the sums: as small a problem as there are terms."""
    if len(products) == 1:
        return np.zeros(0)  # SciPy's nnls ends the whole process where there is no column
    scale = np.sqrt(np.maximum(np.diag(products)[:-1], 1e-300))
    values, vectors = np.linalg.eigh(products[:-1, :-1] / np.outer(scale, scale))
    root = np.sqrt(np.maximum(values, 1e-12))
    left = vectors * root
    right = (vectors / root).T @ (products[:-1, -1] / scale)
    return np.asarray(nnls(left.T, right)[0] / scale, dtype=np.float64)
