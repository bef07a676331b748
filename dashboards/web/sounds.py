"""Recordings as players ask for them: whole, or the part that they want."""

import mimetypes
from pathlib import Path

from fastapi.exceptions import HTTPException
from fastapi.responses import FileResponse

from pipelines.batches import paths
from pipelines.batches.recordings import FOLDER

OWN_TYPES = {".m4a": "audio/mp4", ".flac": "audio/flac", ".opus": "audio/ogg", ".ogg": "audio/ogg", ".aac": "audio/aac"}
"""What Python does not know on every system, or calls otherwise than browsers do."""


def sound(batch: Path, file: str) -> FileResponse:
    """A recording of a batch.

    Args:
        batch: its folder.
        file: below its recordings.

    Raises:
        HTTPException: there is none of this name, or it is no sound.
    """
    found = paths.inside(batch / FOLDER, file)
    kind = OWN_TYPES.get(Path(file).suffix.lower()) or mimetypes.guess_type(file)[0] or ""
    if found is None or not found.is_file() or not kind.startswith(("audio/", "video/")):
        raise HTTPException(404)
    return FileResponse(found, media_type=kind, headers={"Cache-Control": "private, max-age=600"})
