"""What a study has measured so far."""

from dataclasses import dataclass

import pandas as pd

from dashboards.web.studies.lookup import Study
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.timing.paired import seconds_by_item
from evaluators.timing.people import TimesOfPeople, amount_to
from pipelines.forms.seen import seen_fields


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


def grade(study: Study) -> Grade:
    """How well founded its times are."""
    return grade_of(Origin(study.origin), Source.MEASURED)


def times_of(study: Study, timings: pd.DataFrame, templates: dict[str, str]) -> TimesOfPeople:
    """Savings, errors left and learning; others are compared with the first way of the study.

    Args:
        study: whose arms.
        timings: ``frames.TIMINGS``.
        templates: of each item.
    """
    of_template = {id: len(seen_fields(form)) for id, form in study.templates.items()}
    # Minutes have no fields: their errors are characters, which no share of fields can be made of.
    fields = {item: of_template[template] for item, template in templates.items() if template in of_template}
    return amount_to(timings, Origin(study.origin), study.arms[0], fields, templates)


def by_arm(study: Study, timings: pd.DataFrame) -> list[OfArm]:
    """Means by way of working, in the order of the study, over forms that are done whole.

    Args:
        study: whose arms.
        timings: ``frames.TIMINGS``.
    """
    if timings.empty:
        return []
    seconds, whole = seconds_by_item(timings)
    keys = whole.groupby(["item", "method"])["keystrokes"].sum().unstack()
    found = []
    for arm in study.arms:
        of_arm = seconds[arm].dropna() if arm in seconds.columns else pd.Series(dtype=float)
        if len(of_arm):
            found.append(OfArm(arm, len(of_arm), float(of_arm.mean()), float(keys[arm].dropna().mean())))
    return found
