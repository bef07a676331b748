"""The page of ``kouka compare`` for meetings: tests first, then which stretches became better or worse."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.pages.comparison import ComparedRun
from dashboards.pages.environment import environment
from dashboards.pages.meetings import clock, recording_tables
from evaluators.comparison import Comparison, Outcome, Rows
from evaluators.grade import Origin
from evaluators.meetings.contrasts import Table
from evaluators.meetings.stretch_pairs import StretchPair

MOST_SHOWN = 20
"""Stretches of a list on the page; stretches.csv has all."""


@dataclass(frozen=True)
class ShownStretch:
    """A stretch, and where it stands on the pages of both runs."""

    session: str
    recording: str
    stretch: StretchPair
    first_address: str
    second_address: str


@dataclass(frozen=True)
class ShownPair:
    """Two that were compared."""

    comparison: Comparison
    unit: str
    stretches: tuple[ShownStretch, ...]
    """Empty where contents are left out."""
    left_out: tuple[str, ...]
    """Recordings that one of them alone was given."""

    def listed(self, outcome: Outcome) -> list[ShownStretch]:
        """The first stretches of one of the three lists, those of the largest effect first."""
        mine = [each for each in self.stretches if outcome in each.stretch.outcomes()]
        return sorted(mine, key=lambda each: -each.stretch.effect(outcome))[:MOST_SHOWN]


@dataclass(frozen=True)
class MeetingsComparisonPage:
    """All that the page shows."""

    runs: tuple[ComparedRun, ...]
    origin: Origin
    demonstration_model: bool
    """Whether a model for demonstration wrote any of it down."""
    pairs: tuple[ShownPair, ...]
    titles: Mapping[str, str]
    """Title of each meeting by its session id."""
    left_out: bool = False

    @property
    def tables(self) -> dict[Table, Rows]:
        """By kind of recording and who is compared."""
        return recording_tables([pair.comparison for pair in self.pairs])

    @property
    def units(self) -> list[str]:
        """What was swapped and resampled."""
        return list(dict.fromkeys(pair.unit for pair in self.pairs))


def render_meetings_comparison(page: MeetingsComparisonPage) -> str:
    """The page as HTML, in the language spoken."""
    template = environment().get_template("meetings_comparison.html.j2")
    return template.render(page=page, outcomes=list(Outcome), clock=clock)
