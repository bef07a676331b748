"""What other work of the same kind would take, by the model of work that a study's times were fitted to."""

from dashboards.web.studies.results import Results
from evaluators.quantity import Quantity
from evaluators.timing.work import work_like


def predicted(results: Results, forms: int, corrected: float) -> dict[str, Quantity]:
    """By way of working the seconds that so many forms would take.

    Args:
        results: of a study.
        forms: how many.
        corrected: times as many characters to be corrected as in the study, where AI has read.
    """
    if results.effort is None:
        return {}
    return {
        each.arm: results.effort.predicted(work_like(results.amounts, each.arm, forms, corrected))
        for each in results.arms
    }
