"""Quantities found again by what they say."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from evaluators.quantity import EVERYTHING, Quantity, quantity_id


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

    @property
    def methods(self) -> list[str]:
        """How their intervals were made, in the order of their first use."""
        return list(dict.fromkeys(quantity.method for quantity in self.quantities))
