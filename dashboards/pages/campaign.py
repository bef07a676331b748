"""The page of a campaign: its newest run of each batch with the headline, and the way to each result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.pages.environment import environment
from dashboards.pages.meetings import HEADLINE, near_first
from evaluators.grade import Grade, Origin
from evaluators.quantity import Quantity

FORMS_HEADLINE = ("field_accuracy", "typed")


@dataclass(frozen=True)
class RunOfCampaign:
    """A finished run, as the page of its campaign shows it."""

    title: str
    address: str
    """Of its page, from the campaign's."""
    record: Mapping[str, Any]
    """run.json."""
    quantities: tuple[Quantity, ...]

    @property
    def headline(self) -> list[Quantity]:
        """Of forms the fields right by engine; of meetings the character errors by engine and recording."""
        if self.record["kind"] == "forms":
            return [each for each in self._of(*FORMS_HEADLINE) if not each.scope and each.engine != "marks"]
        return sorted(
            (each for each in self._of(*HEADLINE) if list(each.scope) == ["recording"]),
            key=lambda each: (each.engine or "", near_first(each.scope["recording"])),
        )

    def _of(self, metric: str, normaliser: str) -> list[Quantity]:
        return [each for each in self.quantities if (each.metric, each.normaliser) == (metric, normaliser)]

    @property
    def demonstration(self) -> bool:
        """Whether it says nothing of a city: its batch is invented, or the model behind a rate is there to show how."""
        invented = self.record["batch"]["origin"] == Origin.DEMONSTRATION
        return invented or any(each.grade is Grade.DEMONSTRATION for each in self.quantities)


@dataclass(frozen=True)
class ReportOfCampaign:
    """The report in one language."""

    language: str
    files: tuple[tuple[str, str], ...]
    """Format and address of each, from the page of the campaign."""


def render_campaign(name: str, runs: list[RunOfCampaign], reports: Sequence[ReportOfCampaign] = ()) -> str:
    """The page as HTML, in the language spoken."""
    page = environment().get_template("campaign.html.j2")
    return page.render(campaign=name, runs=runs, reports=reports, result=_NOTHING)


@dataclass(frozen=True)
class _Nothing:
    """What macros ask a result for: here no number leads to cases."""

    anchors: frozenset[str] = frozenset()


_NOTHING = _Nothing()
