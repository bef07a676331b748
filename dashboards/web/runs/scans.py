"""Pictures of pages as they were laid on their form. The scans themselves are never given away."""

from collections.abc import Sequence
from typing import Annotated

import cv2
import numpy as np
from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import HTTPException

from dashboards.web.database.asking import transaction
from dashboards.web.index.found import Box, Page
from dashboards.web.registered import registered_page
from dashboards.web.runs.indexes import index_of
from dashboards.web.runs.records import run_at
from dashboards.web.runs.unfinished import after_work
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs

router = APIRouter()
WIDEST = 1654
"""Pixels: A4 at 200 dpi, enough to read a field enlarged twice."""
QUALITY = 80
MARGIN_MM = 1.5
"""Round the box of an individual number."""


@router.get("/runs/{campaign}/{run}/scans/{page}/{document:path}", dependencies=[Depends(after_work)])
def scan(
    request: Request, campaign: str, run: str, page: int, document: str,
    visitor: Annotated[Visitor, Depends(needs(Role.VIEWER))],
) -> Response:  # fmt: skip
    """A page of a document, with the boxes of individual numbers black whatever was kept."""
    found = run_at(campaign, run)
    with index_of(request, found) as index:
        there = next((each for each in index.pages(document) if each.number == page), None)
        template = index.template_of(document)
        if there is None or template is None:
            raise HTTPException(404)
        paper = index.paper_mm(template) if template in index.templates else (1.0, 1.0)
        content = picture_of(there, index.hidden_boxes(document, page), paper)
    if content is None:
        raise HTTPException(404)
    with transaction(request) as connection:
        audit.record(connection, visitor.account.name, "picture_seen", f"{found.name}/{document}", page=page)
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})


def picture_of(page: Page, hidden: Sequence[Box], paper_mm: tuple[float, float], widest: int = WIDEST) -> bytes | None:
    """A page as JPEG, made smaller; None where there is no picture of it."""
    file = registered_page(page.image)
    image = None if file is None else cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None:
        return None
    high, wide = image.shape
    scale = min(1.0, widest / wide)
    small = cv2.resize(image, (round(wide * scale), round(high * scale)), interpolation=cv2.INTER_AREA)
    across, down = small.shape[1] / paper_mm[0], small.shape[0] / paper_mm[1]
    for x, y, w, h in hidden:
        left, top = (max(0, int((edge - MARGIN_MM) * by)) for edge, by in ((x, across), (y, down)))
        right, bottom = (int((edge + MARGIN_MM) * by) + 1 for edge, by in ((x + w, across), (y + h, down)))
        small[top:bottom, left:right] = 0
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes())
