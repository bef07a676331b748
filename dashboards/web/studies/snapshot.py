"""What of a run a study shows, kept when the study is made: a run that is measured again changes no screen.

The pictures of pages stay where the run has them, below the results.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboards.web.registered import registered_page
from evaluators.mark_types import MARK_TYPES, MARKS_ENGINE
from pipelines.batches.forms import Document, FormsBatch
from pipelines.forms.fields import READ
from pipelines.forms.pages import REGISTERED
from pipelines.forms.seen import seen_fields
from pipelines.tables import Row

CANDIDATES = 9
"""As many as there are number keys."""
LINE_END = re.compile(r"\s*\n\s*")

Reading = dict[str, Any]
"""Of a field: ``text``, ``confidence`` (None where the engine has none) and ``candidates``, a list of texts."""


def pages_of(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """By document, the image of each page; left out is a document with a page that is not registered or has no picture.

    Args:
        rows: of pages.csv.
    """
    found: dict[str, dict[str, str]] = {}
    lacking = set()
    for row in rows:
        if row["status"] != REGISTERED or registered_page(row["image"]) is None:
            lacking.add(row["document"])
        found.setdefault(row["document"], {})[row["page"]] = row["image"]
    return {document: images for document, images in found.items() if document not in lacking}


def readings_of(
    batch: FormsBatch, documents: Sequence[Document], rows: Iterable[Row], engine: str
) -> dict[str, dict[str, Reading]]:
    """By document and field what the engine read, and what others read instead.

    Args:
        batch: with the documents' templates.
        documents: of the study.
        rows: of readings.csv.
        engine: whose readings are corrected; check boxes and choices are those of the one that reads marks.
    """
    wanted = {document.name for document in documents}
    by_field: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["document"] in wanted and row["status"] == READ:
            by_field.setdefault((row["document"], row["field"]), []).append(row)
    return {
        document.name: {
            field.id: _reading(
                by_field.get((document.name, field.id), ()), MARKS_ENGINE if field.type in MARK_TYPES else engine
            )
            for field in seen_fields(batch.templates[document.template])
        }
        for document in documents
    }


def _reading(rows: Sequence[Row], engine: str) -> Reading:
    own = next((row for row in rows if row["engine"] == engine), None)
    ordered = [row for row in (own, *rows) if row is not None]
    texts = dict.fromkeys(one_line(row["text"]) for row in ordered if row["text"].strip())
    confidence = own["confidence"] if own else ""
    return {
        "text": one_line(own["text"]) if own else "",
        "confidence": float(confidence) if confidence else None,
        "candidates": [*texts][:CANDIDATES],
    }


def one_line(text: str) -> str:
    """The lines of a box as one: Japanese is wrapped anywhere, so a blank is put between half-width characters only."""

    def joint(end: re.Match[str]) -> str:
        beside = text[end.start() - 1 : end.start()] + text[end.end() : end.end() + 1]
        return " " if beside.isascii() else ""

    text = text.strip()
    return LINE_END.sub(joint, text)


def passed_of(decisions: Iterable[Row]) -> dict[str, dict[str, str]]:
    """By document, the fields that a policy lets pass, with their values. Rows of ``frames.DECISIONS``."""
    found: dict[str, dict[str, str]] = {}
    for row in decisions:
        if row["decision"] == "pass":
            found.setdefault(row["document"], {})[row["field"]] = row["value"]
    return found


def templates_of(batch: FormsBatch, documents: Iterable[Document]) -> Mapping[str, Any]:
    """The templates of these documents as they are written."""
    used = dict.fromkeys(document.template for document in documents)
    return {id: batch.templates[id].model_dump(mode="json", by_alias=True) for id in used}
