"""How ways of working stand to each other by what they cost and by the errors that they leave."""

from dataclasses import dataclass

from evaluators.cost import options
from evaluators.cost.making import expected
from evaluators.cost.outcome import Assessment
from evaluators.decisions.discounting import npv
from evaluators.decisions.dominance import State, dominance


@dataclass(frozen=True)
class Standing:
    """One way of working among those for the same work, as expected: means over the draws."""

    option: str
    cost: float
    """Present value in yen of money and hours. What errors cost is left aside: errors are the other side."""
    errors: float
    """Left over the horizon."""
    state: State
    icer: float | None
    """Yen for each further error avoided, against the next cheaper way that is worth choosing."""


def standings(found: Assessment, of_meetings: bool = False) -> tuple[Standing, ...]:
    """From the cheapest to the dearest: which are dominated, and what a further error avoided costs."""
    mine = [each for each in found.outcomes if options.is_of_meetings(each.option) == of_meetings]
    costs = [expected(npv(each.spent.draws + each.staff.draws, found.inputs["discount_rate"])) for each in mine]
    errors = [expected(each.errors_left.draws.sum(axis=1)) for each in mine]
    return tuple(
        Standing(mine[row.option].option, row.cost, -row.effect, row.state, row.icer)
        for row in dominance(costs, [-each for each in errors])
    )
