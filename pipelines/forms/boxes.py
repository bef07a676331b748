"""Where the boxes of fields lie on their form: how far from its edge, and from the rules that are printed on it."""

from collections.abc import Iterator, Mapping

import cv2
import numpy as np
import numpy.typing as npt

from evaluators.error_factors import Box
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import Template, TemplateField
from pipelines.forms.ink import MM_PER_INCH
from pipelines.forms.rasterise import rasterise
from pipelines.forms.refusal import Unreadable
from pipelines.forms.rules import SLACK_MM, rules_of

DPI = 150
"""Enough for rules of a tenth of a millimetre, and a third of the time that 200 takes."""
Key = tuple[str, str]
"""Template and field."""
Distances = npt.NDArray[np.float32]


def boxes(batch: FormsBatch) -> dict[Key, Box]:
    """Every field's box. What a blank that cannot be read has of rules is not known."""
    return {key: box for id, template in batch.templates.items() for key, box in _of_template(batch, id, template)}


def _of_template(batch: FormsBatch, id: str, template: Template) -> Iterator[tuple[Key, Box]]:
    wide, high = template.paper_mm
    distances: Mapping[int, Distances | None] = {page: _distances(batch, id, page) for page in template.pages}
    for field in template.fields:
        x, y, w, h = field.box_mm
        yield (id, field.id), Box(min(x, y, wide - x - w, high - y - h), _from_rule(field, distances[field.page]))


def _distances(batch: FormsBatch, id: str, page: int) -> Distances | None:
    """Of each pixel of a blank page, how far it is from the nearest rule (mm)."""
    try:
        (blank,) = rasterise(batch.blank(id), page, page, DPI)
    except Unreadable:
        return None
    rules = rules_of(blank, DPI)
    if not rules.any():
        return np.full(blank.shape, np.inf, dtype=np.float32)
    found = cv2.distanceTransform((~rules).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(found * (MM_PER_INCH / DPI), dtype=np.float32)


def _from_rule(field: TemplateField, distances: Distances | None) -> float | None:
    """A strip as wide as a page may lie beside its blank does not count as part of the box: a rule there is beside."""
    if distances is None:
        return None
    x, y, w, h = field.box_mm
    across, down = (min(SLACK_MM, side / 3) for side in (w, h))
    edges = (x + across, y + down, x + w - across, y + h - down)
    left, top, right, bottom = (round(edge / MM_PER_INCH * DPI) for edge in edges)
    inside = distances[top : max(bottom, top + 1), left : max(right, left + 1)]
    return float(inside.min()) if inside.size else None
