"""What there is to settle a campaign's promises with."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from evaluators.commitments.facts import AttestationFact, CheckFact, Facts, FigureFact, PolicyFact, PrecedentsFact
from evaluators.commitments.promises import Commitments
from evaluators.commitments.settling import Answered, answered
from evaluators.grade import Grade
from evaluators.quantity import Quantity
from pipelines import selfcheck_record
from pipelines.commitments.attesting import attestations
from pipelines.errors import KoukaError
from pipelines.policies import files as policies
from pipelines.precedents import BUNDLED, read_precedents
from pipelines.runs import store
from pipelines.runs.campaigns import case_file, is_example, named_file

OF_PEOPLE = frozenset({"method"})
"""A figure whose scope says how people worked is one of a study."""
OF_COST = "cost/"
"""How ids begin of figures of a run's page that rest on the cost case; they are taken from the campaign's."""


def how_they_stand(
    campaign: Path,
    commitments: Commitments,
    today: date,
    of_tasks: Sequence[Quantity] | None = None,
    of_cost: Sequence[Quantity] | None = None,
) -> tuple[Answered, ...]:
    """Every row of the table with its promises, by what there is today.

    Args:
        campaign: its folder.
        commitments: its promises.
        today: the day.
        of_tasks: figures of its list of tasks, by whoever has computed them anyway; None: nobody has.
        of_cost: the same of its cost case.

    Raises:
        KoukaError: an attestation or the policy cannot be read.
    """
    kinds = {evidence.kind for promise in commitments.promises for evidence in promise.evidence}
    figures = [*_figures_of_runs(campaign)]
    if "portfolio" in kinds:
        figures += _figures_of_tasks(campaign, figures, of_tasks)
    if "cost" in kinds:
        figures += _figures_of_cost(campaign, figures, of_cost)
    facts = Facts(
        figures=tuple(figures),
        checks=tuple(_checks(today)),
        attestations=tuple(_attested(campaign, commitments, today)),
        precedents=tuple(_precedents(figures)) if "precedents" in kinds else (),
        policy=(_policy(campaign, today),),
    )
    return tuple(answered(opinion, facts) for opinion in commitments.opinions)


def _figures_of_runs(campaign: Path) -> Iterator[FigureFact]:
    for run in store.counting_runs(campaign):
        assert run.file.finished is not None
        with suppress(KoukaError):  # not measured, or damaged: it settles nothing
            for quantity in store.accuracy_of(run).quantities:
                if not quantity.id.startswith(OF_COST):
                    kind = "study" if OF_PEOPLE & {*quantity.scope} else "run"
                    yield FigureFact(kind, quantity, run.name, _day(run.file.finished))


def _figures_of_tasks(
    campaign: Path, of_runs: Sequence[FigureFact], known: Sequence[Quantity] | None
) -> Iterator[FigureFact]:
    from pipelines.portfolio.findings import portfolio_of  # pandas, which few lists of promises need
    from pipelines.portfolio.task_list import NAME

    path = named_file(campaign, "tasks", NAME)
    if path.is_file():
        with suppress(KoukaError):  # kouka portfolio says what is wrong with it
            for quantity in portfolio_of(campaign).quantities if known is None else known:
                yield FigureFact("portfolio", quantity, path.name, _later(path, of_runs))


def _figures_of_cost(
    campaign: Path, of_runs: Sequence[FigureFact], known: Sequence[Quantity] | None
) -> Iterator[FigureFact]:
    """Of the campaign's case; nothing by the invented numbers of the example."""
    from pipelines.cost.campaign import assess_campaign  # the same

    path = case_file(campaign)
    if path.is_file() and not is_example(path):
        with suppress(KoukaError):  # kouka cost says what is wrong with it
            for quantity in assess_campaign(campaign).assessment.quantities if known is None else known:
                yield FigureFact("cost", quantity, path.name, _later(path, of_runs))


def _later(path: Path, of_runs: Sequence[FigureFact]) -> str:
    """The day from which a file and what was measured for it are what they are."""
    written = datetime.fromtimestamp(path.stat().st_mtime).date().isoformat()
    return max([written, *(fact.since for fact in of_runs)])


def _precedents(figures: list[FigureFact]) -> Iterator[PrecedentsFact]:
    """The bundled cases, since the city has a result of its own to set beside them."""
    own = [fact for fact in figures if fact.kind in ("run", "study")]
    published, _problems = read_precedents()
    if published is not None and own:
        best = min((fact.quantity.grade for fact in own), key=list(Grade).index)
        since = min(fact.since for fact in own if fact.quantity.grade is best)
        yield PrecedentsFact(len(published.cases), BUNDLED.name, since, best)


def _checks(today: date) -> Iterator[CheckFact]:
    record = selfcheck_record.last()
    for each in record.results if record else ():
        age = (today - datetime.fromisoformat(each.at).date()).days
        yield CheckFact(each.check, each.passed, _day(each.since), age, " ".join(each.looked))


def _attested(campaign: Path, commitments: Commitments, today: date) -> Iterator[AttestationFact]:
    for each, intact in attestations(campaign, commitments):
        age = (today - each.signed_on).days
        yield AttestationFact(each.about, each.says, each.signed_by, each.signed_on.isoformat(), age, intact)


def _policy(campaign: Path, today: date) -> PolicyFact:
    """A policy that nobody signed, or that is not there, lets nothing pass."""
    policy = policies.of_campaign(campaign)
    if policy is None or policy.signed_on is None:
        return PolicyFact("", today.isoformat(), True)
    return PolicyFact(policy.signed_by or "", policy.signed_on.isoformat(), policy.intact)


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).date().isoformat()
