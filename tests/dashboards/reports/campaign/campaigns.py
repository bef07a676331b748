"""Made-up campaigns: one that pays, one that does not, one of which it cannot be said."""

from datetime import date

from evaluators.campaigns.findings import Findings, MeasuredRun, Reader
from evaluators.cost.assessing import assess
from evaluators.grade import Grade, Origin, Source
from evaluators.quantity import Quantity, quantity_id
from tests.evaluators.cost.cases import N, a_case, known, measured, meetings, price, tool

DAY = date(2026, 11, 26)
CERTAIN, POSSIBLE, IMPOSSIBLE = (0.5, 0.6, 0.7), (-0.2, 0.1, 0.4), (-0.9, -0.6, -0.5)
"""Minutes saved a form."""


def quantity(metric, bounds, *, engine="rapidocr", normaliser=None, scope=None, unit="ratio", **more):
    low, value, high = bounds
    told = {
        "id": quantity_id(metric, engine, normaliser, scope or {}), "metric": metric, "engine": engine,
        "scope": scope or {}, "normaliser": normaliser, "value": value, "low": low, "high": high, "unit": unit,
        "method": "document-bootstrap", "n_documents": 20, "grade": Grade.MEASURED, "source": Source.MODELLED,
        "cases": "cases-rapidocr",
    }  # fmt: skip
    return Quantity.model_validate(told | more)


def a_run(*quantities, kind="forms", title="転入届", name="trial/20261101-090000-0a1b2c3d", **more):
    told = {
        "name": name, "kind": kind, "title": title, "origin": Origin.REAL, "started": "2026-11-01T09:00:00+09:00",
        "finished": "2026-11-01T09:10:00+09:00", "readers": (Reader("rapidocr", "1"), Reader("tesseract", "5")),
        "counts": {"documents": 20, "pages_registered": 20}, "machine": {"system": "Linux", "cores": 2},
        "quantities": quantities, "templates": {"moving": "転入届"}, "page": "../run/index.html",
        "anchors": frozenset({"cases-rapidocr"}),
    }  # fmt: skip
    return MeasuredRun(**(told | more))


def rates(accuracy=(0.8, 0.9, 0.95), other=(0.4, 0.5, 0.6), saved=CERTAIN, share=(0.2, 0.3, 0.4)):
    """What a run over one kind of form measures."""
    scope = {"template": "moving"}
    return (
        quantity("field_accuracy", accuracy, normaliser="typed", numerator=180, denominator=200),
        quantity("field_accuracy", other, engine="tesseract", normaliser="typed", numerator=100, denominator=200),
        quantity("field_accuracy", accuracy, normaliser="typed", scope=scope),
        quantity("field_accuracy", accuracy, normaliser="typed", scope={"type": "name"}),
        quantity("document_accuracy", (0.1, 0.2, 0.3), normaliser="typed"),
        quantity("minutes_manual", (1.0, 1.2, 1.4), unit="min/document", scope=scope),
        quantity("minutes_ai_all", (0.5, 0.6, 0.7), unit="min/document", scope=scope),
        quantity("minutes_saved", saved, unit="min/document", scope=scope),
        quantity("minutes_saved", saved, unit="min/document"),
        quantity("share_saved", share),
        quantity("share_saved", share, scope=scope),
    )


def findings(**more):
    told = {"title": "効果検証", "campaign": "trial", "headquarters": "情報化推進本部", "written": DAY}
    return Findings(**(told | more))


def assessment(kind, **changed):
    """Of a case that pays, that does not, or of which it cannot be said."""
    licence = {"pays": 100_000, "does_not_pay": 1_000_000, "undecided": 200_000}[kind]
    spread = 0.5 if kind == "undecided" else 0.0
    numbers = measured()
    numbers |= {
        "ai_all_looking": known(0.4, "min/form", spread),
        "minutes_near_factor": known(0.5, "factor"),
        "minutes_near_lost": known(0.1, "ratio"),
    }
    case = a_case(ai=tool(licence=price(licence, "yen/year")), **changed)
    return assess(case, numbers, n=N, seed=1, n_documents=20)


def campaign(kind, saved=CERTAIN, share=(0.2, 0.3, 0.4)):
    return findings(runs=(a_run(*rates(saved=saved, share=share)),), assessment=assessment(kind))


def three():
    """By what they are: a campaign whose answers are sure and good, one whose are sure and bad, an open one."""
    return {
        "pays": campaign("pays", CERTAIN, (0.6, 0.7, 0.8)),
        "does_not_pay": campaign("does_not_pay", IMPOSSIBLE, (0.1, 0.2, 0.3)),
        "undecided": campaign("undecided", POSSIBLE, (0.3, 0.5, 0.7)),
    }


def with_meetings(kind):
    return assessment(kind, meetings=meetings())
