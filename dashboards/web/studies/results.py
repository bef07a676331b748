"""What a study has measured so far, by way of working."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboards.web.studies.lookup import Study
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.timing.paired import Paired, paired

SEED = 20260401
"""Fixed, so that the same times give the same intervals."""


@dataclass(frozen=True)
class OfArm:
    """One way of working."""

    arm: str
    items: int
    """Forms that are done."""
    seconds: float
    """Mean active time a form, of all its people."""
    keystrokes: float
    """Mean, a form."""
    errors: float | None
    """Fields still wrong, mean a form; None where nobody can say."""
    compared: int
    """Forms with truth to compare with."""


def grade(study: Study) -> Grade:
    """How well founded its times are."""
    return grade_of(Origin(study.origin), Source.MEASURED)


def saved(study: Study, timings: pd.DataFrame) -> list[Paired]:
    """What each other way of working saves against the first one of the study, where forms were done in both."""
    found = paired(timings, reference=study.arms[0], origin=Origin(study.origin), seed=SEED)
    return [each for each in found if each.saved.n_documents]


def with_more_errors(found: Sequence[OfArm], compared: Sequence[Paired]) -> list[str]:
    """Ways of working that save time and leave more fields wrong than the one they are compared with."""
    errors = {each.arm: each.errors for each in found}
    quicker = [each for each in compared if (each.observed or 0) > 0]
    return [each.arm for each in quicker if (errors.get(each.arm) or 0) > (errors.get(each.reference) or 0)]


def by_arm(study: Study, timings: pd.DataFrame) -> list[OfArm]:
    """Means by way of working, in the order of the study.

    Args:
        study: whose arms.
        timings: ``frames.TIMINGS``.
    """
    found = []
    for arm in study.arms:
        rows = timings[timings["method"] == arm]
        whole = rows.groupby("item").agg(
            seconds=("seconds", "sum"), keystrokes=("keystrokes", "sum"), errors=("errors_left", "max"),
            people=("worker", "count"),
        )  # fmt: skip
        whole = whole[whole["people"] == _PEOPLE.get(arm, 1)]
        if whole.empty:
            continue
        errors = whole["errors"].dropna()
        found.append(
            OfArm(
                arm, len(whole), float(whole["seconds"].mean()), float(whole["keystrokes"].mean()),
                float(errors.mean()) if len(errors) else None, len(errors),
            )
        )  # fmt: skip
    return found


_PEOPLE: Mapping[str, int] = {"two_person": 2}
"""Who works on a form in an arm, where it is more than one."""
