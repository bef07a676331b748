"""Numbers that are looked up by what they are of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from evaluators.quantity import EVERYTHING, Quantity, quantity_id


@dataclass(frozen=True)
class Quantities:
    """What was measured, for a page or a report that asks for one number after the other."""

    quantities: tuple[Quantity, ...]

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
