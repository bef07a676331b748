"""Quantities found again by what they say."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from evaluators.quantity import Quantity, quantity_id
from evaluators.saving import EVERYTHING


class Rated:
    """Whatever has quantities of its own."""

    quantities: Sequence[Quantity]

    @cached_property
    def _by_id(self) -> Mapping[str, Quantity]:
        return {quantity.id: quantity for quantity in self.quantities}

    def rate(
        self, metric: str, engine: str | None, normaliser: str | None = None, scope: Mapping[str, str] = EVERYTHING
    ) -> Quantity | None:
        """The quantity that says how often, of whom, within which scope; None where it was not measured."""
        return self._by_id.get(quantity_id(metric, engine, normaliser, scope))
