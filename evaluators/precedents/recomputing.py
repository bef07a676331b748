"""Each printed outcome anew from its printed inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluators.precedents.precedent import Precedent
from evaluators.precedents.printed import Agreement, Figure, agreement
from evaluators.precedents.wording import Claim, Means


class Verdict(StrEnum):
    """What can be said of a row."""

    AGREES = "agrees"
    """Every outcome printed follows from the inputs printed."""
    DIFFERS = "differs"
    NOT_RECOMPUTABLE = "not_recomputable"
    """An outcome without the inputs that would show it."""
    NO_OUTCOME = "no_outcome"
    """Inputs without an outcome: nothing was claimed, or nothing was reached yet."""
    RATE_ONLY = "rate_only"
    """A recognition rate, and nothing of time."""


@dataclass(frozen=True)
class Check:
    """One printed outcome beside the computed one."""

    of: str
    """``saved``, ``share_saved`` or ``share_left``."""
    printed: Figure
    computed: float
    agreement: Agreement
    words: str = ""
    """Where it stands in the wording; empty where it stands in a column."""


@dataclass(frozen=True)
class Bounds:
    """A number that was not printed but follows, with what rounding or cutting of the printed ones leaves open."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Recomputed:
    """What follows from a row."""

    verdict: Verdict
    checks: tuple[Check, ...]
    saved: Bounds | None
    """Time saved in the row's unit."""
    share: Bounds | None
    """Of the time before."""
    before: Bounds | None
    """Where it was not printed."""
    after: Bounds | None
    """Where it was not printed."""
    seconds_per_item: float | None
    """Time saved for one sheet, item or meeting."""

    @property
    def needs(self) -> Agreement | None:
        """The most that any check takes to agree."""
        order = list(Agreement)
        return max((check.agreement for check in self.checks), key=order.index, default=None)


def recompute(row: Precedent) -> Recomputed:
    """Time saved is before − after, its share that over before; where inputs are missing, what the outcome implies."""
    if row.before and row.after:
        return _from_both(row, row.before, row.after)
    known = _share_printed(row)
    share = _bounds(known) if known else None
    saved = _bounds(row.saved) if row.saved else None
    before = after = None
    if saved and share and share.low > 0:
        before = Bounds(saved.value / share.value, saved.low / share.high, saved.high / share.low)
        after = Bounds(before.value - saved.value, before.low * (1 - share.high), before.high * (1 - share.low))
    elif row.before and share:
        time = _inputs(row.before)
        saved = saved or Bounds(time.value * share.value, time.low * share.low, time.high * share.high)
        after = Bounds(time.value * (1 - share.value), time.low * (1 - share.high), time.high * (1 - share.low))
    return Recomputed(_without_inputs(row), (), saved, share, before, after, _per_item(row, saved))


def _from_both(row: Precedent, before: Figure, after: Figure) -> Recomputed:
    saved = Bounds(before.value - after.value, before.low - after.high, before.high - after.low)
    share = None
    if before.low > 0:
        share = Bounds(1 - after.value / before.value, 1 - after.high / before.low, 1 - after.low / before.high)
    checks = tuple(_checks(row, saved, share))
    return Recomputed(_verdict(row, checks), checks, saved, share, None, None, _per_item(row, saved))


def _without_inputs(row: Precedent) -> Verdict:
    if row.saved or row.share or outcomes(row) or (row.printed and not row.claims):
        return Verdict.NOT_RECOMPUTABLE
    return Verdict.RATE_ONLY if row.rate and not row.before and not row.after else Verdict.NO_OUTCOME


def _verdict(row: Precedent, checks: tuple[Check, ...]) -> Verdict:
    if not checks:
        return _without_inputs(row)
    return Verdict.DIFFERS if any(check.agreement is Agreement.DIFFERS for check in checks) else Verdict.AGREES


def _checks(row: Precedent, saved: Bounds, share: Bounds | None) -> Iterator[Check]:
    if row.saved:
        yield _check("saved", row.saved, saved)
    if share is None:
        return
    if row.share:
        yield _check("share_saved", row.share, share)
    for claim in outcomes(row):
        if claim.means is Means.SHARE_LEFT:
            left = Bounds(1 - share.value, 1 - share.high, 1 - share.low)
            yield _check("share_left", claim.figure, left, claim.text)
        if claim.means is Means.SHARE_SAVED and not row.share:
            yield _check("share_saved", claim.figure, share, claim.text)


def _check(of: str, printed: Figure, computed: Bounds, words: str = "") -> Check:
    return Check(of, printed, computed.value, agreement(computed.value, printed, computed.low, computed.high), words)


def outcomes(row: Precedent) -> tuple[Claim, ...]:
    """What the wording says of time: without money, and without the recognition rate, which is in per cent as well."""
    return tuple(
        claim
        for claim in row.claims
        if claim.means is not Means.YEN and not (row.rate and not row.share and _is(claim, row.rate))
    )


def _is(claim: Claim, rate: Figure) -> bool:
    return claim.means is Means.SHARE_SAVED and abs(claim.figure.value - rate.value) <= rate.step / 2


def shares_said(row: Precedent) -> tuple[Figure, ...]:
    """Shares of the time saved that the wording says, by what is saved or by what is left."""
    said = ((claim.means, claim.figure) for claim in outcomes(row))
    return tuple(
        found if means is Means.SHARE_SAVED else Figure(1 - found.value, found.step)
        for means, found in said
        if means in (Means.SHARE_SAVED, Means.SHARE_LEFT)
    )


def _share_printed(row: Precedent) -> Figure | None:
    """Share saved as printed; where the wording says it more roughly (4割ほど for 40), as roughly as these words."""
    said = shares_said(row)
    if row.share is None:
        return max(said, key=lambda share: share.step, default=None)
    same = [share.step for share in said if abs(share.value - row.share.value) <= row.share.step / 2]
    return Figure(row.share.value, max(row.share.step, min(same, default=0.0)))


def _inputs(printed: Figure) -> Bounds:
    """What an input may have been: rounded to what is printed."""
    return Bounds(printed.value, printed.low, printed.high)


def _bounds(printed: Figure) -> Bounds:
    """What an outcome may have been: rounded to what is printed, or cut."""
    return Bounds(printed.value, printed.low, printed.value + printed.step)


def _per_item(row: Precedent, saved: Bounds | None) -> float | None:
    if row.unit is None or saved is None:
        return None
    items = row.unit.items or (row.volume.value if row.volume else None)
    return saved.value * row.unit.seconds / items if items else None
