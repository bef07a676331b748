"""What the engines of text propose together: rows of readings.csv under the engine ``consensus``.

Agreement proposes a value, disagreement keeps what each engine read. Nothing is accepted by it.
"""

import json
from collections.abc import Callable, Iterable, Sequence

from evaluators.agreement import CONSENSUS_ENGINE, compared_by
from evaluators.frames import READINGS
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.fields import MY_NUMBER, READ
from pipelines.forms.pages import FAILED, REFUSED
from pipelines.tables import Row

DISAGREE = "disagree"
PLACE = ("document", "page", "field", "x", "y", "w", "h")
ANSWER = ("text", "normalised", "value", "error")


def proposals(readings: Iterable[Row], type_of: Callable[[Row], str]) -> list[Row]:
    """A row for each field of which two or more engines have one, in the order of the fields.

    - All of them read it and agree as in :mod:`evaluators.agreement`: ``read``, with what the first of them returned
      and made of it, and the lowest confidence that any of them gave.
    - Some read it: ``disagree``, with what they read as candidates.
    - None did: ``failed`` or ``refused`` as the first of them, ``failed`` where any failed.
    - Of an individual number no text is kept that could be compared: ``refused``, whatever was read.

    Args:
        readings: rows of readings.csv of engines that read text, those of a field in the order of the engines.
        type_of: the field type of a row.
    """
    fields: dict[tuple[str, str], list[Row]] = {}
    for row in readings:
        fields.setdefault((row["document"], row["field"]), []).append(row)
    return [_proposal(rows, type_of(rows[0])) for rows in fields.values() if len(rows) > 1]


def _proposal(rows: Sequence[Row], field_type: str) -> Row:
    empty = dict.fromkeys(READINGS.names, "") | {name: rows[0][name] for name in PLACE} | {"engine": CONSENSUS_ENGINE}
    read = [row for row in rows if row["status"] == READ]
    if not read:
        blamed = next((row for row in rows if row["status"] == FAILED), rows[0])
        return empty | {"status": blamed["status"], "error": blamed["error"]}
    if field_type in HIDDEN_TYPES:
        return empty | {"status": REFUSED, "error": MY_NUMBER}
    said = {compared_by(row["text"], row["value"], field_type) for row in read}
    if len(said) > 1 or len(read) < len(rows):
        return empty | {"status": DISAGREE, "candidates": _candidates(read)}
    sure = [row["confidence"] for row in read if row["confidence"]]
    answer = {name: rows[0][name] for name in ANSWER}
    return empty | answer | {"status": READ, "confidence": min(sure, key=float, default="")}


def _candidates(read: Sequence[Row]) -> str:
    return json.dumps([_candidate(row) for row in read], ensure_ascii=False)


def _candidate(row: Row) -> dict[str, str | float | None]:
    confidence = float(row["confidence"]) if row["confidence"] else None
    return {"engine": row["engine"], "text": row["text"], "value": row["value"], "confidence": confidence}
