"""Parts of a campaign that people fill in and that may be missing or wrong: costs, tasks, promises, leading cases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from evaluators.commitments.settling import Answered
from evaluators.cost.outcome import Assessment
from evaluators.cost.verifying import Verifying, verifying
from evaluators.cost.what_if import Measured, Scenario
from evaluators.grade import Origin
from evaluators.portfolio.outcome import Portfolio
from evaluators.precedents.judging import Published
from pipelines.commitments.gathering import how_they_stand
from pipelines.commitments.promise_file import NAME as PROMISES
from pipelines.commitments.promise_file import read_commitments
from pipelines.cost.campaign import assess_campaign
from pipelines.errors import KoukaError, Problem
from pipelines.portfolio.findings import portfolio_of
from pipelines.portfolio.task_list import NAME as TASKS
from pipelines.precedents import read_precedents
from pipelines.runs.campaigns import case_file, is_example, named_file
from pipelines.scenarios import answered_scenarios
from pipelines.starters import content_of

P = TypeVar("P")


@dataclass
class Parts:
    """What there is of them."""

    assessment: Assessment | None = None
    portfolio: Portfolio | None = None
    published: Published | None = None
    answered: tuple[Answered, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    verifying: Verifying | None = None
    examples: set[str] = field(default_factory=set)
    """Files that hold the invented numbers of the example, by their name."""
    left_out: dict[str, str] = field(default_factory=dict)
    """By the name of its file, why a part that is there could not be taken in."""
    missing: list[str] = field(default_factory=list)
    """What of the costs could not be told yet for want of measurements, why, and what to do."""
    problems: list[Problem] = field(default_factory=list)


def gathered_parts(folder: Path, today: date) -> Parts:
    """Each part of a campaign that is there and right. One that is wrong is named and keeps nobody from the others."""
    parts = Parts()
    case = case_file(folder)
    if case.is_file():
        assessed = _taken(parts, case, lambda: assess_campaign(folder))
        if assessed is not None:
            parts.assessment = assessed.assessment
            parts.missing = [each.told for each in assessed.problems]
            parts.problems += assessed.problems
            parts.scenarios = _scenarios(parts, folder, assessed.measured)
            parts.verifying = verifying(assessed.measured)
        if is_example(case):
            parts.examples.add(case.name)
    tasks = named_file(folder, "tasks", TASKS)
    if tasks.is_file():
        parts.portfolio = _taken(parts, tasks, lambda: portfolio_of(folder))
        if tasks.read_bytes() == content_of(TASKS):
            parts.examples.add(tasks.name)
    promises = named_file(folder, "commitments", PROMISES)
    if promises.is_file():
        parts.answered = _taken(parts, promises, lambda: _answered(parts, folder, promises, today)) or ()
    parts.published, problems = read_precedents()
    parts.problems += problems
    return parts


def _scenarios(parts: Parts, folder: Path, measured: Measured) -> tuple[Scenario, ...]:
    found, problems = answered_scenarios(folder, measured)
    parts.problems += problems
    return tuple(found)


def _answered(parts: Parts, folder: Path, file: Path, today: date) -> tuple[Answered, ...]:
    commitments = read_commitments(file)
    if commitments.origin is Origin.DEMONSTRATION:
        parts.examples.add(file.name)
    of_tasks = parts.portfolio.quantities if parts.portfolio else ()
    of_cost = parts.assessment.quantities if parts.assessment else ()
    return how_they_stand(folder, commitments, today, of_tasks, of_cost)


def _taken(parts: Parts, file: Path, read: Callable[[], P]) -> P | None:
    try:
        return read()
    except KoukaError as error:
        parts.problems.append(error.problem)
        parts.left_out[file.name] = error.problem.what
        return None
