"""What a campaign's runs measured of each class of tasks, with the draws behind it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from evaluators.grade import Grade, Source, grade_of, worst
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.keystrokes import DEFAULT
from evaluators.minutes import minutes_best, minutes_draws
from evaluators.portfolio.frames import FORMS, MEETINGS
from evaluators.portfolio.results import ClassResult, key_of
from pipelines.errors import KoukaError
from pipelines.policies import files as policies
from pipelines.readers import best_of, readers_of
from pipelines.runs import store
from pipelines.runs.store import Run
from pipelines.scored import pages_and_fields
from pipelines.seed import SEED
from pipelines.times import counts_of
from pipelines.times_of_people import FromPeople, times_of

WAYS = ("ai_policy", "ai_all", "minutes_draft")
"""Ways with AI, the one that counts first where people were timed in several."""
DRAWS = 20_000


def results_of(campaign: Path, runs: Iterable[Run]) -> dict[str, ClassResult]:
    """By ``evaluators.portfolio.results.key_of``, the best founded result of each class; of equals the newest.

    Times of people come before those of the keystroke-level model, as they are graded. Runs whose batch is gone or has
    changed say nothing.

    Args:
        campaign: its folder.
        runs: of it, newest first.
    """
    found: dict[str, ClassResult] = {}
    for run in runs:
        with suppress(KoukaError):
            for key, result in _of_run(run):
                there = found.get(key)
                if there is None or _trust(result) < _trust(there):
                    found[key] = result
    passed = _passed(campaign)
    return {key: replace(each, passed=passed) if each.method == "ai_policy" else each for key, each in found.items()}


def _trust(result: ClassResult) -> int:
    return list(Grade).index(worst(result.grades))


def _of_run(run: Run) -> Iterator[tuple[str, ClassResult]]:
    if run.file.kind == "meetings":
        yield from _of_people(run, MEETINGS, times_of(run, store.meetings_of(run)))
        return
    timed = dict(_of_people(run, FORMS, times_of(run, store.batch_of(run))))
    yield from (dict(_modelled(run)) | timed).items()


def _of_people(run: Run, class_: str, people: FromPeople) -> Iterator[tuple[str, ClassResult]]:
    # Whoever takes the last of a key has the first way, by a study before what came in with the batch.
    paired = [(each, source.prepared) for source in reversed(people.sources) for each in source.times.paired]
    for arm in reversed(WAYS):
        for each, prepared in paired:
            if each.arm != arm:
                continue
            result = ClassResult.of_people(each, prepared, seed=SEED, origin=run.name)
            if result is not None:
                yield key_of(class_, each.scope.get("template", "")), result


def _modelled(run: Run) -> Iterator[tuple[str, ClassResult]]:
    """By the keystroke-level model, of the engine with most fields right."""
    batch = store.batch_of(run)
    _pages, scored = pages_and_fields(run)
    readers = readers_of(record.name for record in run.file.engines)
    best = best_of(store.accuracy_of(run).quantities, readers)
    grades = (
        grade_of(run.file.batch.origin, Source.MODELLED),
        *(entry.grade for entry in DEFAULT.inputs.values()),
    )
    kinds = [("", scored), *((str(id), rows) for id, rows in scored.groupby("template"))]
    for template, rows in kinds:
        counted = counts_of(batch, rows, [best] if best else []).get(best)
        if counted is not None and len(counted) >= FEW_DOCUMENTS:
            yield (
                key_of(FORMS, template),
                ClassResult.of_minutes(
                    "ai_all", minutes_draws(counted, DRAWS, SEED), minutes_best(counted), "manual",
                    grades=grades, n_documents=len(counted), origin=run.name,
                ),
            )  # fmt: skip


def _passed(campaign: Path) -> float | None:
    """Share of fields that pass by the campaign's policy, where a person has signed it and nobody changed it since."""
    policy = policies.of_campaign(campaign)
    return policy.share if policy and policy.signed and policy.intact else None
