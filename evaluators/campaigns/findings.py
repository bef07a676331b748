"""All that a report speaks of. Each part may be missing, and the report then says what to do to have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from evaluators.campaigns.money import Money, money
from evaluators.commitments.settling import Answered
from evaluators.cost.outcome import Assessment
from evaluators.cost.verifying import Verifying
from evaluators.cost.what_if import Scenario
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.mark_types import MARKS_ENGINE
from evaluators.methods import COUNTED
from evaluators.portfolio.outcome import Portfolio
from evaluators.precedents.judging import Published
from evaluators.quantity import Quantity, quantity_id
from evaluators.rated import Rated


@dataclass(frozen=True)
class Reader:
    """An engine as a run used it."""

    name: str
    version: str
    demonstration: bool = False


@dataclass(frozen=True)
class MeasuredRun(Rated):
    """A finished run and what it was measured at."""

    name: str
    """``campaign/run-id``."""
    kind: Literal["forms", "meetings"]
    title: str
    """Of its batch."""
    origin: Origin
    started: str
    finished: str
    """ISO 8601."""
    readers: tuple[Reader, ...]
    counts: Mapping[str, int]
    machine: Mapping[str, str | int]
    quantities: tuple[Quantity, ...]
    templates: Mapping[str, str] = field(default_factory=dict)
    """Title of each kind of form, by its id."""
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What is printed beside each field, by template and field."""
    page: str | None = None
    """Address of its page from the folder of the report; None where the page is not there."""
    anchors: frozenset[str] = frozenset()
    """Places of the page that an address can lead to."""

    def of(self, metric: str, keys: Sequence[str] = (), normaliser: str | None = None) -> list[Quantity]:
        """Quantities of a metric whose scope has just these keys, in the order of the file."""
        wanted = set(keys)
        return [
            each
            for each in self.quantities
            if each.metric == metric and each.normaliser == normaliser and set(each.scope) == wanted
        ]

    def address_of(self, quantity: Quantity) -> str | None:
        """Where the cases behind a number are: its own place on the page, else the next wider one that is there.

        Places are named from the wide to the narrow, with points between: ``cases-<engine>.<template>.<field>``.
        """
        if self.page is None or quantity.cases is None:
            return None
        place = quantity.cases
        while place and place not in self.anchors:
            place = place.rpartition(".")[0]
        return f"{self.page}#{place}" if place else self.page

    @property
    def text_readers(self) -> list[str]:
        """Engines that read text, in the order of the command."""
        return [reader.name for reader in self.readers if reader.name != MARKS_ENGINE]

    @property
    def best(self) -> str | None:
        """The engine with the most fields right; of equals the first; None where nothing was measured."""
        rates = [each for each in self.of("field_accuracy", (), "typed") if each.engine in self.text_readers]
        known = [each for each in rates if each.value is not None]
        return max(known, key=lambda each: each.value or 0.0).engine if known else None

    def counted(self, key: str) -> Quantity | None:
        """A count of the run's own as a quantity that is exact; None where the run counted nothing of the kind."""
        if key not in self.counts:
            return None
        value = float(self.counts[key])
        return Quantity(
            id=quantity_id("count", None, None, {"of": key}), metric="count", scope={"of": key}, value=value, low=value,
            high=value, unit="count", method=COUNTED, n_documents=self.counts.get("documents", self.counts[key]),
            grade=grade_of(self.origin, Source.MEASURED), source=Source.MEASURED,
        )  # fmt: skip

    @property
    def demonstration(self) -> bool:
        """Whether it says nothing of a city."""
        return self.origin is Origin.DEMONSTRATION or any(each.grade is Grade.DEMONSTRATION for each in self.quantities)


@dataclass(frozen=True)
class Findings:
    """What is known of a campaign on the day of the report."""

    title: str
    campaign: str
    headquarters: str
    """The body that the report goes to, as the city calls it."""
    written: date
    runs: tuple[MeasuredRun, ...] = ()
    assessment: Assessment | None = None
    """Of the campaign's cost case."""
    case_file: str = "case.toml"
    """As campaign.toml names it."""
    scenarios: tuple[Scenario, ...] = ()
    """What-ifs of the cost case that were saved."""
    verifying: Verifying | None = None
    """What further forms would be worth; None where no forms are behind the accuracy of the case."""
    portfolio: Portfolio | None = None
    """Of the campaign's list of tasks."""
    tasks_file: str = "tasks.csv"
    examples: frozenset[str] = frozenset()
    """Files that still hold the invented numbers of the example."""
    published: Published | None = None
    """Leading cases."""
    answered: tuple[Answered, ...] = ()
    """What the city promised to verify, and how that stands."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """By file, why a part that is there could not be taken in."""
    missing: tuple[str, ...] = ()
    """What of the cost case cannot be told yet for want of measurements, why, and what to do."""

    @cached_property
    def money(self) -> Money | None:
        """What the cost case says of forms."""
        return money(self.assessment, of_meetings=False) if self.assessment else None

    @cached_property
    def money_of_minutes(self) -> Money | None:
        """What it says of minutes of meetings."""
        return money(self.assessment, of_meetings=True) if self.assessment else None

    @property
    def forms(self) -> list[MeasuredRun]:
        """Runs over forms that were measured."""
        return [run for run in self.runs if run.kind == "forms" and run.quantities]

    @property
    def meetings(self) -> list[MeasuredRun]:
        """Runs over meetings that were measured."""
        return [run for run in self.runs if run.kind == "meetings" and run.quantities]

    @property
    def demonstration(self) -> bool:
        """Whether anything in it rests on invented material."""
        return bool(self.examples) or any(run.demonstration for run in self.runs)
