"""The page of a run: three answers first, then what they rest on, down to every field that was read wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboards.language import _, spoken
from dashboards.pages import words
from evaluators.answers import Answer
from evaluators.case import Case
from evaluators.characters import Difference
from evaluators.cost import Worth
from evaluators.grade import Grade, Origin, worst
from evaluators.keystrokes import KeystrokeModel
from evaluators.quantity import Quantity

Row = Mapping[str, Any]


@dataclass(frozen=True)
class WrongField:
    """A field that an engine read wrong."""

    document: str
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
    """Data address of the crop."""


@dataclass(frozen=True)
class Result:
    """All that the page shows."""

    run: str
    title: str
    task: str
    """What the forms are, for the sentences."""
    origin: Origin
    record: Row
    """run.json."""
    quantities: tuple[Quantity, ...]
    answers: tuple[Answer, ...]
    best: str
    """The engine that the answers speak of."""
    worths: Mapping[str, Worth]
    case: Case | None
    keystrokes: KeystrokeModel
    pages: tuple[Row, ...]
    """Rows of pages.csv."""
    labels: Mapping[str, str]
    """Label of each field, as printed on the form."""
    cases: tuple[WrongField, ...]

    @property
    def engines(self) -> list[str]:
        """Names, in the order of the command."""
        return [engine["name"] for engine in self.record["engines"]]

    @property
    def grade(self) -> Grade:
        """The worst grade on the page."""
        return worst(quantity.grade for quantity in self.quantities) if self.quantities else Grade.DEMONSTRATION

    @cached_property
    def _by_id(self) -> Mapping[str, Quantity]:
        return {quantity.id: quantity for quantity in self.quantities}

    def find(self, id: str) -> Quantity | None:
        """The quantity with this id."""
        return self._by_id.get(id)

    @property
    def conditions(self) -> list[str]:
        """Columns of documents.csv by which results are broken down."""
        keys = (key for quantity in self.quantities for key in quantity.scope)
        return sorted({key for key in keys if key.startswith("cond_")})

    def scope_values(self, key: str) -> list[str]:
        """Values that a scope takes: fields in the order of the form, conditions sorted."""
        found = {quantity.scope[key] for quantity in self.quantities if key in quantity.scope}
        return [field for field in self.labels if field in found] if key == "field" else sorted(found)

    def probability(self, answer: Answer) -> float | None:
        """That the net effect is above zero, where the answer is about it."""
        found = self.worths.get(self.best)
        return found.probability if found and answer.quantity is found.net else None

    def unread_pages(self) -> list[Row]:
        """Pages that were refused or failed."""
        return [page for page in self.pages if page["status"] != "registered"]


def render(result: Result) -> str:
    """The page as HTML that holds everything it shows, in the language spoken."""
    environment = Environment(
        loader=PackageLoader("dashboards.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, words=words, language=spoken())
    return environment.get_template("result.html.j2").render(result=result)
