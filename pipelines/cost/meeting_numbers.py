"""Numbers of meetings for the model: words lost in drafts by a run, and work by the case or a study."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from evaluators.cost.case_meetings import Meetings
from evaluators.cost.drawn import Drawn, drawn
from evaluators.cost.lost_terms import lost
from evaluators.grade import Origin
from evaluators.quantity import Quantity
from pipelines.cost.form_numbers import Draw
from pipelines.cost.references import Reference
from pipelines.cost.studies import study_of
from pipelines.errors import KoukaError

PLACES = ("near", "far")
"""Recordings by where the microphone was, as runs call them."""
DRAFT = "minutes_draft"


def meeting_numbers(
    meetings: Meetings, file: Path, quantities: Sequence[Quantity], origin: Origin, draw: Draw
) -> dict[str, Drawn]:
    """Everything of meetings that lines may name beside the case's own inputs.

    Args:
        meetings: the case's part on meetings.
        file: where it stands.
        quantities: of the run over meetings; none where accuracy is typed in.
        origin: of what was heard.
        draw: number and seed of draws.

    Raises:
        KoukaError: a study cannot be used.
    """
    found = {f"minutes_{place}_factor": factor for place, factor in _factors(meetings, file, origin, draw).items()}
    for place in PLACES:
        typed = getattr(meetings.accuracy, place)
        key = f"minutes_{place}_lost"
        if typed is not None:
            found[key] = _entered(meetings.accuracy, "accuracy", place, draw)
            continue
        recall = recall_of(quantities, place, meetings.accuracy.engine)
        number = None if recall is None else lost(recall, key, draw.n, draw.seed)
        if number is not None:
            found[key] = number
    return found


def recall_of(quantities: Sequence[Quantity], place: str, engine: str | None) -> Quantity | None:
    """The recall of words to expect in recordings of a place: of the engine, or of the best."""
    found = [
        quantity
        for quantity in quantities
        if quantity.metric == "term_recall"
        and quantity.scope == {"recording": place}
        and quantity.value is not None
        and engine in (None, quantity.engine)
    ]
    return max(found, key=lambda quantity: quantity.value or 0.0, default=None)


def _factors(meetings: Meetings, file: Path, origin: Origin, draw: Draw) -> Mapping[str, Drawn]:
    times = meetings.times
    far = _entered(times, "times", "far", draw)
    if times.from_ is None:
        return {"near": _entered(times, "times", "near", draw), "far": far}
    reference = Reference(times.from_, file, ("meetings", "times"))
    study = study_of(reference, "minutes_manual", origin, {}, (), draw.n, draw.seed)
    if DRAFT not in study.factors:
        raise KoukaError(_("The study has no times of the way “{way}”.", way=DRAFT), where=reference.place)
    return {"near": study.factors[DRAFT], "far": far}


def _entered(part: object, table: str, name: str, draw: Draw) -> Drawn:
    entered = getattr(part, name)
    return replace(drawn(f"meetings_{table}_{name}", entered, draw.n, draw.seed, draw.shares), elementary=False)
