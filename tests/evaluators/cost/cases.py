"""Made-up cost cases: everything fixed unless a test says otherwise, so that results can be checked by hand."""

from dataclasses import replace
from typing import Any

import numpy as np

from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.grade import Grade

N = 1000


def entered(value: Any, unit: str, low: Any = None, high: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "value": value, "low": value if low is None else low, "high": value if high is None else high, "unit": unit,
        "grade": "assumed", "source": "asked", "says": "a test",
    } | more  # fmt: skip


def price(value: float, unit: str, low: float | None = None, high: float | None = None, **more: Any) -> dict[str, Any]:
    return entered(value, unit, low, high, tax="included", **more)


def tool(**changed: Any) -> dict[str, Any]:
    return {
        "licence": price(100_000, "yen/year"),
        "per_page": price(0, "yen/page"),
        "maintenance": price(0, "yen/year"),
        "setup": price(250_000, "yen"),
        "template_design": price(0, "yen/template"),
        "training": entered(0, "hour"),
    } | changed


def forms(**changed: Any) -> dict[str, Any]:
    return {
        "template": "moving-notice",
        "volume": entered(12_000, "forms/year"),
        "trend": entered(1, "factor"),
        "online_share": entered([0, 0, 0, 0, 0], "ratio"),
        "minutes_online": entered(0, "min/form"),
        "errors_online": entered(0, "ratio"),
        "scanning": entered(0, "s/sheet"),
        "accuracy": {"from": "run:latest"},
        "times": {"from": "model"},
        "manual_errors": entered(0, "ratio"),
        "slip": entered(0, "ratio"),
        "error_yen": entered(0, "yen/error"),
    } | changed


def meetings(**changed: Any) -> dict[str, Any]:
    return {
        "recorded": entered(100, "hour/year"),
        "times": {
            "manual": entered(3, "hour/hour"), "near": entered(0.5, "factor"), "far": entered(1, "factor")
        },
        "accuracy": {"from": "run:latest"},
        "terms": entered(60, "terms/hour"),
        "manual_lost": entered(0, "ratio"),
        "slip": entered(0.5, "ratio"),
        "error_yen": entered(0, "yen/error"),
        "licence": price(100_000, "yen/year"),
        "maintenance": price(0, "yen/year"),
        "setup": price(50_000, "yen"),
        "microphones": price(30_000, "yen"),
        "training": entered(0, "hour"),
    } | changed  # fmt: skip


def staff(**changed: Any) -> dict[str, Any]:
    return {
        "id": "regular", "label": "staff", "share": 1, "basis": "salary", "yen_per_hour": entered(3_000, "yen/hour"),
        "unpaid": entered(0, "ratio"),
    } | changed  # fmt: skip


def raw(**changed: Any) -> dict[str, Any]:
    """A case as TOML would give it: 12,000 forms, 3,000 yen an hour, 100,000 a year and 250,000 once, five years."""
    return {
        "schema": 2, "title": "a test", "first_year": 2026, "years": 5, "tax": "included",
        "tax_rate": entered(0.1, "ratio"), "discount_rate": entered(0, "ratio"), "staff": [staff()], "forms": forms(),
        "ai": tool(),
    } | changed  # fmt: skip


def a_case(**changed: Any) -> Case:
    return Case.model_validate(raw(**changed))


def known(value: float, unit: str, spread: float = 0.0, n: int = N, grade: Grade = Grade.MEASURED) -> Drawn:
    """A measured number, evenly spread around its value."""
    return Drawn.of(value, np.linspace(value - spread, value + spread, n), grade, unit)


def measured(
    manual: float = 1.0, looking: float = 0.4, wrong: float = 1.0, correcting: float = 0.1, **more: Drawn
) -> dict[str, Drawn]:
    """Half a minute saved a form of ten fields, one of which is read wrong."""
    found = {
        "fields": known(10, "fields/form"),
        "sheets": known(1, "sheets/form"),
        "minutes_manual": known(manual, "min/form"),
        "ai_all_looking": known(looking, "min/form"),
        "ai_all_correcting": known(correcting, "min/field"),
        "ai_all_wrong_seen": known(wrong, "fields/form"),
        "ai_all_wrong_unseen": known(0, "fields/form"),
    }
    for name in ("looking", "correcting"):
        found[f"ai_all_{name}"] = replace(found[f"ai_all_{name}"], elementary=False)
    return found | more
