"""How many forms a study needs, before anybody has been timed."""

from dashboards.language import _
from evaluators.timing.precision import Scatter, items_needed, people_needed
from pipelines.errors import ExitCode, KoukaError

ASSUMED = Scatter(within=0.3, between=0.15, items=0.3, people=0.3)
"""What is taken for granted until times are there: a person's times scatter by 30 % on equal forms, forms differ by
30 % and people by 30 %, and AI suits people by 15 % more or less. Assumed, not measured."""
SHARE = 0.3
"""The share saved for which the width is computed."""


def forms_for(margin: float, people: int) -> int:
    """The fewest forms for an interval of the share saved of ± ``margin``.

    Raises:
        KoukaError: with so few people no number of forms is enough.
    """
    plan = items_needed(margin, people, ASSUMED, SHARE) if people > 1 else None
    if plan is not None:
        return plan.items
    needed = people_needed(margin, ASSUMED, SHARE)
    raise KoukaError(
        _("With {people} people no number of forms gives an interval of ± {margin}.", people=people, margin=margin),
        todo=_("At least {n} people are needed.", n=needed) if needed else _("Ask for a wider interval."),
        code=ExitCode.USAGE,
    )


MARGINS = (0.1, 0.15, 0.2, 0.3)
PEOPLE = (3, 4, 6, 8, 12)


def proposals(scatter: Scatter = ASSUMED, share: float = SHARE) -> list[tuple[int, list[int | None]]]:
    """By number of people, the items needed for each of ``MARGINS``; None where no number is enough."""
    plans = [(people, [items_needed(margin, people, scatter, share) for margin in MARGINS]) for people in PEOPLE]
    return [(people, [plan.items if plan else None for plan in found]) for people, found in plans]
