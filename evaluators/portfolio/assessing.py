"""The first two questions of a whole list of tasks: does AI take over most of it, and which tasks gain."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.grade import Grade, worst
from evaluators.portfolio.figures import Maker, over
from evaluators.portfolio.frames import OTHER
from evaluators.portfolio.listed import NAMES, Listed, listed
from evaluators.portfolio.outcome import Fate, Portfolio, TaskOutcome
from evaluators.portfolio.ranking import places
from evaluators.portfolio.results import ClassResult, key_of

Draws = npt.NDArray[np.float64]

N_DRAWS = 10_000
FIRST = 3
"""How many tasks count as the first of the ranking."""


def assess(
    tasks: pd.DataFrame,
    savings: Mapping[str, ClassResult],
    *,
    seed: int,
    n: int = N_DRAWS,
    first: int = FIRST,
    level: float = 0.95,
) -> Portfolio:
    """What AI takes over of the listed tasks, by what was measured of their classes.

    All tasks of a class share what was measured of it: where it is too good in a draw, it is for all of them. How often
    and how long tasks are is drawn for each by itself. A task that AI does not shorten on average over the draws stays
    as it is, and costs nothing; which tasks these are is decided once and not by draw, which would let chance choose.
    By the mean since that is what a choice comes to, as in a cost case.

    Args:
        tasks: columns of ``frames.TASKS``, numbers as numbers, one row a task at least.
        savings: by ``results.key_of``. A task of a form takes that of its template; only one that names no template
            takes that of all forms.
        seed: the same gives the same draws.
        n: draws.
        first: how many count as the first of the ranking.
        level: of intervals.
    """
    rows = tasks.reset_index(drop=True)
    hours = listed(rows, n, np.random.default_rng(seed))
    results = [savings.get(key) for key in _keys(rows)]
    fates = [_fate(str(kind), result, n) for kind, result in zip(rows["class"], results, strict=True)]
    left_likely, left = _left(fates, results, n)
    saved = hours.draws * (1 - left)
    maker = Maker(rows, results, fates, level)
    ranked = [index for index, result in enumerate(results) if result is not None]
    ranking = dict(zip(ranked, places(saved[:, ranked], first, level), strict=True))
    outcomes = [
        TaskOutcome(
            str(rows.at[index, "task"]), str(rows.at[index, "section"]), fates[index], results[index],
            maker.hours_now(index, hours.draws[:, index]),
            maker.hours_saved(index, saved[:, index]),
            ranking.get(index),
        )
        for index in range(len(rows))
    ]  # fmt: skip
    shortened, unknown = (
        np.array([fate is wanted for fate in fates]) for wanted in (Fate.TAKEN_OVER, Fate.NOT_MEASURED)
    )
    taken_over_likely, share_likely = maker.likely(hours, hours.likely * (1 - left_likely))
    inputs, grades = _inputs(rows, hours, savings, results, n)
    return Portfolio(
        tasks=tuple(sorted(outcomes, key=lambda each: each.place.expected if each.place else len(outcomes))),
        first=first,
        listed=maker.of_list("hours_listed", hours.draws),
        taken_over=maker.taken_over(saved, hours.draws[:, unknown]),
        with_people=maker.with_people(hours.draws - saved, hours.draws[:, unknown]),
        checking=maker.of_all("hours_checking", (hours.draws - saved)[:, shortened]),
        not_measured=maker.of_list("hours_not_measured", hours.draws[:, unknown]),
        share=maker.share(hours, saved, hours.draws[:, unknown]),
        taken_over_likely=taken_over_likely,
        share_likely=share_likely,
        share_draws=over(saved.sum(axis=1), hours.draws.sum(axis=1)),
        inputs=inputs,
        input_grades=grades,
    )


def _keys(rows: pd.DataFrame) -> list[str]:
    return [key_of(str(kind), str(form)) for kind, form in zip(rows["class"], rows["template"].fillna(""), strict=True)]


def _fate(kind: str, result: ClassResult | None, n: int) -> Fate:
    if kind == OTHER:
        return Fate.PEOPLE
    if result is None:
        return Fate.NOT_MEASURED
    return Fate.TAKEN_OVER if _of_length(result.draws, n).mean() < 1 else Fate.NOT_SHORTER


def _left(fates: Sequence[Fate], results: Sequence[ClassResult | None], n: int) -> tuple[Draws, Draws]:
    """The share of each task's time that is left, (tasks,) and (draws, tasks)."""
    likely, draws = np.ones(len(fates)), np.ones((n, len(fates)))
    for index, (fate, result) in enumerate(zip(fates, results, strict=True)):
        if fate is Fate.TAKEN_OVER and result is not None:
            likely[index], draws[:, index] = result.left, _of_length(result.draws, n)
    return likely, draws


def _of_length(draws: Draws, n: int) -> Draws:
    """So many draws, in their order: results that were drawn in pairs stay paired."""
    return np.resize(draws, n)


def _inputs(
    rows: pd.DataFrame,
    hours: Listed,
    savings: Mapping[str, ClassResult],
    results: Sequence[ClassResult | None],
    n: int,
) -> tuple[dict[str, Draws], dict[str, Grade]]:
    inputs, grades = {}, {}
    for index, row in rows.iterrows():
        for name in NAMES:
            key = f"{name}/{row['section']}/{row['task']}"
            inputs[key], grades[key] = hours.inputs[name][:, int(str(index))], Grade(row["grade"])
    for name, result in savings.items():
        if any(result is each for each in results):
            inputs[f"left/{name}"], grades[f"left/{name}"] = _of_length(result.draws, n), worst(result.grades)
    return inputs, grades
