"""Pictures of the pages of a study's forms. Boxes of individual numbers are black, whatever the run has kept."""

from pathlib import Path

import cv2
import numpy as np
from fastapi import HTTPException, Response
from fastapi.responses import FileResponse

from dashboards.web.registered import registered_page
from dashboards.web.station.lookup import Item
from pipelines.field_types import HIDDEN_TYPES
from pipelines.forms.blackout import blackout
from pipelines.forms.registration import MM_PER_INCH

PNG = "image/png"


def picture_of(item: Item, page: int) -> Response:
    """A registered page of a form.

    Raises:
        HTTPException: 404: the form has no such page, or its picture is gone.
    """
    file = registered_page(item.pages.get(str(page), ""))
    if file is None:
        raise HTTPException(404)
    if not any(field.page == page and field.type in HIDDEN_TYPES for field in item.template.fields):
        return FileResponse(file, media_type=PNG)
    return Response(_without_numbers(file, item, page), media_type=PNG)


def _without_numbers(file: Path, item: Item, page: int) -> bytes:
    image = cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise HTTPException(404)
    dpi = round(image.shape[1] / item.template.paper_mm[0] * MM_PER_INCH)
    here = [field for field in item.template.fields if field.page == page]
    black = blackout(np.asarray(image, dtype=np.uint8), here, item.template.tolerance_mm, dpi)
    return bytes(cv2.imencode(".png", black)[1].tobytes())
