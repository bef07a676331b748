"""Small files as labelmake saves them, with a filled form of white pages beside each."""

import base64
import json
from pathlib import Path
from typing import Any

from tests.pipelines.forms.pdfs import pdf

A4 = (595.28, 841.89)


def box(x: float = 20, y: float = 30, width: float = 80, height: float = 6, type: str = "text", **more: Any) -> dict:
    return {"position": {"x": x, "y": y}, "width": width, "height": height, "type": type, "fontSize": 12, **more}


def address(content: bytes) -> str:
    return "data:application/pdf;base64," + base64.b64encode(content).decode()


def save(folder: Path, name: str = "申込書", *, pages: int | None = None, **changes: Any) -> Path:
    """A form of one page with a name and a day, filled once.

    Args:
        folder: where to.
        name: of both files.
        pages: of the filled form, where these are not as many as the records need.
        changes: to what is saved; None leaves a key out.
    """
    saved = {
        "id": name,
        "fontName": "SauceHanSansJP",
        "basePdf": address(pdf(A4)),
        "schemas": [{"氏名": box(), "Day 1": box(y=50)}],
        "sampledata": [{"氏名": "髙橋 﨑子", "Day 1": "2026/04/01"}],
        "columns": ["氏名", "Day 1"],
    } | changes
    file = folder / f"{name}.template.json"
    file.write_text(json.dumps({key: value for key, value in saved.items() if value is not None}), "utf-8")
    filled = pages if pages is not None else len(saved["schemas"] or "1") * len(saved["sampledata"])
    (folder / f"{name}.pdf").write_bytes(pdf(*[A4] * filled))
    return file
