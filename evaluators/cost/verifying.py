"""Is it worth measuring more forms before deciding?"""

from dataclasses import dataclass

import numpy as np

from evaluators.cost.evaluating import behind
from evaluators.cost.lines import formulas_of
from evaluators.cost.nets import compared, nets
from evaluators.cost.sizes import mean_wage
from evaluators.cost.what_if import Measured
from evaluators.decisions.information import evpi
from evaluators.decisions.sampling import Plan, plan

SIZES = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
TYPED = 2
"""Times that a form is typed to have its truth: by two people, so that their errors show."""
OF_A_FORM = ("fields", "sheets")
OF_A_WAY = ("_wrong_seen", "_wrong_unseen")


@dataclass(frozen=True)
class Verifying:
    """What further forms with truth would be worth, against what it costs to have them."""

    plan: Plan
    perfect: float
    """Yen: the most that anything could be worth to know."""
    yen_a_form: float
    """To have a form's truth: typed by two people, at what an hour costs in the case."""
    known: int
    """Forms measured so far."""


def verifying(measured: Measured) -> Verifying | None:
    """What ``SIZES`` further forms would be worth; None where accuracy was typed in, so that no form is behind it.

    A form shows how many fields AI reads wrong, and no more: how fast people type and what errors cost stay as unknown
    as they are. What is known today weighs as much as the forms that were measured, which is what the bootstrap over
    them says as well.
    """
    ways = compared(measured, of_meetings=False)
    seen = [name for way in ways for name in behind(formulas_of(measured.case, way), "cost") if _is_seen(name)]
    names = [
        name for name in sorted(set(seen)) if name in measured.numbers and np.ptp(measured.numbers[name].draws) > 0
    ]
    if not ways or not names or not measured.n_documents:
        return None
    numbers, found = measured.numbers, nets(measured, ways)
    yen = TYPED * float(numbers["minutes_manual"].likely[0]) / 60 * mean_wage(numbers, measured.case)
    shown = np.column_stack([numbers[name].draws[:, 0] for name in names])
    sizes = plan(found, shown, float(measured.n_documents), lambda n: yen * n, SIZES)
    return Verifying(sizes, evpi(found), yen, measured.n_documents)


def _is_seen(name: str) -> bool:
    """Whether a form with truth shows it."""
    return name in OF_A_FORM or name.endswith(OF_A_WAY)
