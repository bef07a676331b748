"""The city's own results as they may be set beside published ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluators.campaigns.findings import Findings, MeasuredRun
from evaluators.precedents.placing import Own
from evaluators.quantity import Quantity, quantity_id

WAYS = {"forms": ("ai_all", "ai_policy"), "meetings": ("minutes_draft",)}
"""Ways of working with AI in which a person checks, the one that counts first coming first."""


@dataclass(frozen=True)
class OwnResult:
    """What a run, and people on its documents, found."""

    run: MeasuredRun
    own: Own


def own_results(findings: Findings) -> tuple[OwnResult, ...]:
    """One for each run that was measured."""
    runs = (*findings.forms, *findings.meetings)
    return tuple(OwnResult(run, Own(_TOOLS[run.kind], _share(run), True, dict(_rates(run)))) for run in runs)


_TOOLS = {"forms": "ocr", "meetings": "minutes"}


def _share(run: MeasuredRun) -> Quantity | None:
    """Of people who were timed; else of the model, which is no measurement and is graded so."""
    for way in WAYS[run.kind]:
        timed = run.rate("share_saved", None, None, {"method": way})
        if timed is not None and timed.value is not None:
            return timed
    return run.rate("share_saved", run.best)


def _rates(run: MeasuredRun) -> Iterator[tuple[str, Quantity]]:
    field = run.rate("field_accuracy", run.best, "typed")
    if field is not None and field.value is not None:
        yield "field", field
    wrong = run.rate("cer", run.best, "nfkc")
    if wrong is not None and wrong.value is not None and wrong.low is not None and wrong.high is not None:
        yield "character", _right(wrong)


def _right(wrong: Quantity) -> Quantity:
    """Characters right, as municipalities print it: one less the error rate, 0 where more is wrong than there is."""
    low, value, high = (max(0.0, 1 - (bound or 0.0)) for bound in (wrong.high, wrong.value, wrong.low))
    return wrong.model_copy(
        update={
            "id": quantity_id("characters_right", wrong.engine, wrong.normaliser, wrong.scope),
            "metric": "characters_right",
            "numerator": None,
            "denominator": None,
            "low": low,
            "value": value,
            "high": high,
        }
    )
