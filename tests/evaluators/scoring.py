"""Rows of scored fields, as the evaluators pass them to each other."""

import pandas as pd

from evaluators.fields import score_fields
from evaluators.frames import DOCUMENTS, READINGS
from evaluators.mark_types import MARK_TYPES

TYPES = {"name": "name", "note": "text", "born": "date", "way": "choice", "agreed": "checkbox"}


def scored(truth, **engines):
    """Fields as ``score_fields`` makes them, through the front door.

    Args:
        truth: by document and field, the text on the paper.
        engines: of each engine, by document and field, the text read or None where it failed; ``marks`` reads marks.
    """
    tables = {"permit": pd.DataFrame([{"document": name, **fields} for name, fields in truth.items()], dtype="str")}
    listed = pd.DataFrame(
        [dict(zip(DOCUMENTS.names, (name, name, "1", "1", "permit"), strict=True)) for name in truth], dtype="str"
    )
    rows = [
        dict.fromkeys(READINGS.names, "")
        | {"document": document, "field": field, "engine": engine, "text": text or "", "value": text or ""}
        | {"status": "failed" if text is None else "read", "confidence": 0.9}
        for engine, documents in engines.items()
        for document, fields in documents.items()
        for field, text in fields.items()
    ]
    asked = {name: MARK_TYPES if name == "marks" else set(TYPES.values()) - MARK_TYPES for name in engines}
    readings = pd.DataFrame(rows, columns=READINGS.names)
    return score_fields(readings, tables, tables, listed, {"permit": TYPES}, asked)
