"""A file of published results, judged row by row and together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluators.precedents.flags import Flagged, flags
from evaluators.precedents.hours import HourCost, hour_cost, hour_costs_said
from evaluators.precedents.precedent import Precedent, precedent
from evaluators.precedents.recomputing import Recomputed, recompute
from evaluators.precedents.volumes import TwoVolumes, two_volumes


@dataclass(frozen=True)
class Judged:
    """A row, what follows from it and what speaks against it."""

    row: Precedent
    found: Recomputed
    flags: tuple[Flagged, ...]
    cells: Mapping[str, str]
    """As they stand in the file."""


@dataclass(frozen=True)
class Published:
    """What a file of published results says."""

    cases: tuple[Judged, ...]
    volumes: tuple[TwoVolumes, ...]
    hour_costs: tuple[HourCost, ...]

    @property
    def rows(self) -> tuple[Precedent, ...]:
        """The rows alone, as ``evaluators.precedents.placing.placed`` takes them."""
        return tuple(case.row for case in self.cases)


def published(cases: Sequence[Mapping[str, str]], unit_costs: Sequence[Mapping[str, str]] = ()) -> Published:
    """Everything that follows.

    Args:
        cases: rows of ``precedents.frames.PRECEDENTS``, which were checked before.
        unit_costs: rows of ``precedents.frames.UNIT_COSTS``.
    """
    rows = [precedent(cells) for cells in cases]
    judged = []
    for row, cells in zip(rows, cases, strict=True):
        found = recompute(row)
        judged.append(Judged(row, found, flags(row, found, rows), cells))
    listed = tuple(cost for cells in unit_costs if (cost := hour_cost(cells)))
    known = {(cost.body, cost.year) for cost in listed}
    said = (cost for cost in hour_costs_said(rows) if (cost.body, cost.year) not in known)
    return Published(tuple(judged), tuple(two_volumes(rows)), (*listed, *said))
