"""What times of people amount to, all together: savings, errors left, learning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from evaluators.grade import Origin
from evaluators.quantity import Quantity
from evaluators.saving import Saving
from evaluators.timing.learning import Learning, learning, practised
from evaluators.timing.paired import Paired, paired
from evaluators.timing.preparing import Preparing, saved_after
from evaluators.timing.remaining import Balance, Remaining, balance, remaining
from evaluators.timing.saving import STUDY, scoped

PRACTICE = 3
"""Items of each person in each way, after which a saving is given once more."""
WITHOUT_FIRST = "without_first"
"""Key of the scope of those figures: how many items were left out."""


@dataclass(frozen=True)
class TimesOfPeople:
    """Everything that is said of them."""

    paired: tuple[Paired, ...]
    settled: tuple[Paired, ...]
    """The same over all forms without everybody's first ``PRACTICE`` items in each way, where the order is known."""
    remaining: tuple[Remaining, ...]
    balances: tuple[Balance, ...]
    """One for each way of working, over all forms."""
    learning: Learning

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All that stand in accuracy.json."""
        return tuple(self._quantities())

    def _quantities(self) -> Iterator[Quantity]:
        for each in (*self.paired, *self.settled):
            yield from (each.saved, each.share, each.share_here)
        for left in self.remaining:
            yield left.rate
            if left.difference is not None:
                yield left.difference
        yield from (*self.learning.rates, self.learning.fatigue, self.learning.people)


@dataclass(frozen=True)
class TimesFrom:
    """What one source says: a study of the review station, or what came in with the batch."""

    reference: str
    """The way that others are compared with."""
    times: TimesOfPeople
    study: str = ""
    """Its name; empty: timings.csv of the batch."""
    engine: str = ""
    """Of a study, whose readings or draft people corrected."""
    saving: Saving | None = None
    """Of a study of forms, what correcting saves over all of them; None where too little was timed."""
    by_kind: Mapping[str, Saving] = field(default_factory=dict)
    """The same by template."""
    otherwise: int = 0
    """Rows whose time the events of the study do not give."""
    prepared: Preparing | None = None
    """What preparing the batch took beside these times; None where nobody wrote it down: then 0 is counted."""

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All that stand in accuracy.json; those of a study say so in their scope."""
        if not self.study:
            return (*self.times.quantities, *([self.prepared.each] if self.prepared else []), *self.after_preparing)
        savings = [*([self.saving] if self.saving else []), *self.by_kind.values()]
        own = (scoped(each, {STUDY: self.study}) for each in (*self.times.quantities, *self.after_preparing))
        return (*own, *(quantity for each in savings for quantity in each.quantities))

    @property
    def after_preparing(self) -> tuple[Quantity, ...]:
        """What each way of working saves over all forms where preparing the batch is counted."""
        whole = [each for each in self.times.paired if not each.scope] if self.prepared else []
        return tuple(saved for each in whole if self.prepared and (saved := saved_after(each, self.prepared)))


def amount_to(
    timings: pd.DataFrame,
    origin: Origin,
    reference: str,
    fields: Mapping[str, int],
    forms: Mapping[str, str] | None,
) -> TimesOfPeople:
    """Savings, errors and learning of any times, from a file or from the review station.

    Args:
        timings: columns of ``timing.frames.TIMINGS``.
        origin: of the batch.
        reference: the way that others are compared with.
        fields: of each item, how many can be wrong.
        forms: template of each item; none: all are of one kind.
    """
    saved = paired(timings, reference=reference, origin=origin, forms=forms)
    left = remaining(timings, fields, reference=reference, origin=origin)
    by_arm = {each.arm: each for each in left}
    whole = [each for each in saved if not each.scope]
    later = practised(timings, PRACTICE)
    settled = paired(later, reference=reference, origin=origin, scope={WITHOUT_FIRST: str(PRACTICE)})
    return TimesOfPeople(
        tuple(saved),
        tuple(settled) if len(later) < len(timings) else (),
        tuple(left),
        tuple(balance(each, by_arm[each.arm]) for each in whole if each.arm in by_arm),
        learning(timings, origin),
    )
