"""How many fields of a form a person has to mend, from the share that was read right."""

from evaluators.quantity import Quantity, quantity_id


def corrections(right: Quantity) -> Quantity | None:
    """Fields to mend a form: those that were to be read less those that were right, by the number of forms.

    It is the rate seen from the other side, so its interval is that of the rate. None where the rate is undefined.

    Args:
        right: ``field_accuracy`` with its numerator and denominator.
    """
    if right.value is None or right.low is None or right.high is None or not right.n_documents:
        return None
    if right.denominator is None:
        return None
    fields = right.denominator / right.n_documents
    return right.model_copy(
        update={
            "id": quantity_id("corrections", right.engine, right.normaliser, right.scope),
            "metric": "corrections",
            "numerator": right.denominator - (right.numerator or 0.0),
            "denominator": float(right.n_documents),
            "value": (1 - right.value) * fields,
            "low": (1 - right.high) * fields,
            "high": (1 - right.low) * fields,
            "unit": "fields/document",
        }
    )
