"""A small cost case with typed-in numbers, for tests that need one."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from evaluators.cost.case import Case
from evaluators.cost.drawn import Drawn
from evaluators.cost.what_if import Measured
from evaluators.grade import Grade


def entered(value: Any, unit: str, spread: float = 0.1, **more: Any) -> dict[str, Any]:
    """An input that may be off by a share of its value to either side; of the grade ``assumed``."""
    many = isinstance(value, list)
    low, high = ([v * factor for v in value] if many else value * factor for factor in (1 - spread, 1 + spread))
    return {
        "value": value, "low": low, "high": high, "unit": unit, "grade": "assumed", "source": "asked", "says": "a test",
        **more,
    }  # fmt: skip


def price(value: float, unit: str) -> dict[str, Any]:
    return entered(value, unit, tax="included")


YEARS = 5


def tool() -> dict[str, Any]:
    return {
        "licence": price(600_000, "yen/year"),
        "per_page": price(0, "yen/page"),
        "maintenance": price(50_000, "yen/year"),
        "setup": price(500_000, "yen"),
        "template_design": price(30_000, "yen/template"),
        "templates": 2,
        "training": entered(20, "hour"),
    }


def a_case(**changed: Any) -> Case:
    """Forms alone: as now, all fields looked at, and by a policy."""
    given = {
        "schema": 2, "title": "見本", "first_year": 2026, "years": YEARS, "tax": "included",
        "tax_rate": entered(0.1, "ratio", 0), "discount_rate": entered(0.04, "ratio", 0),
        "staff": [
            {"id": "regular", "label": "正規職員", "share": 0.6, "basis": "full",
             "yen_per_hour": entered(4_000, "yen/hour"), "unpaid": entered(0.2, "ratio")},
            {"id": "temporary", "label": "会計年度任用職員", "share": 0.4, "basis": "full",
             "yen_per_hour": entered(2_000, "yen/hour"), "unpaid": entered(0.5, "ratio")},
        ],
        "forms": {
            "volume": entered(40_000, "forms/year"), "trend": entered(0.97, "factor", 0.02),
            "online_share": entered([0.1] * YEARS, "ratio"),
            "minutes_online": entered(0.5, "min/form"), "errors_online": entered(0.001, "ratio"),
            "scanning": entered(4, "s/sheet"), "manual_errors": entered(0.005, "ratio"), "slip": entered(0.1, "ratio"),
            "error_yen": entered(300, "yen/error"),
            "accuracy": {"fields": entered(10, "fields/form", 0), "wrong": entered(0.05, "ratio")},
            "times": {"manual": entered(2.0, "min/form"), "ai_all": entered(1.2, "min/form")},
            "policy": {"passing": entered(0.4, "ratio"), "wrong": entered(0.002, "ratio")},
        },
        "ai": tool(),
    }  # fmt: skip
    return Case.model_validate(given | changed)


def numbers(n: int, seed: int = 1) -> Mapping[str, Drawn]:
    """What was measured for it."""
    random = np.random.default_rng(seed)

    def around(value: float, unit: str, spread: float = 0.1) -> Drawn:
        return Drawn.of(value, value * random.uniform(1 - spread, 1 + spread, n), Grade.MEASURED, unit)

    return {
        "fields": around(10, "fields/form", 0), "sheets": around(1, "sheets/form", 0),
        "minutes_manual": around(2.0, "min/form"),
        "ai_all_looking": around(0.7, "min/form"), "ai_all_correcting": around(0.2, "min/field"),
        "ai_all_wrong_seen": around(0.5, "fields/form"), "ai_all_wrong_unseen": around(0, "fields/form"),
        "ai_policy_looking": around(0.4, "min/form"), "ai_policy_correcting": around(0.2, "min/field"),
        "ai_policy_wrong_seen": around(0.45, "fields/form"), "ai_policy_wrong_unseen": around(0.05, "fields/form"),
    }  # fmt: skip


def an_undecided_one(n: int) -> Measured:
    """What is read wrong decides whether it pays, and twenty forms say little of it."""
    random = np.random.default_rng(5)
    wrong = Drawn.of(1.1, np.maximum(random.normal(1.1, 0.4, n), 0), Grade.MEASURED, "fields/form")
    forms = a_case().forms
    assert forms is not None
    given = forms.model_dump(by_alias=True, exclude_none=True)
    given |= {"slip": entered(0.3, "ratio", 0), "error_yen": entered(300, "yen/error", 0)}
    case = a_case(forms=given, ai=tool() | {"licence": price(0, "yen/year")})
    measured = {**numbers(n), "ai_all_wrong_seen": wrong, "ai_policy_wrong_seen": wrong}
    return Measured.of(case, measured, n, 1, 20)
