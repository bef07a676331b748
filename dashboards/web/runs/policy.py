"""What might pass unchecked: how many fields a person would look at, and how many errors would stay, class by class."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboards.pages import policy as words_of_policy
from dashboards.web.prepared.policies import read_proposal
from dashboards.web.prepared.waiting import prepared
from dashboards.web.rendering import render
from dashboards.web.runs.drawing import line_through
from dashboards.web.runs.indexes import labels_key
from dashboards.web.runs.records import address_of, run_at, stamp
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from evaluators.grade import Origin
from evaluators.policy import Point, Proposal
from evaluators.policy_quantities import policy_quantities
from evaluators.quantity import Quantity
from evaluators.rated import Rated
from pipelines.digests import digest
from pipelines.runs.store import Run

router = APIRouter()
VERSION = 2
"""Goes up whenever what is kept of a proposal changes its form."""
SIZE = 100
"""Of a figure, in units of its view box."""


@dataclass(frozen=True)
class Step:
    """A place of the slider: what passes there."""

    check: int
    """Fields that a person looks at."""
    passed: int
    errors: int
    """Of what passes, wrong."""
    bound: float
    """Upper bound of the share wrong among what passes."""
    rule: str
    x: float
    y: float
    """In the figure: share to look at, and the bound."""


@dataclass(frozen=True)
class Curve:
    """The steps of a class of fields, from where nothing passes to where most does."""

    name: str
    title: str
    fields: int
    steps: tuple[Step, ...]
    highest: float
    """Bound at the top of the figure."""
    certified: int
    """The step of the rule that was certified; 0 where none was."""

    @property
    def line(self) -> str:
        """The points of its line."""
        return line_through(self.steps)


@dataclass(frozen=True)
class Proposed(Rated):
    """A proposal as the pages of results ask for it."""

    proposal: Proposal
    origin: Origin
    quantities: Sequence[Quantity]
    anchors: frozenset[str] = frozenset()
    """Its numbers lead nowhere."""


def proposed(proposal: Proposal, origin: Origin) -> Proposed:
    """A proposal with its numbers."""
    return Proposed(proposal, origin, policy_quantities(proposal, origin))


@router.get("/runs/{campaign}/{run}/policy")
def policy(
    request: Request, campaign: str, run: str, _visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))]
) -> Response:
    """The proposal of a run, and the curve it was taken from."""
    found = run_at(campaign, run)
    name = found.name.replace("/", "+")
    proposal = read_proposal(prepared(request, "policy", name, key_of_policy(found), found.name))
    return render(
        request, "policy_of_run.html.j2", run=found, address=address_of(found), curves=curves_of(proposal),
        result=proposed(proposal, found.file.batch.origin), policy=words_of_policy, generated=(),
    )  # fmt: skip


def key_of_policy(run: Run) -> str:
    """Digest of all that a proposal depends on."""
    return digest(VERSION, stamp(run.folder / "readings.csv"), stamp(run.folder / "run.json"), labels_key(run))


def curves_of(proposal: Proposal) -> list[Curve]:
    """The curve of each class of which anything could pass."""
    titles = words_of_policy.class_names()
    found = []
    for each in proposal.classes:
        points = words_of_policy.curve(proposal, each.name)
        if not points:
            continue
        highest = max(point.bound for point in points)
        steps = _steps(points, each.fields, highest)
        rule = words_of_policy.rule_text(each.rule) if each.certified and each.rule else ""
        certified = next((place for place, step in enumerate(steps) if rule and step.rule == rule), 0)
        found.append(Curve(each.name, titles[each.name], each.fields, steps, highest, certified))
    return found


def _steps(points: Sequence[Point], fields: int, highest: float) -> tuple[Step, ...]:
    nothing = Step(check=fields, passed=0, errors=0, bound=0.0, rule="", x=SIZE, y=SIZE)
    return nothing, *(
        Step(
            check=fields - round(point.held_out.fields),
            passed=round(point.held_out.fields),
            errors=round(point.held_out.errors),
            bound=point.bound,
            rule=words_of_policy.how(point.engines, point.calibrated),
            x=(1 - point.coverage) * SIZE,
            y=(1 - point.bound / highest) * SIZE if highest else SIZE,
        )
        for point in points
    )
