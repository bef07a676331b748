"""Figures of a list of tasks, with interval and grade: means over the draws, as those of a cost case."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.cost.making import expected
from evaluators.grade import Grade, Source, worst
from evaluators.methods import INPUTS, INPUTS_AND_BOUNDS, LIKELY, NOT_MEASURED
from evaluators.portfolio.listed import Listed
from evaluators.portfolio.outcome import Fate
from evaluators.portfolio.results import ClassResult
from evaluators.quantity import Quantity, quantity_id

Draws = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Maker:
    """Quantities of a list."""

    rows: pd.DataFrame
    results: Sequence[ClassResult | None]
    fates: Sequence[Fate]
    level: float

    def hours_now(self, index: int, draws: Draws) -> Quantity:
        """Hours of one task, which rest on the list alone."""
        bounds = self._bounds(expected(draws), draws, draws)
        return self._quantity("hours_now", self._scope(index), bounds, "hours/year", [self._listed_as(index)], 0)

    def hours_saved(self, index: int, draws: Draws) -> Quantity:
        """Hours saved of one task; of one that nobody has measured they are undefined."""
        result = self.results[index]
        grades = [self._listed_as(index), *(result.grades if result else ())]
        known = self.fates[index] is not Fate.NOT_MEASURED
        bounds = self._bounds(expected(draws), draws, draws) if known else None
        n = result.n_documents if result else 0
        return self._quantity("hours_saved", self._scope(index), bounds, "hours/year", grades, n)

    def _scope(self, index: int) -> dict[str, str]:
        return {name: str(self.rows.at[index, name]) for name in ("section", "task")}

    def _listed_as(self, index: int) -> Grade:
        return Grade(str(self.rows.at[index, "grade"]))

    def of_list(self, metric: str, draws: Draws) -> Quantity:
        """The sum over tasks of hours as they are listed, (draws, tasks): it rests on the list alone."""
        total = draws.sum(axis=1)
        bounds = self._bounds(expected(total), total, total)
        return self._quantity(metric, {}, bounds, "hours/year", [*map(Grade, self.rows["grade"])], 0)

    def of_all(self, metric: str, draws: Draws) -> Quantity:
        """The sum over tasks of what comes out, whose draws are (draws, tasks)."""
        total = draws.sum(axis=1)
        return self._whole(metric, self._bounds(expected(total), total, total), "hours/year", INPUTS)

    def taken_over(self, saved: Draws, unknown: Draws) -> Quantity:
        """Hours saved: of what nobody has measured (its hours by draw) the low end takes nothing, the high end all."""
        least = saved.sum(axis=1)
        bounds = self._bounds(expected(least), least, least + unknown.sum(axis=1))
        return self._whole("hours_taken_over", bounds, "hours/year", _method(unknown))

    def with_people(self, kept: Draws, unknown: Draws) -> Quantity:
        """Hours that stay: the rest, so that of what nobody has measured the low end takes nothing either."""
        most = kept.sum(axis=1)
        bounds = self._bounds(expected(most), most - unknown.sum(axis=1), most)
        return self._whole("hours_with_people", bounds, "hours/year", _method(unknown))

    def share(self, hours: Listed, saved: Draws, unknown: Draws) -> Quantity:
        """Of all hours, those saved, mean over mean, as the hours say it; undefined where there are none."""
        whole = hours.draws.sum(axis=1)
        if whole.mean() <= 0:
            return self._whole("share_taken_over", None, "ratio", INPUTS)
        least = saved.sum(axis=1)
        most = least + unknown.sum(axis=1)
        bounds = self._bounds(expected(least) / expected(whole), over(least, whole), over(most, whole))
        return self._whole("share_taken_over", bounds, "ratio", _method(unknown))

    def likely(self, hours: Listed, saved: Draws) -> tuple[Quantity, Quantity]:
        """Hours saved, and their share, with every number at its most likely value; saved is (tasks,)."""
        hours_saved, whole = float(saved.sum()), float(hours.likely.sum())
        share = hours_saved / whole if whole > 0 else None
        return (
            self._whole("hours_taken_over_likely", (hours_saved,) * 3, "hours/year", LIKELY),
            self._whole("share_taken_over_likely", None if share is None else (share,) * 3, "ratio", LIKELY),
        )

    def _bounds(self, value: float, least: Draws, most: Draws) -> tuple[float, float, float]:
        low = float(np.quantile(least, (1 - self.level) / 2))
        high = float(np.quantile(most, (1 + self.level) / 2))
        return min(low, value), value, max(high, value)

    def _whole(self, metric: str, bounds: tuple[float, float, float] | None, unit: str, method: str) -> Quantity:
        used = [result for result in self.results if result is not None]
        grades = [*map(Grade, self.rows["grade"]), *(grade for result in used for grade in result.grades)]
        return self._quantity(metric, {}, bounds, unit, grades, min((each.n_documents for each in used), default=0),
                              method)  # fmt: skip

    def _quantity(
        self,
        metric: str,
        scope: dict[str, str],
        bounds: tuple[float, float, float] | None,
        unit: str,
        grades: Sequence[Grade],
        n: int,
        method: str = INPUTS,
    ) -> Quantity:
        low, value, high = bounds or (None, None, None)
        return Quantity(
            id=quantity_id(f"portfolio/{metric}", None, None, scope), metric=metric, scope=scope, value=value,
            low=low, high=high, level=self.level, unit=unit, method=method if bounds else NOT_MEASURED,
            n_documents=n, grade=worst(grades), source=Source.MODELLED, cases="tasks",
        )  # fmt: skip


def _method(unknown: Draws) -> str:
    return INPUTS_AND_BOUNDS if unknown.size else INPUTS


def over(part: Draws, whole: Draws) -> Draws:
    """A share; 0 where there is nothing to have a share of."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
