"""Looking again at some of what nobody looked at: how many, and how many of them may be wrong.

Drawn at random from what passed, so that how errors cluster does not matter: the hypergeometric distribution is exact.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from scipy import stats

MOST_ALLOWED = 10
GOOD_CHANCE = 0.9
"""With which what is as good as was measured should be accepted."""


@dataclass(frozen=True)
class AuditPlan:
    """An acceptance plan for what passed."""

    passed: int
    sample: int
    """Fields to look at; all of them where there are too few to say it with less."""
    allowed: int
    """So many of them may be wrong; with one more, the policy is withdrawn and everything is looked at."""
    accepted: float
    """Chance of being accepted if it is as good as expected."""


def audit_plan(passed: int, target: float, sure: float, expected: float = 0.0) -> AuditPlan:
    """The smallest plan that finds out what is worse than the target.

    Were more than ``target`` of the fields that passed wrong, the plan would reject them with a chance of at least
    ``sure``. Of the plans that do, the one with the fewest to look at is taken that accepts what is as good as
    ``expected`` with a chance of at least ``GOOD_CHANCE``; where none does within ``MOST_ALLOWED``, the last.

    >>> plan = audit_plan(10_000, 0.01, 0.95)
    >>> plan.sample, plan.allowed
    (291, 0)
    """
    bad, good = math.floor(target * passed) + 1, round(expected * passed)
    plan = AuditPlan(passed, passed, 0, 1.0)
    for allowed in range(MOST_ALLOWED + 1):
        sample = _sample(passed, bad, allowed, sure)
        plan = AuditPlan(passed, sample, allowed, float(stats.hypergeom.cdf(allowed, passed, good, sample)))
        if plan.accepted >= GOOD_CHANCE or sample == passed:
            break
    if plan.sample == passed:  # everything is looked at, so that what is found is what there is
        return AuditPlan(passed, passed, max(0, bad - 1), float(good < bad))
    return plan


def _sample(passed: int, bad: int, allowed: int, sure: float) -> int:
    """The fewest of ``passed`` fields that, ``bad`` being wrong, hold more than ``allowed`` wrong ones so surely."""
    low, high = 0, passed  # low is never enough, unless there is nothing
    while high - low > 1:
        middle = (low + high) // 2
        if stats.hypergeom.cdf(allowed, passed, bad, middle) <= 1 - sure:
            high = middle
        else:
            low = middle
    return high


def drawn(names: Sequence[str], number: int, seed: str) -> frozenset[str]:
    """So many of the names, as by lot; the same names and seed give the same, in whatever order they come."""
    lots = sorted(names, key=lambda name: (blake2b(f"{seed} {name}".encode(), digest_size=8).digest(), name))
    return frozenset(lots[:number])
