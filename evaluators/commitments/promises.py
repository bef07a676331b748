"""``commitments.toml``: what members of a committee asked, what the city answered, and what would settle it."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from evaluators.contract import Contract
from evaluators.grade import Grade, Origin
from evaluators.intervals import FEW_DOCUMENTS

Words = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
FIGURES = frozenset({"run", "study", "cost", "portfolio"})
"""Kinds of evidence that are a figure with an interval."""
USUAL_METRICS = {"study": "share_saved", "cost": "npv", "portfolio": "share_taken_over"}


class Evidence(Contract):
    """One thing that has to be there before a promise counts as kept.

    It asks whether something was verified and how surely, never what came out.
    """

    kind: Literal["run", "study", "cost", "portfolio", "precedents", "check", "attestation", "policy"]
    """``policy``: whatever passes without a person looking does so by a policy that a person has signed."""
    metric: str | None = None
    """Of a figure, what is counted, such as ``field_accuracy``; of a study, the cost and the list of tasks the usual
    one where nothing is said."""
    engine: str | None = None
    """Whose; None: anybody's."""
    normaliser: str | None = None
    scope: dict[str, str] = Field(default_factory=dict)
    """What the figure is restricted to, such as ``template`` or ``method``."""
    least_n: int = Field(default=FEW_DOCUMENTS, ge=1)
    """Forms, meetings or tasks behind the figure; of precedents, how many."""
    widest: float | None = Field(default=None, gt=0)
    """Most that the interval may span, in the figure's unit; a share in ``ratio`` is 0 to 1."""
    grade: Grade = Grade.ASSUMED
    """The worst that is accepted. What rests on invented samples settles nothing unless it is said here."""
    check: Literal["closed", "access", "log", "backup"] | None = None
    """Of the system's own checks, which one has to have passed: see ``kouka selfcheck``."""
    about: Id | None = None
    """Of an attestation, its name: a person signs it by ``kouka attest``."""
    wants: str | None = Field(default=None, min_length=1)
    """What has to be attested, for the person who signs."""
    valid_days: int | None = Field(default=None, ge=1)
    """How old a check or an attestation may be."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = {"run": ("metric",), "check": ("check",), "attestation": ("about", "wants")}.get(self.kind, ())
        for name in needed:
            if getattr(self, name) is None:
                raise PydanticCustomError(
                    "wants_key", "evidence of kind '{kind}' needs '{key}'", {"kind": self.kind, "key": name}
                )
        return self

    @property
    def sought(self) -> str:
        """The metric that is looked for."""
        return self.metric or USUAL_METRICS.get(self.kind, "")


class Promise(Contract):
    """What the city said it would do, and what would settle it."""

    id: Id
    says: Words
    """In one sentence."""
    evidence: tuple[Evidence, ...] = Field(min_length=1, max_length=20)


class Opinion(Contract):
    """One row of the city's table."""

    no: str = Field(min_length=1, max_length=8)
    """Number of the row."""
    member: Words
    """委員: whose opinion it is."""
    subject: Words
    """対象項目: what it is about."""
    opinion: Words
    """意見、質問等."""
    reply: Words
    """市の考え方: what the city answered."""
    category: Literal["reflected", "reference"]
    """対応区分: 反映 or 参考."""
    done: str = Field(default="", max_length=4_000)
    """対応状況 as people wrote it; what the evidence says is set below it."""
    promises: tuple[Promise, ...] = Field(default=(), max_length=20)


class Commitments(Contract):
    """The file."""

    schema_: Literal[1] = Field(alias="schema")
    title: Words
    """Of the table, as it stands above it."""
    origin: Origin = Origin.REAL
    """``demonstration``: invented, which every table made from it says."""
    opinions: tuple[Opinion, ...] = Field(min_length=1, max_length=500)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Of all opinions, in their order."""
        return tuple(promise for opinion in self.opinions for promise in opinion.promises)
