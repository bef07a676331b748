"""Promises, figures and facts for tests."""

from evaluators.commitments.facts import FigureFact
from evaluators.commitments.promises import Evidence, Promise
from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity, quantity_id


def a_promise(*evidence, id="a-promise"):
    return Promise(id=id, says="確かめる", evidence=tuple(Evidence(**each) for each in evidence))


def a_figure(metric="field_accuracy", value=0.9, width=0.1, n=60, grade=Grade.MEASURED, kind="run", scope=None,
             by="demo/one", since="2026-11-24", engine="tesseract"):  # fmt: skip
    scope = scope or {}
    quantity = Quantity(
        id=quantity_id(metric, engine, None, scope), metric=metric, engine=engine, scope=scope, value=value,
        low=value - width / 2, high=value + width / 2, unit="ratio", method="m", n_documents=n, grade=grade,
        source=Source.MEASURED,
    )  # fmt: skip
    return FigureFact(kind, quantity, by, since)
