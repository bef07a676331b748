"""A case behind the numbers: a field that was read wrong."""

from dataclasses import dataclass

from evaluators.characters import Difference
from evaluators.rates import cases_of


@dataclass(frozen=True)
class WrongField:
    """A field that an engine read wrong."""

    document: str
    template: str
    field: str
    engine: str
    status: str
    error: str
    truth: str
    expected: str
    value: str
    differences: tuple[Difference, ...]
    value_right: bool
    """The value is right though the text differs."""
    picture: str | None
    """Address of the crop: its data, or a file beside the page."""

    @property
    def anchor(self) -> str:
        """Where the numbers of its field lead."""
        return cases_of(self.engine, {"template": self.template, "field": self.field})
