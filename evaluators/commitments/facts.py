"""What is there to settle promises with."""

from dataclasses import dataclass

from evaluators.grade import Grade
from evaluators.quantity import Quantity


@dataclass(frozen=True)
class FigureFact:
    """A figure, and where it stands."""

    kind: str
    """A kind of ``promises.FIGURES``."""
    quantity: Quantity
    by: str
    """Such as ``campaign/run-id``."""
    since: str
    """Day of it, ISO 8601."""


@dataclass(frozen=True)
class CheckFact:
    """What one of the system's own checks found when it was made last."""

    check: str
    passed: bool
    since: str
    """Day since which it has passed each time; or of the last one, where it did not pass."""
    age_days: int
    """Of the last one."""
    seen: str
    """What was looked at and found, in words."""


@dataclass(frozen=True)
class AttestationFact:
    """What a named person signed."""

    about: str
    says: str
    signed_by: str
    signed_on: str
    age_days: int
    intact: bool
    """It was not changed since."""


@dataclass(frozen=True)
class PrecedentsFact:
    """How many published cases a campaign is set beside."""

    n: int
    by: str
    since: str
    """Day of the first result of the city's own that can be set beside them."""
    grade: Grade
    """The best of such results."""


@dataclass(frozen=True)
class PolicyFact:
    """By whose signature fields pass without a person looking."""

    signed_by: str
    """Empty: nothing passes."""
    since: str
    intact: bool


@dataclass(frozen=True)
class Facts:
    """All of it."""

    figures: tuple[FigureFact, ...] = ()
    """The newest first."""
    checks: tuple[CheckFact, ...] = ()
    attestations: tuple[AttestationFact, ...] = ()
    precedents: tuple[PrecedentsFact, ...] = ()
    policy: tuple[PolicyFact, ...] = ()
