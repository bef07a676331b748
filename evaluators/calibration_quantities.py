"""What confidences are worth, as quantities: one entry each in accuracy.json, which the page and the report cite."""

from collections.abc import Iterator, Sequence

from evaluators.calibration import Bin, Calibration
from evaluators.grade import Grade, Origin, Source, grade_of
from evaluators.quantity import Quantity
from evaluators.rates import estimated

CASES = "confidence"
"""The anchor of what is said of confidences."""
AGAIN = "_recalibrated"


def bin_scope(found: Bin) -> dict[str, str]:
    """The scope of a bin of the reliability curve: ``{"confidence": "0.95-0.98"}``."""
    return {"confidence": f"{found.low:g}-{found.high:g}"}


def calibration_quantities(found: Sequence[Calibration], origin: Origin, level: float = 0.95) -> list[Quantity]:
    """The numbers of every engine, over all types of field and by ``type``; those with too few errors have none.

    - ``calibration_error`` (expected, over the bins) and ``brier``, and both with ``_recalibrated`` at the end, of
      confidences recalibrated on other documents: unit ``score``, 0 best.
    - ``auroc``: unit ``score``, 1 best, 0.5 chance.
    - ``reliability``, over all types, by ``confidence`` (:func:`bin_scope`): fields right over fields of a bin.

    ``denominator`` is the fields with a confidence, ``n_documents`` the forms that they stand on.
    """
    grade = grade_of(origin, Source.MEASURED)
    return [quantity for each in found for quantity in _of(each, grade, level)]


def _of(found: Calibration, grade: Grade, level: float) -> Iterator[Quantity]:
    estimates = {
        "calibration_error": found.ece,
        "calibration_error" + AGAIN: found.ece_after,
        "auroc": found.auroc,
        "brier": found.brier,
        "brier" + AGAIN: found.brier_after,
    }
    scope = {"type": found.type} if found.type else {}
    for metric, estimate in estimates.items():
        if estimate is not None:
            yield estimated(
                metric, found.engine, scope, estimate.value, estimate.interval, counts=(None, found.n), unit="score",
                n_documents=found.clusters, grade=grade, level=level, cases=CASES,
            )  # fmt: skip
    for each in () if found.type else found.bins:
        yield estimated(
            "reliability", found.engine, bin_scope(each), each.rate, each.interval, counts=(each.right, each.n),
            n_documents=each.clusters, grade=grade, level=level, cases=CASES,
        )  # fmt: skip
